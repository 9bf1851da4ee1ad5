"""The conservation law: what the report does not name as removed is all there, in its order."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from keben.readers.repair.passage import Change, Rule
from keben.readers.repair.pipeline import Repaired, repair
from keben.readers.repair.policy import choose_policy
from keben.settings import RepairSettings

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
FRAGMENTS = (
    "潮水退了，",
    "滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开，又像是从来没有人来过",
    "他把信折好，放回原来的信封里，对着灯看了很久，才慢慢地把抽屉推上。",
    "第一章 潮",
    "第二章 汐",
    "第 3 页",
    "- 4 -",
    "7",
    "一、看天",
    "（二）看云",
    "1. 找平地",
    "2. 支帐篷",
    "• 雨衣",
    "* * *",
    ".....",
    "——",
    "……",
    "——渔村俗语",
    "作者：海边人",
    "（来源：城南旧闻）",
    "2019年3月2日",
    "修书的人——慢慢来",
    "想一想",
    "The last ferry used to leave at nine in the even-",
    "ing, and nobody minded.",
    "　　退潮以后才看得见礁石。",
    "⽤⼿⻅面",
    '他说"走吧。"就走了...',
    "他说：'不走'--\"那就不走。",
    "ｶﾞｷﾞｸﾞ半角、ﾊﾟﾝ",
    "&nbsp;&ldquo;信&rdquo;&lt;b&gt;&#20013;",
    "第三章\ue004潮\ue5e5水",
    "e\u0301te\u0301\uf900\u1112\u1161\u11ab",
    "上一页 返回目录 下一页",
    "目录",
    "第一章 潮……1",
    "城南旧闻·副刊",
    "\ufeff零宽\u200b字符\x00\x07",
    "片区\t七月\t八月",
    "东片\t1200\t1350",
    "首页 > 文化 > 读书",
    "001 借伞的人",
    "第四章",
    "1.1 座位",
    "①名：出名。",
    "\u202e\u200d",
    "2023年6月14日 10:32　来源：城南旧闻",
    "戊戌年冬于听雨楼",
    "问：您怎么选？",
    "",
    "   ",
)


CLOSED = (
    "潮水退了。",
    "他把信折好，放回原来的信封里，对着灯看了很久，才慢慢地把抽屉推上。",
    "“你听见什么没有？”他忽然停下来，把灯笼举高了一点，照着前面那片黑沉沉的林子。",
    "滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开，又像是从来没有人来过……",
)


def ink(text: str) -> str:
    return "".join(c for c in text if not c.isspace())


def replay(text: str, changes: tuple[Change, ...]) -> str:
    """The characters of the text after every change that the report names, line by line."""
    of_line: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        of_line[change.line].append(change)
    lines = []
    for number, line in enumerate(LINE_END.split(text), 1):
        for change in of_line[number]:
            line = _changed(line, change)
        lines.append(line)
    return ink("".join(lines))


def _changed(line: str, change: Change) -> str:
    if change.column >= 0:
        end = change.column + len(change.removed)
        assert line[change.column : end] == change.removed
        return line[: change.column] + change.put + line[end:]
    assert not change.put
    if change.removed in line:
        return line.replace(change.removed, "", 1)
    return ink(line).replace(ink(change.removed), "", 1)


def kept(repaired: Repaired) -> str:
    return ink("".join(p.text + p.attribution for p in repaired.passages))


lines = st.one_of(
    st.sampled_from(FRAGMENTS), st.text(max_size=30).map(lambda t: t.replace("\f", ""))
)
texts = st.lists(st.tuples(lines, st.sampled_from(("\n", "\n\n", "\r\n", "\n\f", "\u2028", "\r"))))


@settings(max_examples=300)
@given(
    texts.map(lambda pairs: "".join(line + end for line, end in pairs)),
    st.sampled_from(("none", "safe", "full")),
)
def test_no_character_is_lost_but_those_the_report_names(
    text: str, level: Literal["none", "safe", "full"]
) -> None:
    repaired = repair(text, choose_policy(RepairSettings(level=level)))
    assert kept(repaired) == replay(text, repaired.report.changes)


@settings(max_examples=200)
@given(texts.map(lambda pairs: "".join(line + end for line, end in pairs)))
def test_only_sure_changes_are_made_when_only_they_are_wanted(text: str) -> None:
    changes = repair(text, choose_policy(RepairSettings(level="safe"))).report.changes
    joins = (Rule.LINE_END, Rule.PAGE_END, Rule.BROKEN_HEAD, Rule.HYPHEN, Rule.CUT_HEAD)
    drops = (Rule.PAGE_NUMBER, Rule.RUNNING_HEAD, Rule.NAVIGATION, Rule.CONTENTS, Rule.ORNAMENT)
    assert not [c for c in changes if c.rule in (*joins, *drops) and c.is_doubtful]


@settings(max_examples=200)
@given(texts.map(lambda pairs: "".join(line + end for line, end in pairs)))
def test_changes_are_sure_between_0_and_1_and_in_line_order(text: str) -> None:
    changes = repair(text).report.changes
    assert all(0 < change.confidence <= 1 and change.evidence for change in changes)
    assert [c.line for c in changes] == sorted(c.line for c in changes)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(CLOSED), min_size=1), st.sampled_from(("\n", "\n\n", "\n　　")))
def test_paragraphs_that_are_whole_are_left_alone(paragraphs: list[str], end: str) -> None:
    assert [passage.text for passage in repair(end.join(paragraphs)).passages] == paragraphs


def test_a_long_text_is_read_in_time_that_grows_with_its_length() -> None:
    """Even where no line is ever closed, so that all of it seems to be one paragraph."""
    page = "".join(
        f"潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方，第{n}行\n" for n in range(3000)
    )
    start = time.process_time()
    repair(page)
    one = time.process_time() - start
    start = time.process_time()
    repair(page * 4)
    assert time.process_time() - start < 12 * one + 0.5
