"""Notes are numbered as they are called, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import walk
from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Aside,
    Block,
    CodeBlock,
    Credit,
    Heading,
    Inline,
    Link,
    Location,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Quotation,
    Superscript,
    Table,
    Text,
)
from keben.transforms.notes import number


def call(name: str) -> NoteReference:
    return NoteReference(name)


def paragraph(*inlines: Inline, line: int = 3) -> Paragraph:
    return Paragraph(inlines, Location(Path("a.md"), line))


def note(name: str, *inlines: Inline, line: int = 9) -> Note:
    return Note(
        name, (paragraph(*inlines or (Text(name),)),), location=Location(Path("a.md"), line)
    )


def numbered(*blocks: Block, notes: tuple[Note, ...], slug: str = "c01") -> Publication:
    return number(
        Publication(Metadata(), (Article((Text("题"),), blocks, slug=slug, notes=notes),))
    )


def only(publication: Publication) -> Article:
    return next(walk.articles(publication))


def test_notes_are_numbered_in_the_order_of_their_first_calls() -> None:
    found = only(
        numbered(
            Heading((Text("一"), call("b"))),
            paragraph(call("a"), call("b")),
            notes=(note("a"), note("b")),
        )
    )
    assert [(n.note_id, n.number, n.anchor) for n in found.notes] == [
        ("b", 1, "c01-n1"),
        ("a", 2, "c01-n2"),
    ]
    assert [(r.number, r.anchor) for r in walk.note_references(found.blocks)] == [
        (1, "c01-r1"),
        (2, "c01-r2"),
        (1, "c01-r1-2"),
    ]


def test_an_attribution_is_read_after_what_it_is_for() -> None:
    quotation = Quotation((paragraph(call("a")),), attribution=(call("b"),))
    found = only(numbered(quotation, notes=(note("b"), note("a"))))
    assert [n.note_id for n in found.notes] == ["a", "b"]


def test_a_table_may_call_notes() -> None:
    table = Table((), (((call("a"),), (call("b"),)),), ())
    assert [n.number for n in only(numbered(table, notes=(note("b"), note("a")))).notes] == [1, 2]


def test_a_call_without_a_note_is_an_error_at_its_line() -> None:
    with pytest.raises(ManuscriptError) as caught:
        numbered(paragraph(Text("x"), call("3"), line=12), notes=())
    assert str(caught.value) == 'a.md:12: note "3" has no text. Add "[^3]: …".'


def test_a_note_never_called_is_reported_and_stands_before_the_credits() -> None:
    credit = Credit((Text("来源"),))
    found = numbered(paragraph(Text("x")), credit, notes=(note("a", line=7),))
    article = only(found)
    assert article.notes == ()
    assert isinstance(article.blocks[1], Aside)
    assert walk.plain(article.blocks[1].blocks[0].inlines) == "a"  # type: ignore[union-attr]
    assert article.blocks[2] == credit
    assert str(found.findings[0]).startswith("a.md:7: warning N001")


def test_a_second_note_of_the_same_name_is_kept_as_one_never_called() -> None:
    found = numbered(paragraph(call("a")), notes=(note("a"), note("a", Text("other"))))
    assert len(only(found).notes) == 1
    assert isinstance(only(found).blocks[-1], Aside)
    assert [f.code for f in found.findings] == ["N001"]


def test_a_note_called_only_from_a_note_stands_in_brackets_there() -> None:
    found = numbered(
        paragraph(call("a")), notes=(note("a", Text("see "), call("b")), note("b", Text("inner")))
    )
    (outer,) = only(found).notes
    assert walk.plain(outer.blocks[0].inlines) == "see ［inner］"  # type: ignore[union-attr]
    assert [f.code for f in found.findings] == ["N002"]


def test_a_call_within_a_note_to_a_note_of_the_text_is_a_link_to_its_call() -> None:
    found = numbered(
        paragraph(call("a"), call("b")), notes=(note("a", call("b")), note("b", Text("inner")))
    )
    (link,) = only(found).notes[0].blocks[0].inlines  # type: ignore[union-attr]
    assert link == Superscript((Link((Text("[2]"),), "#c01-r2"),))


def test_notes_that_call_each_other_are_an_error() -> None:
    with pytest.raises(ManuscriptError, match=r'a\.md:9: notes "b", "c" call each other'):
        numbered(
            paragraph(call("a")),
            notes=(note("a", call("b")), note("b", call("c")), note("c", call("b"))),
        )


def test_a_note_within_a_note_can_only_be_paragraphs() -> None:
    code = Note("b", (CodeBlock("x"),), location=Location(Path("a.md"), 5))
    with pytest.raises(ManuscriptError, match=r'a\.md:5: note "b" .* more than paragraphs'):
        numbered(paragraph(call("a")), notes=(note("a", call("b")), code))


def test_a_repeated_sentence_does_not_call_its_notes_again() -> None:
    found = only(
        numbered(
            PullQuote((Text("话"), call("a")), repeats=True),
            paragraph(Text("话"), call("a")),
            notes=(note("a"),),
        )
    )
    assert [r.anchor for r in walk.note_references(found.blocks)] == ["c01-r1"]


def test_every_article_begins_again_at_one() -> None:
    articles = tuple(
        Article((), (paragraph(call("a")),), slug=slug, notes=(note("a"),))
        for slug in ("c01", "c02")
    )
    found = number(Publication(Metadata(), articles))
    assert [a.notes[0].anchor for a in walk.articles(found)] == ["c01-n1", "c02-n1"]
