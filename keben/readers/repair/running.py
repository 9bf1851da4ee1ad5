"""Lines → lines without running heads and feet: what recurs where pages end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from keben.readers.repair.forms import numbering, ornament
from keben.readers.repair.interruptions import interrupts, without
from keben.readers.repair.marks import ends_sentence, width
from keben.readers.repair.passage import Change, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_DIGITS = re.compile(r"[0-9０-９]+")
_LONGEST = 80
"""Half-ems."""
_LEAST = 3
"""Times that a line recurs before it is furniture."""
_LEAST_PAGE = 150
"""Characters that stand on a page, on average."""
_TOP = 3
"""The first lines of a text: what stands there is its title, even if pages repeat it."""


def drop_running_heads(lines: Passages, policy: Policy = FULL) -> Step:
    """Short lines that recur, most of them where a page ends, are dropped.

    Their numbers may differ. The first stays where it is the title or a chapter's head itself.
    """
    if not policy.noise:
        return lines, ()
    groups = _recurring(lines)
    others = {i for group in groups for i in group}
    dropped: dict[int, tuple[str, float]] = {}
    for group in groups:
        ends = sum(_at_page_end(lines, i, others) for i in group)
        confidence = 0.95 if ends >= 0.8 * len(group) else 0.8
        if 2 * ends < len(group) or not policy.allows(confidence):
            continue
        evidence = f"recurs {len(group)} times, {ends} of them at a page end"
        first = group[0]
        heads = first < _TOP or numbering(lines[first].text) is not None
        own = heads and not interrupts(lines, first, others)
        dropped |= dict.fromkeys(group[own:], (evidence, confidence))
    changes = [
        Change(lines[i].line, Rule.RUNNING_HEAD, *dropped[i], removed=lines[i].text)
        for i in sorted(dropped)
    ]
    return without(lines, dropped), tuple(changes)


def _recurring(lines: Passages) -> list[list[int]]:
    """The places of lines that are alike but for their numbers, and far apart."""
    alike: dict[str, list[int]] = defaultdict(list)
    above = [0]
    for i, line in enumerate(lines):
        above.append(above[-1] + len(line.text))
        key = _DIGITS.sub("#", line.text)
        if _may_run(line.text, key):
            alike[key].append(i)
    return [
        group
        for group in alike.values()
        if len(group) >= _LEAST
        and above[group[-1]] - above[group[0]] >= _LEAST_PAGE * (len(group) - 1)
    ]


def _may_run(text: str, key: str) -> bool:
    words = re.search(r"[^\W\d_]", key)
    return (
        bool(words) and width(text) <= _LONGEST and not ends_sentence(text) and not ornament(text)
    )


def _at_page_end(lines: Passages, i: int, others: Collection[int]) -> bool:
    below = lines[i + 1].page_end if i + 1 < len(lines) else False
    return lines[i].page_end or below or interrupts(lines, i, others)
