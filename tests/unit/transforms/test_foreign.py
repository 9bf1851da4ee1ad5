"""Chinese, Japanese and Korean passages in alphabetic articles."""

from __future__ import annotations

from keben import walk
from keben.model import (
    Article,
    Emphasis,
    Inlines,
    Metadata,
    Note,
    Paragraph,
    Parallel,
    Publication,
    Span,
    Text,
)
from keben.transforms.foreign import mark_passages


def marked(*inlines: object, language: str = "en") -> Inlines:
    article = Article((Text("A"),), (Paragraph(inlines),), "c01", language)  # type: ignore[arg-type]
    found = mark_passages(Publication(Metadata(title="A", language=language), (article,)))
    block = found.body[0].blocks[0]  # type: ignore[union-attr]
    assert isinstance(block, Paragraph)
    return block.inlines


def test_a_passage_with_wide_marks_is_in_its_own_language() -> None:
    assert marked(Text("Write 你好，世界。 so")) == (
        Text("Write "),
        Span((Text("你好，世界。"),), "zh-Hans"),
        Text(" so"),
    )
    assert marked(Text("これは、")) == (Span((Text("これは、"),), "ja"),)
    assert marked(Text("the ，")) == (Text("the "), Span((Text("，"),), "zh-Hans"))


def test_marks_inside_emphasis_are_found() -> None:
    assert marked(Emphasis((Text("a、b"),))) == (
        Emphasis((Text("a"), Span((Text("、"),), "zh-Hans"), Text("b"))),
    )


def test_han_without_wide_marks_and_chinese_articles_stay_as_they_are() -> None:
    assert marked(Text("the word 木 stands")) == (Text("the word 木 stands"),)
    assert marked(Text("一，二"), language="zh-Hans") == (Text("一，二"),)


def test_a_span_whose_language_is_stated_stays_as_it_is() -> None:
    stated = Span((Text("木板，a"), Emphasis((Text("、"),))), "zh-Hant")
    assert walk.plain(marked(stated)) == "木板，a、"
    assert [i.language for i in walk.inlines(marked(stated)) if isinstance(i, Span)] == ["zh-Hant"]


def test_passages_are_found_in_an_alphabetic_text_beside_another() -> None:
    here, there = (Paragraph((Text("甲，乙"),)), Paragraph((Text("so 甲，乙"),)))
    row = Parallel((here,), (there,), "en")
    article = Article((Text("A"),), (row,), "c01", "zh-Hans")
    found = mark_passages(Publication(Metadata(title="A", language="zh-Hans"), (article,)))
    assert found.body[0].blocks == (  # type: ignore[union-attr]
        Parallel((here,), (Paragraph((Text("so "), Span((Text("甲，乙"),), "zh-Hans"))),), "en"),
    )


def test_passages_are_found_in_a_note_and_a_span_of_an_alphabetic_language() -> None:
    run = (Span((Text("so 甲，乙"),), "en"),)
    done = (Span((Text("so "), Span((Text("甲，乙"),), "zh-Hans")), "en"),)
    note = Note("beside:1", (Paragraph(run),))
    article = Article((Text("A"),), (Paragraph(run),), "c01", "zh-Hans", notes=(note,))
    found = mark_passages(Publication(Metadata(title="A", language="zh-Hans"), (article,)))
    (marked_article,) = walk.articles(found)
    assert marked_article.blocks == (Paragraph(done),)
    assert marked_article.notes[0].blocks == (Paragraph(done),)
