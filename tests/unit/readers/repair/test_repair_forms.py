"""The forms of single lines: numbers, bullets, ornaments, credits, dates, line joints."""

from __future__ import annotations

import pytest

from keben.model import Contributor
from keben.readers.repair.credits import attribution, is_credit, iso_date
from keben.readers.repair.forms import bullet, head_shaped, numbering, numeral, ornament
from keben.readers.repair.lines import split_lines
from keben.readers.repair.marks import ends_closed, joint, width
from keben.readers.repair.passage import Rule
from keben.readers.repair.radicals import ideograph


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("廿四", 24),
        ("一〇二", 102),
        ("一百二十", 120),
        ("１２", 12),
        ("两千零三", 2003),
        ("⑤", 5),
    ],
)
def test_numerals_of_every_kind_have_a_value(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("第三章　潮", "章", 3),
        ("第十二回 夜渡", "章", 12),
        ("卷二 山", "卷", 2),
        ("第2节：水路", "节", 2),
        ("三、看绳", "一、", 3),
        ("（三）看绳", "（一）", 3),
        ("3. 看绳", "1.", 3),
        ("2.1 看绳", "1.1", 1),
        ("(3) 看绳", "（1）", 3),
        ("③看绳", "①", 3),
    ],
)
def test_a_number_is_told_with_its_scheme(text: str, scheme: str, value: int) -> None:
    found = numbering(text)
    assert found is not None
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    "text", ["3.5 元一斤", "第三条 水路", "2019 was wet", "第九部队出发了", "一天早上"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    found = numbering(text)
    assert found is None or not head_shaped(text) or found.scheme == "1.1"


def test_marks_alone_are_an_ornament_but_a_pause_is_speech() -> None:
    assert all(map(ornament, ("* * *", "＊＊＊", ".....", "————", "-----", "※", "◇◇◇")))
    assert not any(map(ornament, ("……", "——", "...", "。", "!!!", "—", "- 雨衣")))


def test_a_bullet_needs_words_after_it() -> None:
    assert bullet("• 雨衣") == "• "
    assert bullet("- 雨衣") == "- "
    assert not bullet("-5 度")
    assert not bullet("* * *")


@pytest.mark.parametrize(
    ("above", "below", "between"),
    [
        ("潮水", "退了", ""),
        ("the last", "ferry", " "),
        ("even-", "ing", ""),
        ("用 Linux", "系统", ""),
        ("바다", "멀리", " "),
        ("été", "à Paris", " "),
        ("2019", "and", " "),
    ],
)
def test_pieces_are_joined_as_their_script_asks(above: str, below: str, between: str) -> None:
    assert joint(above, below) == between


def test_closing_marks_count_inside_closing_quotes() -> None:
    assert ends_closed("他说：“走吧。”")
    assert ends_closed("名单如下：")
    assert not ends_closed("他住在“半山”")


def test_width_counts_half_ems() -> None:
    assert width("潮 tide") == 7


@pytest.mark.parametrize(
    "text",
    [
        "（来源：城南旧闻）",
        "来源：城南旧闻",
        "责任编辑：灯下客",
        "via: https://example.org/a",
        "本文由灯下客翻译",
        "文/海边人",
    ],
)
def test_credits_are_known(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text", ["来源不明的水从墙根渗出来。", "本文将从三个方面说起。", "作者", "编辑部里没有人。"]
)
def test_sentences_are_no_credits(text: str) -> None:
    assert not is_credit(text)


def test_a_byline_says_who_when_and_whence() -> None:
    said = attribution("2019年3月2日  来源：城南旧闻  作者：海边人、灯下客")
    assert said is not None
    assert said.published == "2019-03-02"
    assert said.source == "城南旧闻"
    assert said.contributors == (Contributor("海边人"), Contributor("灯下客"))


def test_roles_are_told_apart() -> None:
    said = attribution("译者：灯下客")
    assert said is not None
    assert said.contributors == (Contributor("灯下客", "trl"),)


def test_a_line_not_wholly_understood_says_nothing() -> None:
    assert attribution("2019年3月2日  晴") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019年3月2日", "2019-03-02"),
        ("2019-03-02 08:30", "2019-03-02"),
        ("二〇一九年三月二日", "2019-03-02"),
        ("发布时间：2019/3/2", "2019-03-02"),
        ("2019年3月", "2019-03"),
        ("2019年13月2日", ""),
        ("2019", ""),
        ("2019年3月2日晴", ""),
    ],
)
def test_dates_become_iso_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    lines, _ = split_lines("一\r\n二\r\r四\u2028五\n　　六\x0c七")
    assert [(line.line, line.text) for line in lines] == [
        (1, "一"),
        (2, "二"),
        (4, "四"),
        (5, "五"),
        (6, "六"),
        (6, "七"),
    ]
    assert [line.gap for line in lines] == [False, False, True, False, False, False]
    assert [line.page_end for line in lines] == [False] * 5 + [True]
    assert lines[4].indent == 4


def test_radicals_become_ideographs_and_are_reported() -> None:
    lines, changes = split_lines("⽤⼿⻅⺀")
    assert lines[0].text == "用手见⺀"
    assert {change.rule for change in changes} == {Rule.RADICAL}
    assert [(c.column, c.removed, c.put) for c in changes] == [
        (0, "⽤", "用"),
        (1, "⼿", "手"),
        (2, "⻅", "见"),
    ]


def test_every_assigned_radical_but_one_has_an_ideograph() -> None:
    assigned = [*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]
    assert all(ideograph(chr(c)) != chr(c) for c in assigned)


def test_control_characters_are_dropped_and_reported() -> None:
    lines, changes = split_lines("\ufeff潮\x00水\x07")
    assert lines[0].text == "潮水"
    assert [change.evidence for change in changes] == ["U+FEFF", "U+0000", "U+0007"]
