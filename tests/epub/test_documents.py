"""The XHTML documents: structure, links, notes, and the text whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from posixpath import join, normpath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keben import walk
from keben.model import (
    Alignment,
    Article,
    Blocks,
    CodeBlock,
    Credit,
    Emphasis,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Publication,
    Quotation,
    Strong,
    Table,
    Text,
)

Press = Callable[..., Any]
X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def words(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()


def marked(root: ET.Element, kind: str) -> list[ET.Element]:
    """The elements of one epub:type."""
    return [e for e in root.iter() if kind in (e.get(TYPE) or "").split()]


@pytest.fixture(params=["article", "everything", "book"])
def package(request: pytest.FixtureRequest, press: Press) -> Any:
    publication = request.getfixturevalue(request.param)
    return press(publication, "book" if request.param == "book" else "handout")


def test_ids_are_unique_in_each_document(package: Any) -> None:
    for name, root in package.documents().items():
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), name


def test_every_address_leads_to_a_file_and_a_place_in_it(package: Any) -> None:
    documents = package.documents()
    for name, root in documents.items():
        for element in root.iter():
            address = element.get("href") or element.get("src") or ""
            if not address or re.match(r"[a-z]+:", address):
                continue
            path, _, fragment = address.partition("#")
            target = normpath(join("EPUB", path)) if path else f"EPUB/{name}"
            assert target in package.files, (name, address)
            if fragment:
                found = documents[target.removeprefix("EPUB/")]
                assert any(e.get("id") == fragment for e in found.iter()), (name, address)


def test_every_document_states_language_and_title(package: Any) -> None:
    for name, root in package.documents().items():
        assert root.get("lang"), name
        assert root.get("lang") == root.get(XML_LANG)
        assert words(next(root.iter(f"{X}title"))), name


def test_nothing_carries_a_style_of_its_own(package: Any) -> None:
    for root in package.documents().values():
        assert not [e for e in root.iter() if e.get("style") or e.tag == f"{X}style"]


def test_every_picture_has_an_alternative_text(package: Any) -> None:
    for root in package.documents().values():
        assert all(image.get("alt") for image in root.iter(f"{X}img"))


def test_the_first_head_of_an_article_is_its_title(press: Press, article: Publication) -> None:
    page = press(article).tree("c01.xhtml")
    heads = [e for e in page.iter() if re.fullmatch(rf"{re.escape(X)}h\d", e.tag)]
    assert [(e.tag[-2:], words(e)) for e in heads] == [
        ("h1", "刻版与印书——从一块木板说起"),
        ("h2", "一、写样"),
        ("h3", "细处"),
        ("h2", "二、上板"),
    ]


def test_the_masthead_says_what_who_when_and_where_from(press: Press, article: Publication) -> None:
    header = next(press(article).tree("c01.xhtml").iter(f"{X}header"))
    assert {e.get("class"): words(e) for e in header if e.get("class")} == {
        "subtitle": "一份短小的讲义",
        "byline": "甲某　乙某 编　2026年1月2日",
        "credit": "来源：本项目的样稿",
    }


def test_a_source_that_the_text_states_is_not_stated_twice(
    press: Press, article: Publication
) -> None:
    chapter = article.body[0]
    assert isinstance(chapter, Article)
    credit = Credit((Text("（来源：本项目的样稿，有删节）"),))
    package = press(replace(article, body=(replace(chapter, blocks=(credit,)),)))
    assert [words(e) for e in package.tree("c01.xhtml").iter() if e.get("class") == "credit"] == [
        "（来源：本项目的样稿，有删节）"
    ]


def test_skipped_levels_of_heads_close_up(press: Press, everything: Publication) -> None:
    page = press(everything).tree("c01.xhtml")
    assert [e.tag[-2:] for e in page.iter() if re.fullmatch(r".*\}h\d", e.tag)] == [
        *("h1", "h2", "h3", "h4"),
    ]


def test_a_head_in_a_quotation_skips_no_level_either(press: Press, article: Publication) -> None:
    quoted = Quotation((Heading((Text("引文里的题"),), 5, "c01-h1"),))
    page = press(replace(article, body=(Article((Text("题"),), (quoted,), "c01"),)))
    assert next(page.tree("c01.xhtml").iter(f"{X}h2")).get("id") == "c01-h1"


def test_an_empty_cell_heads_no_column(press: Press, article: Publication) -> None:
    table = Table((((), (Text("甲"),)),), (), (Alignment.START, Alignment.START))
    chapter = Article((Text("题"),), (table,), "c01")
    page = press(replace(article, body=(chapter,))).tree("c01.xhtml")
    assert [cell.tag[-2:] for row in page.iter(f"{X}tr") for cell in row] == ["td", "th"]


def test_columns_of_han_have_a_least_width(press: Press, article: Publication) -> None:
    row = tuple((Text("字" * length),) for length in (1, 2, 4, 5, 8, 9))
    table = Table((row,), (row,), (Alignment.START,) * 6)
    package = press(replace(article, body=(Article((Text("题"),), (table,), "c01"),)))
    cells = [cell.get("class") for cell in package.tree("c01.xhtml").iter(f"{X}td")]
    kinds = ["", " brief", " brief", " short", " short", " long"]
    assert cells == [f"start{kind}" for kind in kinds]
    sheet = package.files["EPUB/style.css"].decode()
    assert re.search(r"\.long\s*\{\s*min-width: 5em", sheet)


def test_a_chapter_under_a_part_begins_one_level_lower(press: Press, book: Publication) -> None:
    package = press(book, "book")
    assert next(package.tree("c01.xhtml").iter(f"{X}h1")) is not None
    assert words(next(package.tree("c03.xhtml").iter(f"{X}h2"))) == "纸墨"
    assert words(next(package.tree("c04.xhtml").iter(f"{X}h3"))) == "松烟"


def test_a_chapter_is_set_in_its_own_language(press: Press, book: Publication) -> None:
    package = press(book, "book")
    languages = {name: root.get("lang") for name, root in package.documents().items()}
    assert (languages["c05.xhtml"], languages["c06.xhtml"]) == ("ja", "ko")
    assert languages["c01.xhtml"] == "zh-Hans"


def test_a_note_and_its_marks_lead_to_each_other(press: Press, everything: Publication) -> None:
    page = press(everything).tree("c01.xhtml")
    marks = marked(page, "noteref")
    notes = {note.get("id"): note for note in marked(page, "footnote")}
    assert {note.tag for note in notes.values()} == {f"{X}aside"}
    assert [mark.get("href") for mark in marks] == [
        *("#c01-n1", "#c01-n1", "#c01-n2", "#c01-n3"),
    ]
    for mark in marks:
        note = notes[(mark.get("href") or "")[1:]]
        back = [link.get("href") for link in marked(note, "backlink")]
        assert f"#{mark.get('id')}" in back
        assert all(link.get("aria-label") for link in marked(note, "backlink"))


def test_a_suggested_pull_quote_is_hidden_from_assistive_technology(
    press: Press, article: Publication
) -> None:
    quotes = marked(press(article).tree("c01.xhtml"), "pullquote")
    assert [(q.get("aria-hidden"), q.get("role")) for q in quotes] == [
        (None, "doc-pullquote"),
        ("true", None),
    ]


def test_the_cover_page_shows_the_cover_picture(press: Press, article: Publication) -> None:
    image = next(press(article).tree("cover.xhtml").iter(f"{X}img"))
    assert image.get("src") == "images/cover.png"
    assert image.get("alt") == "封面：刻版与印书"


def test_a_lost_picture_leaves_its_text_and_address(press: Press, everything: Publication) -> None:
    page = press(everything).tree("c01.xhtml")
    lost = next(e for e in page.iter() if e.get("class") == "lost-picture")
    assert "不见的图" in words(lost)
    assert "https://example.org/lost.png" in words(lost)


def printed(element: ET.Element) -> Iterator[str]:
    """The text of an element in reading order, but what only the edition adds."""
    kinds = {*(element.get("class") or "").split(), *(element.get(TYPE) or "").split()}
    if kinds & {"backlink", "noteref"} or element.tag == f"{X}rt":
        return
    yield element.text or ""
    for child in element:
        yield from printed(child)
        yield child.tail or ""


def spoken(blocks: Blocks) -> str:
    """The model's text in reading order."""
    parts = []
    for block in blocks:
        match block:
            case CodeBlock(text):
                parts.append(text)
            case ListBlock():
                parts += [spoken(item.blocks) for item in block.items]
            case Quotation():
                parts.append(spoken(block.blocks))
            case _:
                parts += [walk.plain(run) for run in walk.own_inlines(block)]
    return "".join(parts)


