"""Two texts beside each other: what stands in which row, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.errors import ProofError
from keben.model import (
    Article,
    Block,
    Contributor,
    Heading,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Parallel,
    Publication,
    Text,
)
from keben.proof.pairs import check_parallel
from keben.settings import Settings
from keben.transforms.alignment import Item, pair
from keben.transforms.numbering import number_heads
from keben.transforms.parallel import set_beside


def paragraph(text: str, line: int | None = None) -> Paragraph:
    return Paragraph((Text(text),), Location(Path("a.md"), line) if line else None)


def head(text: str, level: int = 2) -> Heading:
    return Heading((Text(text),), level)


def publication(*blocks: Block, language: str = "zh-Hans", title: str = "") -> Publication:
    name = (Text(title),) if title else ()
    return Publication(Metadata(language=language), (Article(name, blocks, language=language),))


def rows(first: Publication, second: Publication) -> list[str]:
    """Each row as its two texts."""
    joined = set_beside(first, second)
    check_parallel(first, second, joined)
    found = []
    for block in walk.blocks(next(walk.articles(joined)).blocks):
        if isinstance(block, Parallel):
            sides = (
                "".join(walk.plain(run) for b in side for run in walk.own_inlines(b))
                for side in (block.blocks, block.beside)
            )
            found.append("|".join(sides))
    return found


def codes(first: Publication, second: Publication) -> list[str]:
    return [finding.code for finding in set_beside(first, second).findings]


def test_paragraphs_stand_beside_paragraphs_and_heads_beside_heads() -> None:
    first = publication(paragraph("甲"), head("乙"), paragraph("丙"), title="题")
    second = publication(paragraph("a"), head("b"), paragraph("c"), title="t", language="en")
    assert rows(first, second) == ["|t", "甲|a", "乙|b", "丙|c"]
    assert codes(first, second) == []


def test_the_second_text_has_its_language() -> None:
    joined = set_beside(publication(paragraph("甲")), publication(paragraph("a"), language="en"))
    (row,) = next(walk.articles(joined)).blocks
    assert isinstance(row, Parallel)
    assert row.language == "en"
    joined = set_beside(publication(paragraph("甲")), publication(paragraph("a")), "fr")
    (row,) = next(walk.articles(joined)).blocks
    assert isinstance(row, Parallel)
    assert row.language == "fr"


def test_two_short_paragraphs_stand_beside_the_long_one() -> None:
    first = publication(paragraph("甲" * 60, 3), paragraph("乙" * 20, 5))
    second = publication(
        paragraph("a" * 90), paragraph("b" * 90), paragraph("c" * 60), language="en"
    )
    assert rows(first, second) == [f"{'甲' * 60}|{'a' * 90}{'b' * 90}", f"{'乙' * 20}|{'c' * 60}"]
    (finding,) = set_beside(first, second).findings
    assert finding.code == "B009"
    assert finding.location == Location(Path("a.md"), 3)
    assert "2 paragraphs, the one beside it 3 paragraphs" in finding.message


def test_a_section_without_its_fellow_keeps_its_rows() -> None:
    first = publication(head("一"), paragraph("甲" * 30), head("二"), paragraph("乙" * 90))
    second = publication(head("2"), paragraph("b" * 90), language="en")
    found = rows(first, second)
    assert found == ["一|", f"{'甲' * 30}|", "二|2", f"{'乙' * 90}|{'b' * 90}"]
    assert "B009" in codes(first, second)


def test_notes_of_both_texts_are_kept_apart() -> None:
    def noted(text: str, language: str) -> Publication:
        run = (Text(text), NoteReference("1"))
        note = Note("1", (paragraph(f"{text}!"),))
        article = Article((), (Paragraph(run),), language=language, notes=(note,))
        return Publication(Metadata(language=language), (article,))

    joined = set_beside(noted("甲", "zh-Hans"), noted("a", "en"))
    check_parallel(noted("甲", "zh-Hans"), noted("a", "en"), joined)
    article = next(walk.articles(joined))
    assert len({note.note_id for note in article.notes}) == 2
    called = [reference.note_id for reference in walk.note_references(article.blocks)]
    assert called == [note.note_id for note in article.notes]


def test_an_article_without_its_fellow_stands_after_the_one_before_it() -> None:
    def book(*texts: str, language: str) -> Publication:
        articles = (Article((Text(t[0]),), (paragraph(t),), language=language) for t in texts)
        return Publication(Metadata(language=language), tuple(articles))

    first = book("甲" * 40, "乙" * 40, language="zh-Hans")
    second = book("a" * 40, "x" * 9, "b" * 40, language="en")
    joined = set_beside(first, second)
    check_parallel(first, second, joined)
    assert len(list(walk.articles(joined))) == 2
    assert "B009" in [finding.code for finding in joined.findings]


def test_people_of_both_texts_are_named_once() -> None:
    one, other = Contributor("甲"), Contributor("B", "trl")
    first, second = publication(paragraph("甲")), publication(paragraph("a"), language="en")
    first = replace(first, metadata=replace(first.metadata, contributors=(one,)))
    second = replace(second, metadata=replace(second.metadata, contributors=(one, other)))
    assert set_beside(first, second).metadata.contributors == (one, other)


def test_a_text_that_is_not_whole_is_found() -> None:
    first = publication(paragraph("甲"), paragraph("乙"))
    second = publication(paragraph("a"), paragraph("b"), language="en")
    joined = set_beside(first, second)
    article = next(walk.articles(joined))
    bad = replace(joined, body=(replace(article, blocks=article.blocks[:1]),))
    with pytest.raises(ProofError, match="set beside"):
        check_parallel(first, second, bad)


SIZES = st.lists(st.integers(0, 400), max_size=25)


@given(SIZES, SIZES)
def test_every_piece_is_paired_once_and_in_order(one: list[int], two: list[int]) -> None:
    items = [[Item("p", size) for size in some] for some in (one, two)]
    found = pair(*items)
    for side, some in enumerate((one, two)):
        met = [index for pairing in found for index in range(*pairing[side])]
        assert met == list(range(len(some)))


@given(
    st.lists(st.tuples(st.sampled_from("h23p"), st.text("甲乙丙", max_size=9)), max_size=12),
    st.lists(st.tuples(st.sampled_from("h23p"), st.text("abc", max_size=20)), max_size=12),
)
def test_nothing_is_lost(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    def built(pieces: list[tuple[str, str]], language: str) -> Publication:
        blocks = (
            paragraph(text) if kind in "ph" else head(text, int(kind)) for kind, text in pieces
        )
        return publication(*blocks, language=language, title="题")

    first, second = built(one, "zh-Hans"), built(two, "en")
    check_parallel(first, second, set_beside(first, second))


def test_heads_are_numbered_in_the_first_text() -> None:
    joined = set_beside(publication(head("乙")), publication(head("b"), language="en"))
    book = replace(joined, body=(*joined.body, *joined.body))
    numbered = number_heads(book, Settings(heads={"numbers": "decimal"}))  # type: ignore[arg-type]
    (row,) = next(walk.articles(numbered)).blocks
    assert isinstance(row, Parallel)
    assert [
        walk.plain(h.inlines) for h in (*row.blocks, *row.beside) if isinstance(h, Heading)
    ] == [
        "1.1\u2002乙",
        "b",
    ]
