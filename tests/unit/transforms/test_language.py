"""A language is told from characters, where nobody stated it."""

from __future__ import annotations

import pytest

from keben import walk
from keben.model import Article, CodeBlock, Metadata, Paragraph, Publication, Text
from keben.transforms.language import PAIRS, SAMPLE, SIMPLIFIED, TRADITIONAL, detect, settle

HANS = "这封信是写给县里的，说的是村口那条路。"
HANT = "這封信是寫給縣裡的，說的是村口那條路。"
JA = "この手紙は村の道について書かれたものです。"
KO = "이 편지는 마을 어귀의 길에 관한 것이다."
EN = "This letter is about the road at the edge of the village."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (HANS, "zh-Hans"),
        (HANT, "zh-Hant"),
        (JA, "ja"),
        (KO, "ko"),
        (EN, "en"),
        ("", "en"),
        ("1234 …… ？", "en"),
        ("上下大小", "zh-Hans"),
        (HANS * 5 + "さくら", "zh-Hans"),
        (EN * 5 + "信访", "en"),
        ("用 Python 和 WeasyPrint 排印这本书。", "zh-Hans"),
        ("國立圖書館（现名）藏書票與書籤", "zh-Hant"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language


def test_han_that_both_writings_share_is_in_the_language_given() -> None:
    assert detect("上下大小", undecided="zh-Hant") == "zh-Hant"


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert detect("人" * SAMPLE + JA * 100) == "zh-Hans"


def test_no_character_is_both_simplified_and_traditional() -> None:
    assert len(PAIRS) % 2 == 0
    assert not SIMPLIFIED & TRADITIONAL
    assert len(SIMPLIFIED) > 200


def chapter(text: str, language: str = "") -> Article:
    return Article((Text("题"),), (Paragraph((Text(text),)),), language=language)


def languages(publication: Publication) -> list[str]:
    found = settle(publication)
    return [found.metadata.language, *(a.language for a in walk.articles(found))]


def test_a_stated_language_is_every_articles_but_of_those_that_state_their_own() -> None:
    book = Publication(Metadata(language="zh-Hant"), (chapter(HANS), chapter(HANS, "ja")))
    assert languages(book) == ["zh-Hant", "zh-Hant", "ja"]


def test_chapters_in_different_languages_are_each_told_from_their_text() -> None:
    book = Publication(Metadata(language=""), (chapter(HANS * 9), chapter(EN * 3)))
    assert languages(book) == ["zh-Hans", "zh-Hans", "en"]


def test_a_chapter_too_short_to_tell_is_in_the_books_language() -> None:
    book = Publication(Metadata(language=""), (chapter(JA * 9), chapter("OK")))
    assert languages(book) == ["ja", "ja", "ja"]


def test_code_is_in_no_language() -> None:
    listing = Article((Text("信"),), (CodeBlock("print('hello world')\n" * 50),))
    assert languages(Publication(Metadata(language=""), (listing,))) == ["zh-Hans", "zh-Hans"]
