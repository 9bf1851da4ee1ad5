"""Citations are read as Pandoc reads them, where a bibliography is stated; and written back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from keben import walk
from keben.editions.markdown import write
from keben.model import Citation, CitedWork, Publication, Source
from keben.readers.markdown import read
from keben.settings import Layer, combine


def parsed(text: str, files: str = "refs.bib") -> Publication:
    settings = combine(Layer({"title": "T", "bibliography": files} if files else {}, "test"))
    return read(Source(Path("t.md"), text, "utf-8", Path()), settings)


def citations(publication: Publication) -> list[Citation]:
    return [
        inline
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
        for run in walk.own_inlines(block)
        for inline in walk.inlines(run)
        if isinstance(inline, Citation)
    ]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("[@a]", [CitedWork("a")]),
        ("[@a; @b]", [CitedWork("a"), CitedWork("b")]),
        ("[@a；@b]", [CitedWork("a"), CitedWork("b")]),
        ("[@张1989，第 3 页]", [CitedWork("张1989", "第 3 页")]),
        ("[see @doe:1999, pp. 33-35, 38]", [CitedWork("doe:1999", "pp. 33-35, 38", "see")]),
        ("[@a, chap. 2 and passim]", [CitedWork("a", "chap. 2", suffix=" and passim")]),
        ("[@a, 第三章]", [CitedWork("a", "第三章")]),
        ("[-@a]", [CitedWork("a", is_bare=True)]),
        ("[@{a b}]", []),
        ("[@{http://x.org/a}]", [CitedWork("http://x.org/a")]),
        ("[a]", []),
        ("[a@b.com]", []),
        ("[@a, b; c]", [CitedWork("a")]),
    ],
)
def test_groups(text: str, works: list[CitedWork]) -> None:
    assert [work for found in citations(parsed(f"x{text}x")) for work in found.works] == works


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@a.", ["a"]),
        ("见@knuth1981的研究", ["knuth1981"]),
        ("@a_b:c/d, and", ["a_b:c/d"]),
        ("a@b.org", []),
        ("`@a`", []),
        ("\\@a", []),
        ("http://x.org/@a", []),
        ("@ a", []),
    ],
)
def test_in_a_sentence(text: str, keys: list[str]) -> None:
    found = citations(parsed(text))
    assert [work.key for one in found for work in one.works] == keys
    assert all(one.narrative for one in found)


def test_a_place_behind_a_name_in_a_sentence() -> None:
    (found,) = citations(parsed("@a [p. 7] says [this](x)"))
    assert found.works == (CitedWork("a", "p. 7"),)


def test_a_citation_in_a_link_is_text() -> None:
    assert citations(parsed("[see @a](https://x.org) and [@b](https://x.org)")) == []


def test_without_a_bibliography_all_is_text() -> None:
    found = parsed("[@a] and @b", files="")
    assert citations(found) == []
    assert walk.plain(walk.own_inlines(next(walk.articles(found)).blocks[0])[0]) == "[@a] and @b"


def test_what_is_written_reads_the_same() -> None:
    text = "甲[@a, 第 3 页]，@b认为，c\\@d，\\@e。\n\n::: bibliography\n:::\n\n"
    text += '::: glossary\n词\n:   意思。\n:::\n\n有[词]{.term}和[字]{.term term="词"}。\n'
    first = parsed(text)
    again = parsed(write(first))
    assert [a.blocks for a in walk.articles(again)] != []
    assert [_bare(a.blocks) for a in walk.articles(again)] == [
        _bare(a.blocks) for a in walk.articles(first)
    ]


def _bare(blocks: object) -> str:
    """Blocks without the lines on which they stand."""
    return re.sub(r"Location\([^)]*\)[^)]*\)", "", repr(blocks))
