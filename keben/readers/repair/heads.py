"""Blocks → blocks with the heads told apart and their levels given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from keben.readers.repair.candidates import Candidate, find_candidates, survey
from keben.readers.repair.forms import afterword, decimal, named_head
from keben.readers.repair.passage import Change, Division, Passages, Role, Rule, Step
from keben.readers.repair.signs import LEAST, MARKED, weigh
from keben.readers.repair.unwrap import Layout

_NUMBERED = ("一、", "（一）", "1.", "1.1", "1.1.1", "（1）", "①")
"""Ways to number heads below the large divisions, the highest first."""
_DECIMAL = ("1.", "1.1", "1.1.1")
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
    """The numbered candidates that count on from each other in one scheme and have text between
    them; a run of numbered lines without text between is a list."""
    believed: dict[int, _Head] = _decimals(candidates)
    by_scheme: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.number and candidate.number.scheme in _NUMBERED:
            by_scheme[candidate.number.scheme].append(candidate)
    for scheme, fellows in by_scheme.items():
        for run in _runs(fellows):
            if len(run) > 1 and not _is_list(run):
                for candidate, value in run:
                    believed[candidate.index] = _Head(scheme, f"number {value} of its kind", 0.95)
    return believed


def _runs(fellows: list[Candidate]) -> Iterator[list[tuple[Candidate, int]]]:
    """Candidates of one scheme, cut where the count breaks off."""
    run: list[tuple[Candidate, int]] = []
    for candidate in fellows:
        value = candidate.number.value if candidate.number else 0
        if run and value != run[-1][1] + 1:
            yield run
            run = []
        run.append((candidate, value))
    yield run


def _is_list(run: list[tuple[Candidate, int]]) -> bool:
    """True where most follow each other without text between."""
    close = sum(two.index == one.index + 1 for (one, _), (two, _) in pairwise(run))
    return 2 * close > len(run) - 1


def _decimals(candidates: tuple[Candidate, ...]) -> dict[int, _Head]:
    """Heads such as 2.1.3, each believed if it follows the one before it or leads to the next."""
    run = [
        (candidate, decimal(candidate.text))
        for candidate in candidates
        if candidate.number and candidate.number.scheme in _DECIMAL
    ]
    believed = {}
    for place, (candidate, value) in enumerate(run):
        follows = place > 0 and _follows(run[place - 1][1], value)
        leads = place + 1 < len(run) and _follows(value, run[place + 1][1])
        if len(value) > 1 and candidate.number and (follows or leads):
            evidence = f"number {'.'.join(map(str, value))} of its kind"
            believed[candidate.index] = _Head(candidate.number.scheme, evidence, 0.95)
    return believed


def _follows(above: tuple[int, ...], below: tuple[int, ...]) -> bool:
    """True for 2.1 after 2, 2.2 after 2.1 or 2.1.3, 3 or 3.1 after 2.1."""
    depth = len(below)
    next_of_depth = depth <= len(above) and below == (*above[: depth - 1], above[depth - 1] + 1)
    return next_of_depth or below in ((*above, 1), (above[0] + 1, *(1,) * (depth - 1)))


def _nested(heads: Mapping[int, _Head], blocks: Passages) -> tuple[str, ...]:
    """The schemes in the order in which this text nests them: 1. stands above 1.1 if it counts the
    same things, as it does where 1.1 follows 1, and below where it counts things within 1.1."""
    values = [
        (head.scheme, decimal(blocks[i].text))
        for i, head in sorted(heads.items())
        if head.scheme in _DECIMAL
    ]
    own = any(
        one == "1." and two != "1." and below[0] == above[0]
        for (one, above), (two, below) in pairwise(values)
    )
    if own:
        return _NUMBERED
    return ("一、", "（一）", "1.1", "1.1.1", "1.", "（1）", "①")


def _levels(heads: Mapping[int, _Head], blocks: Passages) -> dict[str, int]:
    """A level for each scheme in use: below the large divisions that the text has, in the order in
    which schemes are nested. 前言 and its like stand level with the chapters."""
    divisions = {block.level for block in blocks if block.division}
    chapters = {block.level for block in blocks if block.division is Division.CHAPTER}
    first = max(divisions, default=_HIGHEST - 1) + 1
    used = [s for s in _nested(heads, blocks) if any(head.scheme == s for head in heads.values())]
    levels = {scheme: min(_DEEPEST, first + depth) for depth, scheme in enumerate(used)}
    levels[_NAMED] = min(chapters or divisions, default=_HIGHEST)
    levels[""] = min(_DEEPEST, first)
    plain = any(head.scheme == "" for head in heads.values())
    levels[MARKED] = min(_DEEPEST, first + plain)
    return levels
