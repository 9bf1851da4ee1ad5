"""A handout for a class: answers shown, hidden or at the end; fields, numbers, a QR code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.errors import SettingsError
from keben.model import (
    Article,
    Aside,
    Block,
    Figure,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Location,
    Metadata,
    Paragraph,
    ParagraphNumber,
    Publication,
    Text,
)
from keben.settings import Layer, Settings, combine
from keben.transforms.classroom import ask, number_paragraphs

PLACE = Location(Path("a.md"), 1)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),), PLACE)


def answer(text: str, title: str = "") -> Aside:
    return Aside("answer", (paragraph(text),), (Text(title),) if title else (), PLACE)


def article(*blocks: Block, title: str = "题") -> Article:
    return Article((Text(title),), blocks, language="zh-Hans", location=PLACE)


def publication(*articles: Article) -> Publication:
    return Publication(Metadata(language="zh-Hans"), articles)


def asking(**values: object) -> Settings:
    return combine(Layer({"classroom": values}))


def words(found: Publication) -> list[str]:
    return [
        walk.plain(run)
        for item in walk.articles(found)
        for block in walk.blocks(item.blocks)
        for run in walk.own_inlines(block)
        if walk.plain(run)
    ]


ONE = publication(article(paragraph("问一"), answer("甲"), paragraph("问二"), answer("乙", "解")))


def test_answers_stay_where_they_are_by_default() -> None:
    assert ask(ONE, asking()) == ONE


def test_hidden_answers_are_left_out_and_counted() -> None:
    found = ask(ONE, asking(answers="hide"))
    assert words(found) == ["问一", "问二"]
    (finding,) = found.findings
    assert finding.code == "U001"
    assert "2" in finding.message


def test_answers_at_the_end_are_numbered_and_led_to() -> None:
    found = ask(ONE, asking(answers="end"))
    assert words(found) == ["问一", "答案 1", "问二", "答案 2", "参考答案", "甲", "解\u3000乙"]
    (only,) = walk.articles(found)
    head = only.blocks[-2]
    assert isinstance(head, Heading)
    assert isinstance(only.blocks[-1], ListBlock)
    targets = [
        inline.target
        for block in walk.blocks(only.blocks)
        for run in walk.own_inlines(block)
        for inline in walk.inlines(run)
        if isinstance(inline, Link)
    ]
    assert targets == [f"#{head.anchor}"] * 2


def test_the_answers_of_a_book_are_a_chapter_behind_it_with_a_head_for_each() -> None:
    book = publication(
        article(answer("甲"), title="一"),
        article(paragraph("没有"), title="二"),
        article(answer("乙"), title="三"),
    )
    found = ask(book, asking(answers="end"))
    (chapter,) = found.back
    heads = [walk.plain(b.inlines) for b in chapter.blocks if isinstance(b, Heading)]
    assert (walk.plain(chapter.title), heads) == ("参考答案", ["一", "三"])
    assert words(found)[0] == "答案 1"


@pytest.mark.parametrize("where", ["hide", "end"])
def test_a_text_without_answers_is_told_of(where: str) -> None:
    found = ask(publication(article(paragraph("文"))), asking(answers=where))
    assert [finding.code for finding in found.findings] == ["U002"]


def test_an_answer_in_a_list_is_found() -> None:
    nested = ListBlock((ListItem((paragraph("问"), answer("甲"))),), ordered=True)
    assert words(ask(publication(article(nested)), asking(answers="hide"))) == ["问"]


texts = st.lists(st.text("天地玄黄宇宙洪荒", min_size=1, max_size=4), max_size=6)


@given(texts, texts)
def test_at_the_end_no_word_is_lost_and_hidden_ones_are_just_the_answers(
    questions: list[str], answers: list[str]
) -> None:
    mixed: list[Block] = [*map(paragraph, questions), *map(answer, answers)]
    found = publication(article(*mixed))
    assert words(ask(found, asking(answers="hide"))) == questions
    at_end = words(ask(found, asking(answers="end")))
    assert at_end[: len(questions)] == questions
    assert at_end[len(at_end) - len(answers) :] == answers


def test_fields_stand_first_in_each_text() -> None:
    book = publication(article(paragraph("文"), title="一"), article(title="二"))
    found = ask(book, asking(fields=["姓名", "日期"]))
    for item in walk.articles(found):
        first = item.blocks[0]
        assert isinstance(first, Aside)
        assert first.kind == "fields"
        assert words(publication(item))[0] == "姓名 ____________\u3000日期 ____________"


def test_paragraphs_are_numbered_in_each_text_but_not_what_lies_in_others() -> None:
    one = article(paragraph("甲"), Heading((Text("头"),)), answer("乙"), paragraph("丙"))
    found = number_paragraphs(publication(one, one), asking(paragraph_numbers=True))
    for item in walk.articles(found):
        numbers = [
            inline.text
            for block in walk.blocks(item.blocks)
            for run in walk.own_inlines(block)
            for inline in run
            if isinstance(inline, ParagraphNumber)
        ]
        assert numbers == ["1", "2"]
    assert number_paragraphs(publication(one), asking()) == publication(one)


def test_the_code_of_an_address_stands_at_the_end_with_the_address() -> None:
    found = ask(publication(article(paragraph("文"))), asking(code="https://example.org/a"))
    (only,) = walk.articles(found)
    figure = only.blocks[-1]
    assert isinstance(figure, Figure)
    assert figure.image.data.startswith(b"<?xml")
    assert figure.caption == (Link((Text("https://example.org/a"),), "https://example.org/a"),)


def test_an_address_that_no_code_holds_is_an_error_of_its_setting() -> None:
    with pytest.raises(SettingsError, match="characters") as raised:
        ask(publication(article()), asking(code=" "))
    assert "classroom.code" in str(raised.value.hint)
