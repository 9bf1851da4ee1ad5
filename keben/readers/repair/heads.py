"""Blocks → blocks with the heads told apart and their levels given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from keben.readers.repair.candidates import Candidate, find_candidates, survey
from keben.readers.repair.forms import afterword, named_head
from keben.readers.repair.passage import Change, Division, Passages, Role, Rule, Step
from keben.readers.repair.signs import LEAST, MARKED, weigh
from keben.readers.repair.unwrap import Layout

_NUMBERED = ("一、", "（一）", "1.1", "1.", "（1）", "①")
"""Ways to number heads below the large divisions, the highest first."""
_HIGHEST = 2
_DEEPEST = 6
_NAMED = "named"
_LONG_CHAPTER = 1500
"""Characters: chapters of this length on average are a book's, where a head within is rare and a
short line mostly speech or verse."""
_BOOK_BAR = 2.0


@dataclass(frozen=True, slots=True)
class _Head:
    """A block found to be a head; ``scheme`` is "" for an unnumbered one."""

    scheme: str
    evidence: str
    confidence: float


def find_heads(blocks: Passages, layout: Layout) -> Step:
    """The heads below the large divisions get their role and a level, 2 for the highest of all.

    A numbered head is believed only within a sequence of its scheme; the others are weighed.
    """
    candidates = find_candidates(blocks)
    document = survey(blocks, candidates, layout)
    least = _BOOK_BAR if _has_long_chapters(blocks) else LEAST
    heads: dict[int, _Head] = _in_sequence(candidates)
    for candidate in candidates:
        if candidate.index in heads:
            continue
        if named_head(candidate.text):
            heads[candidate.index] = _Head(_NAMED, "a head by its words", 0.9)
            continue
        weight, signs = weigh(candidate, document)
        if weight >= least:
            confidence = min(0.95, 0.6 + weight / 8)
            scheme = MARKED if "marked" in signs else ""
            heads[candidate.index] = _Head(scheme, ", ".join(signs), confidence)
    levels = _levels(heads, blocks)
    found = list(blocks)
    changes = []
    places = [i for i, block in enumerate(blocks) if block.division] or [0]
    for i, head in sorted(heads.items()):
        division = Division.MATTER if head.scheme == _NAMED else None
        # Before the first part or chapter no head is below one, nor is an afterword.
        outside = i < places[0] or (division and i > places[-1] and afterword(blocks[i].text))
        level = _HIGHEST if outside else levels[head.scheme]
        found[i] = replace(blocks[i], role=Role.HEAD, level=level, division=division)
        changes.append(Change(blocks[i].line, Rule.HEAD, head.evidence, head.confidence))
    return tuple(found), tuple(changes)


def _has_long_chapters(blocks: Passages) -> bool:
    chapters = sum(block.division is Division.CHAPTER for block in blocks)
    return chapters > 2 and sum(len(b.text) for b in blocks) >= _LONG_CHAPTER * chapters


def _in_sequence(candidates: tuple[Candidate, ...]) -> dict[int, _Head]:
    """The numbered candidates whose neighbour in the same scheme counts on to or from them."""
    by_scheme: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for candidate in candidates:
        if candidate.number and candidate.number.scheme in _NUMBERED:
            by_scheme[candidate.number.scheme].append((candidate.index, candidate.number.value))
    believed = {}
    for scheme, run in by_scheme.items():
        values = [value for _, value in run]
        for place, (index, value) in enumerate(run):
            counted_to = place > 0 and values[place - 1] == value - 1
            counted_from = place + 1 < len(run) and values[place + 1] == value + 1
            if counted_to or counted_from:
                believed[index] = _Head(scheme, f"number {value} of its kind", 0.95)
    return believed


def _levels(heads: Mapping[int, _Head], blocks: Passages) -> dict[str, int]:
    """A level for each scheme in use: below the large divisions that the text has, in the order in
    which schemes are nested. 前言 and its like stand level with the chapters."""
    divisions = {block.level for block in blocks if block.division}
    chapters = {block.level for block in blocks if block.division is Division.CHAPTER}
    first = max(divisions, default=_HIGHEST - 1) + 1
    used = [s for s in _NUMBERED if any(head.scheme == s for head in heads.values())]
    levels = {scheme: min(_DEEPEST, first + depth) for depth, scheme in enumerate(used)}
    levels[_NAMED] = min(chapters or divisions, default=_HIGHEST)
    levels[""] = min(_DEEPEST, first)
    plain = any(head.scheme == "" for head in heads.values())
    levels[MARKED] = min(_DEEPEST, first + plain)
    return levels
