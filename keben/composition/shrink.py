"""A line that is a little too long → the same line, its spaces lowered in the standard's order.

clreq §3.2.2: word spaces first, then middle dots, brackets, commas, the gap between Han and Latin,
and stops last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import Protocol

from keben.composition.characters import (
    CLOSING_BRACKETS,
    COMMAS,
    MIDDLE,
    OPENING,
    STOPS,
    is_mark,
)

HALF = 0.5
FULL = 0.9
LEAST_WORD_SPACE = 0.25
LEAST_GAP = 0.125
TOLERANCE = 1e-6
HAIR = 1e-4
"""em that a shrunk line is made shorter than it must be, where it can: nested boxes each round the
room up for themselves."""


def may_shrink(character: str) -> bool:
    """True for what has a space of its own to give; the gap behind a character is another."""
    return character == " " or character in MIDDLE or is_mark(character)


class Spaced(Protocol):
    """What is known of a run: its text, and by character, in one unit, the advances, the blank
    half that a mark could give (``trims``), what it has given on either side, the gap after it."""

    text: str
    em: float
    advances: Sequence[float]
    trims: Sequence[float]
    left: Sequence[float]
    right: Sequence[float]
    gaps: Sequence[float]


class Line(Protocol):
    """What is taken off the left, and added on the right, of each character."""

    left: dict[int, float]
    right: dict[int, float]


def shrink(
    run: Spaced,
    line: Line,
    inner: Iterable[int],
    need: float,
    *,
    most: float = inf,
    missing: float = 0.0,
) -> bool:
    """Take ``need`` from the characters at the indexes ``inner``, from none more than ``most``;
    False if they have less, by more than ``missing``."""
    indexes = tuple(inner)
    for room in (_word, _dot, _bracket, _comma, _gap, _stop):
        rooms = {index: min(space, most) for index in indexes if (space := room(run, index)) > 0}
        need -= _take(run, line, rooms, need)
        if need <= TOLERANCE:
            return True
    return need <= missing + TOLERANCE


def _take(run: Spaced, line: Line, rooms: Mapping[int, float], need: float) -> float:
    total = sum(rooms.values())
    if not total:
        return 0.0
    share = min(1.0, need / total)
    for index, space in rooms.items():
        if run.text[index] in OPENING:
            line.left[index] = line.left.get(index, 0.0) + space * share
        else:
            line.right[index] = line.right.get(index, 0.0) - space * share
    return total * share


def _word(run: Spaced, index: int) -> float:
    if run.text[index] != " ":
        return 0.0
    return run.advances[index] - LEAST_WORD_SPACE * run.em


def _dot(run: Spaced, index: int) -> float:
    wide = run.text[index] in MIDDLE and run.advances[index] >= FULL * run.em
    return HALF * run.em if wide else 0.0


def _bracket(run: Spaced, index: int) -> float:
    """A bracket beside another mark, or a wide space, has shared its own already."""
    character = run.text[index]
    if character in OPENING:
        before = run.text[index - 1 : index]
        return 0.0 if is_mark(before) or run.left[index] else run.trims[index]
    return _own(run, index) if character in CLOSING_BRACKETS else 0.0


def _comma(run: Spaced, index: int) -> float:
    return _own(run, index) if run.text[index] in COMMAS else 0.0


def _gap(run: Spaced, index: int) -> float:
    return max(0.0, run.gaps[index] - LEAST_GAP * run.em) if run.gaps[index] else 0.0


def _stop(run: Spaced, index: int) -> float:
    return _own(run, index) if run.text[index] in STOPS else 0.0


def _own(run: Spaced, index: int) -> float:
    return run.trims[index] - run.right[index]
