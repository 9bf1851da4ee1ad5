"""Characters and marks become those that were meant, and each change is on record."""

from __future__ import annotations

import pytest

from keben.readers.repair.characters import clean
from keben.readers.repair.passage import Passage, Rule
from keben.readers.repair.policy import Policy
from keben.readers.repair.punctuation import mend_punctuation

CHINESE = Passage(1, "潮水退了，滩上留下一行脚印。")


@pytest.mark.parametrize(
    ("line", "meant", "rule"),
    [
        ("⽤⼿", "用手", Rule.RADICAL),
        ("ｶﾞｷﾞﾊﾟﾝ｡", "ガギパン。", Rule.KANA),
        ("他&nbsp;说&ldquo;信&rdquo;", "他\u00a0说“信”", Rule.ENTITY),
        ("&#20013;&#x6587;", "中文", Rule.ENTITY),
        ("第三章\ue004潮水", "第三章\u3000潮水", Rule.PRIVATE_SPACE),
        ("一、\ue010总则", "一、\u3000总则", Rule.PRIVATE_SPACE),
        ("\ue5e5\ue5e5潮水", "\u3000\u3000潮水", Rule.PRIVATE_SPACE),
        ("cafe\u0301", "café", Rule.COMPOSED),
        ("潮\u200b水\x07", "潮水", Rule.CONTROL),
    ],
)
def test_a_character_becomes_what_was_meant(line: str, meant: str, rule: Rule) -> None:
    found, changes = clean(line, 7)
    assert found == meant
    assert {(change.line, change.rule) for change in changes} == {(7, rule)}


@pytest.mark.parametrize(
    "line", ["\uf900", "①ℓ㍿ＡＢ", "用 `&lt;` 表示", "R&D；", "&nosuch;", "&#0;"]
)
def test_what_was_meant_so_stays(line: str) -> None:
    assert clean(line, 1) == (line, [])


def test_other_private_characters_are_kept_and_reported() -> None:
    found, changes = clean("此字\ue123待考", 3)
    assert found == "此字\ue123待考"
    assert [(c.rule, c.evidence) for c in changes] == [
        (Rule.PRIVATE_USE, "U+E123 has no agreed shape")
    ]


def test_settings_turn_each_kind_off() -> None:
    line = "⽤ｶ&nbsp;e\u0301"
    off = Policy(characters=False, kana=False, entities=False)
    assert clean(line, 1, off) == (line, [])
    blocks = (CHINESE, Passage(2, '他说"走"...'))
    assert mend_punctuation(blocks, Policy(quotes=False, marks=False)) == (blocks, ())


def mended(text: str) -> str:
    return mend_punctuation((CHINESE, Passage(2, text)))[0][1].text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('他说"走吧。"就走了。', "他说“走吧。”就走了。"),
        ("\"他说：'走吧'，然后走了。\"", "“他说：‘走吧’，然后走了。”"),
        ('"……好。"他说。', "“……好。”他说。"),
        ('他问:"are you ok?"', "他问:“are you ok?”"),
        ("从前...后来", "从前……后来"),
        ("他想了想。。。", "他想了想……"),
        ("那一天--很久以后", "那一天——很久以后"),
        ("--渔村俗语", "——渔村俗语"),
    ],
)
def test_marks_of_chinese_text_are_mended(text: str, meant: str) -> None:
    assert mended(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "it's 好的，don't 走",
        "身高 6'2",
        'name="x" 的属性',
        'He said "go" and went.',
        "运行 ls --help 查看",
        "用 foo(...) 调用",
        "目录 .../src 之下",
        "-----",
        '`他说"好"`',
    ],
)
def test_code_options_and_english_stay(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize("text", ['"他说："走吧。""', '他说"走', '" 潮水"退了'])
def test_quotes_that_do_not_pair_are_left_and_reported(text: str) -> None:
    blocks, changes = mend_punctuation((CHINESE, Passage(2, text)))
    assert blocks[1].text == text
    assert [(c.rule, c.is_doubtful) for c in changes] == [(Rule.QUOTE_LEFT, True)]


def test_japanese_and_korean_text_keeps_its_marks() -> None:
    blocks = (Passage(1, 'かれは"はい"といった...'),)
    assert mend_punctuation(blocks) == (blocks, ())
