"""Every TOML example of the manual and of docs/theming.md does what it says: pages are laid out by
it, or the folder that it orders is opened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from keben import theme as themes
from keben.catalogue import Manuscript, open_manuscript
from keben.catalogue.contents import sources
from keben.model import Article, CodeBlock, Heading, Metadata, Paragraph, Part, Publication, Text
from keben.typeset.columns import lay_out_columns
from keben.typeset.geometry import MM, lay_out
from tests.docs.manual import ROOT, TEXT, blocks

if TYPE_CHECKING:
    from tests.conftest import Printing

THEMING = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8")
EXAMPLES = [block for _, block in blocks("toml", f"{TEXT}\n{THEMING}")]

NAME_FILES = ("fonts", "cover", "bibliography", "order", "parallel", "prepress", "annotate")
"""Settings that name files, which only a folder has; their own tests have some."""

OF_A_RUN = ("extends", "face", "variants", "impose", "fit", "theme", "strict", "proof")
"""What the press does before or after pages are laid out, and what is no setting."""


def _settings(block: str) -> dict[str, Any]:
    """What a block says of pages; an mdBook keeps that in a table of its own."""
    values: dict[str, Any] = tomllib.loads(block)
    if "book" in values:
        values = values["output"]["keben"]
    values = {k: v for k, v in values.items() if k not in (*NAME_FILES, *OF_A_RUN)}
    if values.get("faces", {}).get("text") == "fangsong":  # the reader's own face
        del values["faces"]
    return values


PAGES = [block for block in EXAMPLES if _settings(block)]
ORDERS = [block for block in EXAMPLES if "order" in tomllib.loads(block)]
THEMES = [block for block in EXAMPLES if "extends" in tomllib.loads(block)]


@pytest.fixture(scope="module")
def small() -> Publication:
    """A part over one chapter with a head, text and code, and a chapter before it."""
    text = Paragraph((Text("刻书的人先写样，再上板，一字一刀，错一个字就废一块板。" * 3),))
    head = Heading((Text("写样"),), 2, "c2-h1")
    code = CodeBlock("def fit(line):\n    return line.width <= measure\n", "python")
    first = Article((Text("前言"),), (text,), "c1")
    second = Article((Text("上板"),), (text, head, text, code), "c2")
    part = Part((Text("手艺"),), (second,), "p1")
    return Publication(Metadata(title="刻书", language="zh-Hans"), (part,), (first,))


@pytest.mark.parametrize("block", PAGES, ids=lambda block: block.split("\n")[0])
def test_pages_are_laid_out_by_it(printing: Printing, small: Publication, block: str) -> None:
    printed = printing(small, "book", **_settings(block))
    settings = printed.settings
    geometry = (lay_out_columns if settings.vertical else lay_out)(settings, with_sidebar=False)
    sheet = [side * MM for side in settings.page.sheet]
    assert printed.document.get_page_size(0) == pytest.approx(sheet, abs=0.1)
    assert geometry.lines <= (settings.page.lines or geometry.lines)
    asked = settings.page.measure_for(settings.type.size)
    assert round(geometry.measure / settings.type.size, 3) <= asked
    text = "".join(printed.text())
    assert all(words in text for words in ("刻书的人先写样", "deffit(line):", "手艺"))


@pytest.mark.parametrize("block", ORDERS, ids=lambda block: block.split("\n")[0])
def test_the_folder_that_it_orders_is_opened(tmp_path: Path, block: str) -> None:
    (tmp_path / "book.toml").write_text(block, encoding="utf-8")
    named = list(_files(tomllib.loads(block)["order"]))
    for name in named:
        (tmp_path / name).write_text(f"# {name}\n\n文。\n", encoding="utf-8")
    opened = open_manuscript(Manuscript("book", (tmp_path,)), suffixes=(".md",))
    found = sources((*opened.front, *opened.items, *opened.back))
    assert [source.path.name for source in found] == named
    assert opened.findings == ()


def _files(entry: object) -> list[str]:
    """The files that an order names, as they stand in it."""
    if isinstance(entry, str):
        return [entry]
    if isinstance(entry, Mapping):
        keys = ("front", "body", "file", "chapters", "appendices", "back")
        return [name for key in keys for name in _files(entry.get(key, ()))]
    assert isinstance(entry, list | tuple)
    return [name for each in entry for name in _files(each)]


@pytest.mark.parametrize("block", THEMES, ids=lambda block: block.split("\n")[0])
def test_the_theme_is_found_and_changes_what_it_says(tmp_path: Path, block: str) -> None:
    folder = tmp_path / "river"
    folder.mkdir()
    (folder / "theme.toml").write_text(block, encoding="utf-8")
    theme = themes.load("river", folders=[tmp_path, ROOT / "templates"])
    assert [name for name, _ in theme.chain] == ["river", "book", "base"]
    assert theme.layers[-1].values["page"] == tomllib.loads(block)["page"]
