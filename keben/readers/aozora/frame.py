"""An Aozora Bunko file → its first lines, its text and its colophon, told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from keben.model import Contributor

_RULE = re.compile(r"[-－]{10,}")
_LEGEND = "【テキスト中に現れる記号について】"
_BASE = re.compile(r"底本：\s*(.*)")
_TRANSLATOR = re.compile(r"(.+?)[\s　]*[訳譯]")
_EDITOR = re.compile(r"(.+?)[\s　]*編")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, its number counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text. ``base`` is the printed book that it was taken from (底本);
    ``legend`` the first and last line of the explanation of marks."""

    title: str
    subtitle: str
    people: tuple[Contributor, ...]
    base: str
    body: tuple[Line, ...]
    colophon: tuple[Line, ...]
    legend: tuple[int, int] | None


def cut_frame(text: str) -> Frame:
    """The parts of a file. One without the usual head is all body."""
    lines = [Line(n, line.rstrip()) for n, line in enumerate(text.splitlines(), 1)]
    legend = _find_legend(lines)
    start = legend[1] if legend else 0
    head = [line.text.strip() for line in lines[: legend[0] - 1 if legend else 0]]
    if not legend:
        # Without a legend the first lines are title and author if a blank line follows them.
        blank = next((i for i, line in enumerate(lines) if not line.text.strip()), 0)
        if 2 <= blank <= 4 and not any("［＃" in line.text for line in lines[:blank]):
            head, start = [line.text.strip() for line in lines[:blank]], blank
    end = next(
        (i for i in range(len(lines) - 1, start - 1, -1) if _BASE.match(lines[i].text)), len(lines)
    )
    found = _BASE.match(lines[end].text) if end < len(lines) else None
    title, subtitle, people = _read_head([line for line in head if line])
    return Frame(
        title=title,
        subtitle=subtitle,
        people=people,
        base=found[1] if found else "",
        body=tuple(lines[start:end]),
        colophon=tuple(Line(x.number, x.text.strip()) for x in lines[end:] if x.text.strip()),
        legend=legend,
    )


def _find_legend(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The numbers of the rules around the legend."""
    for i, line in enumerate(lines[:40]):
        if _LEGEND in line.text and i and _RULE.fullmatch(lines[i - 1].text.strip()):
            for below in lines[i:]:
                if _RULE.fullmatch(below.text.strip()):
                    return line.number - 1, below.number
    return None


def _read_head(lines: list[str]) -> tuple[str, str, tuple[Contributor, ...]]:
    """Title, subtitle, people: the title comes first, the people last."""
    people: list[Contributor] = []
    while len(lines) > 1 and len(people) < 3:
        for pattern, role in ((_TRANSLATOR, "trl"), (_EDITOR, "edt")):
            if found := pattern.fullmatch(lines[-1]):
                people.insert(0, Contributor(found[1], role))
                break
        else:
            people.insert(0, Contributor(lines[-1], "aut"))
            lines = lines[:-1]
            break
        lines = lines[:-1]
    return (lines[0] if lines else ""), "　".join(lines[1:]), tuple(people)