def squeeze(text: str) -> str:
    return "".join(text.split())


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=12
)


def inlines() -> st.SearchStrategy[Inlines]:
    plain = st.builds(Text, TEXTS)
    rich = st.builds(Emphasis, st.tuples(plain)) | st.builds(Strong, st.tuples(plain))
    return st.lists(plain | rich, max_size=4).map(tuple)


def some_blocks() -> st.SearchStrategy[Blocks]:
    leaf = (
        st.builds(Paragraph, inlines())
        | st.builds(Heading, inlines(), st.integers(2, 6))
        | st.builds(CodeBlock, TEXTS)
    )

    def nest(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        run = st.lists(inner, max_size=3).map(tuple)
        items = st.lists(st.builds(ListItem, run), min_size=1, max_size=3).map(tuple)
        return st.builds(Quotation, run) | st.builds(ListBlock, items)

    return st.lists(st.recursive(leaf, nest, max_leaves=6), max_size=6).map(tuple)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=some_blocks())
def test_the_text_of_the_documents_is_that_of_the_model(
    press: Press, article: Publication, blocks: Blocks
) -> None:
    named = tuple(
        replace(block, anchor=f"c01-h{number}") if isinstance(block, Heading) else block
        for number, block in enumerate(blocks)
    )
    chapter = Article((Text("题"),), named, "c01")
    page = press(replace(article, body=(chapter,))).tree("c01.xhtml")
    section = next(page.iter(f"{X}section"))
    section.remove(next(section.iter(f"{X}header")))
    assert squeeze("".join(printed(section))) == squeeze(spoken(blocks))


def test_no_text_of_a_book_is_lost(press: Press, book: Publication) -> None:
    package = press(book, "book")
    for article in walk.articles(book):
        page = package.tree(f"{article.slug}.xhtml")
        whole = squeeze("".join(printed(page)))
        for block in walk.article_blocks(article):
            for run in walk.own_inlines(block):
                assert squeeze(walk.plain(run)) in whole
