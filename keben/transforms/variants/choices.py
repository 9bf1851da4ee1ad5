"""A converted text → the places where dictionaries allow several characters, and what was chosen.

后 is 後 or 后, 里 is 裡 or 里, 发 is 發 or 髮: the phrase around it decides, and a person may
want to look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from keben.model import Finding, Location, Severity
from keben.transforms.variants.engine import Traced, forms
from keben.transforms.variants.several import FULL, SIMPLE

AROUND = 3
"""The characters shown on either side of a place."""

SHOWN = 12
"""The lines that a finding names; the list of changes in an archive has all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was written, what it has become, and where. ``others`` are what it might have become as
    well, empty for a word of a region; ``around`` is the text at that place."""

    before: str
    after: str
    others: str
    around: str
    location: Location | None


@cache
def candidates(character: str, way: tuple[str, str]) -> tuple[str, ...]:
    """What a character may become; none where there is no choice between words."""
    known = SIMPLE if way[0] == "zh-Hans" else FULL if way[1] == "zh-Hans" else {}
    found = tuple(dict.fromkeys(forms(each, way) for each in known.get(character, "")))
    return found if sum(map(_is_common, found)) > 1 else ()


def _is_common(character: str) -> bool:
    """True for characters in daily use: of the first level of Big5 or of GB/T 2312. A choice among
    others is one of spelling, which nobody could take for another word."""
    return any(
        low <= character.encode(codec, "ignore")[:1] <= high
        for codec, low, high in (("big5", b"\xa4", b"\xc6"), ("gb2312", b"\xb0", b"\xd7"))
    )


def choices(
    text: str, traced: Traced, way: tuple[str, str], place: Location | None
) -> Iterator[Change]:
    """The choices made in a text, and the words of a region that were exchanged."""

    def around(start: int, end: int) -> str:
        return text[max(0, start - AROUND) : end + AROUND].replace("\n", " ")

    taken: set[int] = set()
    for start, end in traced.words:
        taken.update(range(start, end))
        after = "".join(traced.outcome[start:end])
        yield Change(text[start:end], after, "", around(start, end), place)
    for index, character in enumerate(text):
        allowed = candidates(character, way)
        after = traced.outcome[index]
        if index not in taken and after in allowed:
            others = "".join(each for each in allowed if each != after)
            yield Change(character, after, others, around(index, index + 1), place)


def findings(changes: Sequence[Change], language: str) -> Iterator[Finding]:
    """One note for each choice and each word, with the lines where it was made."""
    grouped: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        grouped.setdefault((change.before, change.after), []).append(change)
    for (before, after), group in grouped.items():
        others = group[0].others
        code = "C010" if others else "C011"
        allowed = f" (or {', '.join(others)})" if others else ""
        times = f"{len(group)} times" if len(group) > 1 else "once"
        message = f'{language}: {before} is {after}{allowed}, {times}, "{group[0].around}"'
        yield Finding(code, Severity.NOTE, f"{message}{_lines(group)}.", group[0].location)


def _lines(group: Iterable[Change]) -> str:
    """The lines after the first, which the finding's own place names."""
    places = (change.location for change in group)
    lines = list(dict.fromkeys(place.line for place in places if place and place.line))[1:]
    if not lines:
        return ""
    more = f" and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return f"; also lines {', '.join(map(str, lines[:SHOWN]))}{more}"
