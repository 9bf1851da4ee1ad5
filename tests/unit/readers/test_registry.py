"""Each suffix has its reader."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from keben import readers
from keben.decoding import PACKED
from keben.errors import ManuscriptError
from keben.model import Source
from keben.settings import Settings


def source(name: str, text: str) -> Source:
    return Source(Path(name), text, "utf-8", Path())


@pytest.mark.parametrize("module", sorted(set(readers.READERS.values())))
def test_every_reader_can_read(module: str) -> None:
    assert callable(import_module(module).read)


@pytest.mark.parametrize("suffix", [s for s in readers.READERS if s not in PACKED])
def test_a_suffix_counts_in_any_case(suffix: str) -> None:
    found = readers.read(source(f"a{suffix.upper()}", "信\n\n正文。\n"), Settings())
    assert found.body


def test_an_unknown_suffix_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(ManuscriptError, match=r'no reader knows "\.rst"\. .*\.md, .*\.txt'):
        readers.read(source("a.rst", "x"), Settings())


def test_front_matter_is_markdowns_alone() -> None:
    text = "---\ntitle: 信\n---\n正文。\n"
    found = readers.read_front_matter(source("a.md", text))
    assert found is not None
    assert found.layer is not None
    assert found.layer.values == {"title": "信"}
    assert readers.read_front_matter(source("a.txt", text)) is None


def test_a_text_in_the_notation_of_aozora_bunko_has_its_own_reader() -> None:
    found = readers.read(source("a.txt", "渡《わた》し［＃「渡」に傍点］\n"), Settings())
    assert found.metadata.language == "ja"
