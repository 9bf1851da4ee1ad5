"""Glossaries are sorted as the index is, and the text leads to their terms."""

from __future__ import annotations

import pytest

from keben import walk
from keben.model import DefinitionList, Link, Publication
from tests.unit.transforms.test_references import made

TEXT = """\
# T

A [型]{.term}, a [letter]{.term term="活字"}, [墨]{.term}.

::: glossary
活字
:   one

型
:   two

一頁
:   three
:::

Outside
:   b

Inside
:   a
"""


def lists(publication: Publication) -> list[DefinitionList]:
    return [
        block
        for article in walk.articles(publication)
        for block in article.blocks
        if isinstance(block, DefinitionList)
    ]


def terms(found: DefinitionList) -> list[str]:
    return [walk.plain(item.term) for item in found.items]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [("zh-Hans", ["活字", "型", "一頁"]), ("zh-Hant", ["一頁", "型", "活字"])],
)
def test_terms_stand_in_the_order_of_the_language(language: str, wanted: list[str]) -> None:
    found, _ = made(TEXT, language=language)
    glossary, plain = lists(found)
    assert terms(glossary) == wanted
    assert terms(plain) == ["Outside", "Inside"]


def test_words_lead_to_their_term_or_are_reported() -> None:
    found, _ = made(TEXT, language="zh-Hant")
    glossary, _ = lists(found)
    anchors = {walk.plain(item.term): item.anchor for item in glossary.items}
    (article,) = walk.articles(found)
    links = [i for i in walk.inlines(walk.own_inlines(article.blocks[0])[0]) if isinstance(i, Link)]
    assert [(walk.plain(i.children), i.target, i.role) for i in links] == [
        ("型", f"#{anchors['型']}", "term"),
        ("letter", f"#{anchors['活字']}", "term"),
    ]
    (finding,) = found.findings
    assert (finding.code, finding.location and finding.location.line) == ("X004", 3)
