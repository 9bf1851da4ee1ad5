"""The printed edition's XHTML: well formed, escaped, and every number from the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from keben import theme
from keben.model import (
    Article,
    CodeBlock,
    Figure,
    Image,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Text,
)
from keben.settings import Layer, combine
from keben.typecase import TypeCase
from keben.typeset import Printed, typeset_print
from keben.typeset.shared import shelve

TEMPLATES = Path(__file__).parents[3] / "templates"
CASE = TypeCase((), {}, frozenset())
Typeset = Callable[..., Printed]


@pytest.fixture
def typeset() -> Typeset:
    def make(
        publication: Publication,
        name: str = "handout",
        *,
        in_column: bool = False,
        **values: object,
    ) -> Printed:
        found = theme.load(name, folders=[TEMPLATES])
        settings = combine(*found.layers, Layer(values))
        return typeset_print(publication, found, settings, case=CASE, in_column=in_column)

    return make


def article(*blocks: object, **more: object) -> Publication:
    one = Article((Text("题"),), blocks, "c01", **more)  # type: ignore[arg-type]
    return Publication(Metadata(title="题"), (one,))


def tree(printed: Printed) -> ElementTree.Element:
    return ElementTree.fromstring(printed.html)


def find(printed: Printed, name: str) -> list[ElementTree.Element]:
    return [e for e in tree(printed).iter() if name in (e.get("class") or "").split()]


@pytest.mark.parametrize("name", ["handout", "book"])
def test_every_kind_of_node_gives_well_formed_xhtml(
    name: str, typeset: Typeset, everything: Publication, book: Publication
) -> None:
    for publication in (everything, book):
        root = tree(typeset(publication, name))
        anchors = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(anchors) == len(set(anchors))


def test_text_is_escaped(typeset: Typeset) -> None:
    publication = article(Paragraph((Text("<b>&amp;"),)), CodeBlock("a < b", 'x" y="'))
    publication = replace(publication, metadata=Metadata(title='<i>"题"'))
    root = tree(typeset(publication))
    assert "<b>&amp;" in "".join(root.itertext())
    assert root.find("head/title").text == '<i>"题"'  # type: ignore[union-attr]
    assert root.find(".//pre/code").attrib == {"class": 'language-x" y="'}  # type: ignore[union-attr]


def test_a_note_is_set_once_and_called_twice(typeset: Typeset) -> None:
    calls = (NoteReference("a", 1, "c01-r1"), NoteReference("a", 1, "c01-r1-2"))
    note = Note("a", (Paragraph((Text("注"),)),), 1, "c01-n1")
    printed = typeset(article(Paragraph(calls), notes=(note,)))
    assert [e.get("data-number") for e in find(printed, "footnote")] == ["[1]"]
    assert [e.text for e in find(printed, "noteref")] == ["[1]"]


def test_a_picture_is_given_by_an_address_of_ours(typeset: Typeset, tmp_path: Path) -> None:
    found = Image("a.png", "板", path=tmp_path / "a.png", media_type="image/png", width=9, height=9)
    printed = typeset(article(Figure(found), Figure(found), Figure(Image("b.png", "失"))))
    one, two = (e.get("src") for e in tree(printed).iter("img"))
    assert one == two
    assert str(one).startswith("keben:picture/")
    assert printed.pictures == {one: tmp_path / "a.png"}
    assert [e.text for e in find(printed, "lost-picture")] == ["失（b.png）"]


def test_a_picture_keeps_its_address_when_another_is_put_before_it(
    typeset: Typeset, tmp_path: Path
) -> None:
    one, two, other = (
        Figure(Image(name, path=tmp_path / name, media_type="image/png", width=9, height=9))
        for name in ("b.png", "c/b.png", "a.png")
    )
    before, after = typeset(article(one, two)), typeset(article(other, one, two))
    assert before.pictures.items() < after.pictures.items()
    assert len(before.pictures) == 2


def test_a_pull_quote_asks_for_a_sidebar(typeset: Typeset) -> None:
    quoted = article(PullQuote((Text("句"),), anchor="c01-q1"))
    assert typeset(quoted).geometry.sidebar > 0
    assert len(find(typeset(quoted), "beside")) == 1
    assert typeset(quoted, in_column=True).geometry.sidebar == 0
    assert not find(typeset(quoted, in_column=True), "beside")
    assert typeset(article(Paragraph(()))).geometry.sidebar == 0


def test_a_suggested_quote_is_marked_as_a_repetition(typeset: Typeset) -> None:
    quotes = (PullQuote((Text("甲"),)), PullQuote((Text("乙"),), repeats=True))
    marks = [e.get("data-repeats") for e in find(typeset(article(*quotes)), "pull-quote")]
    assert marks == [None, "repeats"]


def test_the_contents_are_shown_in_a_book_or_on_request(
    typeset: Typeset, book: Publication
) -> None:
    assert find(typeset(book, "book"), "contents")
    assert not find(typeset(book, "book", contents=False), "contents")
    assert not find(typeset(article(), "book"), "contents")
    assert find(typeset(article(), "book", contents=True), "contents")


def test_contents_name_every_article_and_its_heads(typeset: Typeset, book: Publication) -> None:
    printed = typeset(book, "book")
    anchors = {element.get("id") for element in tree(printed).iter()}
    links = [a.get("href") for e in find(printed, "entry") for a in e.iter("a")]
    shelf = shelve(book)
    heads = [head for entry in shelf if entry.rank == 1 for head in entry.heads if head.level == 2]
    assert len(links) == len(shelf) + len(heads)
    assert all(link and link.removeprefix("#") in anchors for link in links)


def test_contents_are_set_in_the_language_of_each_title(
    typeset: Typeset, book: Publication
) -> None:
    entries = find(typeset(book, "book"), "entry")
    languages = {"".join(e.itertext()): e.get("lang") for e in entries}
    assert languages["版木のこと"] == "ja"
    assert languages["목판 이야기"] == "ko"


def test_the_style_sheet_ends_with_the_page(typeset: Typeset) -> None:
    css = typeset(article()).css
    assert css.index(":root{") < css.index("/* The printed page") < css.rindex("@page")


def test_people_and_subjects_stand_in_the_head(typeset: Typeset, book: Publication) -> None:
    metadata = replace(book.metadata, subjects=("版", "本"), description="述")
    root = tree(typeset(replace(book, metadata=metadata), "book"))
    said = [(m.get("name"), m.get("content")) for m in root.iter("meta")]
    assert said == [
        ("author", "甲某"), ("author", "乙某"), ("description", "述"), ("keywords", "版, 本"),
    ]  # fmt: skip


def kinds(printed: Printed) -> list[str]:
    """The sections of a book in their order, each by its first class."""
    body = tree(printed).find("body")
    assert body is not None
    named = (e.get("class") or "" for e in body if e.tag in ("section", "nav", "article"))
    return [name.split()[0] for name in named]


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("zh-Hans", ["half-title", "title-page", "colophon", "contents"], "chapter"),
        ("ja", ["half-title", "title-page", "contents", "chapter"], "colophon"),
    ],
)
def test_the_colophon_stands_where_books_of_its_language_have_it(
    typeset: Typeset, book: Publication, language: str, first: list[str], last: str
) -> None:
    found = kinds(
        typeset(replace(book, metadata=replace(book.metadata, language=language)), "book")
    )
    assert (found[:4], found[-1]) == (first, last)


def test_what_a_book_adds_can_be_left_out(typeset: Typeset, book: Publication) -> None:
    matter = {"half_title": False, "colophon": "none"}
    assert kinds(typeset(book, "book", matter=matter, contents=False))[:2] == [
        "title-page",
        "chapter",
    ]


def test_where_the_text_begins_is_marked(typeset: Typeset, book: Publication) -> None:
    starts = [e.get("id") for e in find(typeset(book, "book"), "start")]
    assert "part1" in starts


def test_a_chapter_is_bookmarked_as_the_contents_call_it(typeset: Typeset) -> None:
    two = Article((Text("长题"),), (), "c01", label="短题"), Article((Text("二"),), (), "c02")
    (head, other) = find(typeset(Publication(Metadata(title="书"), two), "book"), "chapter-title")
    assert "".join(head.itertext()) == "长题"
    assert head.get("data-label") == "短题"
    assert "bookmark-label: attr(data-label)" in head.get("style", "")
    assert other.get("style") is None
