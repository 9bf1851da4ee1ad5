"""Lines → paragraphs: whether line ends are paragraph ends, per document and then per line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from keben.readers.repair.credits import is_credit
from keben.readers.repair.forms import counts, starts_block
from keben.readers.repair.joining import Joining
from keben.readers.repair.marks import (
    CLOSERS,
    COMMAS,
    OPENERS,
    STOPS,
    ends_closed,
    ends_hanging,
    width,
)
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.tables import is_row

_INDENT = 2
"""Half-ems of space that make a first line's indent."""
_OPEN_SLACK = 5
"""Half-ems: a line that ends in the middle of a sentence may be this much short of full; hanging
marks and proportional letters make lines unequal."""
_TOKEN = re.compile(
    rf"[{re.escape(OPENERS)}]*(?:[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\uffff]{{1,20}}|——|……|\S)"
    rf"[{re.escape(CLOSERS + STOPS + COMMAS)}]*"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the source marks its paragraphs. ``full`` is the width of a full line in half-ems, 0
    where no line is broken; ``indented`` and ``spaced`` tell whether first lines are indented and
    paragraphs parted by blank lines; ``rare_gaps`` that blank lines are too few to part them."""

    full: int
    indented: bool
    spaced: bool
    rare_gaps: bool


def measure(lines: Passages) -> Layout:
    """The document's habits, from the histogram of its line widths, its indents and its gaps."""
    full = _full_width(lines)
    after_end = [
        below
        for above, below in pairwise(lines)
        if ends_closed(above.text)
        and width(below.text) > 2 * _INDENT
        and not (full and _is_full(above, below, full))
    ]
    indented = _share(sum(line.indent >= _INDENT for line in after_end), len(after_end)) >= 0.5
    gaps = _share(sum(line.gap for line in lines), len(lines) - 1)
    ends = [below for above, below in pairwise(lines) if full and not _is_full(above, below, full)]
    spaced = gaps < 0.9 and _share(sum(line.gap for line in ends), len(ends)) >= 0.6
    return Layout(full, indented, spaced, rare_gaps=gaps < 0.15)


def _full_width(lines: Passages) -> int:
    """The width at which lines were broken: many lines reach it, few pass it, and most of those
    that reach it do not end a sentence."""
    if len(lines) < 4:
        return 0
    # A mark that may not begin a line hangs over the measure, so the last one does not count.
    widths = [line.indent + width(line.text) - _hanging(line.text) for line in lines]
    full = sorted(widths)[(len(widths) - 1) * 97 // 100]
    if not 30 <= full <= 170:
        return 0
    near = [line for line, w in zip(lines, widths, strict=True) if full - 6 <= w <= full + 4]
    cut = sum(not ends_closed(line.text) for line in near)
    return full if len(near) >= max(3, 0.2 * len(lines)) and cut >= 0.5 * len(near) else 0


def _hanging(text: str) -> int:
    """The width of the mark at a line's end."""
    return width(text[-1]) if text[-1] in STOPS + COMMAS + CLOSERS else 0


def _share(part: int, whole: int) -> float:
    return part / whole if whole > 0 else 0.0


def join_lines(lines: Passages, layout: Layout, policy: Policy = FULL) -> Step:
    """Lines of one paragraph joined, where line ends are not paragraph ends."""
    if not layout.full or not policy.lines:
        return lines, ()
    blocks: list[Joining] = []
    changes = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        confidence = _continues(above, line, after, layout, first=i == 1) if above else 0.0
        if confidence and policy.allows(confidence):
            blocks[-1].add(line)
            evidence = f"the line above fills {layout.full} half-ems"
            changes.append(Change(line.line, Rule.LINE_END, evidence, confidence))
        else:
            blocks.append(Joining(line))
    return tuple(joined.block() for joined in blocks), tuple(changes)


def _continues(
    above: Passage, line: Passage, after: Passage | None, layout: Layout, *, first: bool
) -> float:
    """How sure it is that a line goes on with the paragraph of the line above; 0 for no. ``first``
    tells that the line above is the text's first, most likely a title."""
    if above.listed or line.listed or is_row(above.text) or is_row(line.text):
        return 0.0
    if Role.ORNAMENT in (above.role, line.role) or starts_block(line.text) or is_credit(line.text):
        return 0.0
    if layout.indented and line.indent >= _INDENT and line.indent > above.indent - _INDENT:
        return 0.0
    closed = ends_closed(above.text)
    slack = 0 if closed or first or _is_lone(line, after, layout) else _OPEN_SLACK
    if not _is_full(above, line, layout.full, slack=slack):
        broken = above.text.endswith(tuple(COMMAS)) and width(above.text) >= 0.7 * layout.full
        return 0.9 if broken and not line.gap else 0.0
    if closed and counts(line.text):
        return 0.0
    if line.gap and not line.page_end and (closed or not layout.rare_gaps):
        return 0.0
    if not closed:
        return 0.95
    if _is_lone(line, after, layout):
        return 0.0
    if layout.indented or layout.spaced:
        return 0.8
    # A paragraph ends exactly at the measure less often than a sentence inside it does.
    return 0.6 if above.indent + width(above.text) >= layout.full - 1 else 0.0


def _is_lone(line: Passage, after: Passage | None, layout: Layout) -> bool:
    """A short line that nothing closes, after one that is closed: a head, not a last line."""
    if ends_closed(line.text) or ends_hanging(line.text):
        return False
    return after is None or not _is_full(line, after, layout.full)


def _is_full(above: Passage, below: Passage, full: int, *, slack: int = 0) -> bool:
    """True where the first word of the line below had no room in the line above, give or take
    ``slack`` half-ems (JLREQ § 3.1.7: marks that may not begin a line go with the character before
    them)."""
    token = _TOKEN.match(below.text)
    room = full - above.indent - width(above.text)
    latin = sum(c.isascii() for c in above.text)
    return width(token[0] if token else below.text[:1]) > room - 1 - slack - latin // 12


def usual_width(blocks: Passages) -> int:
    """The median width, in half-ems, of the paragraphs that end in a closing mark."""
    widths = sorted(width(block.text) for block in blocks if ends_closed(block.text))
    return widths[len(widths) // 2] if widths else 0


def body_indent(blocks: Passages) -> int:
    """The indent that most closed paragraphs have, in half-ems."""
    counted = Counter(block.indent for block in blocks if ends_closed(block.text))
    return counted.most_common(1)[0][0] if counted else 0
