"""Blocks → blocks with the heads told apart and their levels given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from keben.readers.repair.candidates import Candidate, find_candidates, survey
from keben.readers.repair.forms import SCHEMES, named_head
from keben.readers.repair.passage import Change, Passages, Role, Rule, Step
from keben.readers.repair.signs import LEAST, weigh
from keben.readers.repair.unwrap import Layout

_DIVISIONS = ("卷", "章", "节")
"""Schemes of the large divisions: one of them is a head even without a fellow, and an unnumbered
head stands below them."""
_ORDER = tuple(dict.fromkeys(scheme for scheme, _ in SCHEMES))
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Head:
    """A block found to be a head; ``scheme`` is "" for an unnumbered one."""

    scheme: str
    evidence: str
    confidence: float


def find_heads(blocks: Passages, layout: Layout) -> Step:
    """Heads get their role and a level, 2 for the highest kind that the text has.

    A numbered head is believed only within a sequence of its scheme; the others are weighed.
    """
    candidates = find_candidates(blocks)
    document = survey(blocks, candidates, layout)
    heads: dict[int, _Head] = _in_sequence(candidates)
    for candidate in candidates:
        if candidate.index in heads:
            continue
        if named_head(candidate.text):
            heads[candidate.index] = _Head("章", "a head by its words", 0.9)
            continue
        weight, signs = weigh(candidate, document)
        if weight >= LEAST:
            confidence = min(0.95, 0.6 + weight / 8)
            heads[candidate.index] = _Head("", ", ".join(signs), confidence)
    levels = _levels(heads)
    found = list(blocks)
    changes = []
    for i, head in sorted(heads.items()):
        found[i] = replace(blocks[i], role=Role.HEAD, level=levels[head.scheme])
        changes.append(Change(blocks[i].line, Rule.HEAD, head.evidence, head.confidence))
    return tuple(found), tuple(changes)


def _in_sequence(candidates: tuple[Candidate, ...]) -> dict[int, _Head]:
    """The numbered candidates whose neighbour in the same scheme counts on to or from them."""
    by_scheme: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for candidate in candidates:
        if candidate.number:
            by_scheme[candidate.number.scheme].append((candidate.index, candidate.number.value))
    believed = {}
    for scheme, run in by_scheme.items():
        values = [value for _, value in run]
        for place, (index, value) in enumerate(run):
            counted_to = place > 0 and values[place - 1] == value - 1
            counted_from = place + 1 < len(run) and values[place + 1] == value + 1
            first = scheme in _DIVISIONS and (value == 1 or len(run) == 1)
            if counted_to or counted_from or first:
                believed[index] = _Head(scheme, f"number {value} of its kind", 0.95)
    return believed


def _levels(heads: Mapping[int, _Head]) -> dict[str, int]:
    """A level for each scheme in use, in the order in which schemes are nested."""
    used = [scheme for scheme in _ORDER if any(head.scheme == scheme for head in heads.values())]
    levels = {scheme: min(_DEEPEST, 2 + depth) for depth, scheme in enumerate(used)}
    divisions = [scheme for scheme in used if scheme in _DIVISIONS]
    levels[""] = min(_DEEPEST, 2 + len(divisions))
    return levels
