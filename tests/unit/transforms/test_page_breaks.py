"""Where a printed page begins, a mark stands in the text: at the character, and never in a knot."""

from __future__ import annotations

import pytest

from keben import walk
from keben.model import (
    Alignment,
    Article,
    Aside,
    Blocks,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Metadata,
    NoteReference,
    PageBreak,
    PageStart,
    PageTop,
    Paragraph,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    Table,
    Text,
    Verse,
)
from keben.runs import Runs, words
from keben.transforms.page_breaks import Paged, mark_pages, put_in

MARK = PageBreak("7", "page-1")


def text(run: str) -> Inlines:
    return (Text(run),)


def paragraph(run: str) -> Paragraph:
    return Paragraph(text(run))


def publication(*blocks: object) -> Publication:
    return Publication(Metadata(), (Article(text("题"), blocks, "c01"),))  # type: ignore[arg-type]


def blocks_of(paged: Paged) -> Blocks:
    return next(walk.articles(paged.publication)).blocks


@pytest.mark.parametrize(
    ("run", "offset", "marked"),
    [
        (text("甲乙丙"), 0, (MARK, Text("甲乙丙"))),
        (text("甲乙丙"), 2, (Text("甲乙"), MARK, Text("丙"))),
        (text("甲乙丙"), 3, (Text("甲乙丙"), MARK)),
        # A space, a variation selector and a word joiner stay with what they follow.
        (text("one two"), 3, (Text("one "), MARK, Text("two"))),
        (text("葛\U000e0100城"), 1, (Text("葛\U000e0100"), MARK, Text("城"))),
        (text("甲\u2060乙"), 1, (Text("甲\u2060"), MARK, Text("乙"))),
        (
            (*text("甲"), Ruby("漢字", "かんじ"), *text("乙")),
            2,
            (Text("甲"), MARK, Ruby("漢字", "かんじ"), Text("乙")),
        ),
        (
            (*text("甲"), Ruby("漢字", "かんじ"), *text("乙")),
            3,
            (Text("甲"), Ruby("漢字", "かんじ"), MARK, Text("乙")),
        ),
        ((Emphasis(text("甲乙")),), 1, (Emphasis((Text("甲"), MARK, Text("乙"))),)),
        (
            (Link((Emphasis(text("甲乙")),), "#x"), *text("丙")),
            1,
            (Link((Emphasis((Text("甲"), MARK, Text("乙"))),), "#x"), Text("丙")),
        ),
        ((Code("a b"),), 1, (Code("a "), MARK, Code("b"))),
        (
            (*text("甲"), NoteReference("a", 12, "r"), *text("乙")),
            3,
            (Text("甲"), MARK, NoteReference("a", 12, "r"), Text("乙")),
        ),
        ((), 0, (MARK,)),
    ],
)
def test_a_mark_stands_at_its_character(run: Inlines, offset: int, marked: Inlines) -> None:
    assert put_in(run, [(offset, MARK)]) == tuple(marked)


def test_two_marks_stand_in_one_run_in_their_order() -> None:
    other = PageBreak("8", "page-2")
    marked = put_in(text("甲乙丙"), [(1, MARK), (1, other)])
    assert marked == (Text("甲"), MARK, other, Text("乙丙"))


def test_before_a_title_marks_are_kept_apart() -> None:
    paged = mark_pages(publication(paragraph("文")), [PageStart("1"), PageStart("2")])
    assert paged.before == {"c01": (PageBreak("1", "page-1"), PageBreak("2", "page-2"))}
    assert blocks_of(paged) == (paragraph("文"),)
    assert [found.label for found in paged.breaks] == ["1", "2"]


def test_heads_pictures_and_code_have_marks_before_them() -> None:
    blocks = (Heading(text("节")), Figure(Image("a.png"), text("图")), CodeBlock("a\nb\n"))
    starts = [PageStart("1", 1), PageStart("2", 2), PageStart("3", 4)]
    found = blocks_of(mark_pages(publication(*blocks), starts))
    tops = [block.breaks[0].label for block in found if isinstance(block, PageTop)]
    assert tops == ["1", "2", "3"]
    assert found[1::2] == blocks


def test_a_page_may_begin_inside_code_and_inside_a_head() -> None:
    blocks = (CodeBlock("ab\ncd\n"), Heading(text("一二")))
    paged = mark_pages(publication(*blocks), [PageStart("1", 1, 2), PageStart("2", 2, 1)])
    code, head = blocks_of(paged)
    assert isinstance(code, CodeBlock)
    assert code.breaks == ((3, paged.breaks[0]),)
    assert isinstance(head, Heading)
    assert head.inlines == (Text("一"), paged.breaks[1], Text("二"))


def test_matter_that_the_edition_adds_has_marks_too() -> None:
    starts = [PageStart("1", matter="titlepage"), PageStart("9", matter="colophon")]
    paged = mark_pages(publication(), starts)
    assert {place: found[0].label for place, found in paged.before.items()} == {
        "titlepage": "1",
        "colophon": "9",
    }


EVERYTHING = (
    paragraph("a"),
    Quotation((paragraph("b"),), text("c")),
    PullQuote(text("d"), text("e")),
    PullQuote(text("not met"), repeats=True),
    Verse(((text("f"), text("g")),), text("h")),
    ListBlock((ListItem((paragraph("i"),)), ListItem((paragraph("j"),)))),
    DefinitionList((Definition(text("k"), ((paragraph("l"),),)),)),
    Table(((text("n"),),), ((text("o"),),), (Alignment.START,), text("m")),
    Aside("note", (paragraph("q"),), text("p")),
)


def test_every_run_is_met_once_in_reading_order_and_can_be_marked() -> None:
    article = Article(text("题"), EVERYTHING, "c01")
    book = Publication(Metadata(), (Part(text("部"), (article,), "part1"),))
    met: list[str] = []

    class Collecting(Runs):
        def title(self, anchor: str, run: Inlines) -> None:
            met.append(words(run))

        def run(self, run: Inlines) -> Inlines:
            met.append(words(run))
            return run

    assert Collecting().rebuild(book) == book
    assert "".join(met) == "部题abcdefghijklmnopq"
    starts = [PageStart(str(number), number) for number in range(len(met))]
    paged = mark_pages(book, starts)
    inner = [
        inline.label
        for article in walk.articles(paged.publication)
        for block in walk.blocks(article.blocks)
        for run in walk.own_inlines(block)
        for inline in run
        if isinstance(inline, PageBreak)
    ]
    assert sorted(map(int, inner)) == list(range(2, len(met)))
    assert set(paged.before) == {"part1", "c01"}
