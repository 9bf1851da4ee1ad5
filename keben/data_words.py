"""A language → the word before sums, and the sentences that tell what a chart shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from keben.labels import labels
from keben.model import ChartKind


@dataclass(frozen=True, slots=True)
class DataWords:
    """The forms of one language; the names in braces are filled in. ``extremes`` and ``range``
    are said of each series, ``trends`` are the words for rising, falling, level and unsteady."""

    total: str
    """Before the sums of a table."""
    kinds: Mapping[ChartKind, str] = field(hash=False)
    axis: str
    """Of lines and bars: ``name``, ``first``, ``last``, ``count``."""
    extremes: str
    """``series``, ``largest``, ``at_largest``, ``smallest``, ``at_smallest``."""
    even: str
    """A series of one value: ``series``, ``largest``."""
    trends: Mapping[str, str] = field(hash=False)
    parts: str
    """Of a pie: ``count``, ``largest``, ``share``, ``smallest``, ``least``."""
    one_part: str
    """A pie of one part: ``largest``."""
    ranges: str
    """Of points: ``count``, ``x``, ``x_least``, ``x_most``, ``y``, ``y_least``, ``y_most``."""
    together: Mapping[str, str] = field(hash=False)
    """How two measures go together: rising, falling, none."""
    unit: str
    """``unit``."""
    pause: str
    stop: str
    other: str
    """What a series without a name is called."""


HANS = DataWords(
    total="合计",
    kinds={
        ChartKind.LINE: "折线图",
        ChartKind.BAR: "柱形图",
        ChartKind.PIE: "饼图",
        ChartKind.SCATTER: "散点图",
    },
    axis="横轴为{name}，从{first}到{last}，共{count}项",
    extremes="{series}最大{largest}（{at_largest}），最小{smallest}（{at_smallest}）",
    even="{series}各项都是{largest}",
    trends={"rising": "，总体上升", "falling": "，总体下降", "level": "", "unsteady": "，有升有降"},
    parts="共{count}份，最大的是{largest}，占{share}%，最小的是{smallest}，占{least}%",
    one_part="只有一份：{largest}",
    ranges="{x}从{x_least}到{x_most}，{y}从{y_least}到{y_most}，共{count}点",
    together={"rising": "，大致同增同减", "falling": "，大致一增一减", "none": "，看不出关联"},
    unit="单位：{unit}",
    pause="；",
    stop="。",
    other="数值",
)

HANT = DataWords(
    total="合計",
    kinds={
        ChartKind.LINE: "折線圖",
        ChartKind.BAR: "直條圖",
        ChartKind.PIE: "圓餅圖",
        ChartKind.SCATTER: "散佈圖",
    },
    axis="橫軸為{name}，從{first}到{last}，共{count}項",
    extremes="{series}最大{largest}（{at_largest}），最小{smallest}（{at_smallest}）",
    even="{series}各項都是{largest}",
    trends={"rising": "，整體上升", "falling": "，整體下降", "level": "", "unsteady": "，有升有降"},
    parts="共{count}份，最大的是{largest}，佔{share}%，最小的是{smallest}，佔{least}%",
    one_part="只有一份：{largest}",
    ranges="{x}從{x_least}到{x_most}，{y}從{y_least}到{y_most}，共{count}點",
    together={"rising": "，大致同增同減", "falling": "，大致一增一減", "none": "，看不出關聯"},
    unit="單位：{unit}",
    pause="；",
    stop="。",
    other="數值",
)

JA = DataWords(
    total="合計",
    kinds={
        ChartKind.LINE: "折れ線グラフ",
        ChartKind.BAR: "棒グラフ",
        ChartKind.PIE: "円グラフ",
        ChartKind.SCATTER: "散布図",
    },
    axis="横軸は{name}、{first}から{last}まで{count}項目",
    extremes="{series}の最大は{largest}（{at_largest}）、最小は{smallest}（{at_smallest}）",
    even="{series}はすべて{largest}",
    trends={"rising": "、増加傾向", "falling": "、減少傾向", "level": "", "unsteady": "、増減あり"},
    parts="{count}項目、最大は{largest}で{share}%、最小は{smallest}で{least}%",
    one_part="{largest}のみ",
    ranges="{x}は{x_least}から{x_most}、{y}は{y_least}から{y_most}、{count}点",
    together={
        "rising": "、ともに増減する",
        "falling": "、逆に増減する",
        "none": "、関連は見られない",
    },
    unit="単位：{unit}",
    pause="。",
    stop="。",
    other="値",
)

KO = DataWords(
    total="합계",
    kinds={
        ChartKind.LINE: "꺾은선그래프",
        ChartKind.BAR: "막대그래프",
        ChartKind.PIE: "원그래프",
        ChartKind.SCATTER: "산점도",
    },
    axis="가로축 {name}, {first}부터 {last}까지 {count}개 항목",
    extremes="{series} 최대 {largest}({at_largest}), 최소 {smallest}({at_smallest})",
    even="{series} 모두 {largest}",
    trends={
        "rising": ", 전반적으로 증가",
        "falling": ", 전반적으로 감소",
        "level": "",
        "unsteady": ", 증감이 있음",
    },
    parts="{count}개 항목, 최대 {largest} {share}%, 최소 {smallest} {least}%",
    one_part="{largest} 하나뿐",
    ranges="{x} {x_least}~{x_most}, {y} {y_least}~{y_most}, 점 {count}개",
    together={
        "rising": ", 함께 증감함",
        "falling": ", 반대로 증감함",
        "none": ", 관련이 보이지 않음",
    },
    unit="단위: {unit}",
    pause=". ",
    stop=".",
    other="값",
)

EN = DataWords(
    total="Total",
    kinds={
        ChartKind.LINE: "Line chart",
        ChartKind.BAR: "Bar chart",
        ChartKind.PIE: "Pie chart",
        ChartKind.SCATTER: "Scatter chart",
    },
    axis="the axis is {name}, from {first} to {last}, {count} in all",
    extremes=(
        "{series} is largest, {largest}, at {at_largest} and smallest, {smallest}, at {at_smallest}"
    ),
    even="{series} is {largest} throughout",
    trends={
        "rising": ", rising on the whole",
        "falling": ", falling on the whole",
        "level": "",
        "unsteady": ", rising and falling",
    },
    parts=(
        "{count} parts, the largest {largest} with {share}%, the smallest {smallest} with {least}%"
    ),
    one_part="one part only, {largest}",
    ranges="{x} from {x_least} to {x_most}, {y} from {y_least} to {y_most}, {count} points",
    together={
        "rising": ", growing together",
        "falling": ", one growing as the other falls",
        "none": ", without a clear relation",
    },
    unit="in {unit}",
    pause="; ",
    stop=".",
    other="value",
)

_KNOWN = dict(zip(("zh-Hans", "zh-Hant", "ja", "ko", "en"), (HANS, HANT, JA, KO, EN), strict=True))


def data_words(language: str) -> DataWords:
    """The words for a BCP 47 tag, found as :func:`keben.labels.labels` finds its own."""
    return _KNOWN[labels(language).language]
