"""What is told of a chart to those who do not see it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from keben.data_words import data_words
from keben.labels import KNOWN
from keben.model import (
    Alignment,
    Article,
    Chart,
    ChartKind,
    Figure,
    Image,
    Location,
    Metadata,
    Publication,
    Table,
    Text,
)
from keben.transforms.charts import describe, tell, trend


def chart(kind: ChartKind, *rows: tuple[str, ...], unit: str = "") -> Chart:
    head, *body = (tuple((Text(cell),) if cell else () for cell in row) for row in rows)
    return Chart(kind, Table((head,), tuple(body), (Alignment.START,) * len(head)), unit)


LINE = chart(
    ChartKind.LINE, ("月", "信"), ("一月", "2"), ("二月", "3,000"), ("三月", "4.5"), unit="封"
)


def test_a_line_is_told_with_its_axis_extremes_and_trend() -> None:
    assert tell(LINE, data_words("zh-Hans")) == (
        "折线图；横轴为月，从一月到三月，共3项；"
        "信最大3,000（二月），最小2（一月），有升有降；单位：封。"
    )


def test_each_series_is_told() -> None:
    found = chart(ChartKind.BAR, ("年", "甲", "乙"), ("2025", "1", "5"), ("2026", "2", "5"))
    assert tell(found, data_words("en")) == (
        "Bar chart; the axis is 年, from 2025 to 2026, 2 in all; 甲 is largest, 2, at 2026 and "
        "smallest, 1, at 2025; 乙 is 5 throughout."
    )


def test_a_pie_is_told_by_its_shares() -> None:
    found = chart(ChartKind.PIE, ("事", "数"), ("甲", "1"), ("乙", "3"))
    told = tell(found, data_words("zh-Hant"))
    assert told == "圓餅圖；共2份，最大的是乙，佔75.0%，最小的是甲，佔25.0%。"
    assert "甲" in tell(chart(ChartKind.PIE, ("事", "数"), ("甲", "1")), data_words("ja"))


def test_points_are_told_by_their_ranges_and_how_they_go_together() -> None:
    rows = [(str(n), str(100 - n)) for n in range(5)]
    found = chart(ChartKind.SCATTER, ("长", "宽"), *rows, ("无", "3"))
    told = tell(found, data_words("zh-Hans"))
    assert told == "散点图；长从0到4，宽从96到100，共5点，大致一增一减。"


@pytest.mark.parametrize("language", sorted(KNOWN))
@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_is_told_in_every_language(language: str, kind: ChartKind) -> None:
    rows = (("1", "2"), ("2", "3"), ("3", "5"))
    told = tell(chart(kind, ("x", "y"), *rows, unit="u"), data_words(language))
    assert "{" not in told
    assert {"2", "5"} <= set(told) or kind is ChartKind.PIE
    assert told.endswith((".", "。"))


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ((1, 2, 3, 2, 4), "rising"),
        ((4, 3, 3, 1), "falling"),
        ((1, 5, 1, 5), "unsteady"),
        ((2, 2), "level"),
    ],
)
def test_a_trend_is_named_only_where_most_pairs_go_one_way(
    values: tuple[int, ...], word: str
) -> None:
    assert trend([Decimal(value) for value in values]) == word


def test_gaps_and_no_numbers_at_all_are_no_trouble() -> None:
    found = chart(ChartKind.LINE, ("月", "信"), ("一", ""), ("二", "—"))
    assert tell(found, data_words("zh-Hans")) == "折线图。"


def test_an_author_s_own_words_are_left_alone() -> None:
    figures = (
        Figure(Image(""), chart=LINE, location=Location(Path("a.md"), 1)),
        Figure(Image("", "我写的"), chart=LINE),
        Figure(Image("a.png", "")),
    )
    read = Publication(Metadata(language="ko"), (Article((Text("甲"),), figures),))
    told = [block.image.alt for block in describe(read).body[0].blocks]  # type: ignore[union-attr]
    assert told[0].startswith("꺾은선그래프")
    assert told[1:] == ["我写的", ""]
