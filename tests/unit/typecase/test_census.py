"""Every character is counted for each face that it is printed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.model import (
    Article,
    Aside,
    Block,
    Code,
    CodeBlock,
    Contributor,
    Credit,
    Definition,
    DefinitionList,
    Dotted,
    Emphasis,
    Epigraph,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    ListItem,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    SceneBreak,
    Series,
    Span,
    Strong,
    Table,
    Text,
    Verse,
)
from keben.typecase.census import ALWAYS, BOXES, BULLETS, Census, take

HAN = "字"


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def count(*blocks: Block, **article: object) -> Census:
    one = Article(words("题"), blocks, "c01", **article)  # type: ignore[arg-type]
    return take(Publication(Metadata(language="zh-Hans"), (one,)), ())


def jobs(census: Census, character: str, language: str = "zh-Hans") -> set[str]:
    return {
        job
        for (job, other), found in census.characters.items()
        if other == language and character in found
    }


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph(words(HAN)), {"text"}),
        (Heading(words(HAN)), {"head", "text", "small"}),
        (PullQuote(words(HAN)), {"quote", "small"}),
        (PullQuote((), words(HAN)), {"quote", "small"}),
        (Epigraph((Paragraph(words(HAN)),)), {"quote"}),
        (Quotation((Paragraph(words(HAN)),)), {"quote"}),
        (Quotation((), words(HAN)), {"quote", "small"}),
        (Verse(((words(HAN),),)), {"quote", "small"}),
        (ListBlock((ListItem((Paragraph(words(HAN)),)),)), {"text"}),
        (DefinitionList((Definition(words(HAN), ()),)), {"strong"}),
        (DefinitionList((Definition((), ((Paragraph(words(HAN)),),)),)), {"text"}),
        (CodeBlock(HAN), {"code"}),
        (Table(((words(HAN),),), (), ()), {"text", "small", "strong"}),
        (Aside("note", (), words(HAN)), {"strong"}),
        (Aside("note", (Paragraph(words(HAN)),)), {"text"}),
        (Credit(words(HAN)), {"small"}),
        (Figure(Image("x.png"), words(HAN)), {"small"}),
        (Figure(Image("x.png", HAN)), {"text", "small"}),
        (SceneBreak(), set()),
    ],
)
def test_blocks_are_printed_in_the_faces_of_their_jobs(block: Block, expected: set[str]) -> None:
    assert jobs(count(block), HAN) == expected


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (Emphasis(words(HAN)), {"text", "emphasis"}),
        (Strong(words(HAN)), {"text", "strong"}),
        (Strong((Emphasis(words(HAN)),)), {"text", "strong", "emphasis"}),
        (Code(HAN), {"code"}),
        (Strong((Code(HAN),)), {"code", "code_strong"}),
        (Link(words(HAN), "#x"), {"text"}),
        (Dotted(words(HAN)), {"text"}),
        (Ruby(HAN, "x"), {"text"}),
        (Ruby("x", HAN), {"text", "small"}),
        (Image("x.png", HAN), {"text", "small"}),
    ],
)
def test_inlines_are_printed_in_the_faces_of_their_jobs(inline: Inline, expected: set[str]) -> None:
    assert jobs(count(Paragraph((inline,))), HAN) == expected


def test_a_run_in_another_language_is_counted_there() -> None:
    census = count(Paragraph((Span(words(HAN), "ja"),)))
    assert jobs(census, HAN, "ja") == {"text"}
    assert jobs(census, HAN) == set()


def test_an_article_in_another_language_is_counted_there() -> None:
    census = count(Paragraph(words(HAN)), language="ko")
    assert jobs(census, HAN, "ko") == {"text"}
    assert "small" in jobs(census, "题"), "its running head is set in the book's face"


def test_what_editions_add_is_counted() -> None:
    census = count(
        ListBlock((ListItem((), True),)), Paragraph((NoteReference("a", 7), Link((), "http://z")))
    )
    assert set(BULLETS) <= census.characters["small", "zh-Hans"]
    assert set(BOXES) <= census.characters["text", "zh-Hans"]
    assert set(ALWAYS) <= census.characters["small", "zh-Hans"]
    assert "z" in census.characters["text", "zh-Hans"]


def test_the_catalogue_card_is_counted() -> None:
    metadata = Metadata(
        title="甲", subtitle="乙", contributors=(Contributor("丙"),), publisher="丁", source="戊",
        rights="己", series=Series("庚"), language="zh-Hans",
    )  # fmt: skip
    part = Part(words("辛"), (Article(words("壬"), (), contributors=(Contributor("癸"),)),))
    census = take(Publication(metadata, (part,)), ("标",))
    assert set("甲乙丙丁戊己庚标") <= census.characters["small", "zh-Hans"]
    assert "乙" in census.characters["quote", "zh-Hans"]
    assert {"title", "strong", "small"} <= jobs(census, "辛") & jobs(census, "壬")
    assert jobs(census, "癸") == {"small", "text"}


def test_a_character_is_found_at_its_first_place() -> None:
    def place(line: int) -> Location:
        return Location(Path("a.md"), line)

    census = count(
        Paragraph(words("甲"), place(2)),
        Paragraph(words("甲乙"), place(3)),
        CodeBlock("丙", location=place(4)),
        notes=(Note("a", (Paragraph(words("丁"), place(5)),)),),
        location=place(1),
    )
    lines = {character: where.line for character, where in census.places.items() if where}
    assert lines == {"题": 1, "甲": 2, "乙": 3, "丙": 4, "丁": 5}


def test_a_hyphen_is_counted_where_a_word_may_be_divided() -> None:
    def jobs_of_hyphen(*blocks: Block, divided: int = 6) -> set[str]:
        article = Article((), blocks, "c1")
        made = Publication(Metadata(language="zh-Hans"), (article,))
        census = take(made, (), divided=divided)
        return {job for (job, _), characters in census.characters.items() if "-" in characters}

    long, short = (
        Paragraph((Text("把config给它"),)),
        Paragraph((Text("把conf给它，读一二三四五六"),)),
    )
    assert jobs_of_hyphen(long) == {"text"}
    assert jobs_of_hyphen(short) == set()
    assert jobs_of_hyphen(long, divided=0) == jobs_of_hyphen(long, divided=7) == set()
    heading = Heading((Text("configuration"),), 2, "h")
    assert not jobs_of_hyphen(heading) & {"head", "title"}
