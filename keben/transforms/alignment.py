"""Two texts that say the same → which of their pieces stand beside each other.

Where both have as many, they are paired in order. Where not, the most likely pairing is found by
the lengths of the pieces (W. A. Gale and K. W. Church, "A Program for Aligning Sentences in
Bilingual Corpora", Computational Linguistics 19, 1993, §3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, inf, log, sqrt

VARIANCE = 6.8
"""Of the number of characters in one language for one of the other (Gale and Church, §3.2)."""

MOVES = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445}
"""How many pieces of either text go together, and how likely that is (Gale and Church, table 5)."""

UNLIKE = 12.0
"""What it costs to pair pieces of different kinds, as a logarithm."""

BAND = 150
"""How far from the even course a pairing is looked for, in pieces; else it would take for ever."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a text: of what kind it is, and how many characters it has."""

    kind: str
    size: int


Pairing = tuple[tuple[int, int], tuple[int, int]]
"""From and to which piece of the one text, and of the other."""


def pair(one: Sequence[Item], two: Sequence[Item], *, joining: bool = True) -> list[Pairing]:
    """Which pieces stand beside each other, in order, all of them once. ``joining``: two of one
    text may stand beside one of the other."""
    if len(one) == len(two) and all(a.kind == b.kind for a, b in zip(one, two, strict=True)):
        return [((i, i + 1), (i, i + 1)) for i in range(len(one))]
    moves = {move: p for move, p in MOVES.items() if joining or 2 not in move}
    ratio = (sum(i.size for i in two) or 1) / (sum(i.size for i in one) or 1)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    slope = len(two) / (len(one) or 1)
    band = max(BAND, abs(len(one) - len(two)) + 2)
    for i in range(len(one) + 1):
        middle = int(i * slope)
        for j in range(max(0, middle - band), min(len(two), middle + band) + 1):
            for (a, b), likely in moves.items():
                before = best.get((i - a, j - b))
                if before is None or i < a or j < b:
                    continue
                cost = before[0] - log(likely) + _cost(one[i - a : i], two[j - b : j], ratio)
                if cost < best.get((i, j), (inf, (0, 0)))[0]:
                    best[i, j] = (cost, (a, b))
    return _way(best, len(one), len(two))


def _way(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int
) -> list[Pairing]:
    found: list[Pairing] = []
    while i or j:
        a, b = best[i, j][1]
        found.append(((i - a, i), (j - b, j)))
        i, j = i - a, j - b
    return found[::-1]


def _cost(one: Sequence[Item], two: Sequence[Item], ratio: float) -> float:
    """How unlikely it is that these say the same, as a logarithm."""
    unlike = UNLIKE if {i.kind for i in one} != {i.kind for i in two} and one and two else 0.0
    first, second = (sum(item.size for item in some) for some in (one, two))
    mean = (first + second / ratio) / 2
    if not mean:
        return unlike
    delta = abs(second - first * ratio) / sqrt(mean * VARIANCE) / ratio
    return unlike - log(max(erfc(delta / sqrt(2)), 1e-300))
