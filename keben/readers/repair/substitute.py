"""A line or block and a pattern → the text with what was found replaced, and each change."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from keben.readers.repair.passage import Change, Join, Passage, Rule
from keben.readers.repair.policy import Policy


@dataclass(frozen=True, slots=True)
class Put:
    """What to put in a match's place, why, and how sure that is."""

    text: str
    rule: Rule
    evidence: str
    confidence: float


Choose = Callable[[re.Match[str]], Put | None]


def substitute(
    passage: Passage, pattern: re.Pattern[str], choose: Choose, policy: Policy
) -> tuple[Passage, list[Change]]:
    """Replace every match that ``choose`` has something for and the policy allows.

    A match that lies across a line end of the source is left alone.
    """
    lines = (Join(0, passage.line, passage.column), *passage.joins)
    starts = [line.start for line in lines]
    grown = [0] * len(lines)
    parts: list[str] = []
    changes: list[Change] = []
    last = 0
    for match in pattern.finditer(passage.text):
        at = bisect_right(starts, match.start()) - 1
        put = choose(match)
        across = at + 1 < len(starts) and match.end() > starts[at + 1]
        if put is None or across or not policy.allows(put.confidence):
            continue
        line = lines[at]
        column = line.column + match.start() - line.start + grown[at]
        changes.append(
            Change(line.line, put.rule, put.evidence, put.confidence, match[0], put.text, column)
        )
        parts += (passage.text[last : match.start()], put.text)
        last = match.end()
        grown[at] += len(put.text) - len(match[0])
    if not changes:
        return passage, changes
    text = "".join((*parts, passage.text[last:]))
    return replace(passage, text=text, joins=_moved(passage.joins, grown)), changes


def _moved(joins: tuple[Join, ...], grown: list[int]) -> tuple[Join, ...]:
    """The joins where they stand after each line has grown."""
    moved = []
    total = 0
    for join, longer in zip(joins, grown, strict=False):
        total += longer
        moved.append(replace(join, start=join.start + total))
    return tuple(moved)
