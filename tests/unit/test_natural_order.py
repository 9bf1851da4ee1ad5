"""Names are ordered as a person would."""

from __future__ import annotations

import pytest

from keben.natural_order import are_ordered, natural_key, shown_name


def test_natural_order_reads_arabic_and_chinese_numbers() -> None:
    names = ["第十二章.md", "第二章.md", "第十章.md", "10.md", "2.md", "卷三.md", "卷一.md", "b.md"]
    assert sorted(names, key=natural_key) == [
        "2.md",
        "10.md",
        "b.md",
        "卷一.md",
        "卷三.md",
        "第二章.md",
        "第十章.md",
        "第十二章.md",
    ]


def test_a_name_that_begins_with_a_chinese_number_is_ordered_by_it() -> None:
    assert sorted(["十一、末.md", "二、中.md", "十、近.md"], key=natural_key) == [
        "二、中.md",
        "十、近.md",
        "十一、末.md",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("01 木上", "木上"),
        ("00-前言", "前言"),
        ("02_getting_started", "getting started"),
        ("3. 序", "序"),
        ("4、跋", "跋"),
        ("my-notes", "my notes"),
        ("1984", "1984"),
        ("01", "01"),
        ("2023年", "2023年"),
        ("2023 总结", "2023 总结"),
        ("12 Angry Men", "12 Angry Men"),
        ("3D-打印", "3D 打印"),
        ("3.14 之谜", "3.14 之谜"),
        ("1.1 数据", "1.1 数据"),
        ("第一章 箍桶", "第一章 箍桶"),
    ],
)
def test_a_number_that_only_orders_is_not_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["1-绪论", "2-方法", "10-结论", "README"], ["绪论", "方法", "结论", "README"]),
        (["0 序", "1 春", "2 秋"], ["序", "春", "秋"]),
        (["7 Samurai", "12 Angry Men"], ["7 Samurai", "12 Angry Men"]),
        (["1984", "2001 太空漫游"], ["1984", "2001 太空漫游"]),
    ],
)
def test_neighbours_tell_whether_a_number_orders(names: list[str], shown: list[str]) -> None:
    assert [shown_name(name, ordered=are_ordered(names)) for name in names] == shown
