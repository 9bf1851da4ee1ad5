"""In a text whose printed lines all end in line ends, only lines of paragraphs are joined."""

from __future__ import annotations

import pytest

from keben.readers.repair.passage import Rule
from keben.readers.repair.pipeline import repair

PARAGRAPH = (
    "潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开，又像是从来没有人来过。"
    "他把信折好，放回原来的信封里，对着灯看了很久，才慢慢地把抽屉推上。"
)
WIDTH = 20
APART = {
    "verse": ("千山鸟飞绝，", "万径人踪灭。", "孤舟蓑笠翁，", "独钓寒江雪。"),
    "figures": ("月份  来信  回信", "一月  12  8", "二月  31  20", "三月  7  7"),
    "list": ("• 雨衣", "• 手电", "• 火柴"),
    "address": ("此致", "敬礼", "海边县南街十二号", "老张", "三月五日"),
}


def wrapped(paragraph: str) -> str:
    return "\n".join(paragraph[i : i + WIDTH] for i in range(0, len(paragraph), WIDTH))


@pytest.mark.parametrize("lines", APART.values(), ids=APART)
def test_lines_that_are_no_paragraph_stay_apart(lines: tuple[str, ...]) -> None:
    paragraphs = [PARAGRAPH[n:] + PARAGRAPH[: 3 * n] + "完。" for n in range(6)]
    text = "\n".join([*map(wrapped, paragraphs), "他念道：", *lines, wrapped(PARAGRAPH)])
    repaired = repair(text)
    blocks = [line for passage in repaired.passages for line in passage.text.split("\n")]
    assert blocks == [
        *paragraphs,
        "他念道：",
        *(line.removeprefix("• ") for line in lines),
        PARAGRAPH,
    ]
    assert {c.rule for c in repaired.report.changes} >= {Rule.LINE_END}
