"""People are named as title pages name them: one word for all who did the same."""

import pytest

from keben.crediting import credited
from keben.labels import KNOWN
from keben.model import Contributor


def lines(language: str, *people: tuple[str, str]) -> list[str]:
    return [share.line for share in credited([Contributor(*each) for each in people], language)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh-Hans", "甲　乙　译"),
        ("zh-Hant-TW", "甲　乙　譯"),
        ("ja", "甲　乙　訳"),
        ("ko", "甲·乙 옮김"),
        ("en", "translated by 甲 and 乙"),
    ],
)
def test_a_role_is_said_once_where_the_language_puts_it(language: str, line: str) -> None:
    assert lines(language, ("甲", "trl"), ("乙", "trl")) == [line]


def test_three_english_names_are_a_series() -> None:
    assert lines("en", ("A", "aut"), ("B", "aut"), ("C", "aut")) == ["by A, B, and C"]


def test_each_role_has_its_line_in_the_order_in_which_it_comes() -> None:
    people = (("甲", "aut"), ("丙", "trl"), ("乙", "aut"), ("丁", "edt"))
    assert lines("zh-Hans", *people) == ["甲　乙　著", "丙　译", "丁　编"]


def test_a_role_without_a_word_is_a_name_alone() -> None:
    assert lines("zh-Hans", ("甲", "xyz"), ("乙", "xyz")) == ["甲　乙"]


@pytest.mark.parametrize(
    ("language", "line"),
    [("zh-Hans", "甲　乙　等　著"), ("ja", "甲　乙　ほか　著"), ("ko", "甲·乙 외 지음")],
)
def test_many_are_named_by_the_first(language: str, line: str) -> None:
    people = [Contributor(name) for name in "甲乙丙"]
    (share,) = credited(people, language)
    assert share.first(2).line == line
    assert share.first(3) is share


def test_within_a_line_names_keep_together() -> None:
    people = [Contributor(name, "trl") for name in "甲乙"]
    assert [share.phrase for share in credited(people, "zh-Hans")] == ["甲、乙 译"]


@pytest.mark.parametrize("language", KNOWN)
def test_every_language_has_a_manner(language: str) -> None:
    assert lines(language, ("甲", "aut"))
