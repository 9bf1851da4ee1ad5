"""Text as found → lines with clean characters: line ends, indents, controls, radicals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keben.readers.repair.passage import Change, Passage, Rule, Step
from keben.readers.repair.radicals import ideograph

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_PAGE_END = "\f"
# Tabs are space; joiners that shape a script (ZWJ, ZWNJ) and direction marks are text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]*")
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")


def split_lines(text: str) -> Step:
    """Every line with ink on it, its outer space taken off and kept as evidence."""
    lines: list[Passage] = []
    changes: list[Change] = []
    gap = page_end = False
    for number, raw, after_page in _numbered(text):
        page_end |= after_page
        clean, changed = _clean(raw, number)
        changes += changed
        ink = clean.strip()
        if not ink:
            gap = True
            continue
        indent = _indent(clean)
        lines.append(Passage(number, ink, indent, gap=gap and bool(lines), page_end=page_end))
        gap = page_end = False
    return tuple(lines), tuple(changes)


def _numbered(text: str) -> Iterator[tuple[int, str, bool]]:
    """Line numbers as an editor counts them, the text, and whether a page ends before it."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        for place, part in enumerate(line.split(_PAGE_END)):
            yield number, part, place > 0


def _clean(line: str, number: int) -> tuple[str, list[Change]]:
    changes = []
    controls = "".join(_CONTROL.findall(line))
    if controls:
        line = _CONTROL.sub("", line)
        names = ", ".join(sorted({f"U+{ord(c):04X}" for c in controls}))
        changes.append(Change(number, Rule.CONTROL, names, 1.0, removed=controls))
    if _RADICAL.search(line):
        radicals = [c for c in _RADICAL.findall(line) if ideograph(c) != c]
        pairs = ", ".join(sorted({f"{c} → {ideograph(c)}" for c in radicals}))
        line = _RADICAL.sub(lambda found: ideograph(found[0]), line)
        if radicals:
            removed, put = "".join(radicals), "".join(map(ideograph, radicals))
            changes.append(Change(number, Rule.RADICAL, pairs, 1.0, removed, put))
    return line, changes


def _indent(line: str) -> int:
    found = _SPACE.match(line)
    space = found[0] if found else ""
    return sum(2 if c == "\u3000" else 4 if c == "\t" else 1 for c in space)
