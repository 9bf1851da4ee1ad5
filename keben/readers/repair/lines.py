"""Text as found → lines with clean characters, their outer space taken off."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from keben.readers.repair.characters import clean
from keben.readers.repair.passage import Change, Passage, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_LINE_END = re.compile(r"(\r\n|[\n\r\x0b\x85\u2028\u2029])")
_PAGE_END = "\f"
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]*")
_NAMES = {"\r\n": "CRLF", "\r": "CR", "\x0b": "VT", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}


def split_lines(text: str, policy: Policy = FULL) -> Step:
    """Every line with ink on it, its outer space taken off and kept as evidence."""
    lines: list[Passage] = []
    changes: list[Change] = _line_forms(text)
    gap = page_end = False
    for number, raw, column, after_page in _numbered(text):
        page_end |= after_page
        mended, changed = clean(raw, number, policy, column=column)
        changes += changed
        ink = mended.strip()
        column += len(mended) - len(mended.lstrip())
        if ink and all(_is_invisible(c) for c in ink):
            evidence = "marks that show nothing, alone in a line"
            changes.append(Change(number, Rule.CONTROL, evidence, 1.0, ink, column=column))
            ink = ""
        if not ink:
            gap = True
            continue
        lines.append(
            Passage(
                number,
                ink,
                _indent(mended),
                gap=gap and bool(lines),
                page_end=page_end,
                column=column,
            )
        )
        gap = page_end = False
    return tuple(lines), (*changes, *_indents(lines))


def _is_invisible(character: str) -> bool:
    """A direction mark, a joiner or a space: text beside text, and nothing by itself."""
    return character.isspace() or unicodedata.category(character) == "Cf"


def _numbered(text: str) -> Iterator[tuple[int, str, int, bool]]:
    """Line numbers as an editor counts them, the text, the column at which it begins, and whether a
    page ends before it."""
    for number, line in enumerate(_LINE_END.split(text)[::2], 1):
        column = 0
        for place, part in enumerate(line.split(_PAGE_END)):
            yield number, part, column, place > 0
            column += len(part) + 1


def _line_forms(text: str) -> list[Change]:
    """One record of the line ends that are not LF."""
    counts = Counter(_LINE_END.findall(text))
    del counts["\n"]
    if not counts:
        return []
    evidence = ", ".join(f"{_NAMES[end]} {count}" for end, count in counts.most_common())
    return [Change(1, Rule.LINE_FORM, evidence, 1.0)]


def _indents(lines: list[Passage]) -> list[Change]:
    """One record of the space that stood before paragraphs."""
    indented = [line for line in lines if line.indent]
    if not indented:
        return []
    return [Change(indented[0].line, Rule.INDENT, f"{len(indented)} lines begin with space", 1.0)]


def _indent(line: str) -> int:
    found = _SPACE.match(line)
    space = found[0] if found else ""
    return sum(2 if c == "\u3000" else 4 if c == "\t" else 1 for c in space)
