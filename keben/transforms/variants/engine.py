"""A text in one way of writing Chinese → the same in another, what came of each of its characters.

The only module that imports opencc.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, partial

from opencc import OpenCC

WAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("zh-Hans", "zh-Hant"): ("s2t",),
    ("zh-Hans", "zh-Hant-TW"): ("s2tw",),
    ("zh-Hans", "zh-Hant-HK"): ("s2hk",),
    ("zh-Hant", "zh-Hans"): ("t2s",),
    ("zh-Hant", "zh-Hant-TW"): ("t2tw",),
    ("zh-Hant", "zh-Hant-HK"): ("t2hk",),
    ("zh-Hant-TW", "zh-Hans"): ("tw2s",),
    ("zh-Hant-TW", "zh-Hant"): ("tw2t",),
    ("zh-Hant-TW", "zh-Hant-HK"): ("tw2t", "t2hk"),
    ("zh-Hant-HK", "zh-Hans"): ("hk2s",),
    ("zh-Hant-HK", "zh-Hant"): ("hk2t",),
    ("zh-Hant-HK", "zh-Hant-TW"): ("hk2t", "t2tw"),
}
"""From one way of writing to another: OpenCC's configurations, in turn."""

WORDED = {"s2tw": "s2twp", "s2hk": "s2hkp", "tw2s": "tw2sp", "hk2s": "hk2sp"}
"""The configurations that exchange the words of a region as well."""

LONGEST_WORD = 8
"""Characters of the longest word that is looked for around a change."""

CHARACTERS = 30_000
"""The longest text of which the words are traced; a longer one is cut at its lines."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What came of a text: ``outcome`` has one string for each of its characters, which may be
    empty; ``words`` are the stretches in which not characters but words were exchanged."""

    outcome: tuple[str, ...]
    words: tuple[tuple[int, int], ...] = ()


@cache
def _converter(configuration: str) -> OpenCC:
    return OpenCC(configuration)


@cache
def _alone(configurations: tuple[str, ...], text: str) -> str:
    return _through(configurations, text)


def _through(configurations: Sequence[str], text: str) -> str:
    for configuration in configurations:
        text = _converter(configuration).convert(text)
    return text


def convert(text: str, way: tuple[str, str], *, words: bool) -> Traced:
    """Convert a text by its phrases. ``words``: those of a region as well (软件 → 軟體)."""
    configurations = WAYS[way]
    middle = _through(configurations, text)
    outcome = _trace(tuple(text), middle)
    worded = tuple(WORDED.get(each, each) for each in configurations)
    if not words or worded == configurations:
        return Traced(outcome)
    final = _through(worded, text)
    if final == middle:
        return Traced(outcome)
    traced = _trace(outcome, final)
    return Traced(traced, tuple(_words(text, outcome, traced, worded)))


def forms(character: str, way: tuple[str, str]) -> str:
    """A character of general traditional writing, as the region that a way leads to writes it."""
    region = {"zh-Hant-TW": "t2tw", "zh-Hant-HK": "t2hk"}.get(way[1])
    return _alone((region,), character) if region else character


def _trace(pieces: Sequence[str], text: str) -> tuple[str, ...]:
    """What of ``text`` stands for each of the pieces, of which it is another form."""
    if all(len(piece) == 1 for piece in pieces) and len(pieces) == len(text):
        return tuple(text)
    before = "".join(pieces)
    owner = [index for index, piece in enumerate(pieces) for _ in piece]
    found = [""] * len(pieces)
    for kind, one, two, three, four in SequenceMatcher(None, before, text, False).get_opcodes():
        after = text[three:four]
        if kind == "insert":
            found[owner[min(one, len(owner) - 1)] if one < len(owner) else owner[-1]] += after
        elif len(after) == two - one:
            for index, character in zip(range(one, two), after, strict=True):
                found[owner[index]] += character
        else:
            found[owner[one]] += after
    return tuple(found)


def _words(
    text: str, plain: Sequence[str], traced: Sequence[str], configurations: tuple[str, ...]
) -> list[tuple[int, int]]:
    """The words that were exchanged: the shortest stretches around each change that, by
    themselves, become what stands there."""
    found: list[tuple[int, int]] = []
    changed = [i for i, pair in enumerate(zip(plain, traced, strict=True)) if pair[0] != pair[1]]
    become = partial(_alone, configurations)
    for index in changed:
        if found and index < found[-1][1]:
            continue
        spans = (
            (start, start + size)
            for size in range(2, LONGEST_WORD + 1)
            for start in range(max(0, index - size + 1), min(index, len(text) - size) + 1)
        )
        fitting = (
            (start, end)
            for start, end in spans
            if become(text[start:end]) == "".join(traced[start:end])
            and "".join(plain[start:end]) != "".join(traced[start:end])
        )
        found.append(next(fitting, (index, index + 1)))
    return found
