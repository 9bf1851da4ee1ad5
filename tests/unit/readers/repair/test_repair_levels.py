"""How far the repair goes: none changes nothing, safe what is beyond doubt, full everything."""

from __future__ import annotations

from typing import Literal

import pytest

from keben.readers.repair.passage import Role, Rule
from keben.readers.repair.pipeline import Repaired, repair
from keben.readers.repair.policy import choose_policy
from keben.settings import RepairSettings

Level = Literal["none", "safe", "full"]
TEXT = """《海边的信》海边人 著

潮水退了，信还没有到。

——渔村俗语

第一章 等信

第一章 等信

滩上留下一行脚印，从堤岸一直伸到看不见的地方，他把信折好，放回原来的信封
7
里，对着灯看了很久，才慢慢地把抽屉推上①，像是有人刚刚离开，又像是从来没有人来过。

• 雨衣

• 斗笠

1. 找平地

2. 支帐篷

注释：

①推上：推进去关好。

第二章 寄信

他说"走吧"就走了...滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开。
"""


def repaired(level: Level) -> Repaired:
    return repair(TEXT, choose_policy(RepairSettings(level=level)))


def ink(text: str) -> str:
    return "".join(text.split())


def test_none_joins_drops_and_replaces_nothing() -> None:
    """Every line stands as it was written; only what it is has been told."""
    found = repaired("none")
    assert [p.text for p in found.passages] == [x.strip() for x in TEXT.splitlines() if x.strip()]
    assert not [c for c in found.report.changes if c.removed or c.put]
    assert Role.HEAD in {p.role for p in found.passages}


def test_safe_makes_no_change_that_is_in_doubt() -> None:
    found = repaired("safe")
    told = (Rule.HEAD, Rule.VERSE)  # what a passage is, which changes nothing in it
    assert not [c for c in found.report.changes if c.is_doubtful and c.rule not in told]
    texts = [p.text for p in found.passages]
    assert "1. 找平地" in texts
    assert "雨衣" in texts
    assert texts.count("第一章 等信") == 1


def test_full_makes_them_all() -> None:
    rules = {c.rule for c in repaired("full").report.changes}
    assert {Rule.REPEATED_HEAD, Rule.PAGE_NUMBER, Rule.PAGE_END, Rule.NOTES_HEAD} <= rules
    assert {Rule.MARKER, Rule.QUOTE, Rule.ELLIPSIS} <= rules


@pytest.mark.parametrize("level", ["none", "safe"])
def test_a_head_glued_to_its_paragraph_is_not_cut_where_that_is_in_doubt(level: Level) -> None:
    text = (
        "却说那一夜的雨下得很大，船停在桥下，他把灯拨亮，又读了半卷书，天就亮了，岸上的人在叫船。"
    )
    glued = "".join(
        f"第{n}回　寒夜读书灯　孤舟听雨声{' ' if n == '三' else chr(10)}{text}\n"
        for n in "一二三四"
    )
    found = repair(glued, choose_policy(RepairSettings(level=level)))
    assert ink("".join(p.text for p in found.passages)) == ink(glued)
    assert len(found.passages) == 7
    assert len(repair(glued).passages) == 8
