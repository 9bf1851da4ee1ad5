"""Names are ordered as a person would."""

from __future__ import annotations

from keben.natural_order import natural_key


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
