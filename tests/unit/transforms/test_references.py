"""References say what they name, by number, title or page, in the words of their language."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import walk
from keben.model import Article, CrossReference, Publication, Source
from keben.naming import chinese
from keben.readers.markdown import read
from keben.settings import Layer, Settings, combine
from keben.transforms import apply
from keben.transforms.references import fill_pages, names_pages

FIGURE = '![words](https://example.org/a.png "caption"){#fig-a}\n\n'
TABLE = "表：caption {#tab-a}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"


def made(text: str, **values: object) -> tuple[Publication, Settings]:
    settings = combine(Layer(values, "test"))
    path = Path("text.md")
    found = read(Source(path, text, "utf-8", Path()), settings)
    return apply(found, (Path(),), settings), settings


def said(publication: Publication) -> list[str]:
    """What each reference prints."""
    return [
        inline.text
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
        for run in walk.own_inlines(block)
        for inline in walk.inlines(run)
        if isinstance(inline, CrossReference)
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", ["图 1", "表 1", "第 1.1 节", "“末”", "注 1"]),
        ("zh-Hant", ["圖 1", "表 1", "第 1.1 節", "「末」", "註 1"]),
        ("ja", ["図1", "表1", "1.1節", "「末」", "注1"]),
        ("ko", ["그림 1", "표 1", "1.1절", "‘末’", "주 1"]),
        ("en", ["Figure 1", "Table 1", "Section 1.1", "“末”", "note 1"]),
    ],
)
def test_a_reference_is_called_by_its_number_or_title(language: str, words: list[str]) -> None:
    text = (
        f"# 题\n\n[](#fig-a)[](#tab-a)[](#sec-a)[](#sec-b)[](#n)[^n]\n\n{FIGURE}{TABLE}"
        "## 首\n\n### 首之一 {#sec-a}\n\n> ## 末 {#sec-b}\n\n[^n]: 注。\n"
    )
    found, _ = made(
        text,
        language=language,
        heads={"numbers": "decimal"},
        figures={"numbers": "running"},
        tables={"numbers": "running"},
    )
    assert said(found) == words
    assert not [f for f in found.findings if f.code[0] in "LX"]


def test_without_numbers_a_place_is_called_by_its_title_or_caption() -> None:
    found, _ = made(f"# T\n\n[](#fig-a) and [](#t)\n\n{FIGURE}## Head {{#t}}\n", language="en")
    assert said(found) == ["“caption”", "“Head”"]


def test_a_reference_to_nothing_is_reported_with_its_line() -> None:
    found, _ = made("# T\n\nOne.\n\nTwo [](#nowhere) and [](#nowhere){.page}.\n")
    assert said(found) == ["??", "??"]
    lines = [f.location.line for f in found.findings if f.code == "L001" and f.location]
    assert lines == [5, 5]
    assert not names_pages(found)


def test_a_figure_without_caption_cannot_be_called() -> None:
    found, _ = made("# T\n\n[](#a)\n\n![](https://example.org/a.png){#a}\n")
    assert said(found) == ["??"]
    assert [f.code for f in found.findings if f.code[0] == "X"] == ["X001"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hans", "第 12 页"), ("ja", "12ページ"), ("ko", "12쪽"), ("en", "page 12")],
)
def test_a_page_is_named_when_it_is_known(language: str, words: str) -> None:
    found, settings = made("# T\n\n[](#a){.page}\n\n## Head {#a}\n", language=language)
    before = said(found)
    assert "Head" in before[0]
    assert said(fill_pages(found, {"a": "12"}, settings)) == [words]
    assert said(fill_pages(found, {}, settings)) == before


def test_a_link_with_words_is_no_reference() -> None:
    found, _ = made("# T\n\n[there](#a)[](https://example.org/)\n\n## Head {#a}\n")
    assert said(found) == []


def test_chapters_are_called_by_their_own_anchors() -> None:
    text = "# 书\n\n## 甲 {#first}\n\n见[](#second)。\n\n## 乙 {#second}\n\n见[](#first)。\n"
    found, _ = made(text, chapters=2, heads={"numbers": "chinese"})
    assert said(found) == ["第二章", "第一章"]


def titles(article: Article) -> list[str]:
    heads = (b for b in article.blocks if hasattr(b, "level") and hasattr(b, "inlines"))
    return [walk.plain(run) for run in (article.title, *(head.inlines for head in heads))]


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("none", ["甲", "一", "二", "三"]),
        ("decimal", ["1\u2002甲", "1.1\u2002一", "1.1.1\u2002二", "1.2\u2002三"]),
        ("chinese", ["第一章\u3000甲", "第一节\u3000一", "一、二", "第二节\u3000三"]),
    ],
)
def test_heads_are_numbered_by_their_levels(style: str, wanted: list[str]) -> None:
    text = "# 书\n\n## 甲\n\n正文。\n\n### 一\n\n#### 二\n\n### 三\n\n## 乙\n\n正文。\n"
    found, _ = made(text, chapters=2, heads={"numbers": style})
    assert titles(next(walk.articles(found))) == wanted


def test_a_title_that_has_a_number_keeps_it() -> None:
    text = "# 书\n\n## 第三章 甲\n\n正文。\n\n## 乙\n\n正文。\n"
    found, _ = made(text, chapters=2, heads={"numbers": "decimal"})
    assert [walk.plain(a.title) for a in walk.articles(found)] == ["第三章 甲", "2\u2002乙"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (1010, "一千零一十")],
)
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words


@pytest.mark.parametrize("chapters", [0, 2])
def test_lists_stand_before_the_text_of_a_book_and_behind_an_article(chapters: int) -> None:
    asked = {"listed": True, "numbers": "running"}
    text = f"# 题\n\n## 一\n\n{FIGURE}{TABLE}## 二\n\n话。\n"
    values = {"language": "zh-Hans", "chapters": chapters}
    found, settings = made(text, figures=asked, tables=asked, **values)
    lists = found.front if chapters else found.back
    assert [a.role for a in lists] == ["figures", "tables"]
    places = {"fig-a": "3", "tab-a": "4"}
    lines = said(fill_pages(found, places, settings))
    assert lines == ["图 1\u3000caption", "3", "表 1\u3000caption", "4"]


def test_a_list_has_no_line_for_a_caption_without_words() -> None:
    text = "![图](https://example.org/a.png)\n\n![](https://example.org/b.png){: .caption}\n\n"
    found, _ = made(f"# 题\n\n{text}{FIGURE}", figures={"listed": True})
    (listed,) = (article for article in walk.articles(found) if article.role == "figures")
    assert len(listed.blocks) == 1
    assert made(f"# 题\n\n{text}", figures={"listed": True})[0].back == ()


def test_no_list_is_made_of_nothing() -> None:
    found, _ = made("# 题\n\n正文。\n", figures={"listed": True}, tables={"listed": True})
    assert found.front == ()
