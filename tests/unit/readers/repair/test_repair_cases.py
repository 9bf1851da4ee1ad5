"""Every rule of the repair at work, as blocks of title, text and expected passages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from keben.readers.repair.passage import Passage
from keben.readers.repair.pipeline import Repaired, repair

CASES = Path(__file__).with_name("cases.md")
CASE = re.compile(r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n\.$", re.MULTILINE | re.DOTALL)


def dump(repaired: Repaired) -> str:
    lines = [shown(passage) for passage in repaired.passages]
    lines += [f"! {c.rule.code} {c.line}" for c in repaired.report.changes if c.rule.code]
    return "\n".join(line.rstrip() for line in lines)


def shown(passage: Passage) -> str:
    level = passage.level or ""
    number = f"({passage.number}) " if passage.number is not None else ""
    name = f" —— {passage.attribution}" if passage.attribution else ""
    return f"{passage.role}{level} {passage.line}: {number}{passage.text}{name}"


def cases() -> list[tuple[str, str, str]]:
    return [
        (found[1], found[2], found[3]) for found in CASE.finditer(CASES.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()]
)
def test_case(text: str, expected: str) -> None:
    assert dump(repair(text)) == "\n".join(line.rstrip() for line in expected.split("\n"))
