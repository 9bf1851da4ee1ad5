"""What may begin and end a line, what may be squeezed: clreq, jlreq and UAX #14 as a table."""

from __future__ import annotations

import pytest

from keben.composition.characters import (
    is_full_width,
    is_gap,
    is_han,
    is_latin,
    is_mark,
    is_squeezable,
    may_break,
    may_stretch,
)

FORBIDDEN = """
    字，  字。  字、  字；  字：  字！  字？  字”  字’  字）  字》  字〉  字」  字』
    字】  字〕  字］  字-  字/
    “字  ‘字  （字  《字  〈字  「字  『字  【字  〔字  ［字  ￥字  $字  №字
    ——  ……  ‥‥  字…  。”  ”。  （“  》）  ”，  ！？  ？！
    字·  字・  字～  字%  字％  字℃   字々  字ー  字っ  ァァ  字ゃ  字ヵ
    字!  字)  字]  a，  a。  （a  “a  字,
"""
PERMITTED = """
    字字  。字  ，字  ”字  ）（  ”“  》《  、「  字“  字（  字《  字a  a字  a（  ）a  字—  —字  …字
    かな  カな  字ア  。（  /字  -字
"""
LATIN_RULES = ("ab", "1a", "a-", "-b", "한글", "é,")


@pytest.mark.parametrize("pair", FORBIDDEN.split())
def test_no_line_may_end_inside(pair: str) -> None:
    assert may_break(pair[0], pair[1]) is False


@pytest.mark.parametrize("pair", PERMITTED.split())
def test_a_line_may_end_inside(pair: str) -> None:
    assert may_break(pair[0], pair[1]) is True


@pytest.mark.parametrize("pair", LATIN_RULES)
def test_alphabetic_pairs_are_left_to_the_rules_of_latin(pair: str) -> None:
    assert may_break(pair[0], pair[1]) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("字", " ", False),
        (" ", "字", True),
        (" ", "a", True),
        (" ", "，", False),
        (" ", "…", False),
        (" ", "-", True),
        ("\u3000", "字", True),
        ("\u200b", "字", True),
        ("字", "\u200b", False),
        ("字", "\u00a0", False),
        ("\u00a0", "字", False),
        ("字", "\u2060", False),
        ("\u2060", "字", False),
    ],
)
def test_spaces_belong_to_the_line_that_they_end(before: str, after: str, expected: bool) -> None:
    assert may_break(before, after) is expected


@pytest.mark.parametrize(
    ("language", "blank", "centred"),
    [
        ("zh-Hans", "，。、；：！？“”（）《》「」", ""),
        ("zh-Hant", "「」（）", "，。、；：！？"),
        ("zh-Hant-TW", "『』《》", "，。、"),
        ("zh-Hant-HK", "「」", "。！"),
        ("ja", "、。「」（）", "！？：；"),
    ],
)
def test_only_marks_with_a_blank_half_may_be_squeezed(
    language: str, blank: str, centred: str
) -> None:
    assert all(is_squeezable(mark, language) for mark in blank)
    assert not any(is_squeezable(mark, language) for mark in centred + "字a—…·")


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        *(("字", "a", True), ("9", "年", True), ("か", "A", True)),
        *(("字", "字", False), ("，", "a", False), ("a", "b", False), ("字", "(", False)),
    ],
)
def test_han_and_latin_stand_apart(before: str, after: str, apart: bool) -> None:
    assert is_gap(before, after) == apart


@pytest.mark.parametrize("character", "字𠀀あア々〇ㄅㇰ")
def test_han_kana_and_bopomofo_are_set_solid(character: str) -> None:
    assert is_han(character)
    assert is_full_width(character)


@pytest.mark.parametrize("character", "，“—…①■〓")
def test_marks_and_signs_that_go_with_han_are_as_wide(character: str) -> None:
    assert is_full_width(character)
    assert not is_han(character)


@pytest.mark.parametrize("character", "aZ9éЖλ%")
def test_letters_and_digits_are_latin(character: str) -> None:
    assert is_latin(character)
    assert not is_full_width(character)


def test_no_character_is_no_mark() -> None:
    assert is_mark("，")
    assert is_mark("「")
    assert not is_mark("")
    assert not is_mark("字")


def test_a_line_is_stretched_only_where_it_might_have_been_broken() -> None:
    assert may_stretch("字", "字")
    assert may_stretch("，", "字")
    assert not may_stretch("字", "，")
    assert not may_stretch("—", "—")
    assert not may_stretch("a", "b")
    assert not may_stretch("\u200b", "字")
