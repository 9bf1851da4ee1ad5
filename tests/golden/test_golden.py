"""From a text to the XHTML of both editions: each case's ``in/`` gives what is in its ``golden/``.

``--update-golden`` writes ``golden/`` anew: read the difference before you keep it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from keben import theme, transforms, walk
from keben.catalogue import Manuscript
from keben.press.reading import read_manuscript
from keben.settings import combine
from keben.typecase import TypeCase
from keben.typeset import typeset_print, typeset_reader

ROOT = Path(__file__).parents[2]
CASES = sorted((Path(__file__).parent / "cases").iterdir())
NO_FONTS = TypeCase((), {}, frozenset())


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """The documents of a source by name: the printer's, and the reader's chapters."""
    sources = sorted(folder.iterdir())
    path = folder if len(sources) > 1 else sources[0]
    read = read_manuscript(Manuscript("golden", (path,)), ())
    name = "book" if walk.is_book(read.publication) else "handout"
    chosen = theme.load(name, folders=[ROOT / "templates"])
    settings = combine(*chosen.layers, *read.layers)
    publication = transforms.apply(read.publication, read.roots, settings)
    printed = typeset_print(publication, chosen, settings, case=NO_FONTS)
    yield "print.xhtml", printed.html
    reader = typeset_reader(publication, chosen, pictures={}, cover="cover.png")
    for leaf in reader.leaves:
        if leaf.kind in ("contents", "chapter"):
            yield f"reader-{leaf.name}.xhtml", leaf.html


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_editions_are_set_as_before(case: Path, update_golden: bool) -> None:
    golden = case / "golden"
    found = dict(documents(case / "in"))
    for text in found.values():
        ElementTree.fromstring(text)
    if update_golden:
        golden.mkdir(exist_ok=True)
        for old in golden.iterdir():
            old.unlink()
        for name, text in found.items():
            (golden / name).write_text(text, encoding="utf-8")
    wanted = {path.name: path.read_text(encoding="utf-8") for path in golden.iterdir()}
    assert sorted(found) == sorted(wanted)
    changes = [
        line
        for name in wanted
        for line in difflib.unified_diff(
            wanted[name].splitlines(), found[name].splitlines(), name, "now", lineterm="", n=1
        )
    ]
    assert not changes, "\n".join(changes)
