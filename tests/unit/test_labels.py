"""Words and dates follow the language."""

from __future__ import annotations

from dataclasses import fields

import pytest

from keben.labels import ASIDES, KNOWN, ROLES, Labels, format_date, labels


@pytest.mark.parametrize(
    ("language", "contents", "colophon"),
    [
        ("zh-Hans", "目录", "版权页"),
        ("zh-Hant", "目錄", "版權頁"),
        ("zh-Hant-TW", "目錄", "版權頁"),
        ("zh-Hant-HK", "目錄", "版權頁"),
        ("ja", "目次", "奥付"),
        ("ko", "차례", "판권"),
        ("en", "Contents", "Colophon"),
        ("en-GB", "Contents", "Colophon"),
        ("fr", "Contents", "Colophon"),
        ("", "Contents", "Colophon"),
    ],
)
def test_the_words_are_those_of_the_language_or_english(
    language: str, contents: str, colophon: str
) -> None:
    found = labels(language)
    assert (found.contents, found.colophon) == (contents, colophon)


@pytest.mark.parametrize("words", KNOWN.values(), ids=KNOWN)
def test_every_language_has_every_word(words: Labels) -> None:
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, str):
            assert value.strip(), field.name
            assert value.count("{}") == field.name.endswith("_form"), field.name
    assert tuple(words.roles) == ROLES
    assert tuple(words.asides) == ASIDES


@pytest.mark.parametrize(
    ("date", "language", "written"),
    [
        ("2018-07-24", "zh-Hans", "2018年7月24日"),
        ("2018-07-24", "ja", "2018年7月24日"),
        ("2018-07-24", "ko", "2018년 7월 24일"),
        ("2018-07-24", "en", "24 July 2018"),
        ("2018-07", "en", "July 2018"),
        ("2018-07", "zh-Hant-TW", "2018年7月"),
        ("2018", "en", "2018"),
        ("2018", "zh-Hans", "2018年"),
        ("2018-13", "en", "2018-13"),
        ("spring 2018", "en", "spring 2018"),
        ("", "zh-Hans", ""),
    ],
)
def test_a_date_is_written_as_the_language_does(date: str, language: str, written: str) -> None:
    assert format_date(date, language) == written
