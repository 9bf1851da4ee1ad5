"""Tables that stand on the page after their place: both editions hold what the source has."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import pdfium
from keben.cli import main
from keben.pdfium import Element

SENTENCE = "船到对岸的时候，雾还没有散。"
CELLS = ("是", "否", "", "雾")


def manuscript() -> str:
    """Long paragraphs with a table behind each, whose cells are much alike; some with a head below
    them, some with another table that has no caption."""
    parts = ["# 夜渡\n"]
    for number in range(14):
        rows = [f"| {CELLS[(number + row) % 4]} | {CELLS[row % 4]} |" for row in range(number + 2)]
        parts += [SENTENCE * (2 + 5 * number % 13) + f"第{number}段。", f"表：表题{number % 3}"]
        parts += ["\n".join(["| 甲 | 乙 |", "|---|---|", *rows])]
        parts += {1: ["## 小节"], 2: ["段。", "| 甲 |\n|---|\n| 是 |"]}.get(number % 4, [])
    return "\n\n".join([*parts, SENTENCE * 9])


def below(tags: list[Element]) -> list[Element]:
    return [each for tag in tags for each in (tag, *below(inside(tag)))]


def inside(tag: Element) -> list[Element]:
    return [each for each in tag.content if isinstance(each, Element)]


def test_tables_float_and_the_proof_finds_both_editions_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(manuscript(), "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    told = ["--paper", "32k", "--set", "tables.numbers=running", "--quiet", "--strict"]
    assert main(["a.md", "-o", ".", *told]) == 0
    names = []
    with pdfium.opened(tmp_path / "a.pdf") as pdf:
        for number in range(1, len(pdf) + 1):
            with pdf.sheet(number) as sheet:
                found = below(list(sheet.tags()))
                names += [each.identifier for each in found if each.kind == "Table"]
    assert sum(name.startswith("F") for name in names) >= 3
