"""The flow of laid-out pages and the publication they hold → where in its text each page begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from keben import walk
from keben.composition.facts import Flow
from keben.model import (
    Blocks,
    CodeBlock,
    Figure,
    Formula,
    Heading,
    Inlines,
    PageStart,
    Publication,
)
from keben.runs import Runs, words

REACH = 400
"""Characters that an edition may print between two runs, such as names under a title."""

HYPHENS = "-\u2010"

Matter = Literal["titlepage", "contents", "colophon"]


def find_starts(
    flow: Flow, publication: Publication, folios: Sequence[str]
) -> tuple[PageStart, ...]:
    """The start of every page, the first to the last.

    A page without text begins where the one after it does. ``folios`` are those of all pages,
    printed or not. Where there is no text, there are no starts.
    """
    runs = _Words()
    runs.rebuild(publication)
    stretches = _find(runs, flow)
    if not stretches:
        return ()
    is_book = walk.is_book(publication)
    ends = [stretch.end for stretch in stretches]
    found: list[PageStart] = []
    for folio, place in zip(folios, _places(flow), strict=True):
        matter = _matter(place, flow, stretches) if is_book else None
        if matter:
            found.append(PageStart(folio, matter=matter))
            continue
        run = min(bisect_right(ends, place), len(ends) - 1)
        found.append(PageStart(folio, run, stretches[run].offset(place)))
    return tuple(found)


def _places(flow: Flow) -> list[int]:
    places: list[int] = []
    after = len(flow.text)
    for place in reversed(flow.pages):
        after = after if place is None else place
        places.append(after)
    return places[::-1]


def _matter(place: int, flow: Flow, stretches: Sequence[_Stretch]) -> Matter | None:
    """The matter in which a page of a book begins; None for one that begins in the text."""
    if place < stretches[0].start:
        is_before = flow.contents is None or place < flow.contents
        return "titlepage" if is_before else "contents"
    return "colophon" if place >= stretches[-1].end else None


class _Words(Runs):
    """Collects the words of every run, and the anchors of titles."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.anchors: dict[int, str] = {}

    def title(self, anchor: str, run: Inlines) -> None:
        self.anchors[len(self.texts)] = anchor
        self.texts.append(words(run))

    def whole(self, block: Heading | Figure | CodeBlock | Formula, run: Inlines) -> Blocks:
        if isinstance(block, Heading) and block.anchor:
            self.anchors[len(self.texts)] = block.anchor
        self.texts.append(words(run))
        return (block,)

    def run(self, run: Inlines) -> Inlines:
        self.texts.append(words(run))
        return run


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a run stands in the flow. ``places`` are those of its characters, where some that are
    not its own stand between them; empty where it stands there as it is."""

    start: int
    end: int
    places: Sequence[int] = ()

    def offset(self, place: int) -> int:
        """How many of the run's characters stand before a place of the flow."""
        if self.places:
            return bisect_left(self.places, place)
        return min(max(0, place - self.start), self.end - self.start)


def _find(runs: _Words, flow: Flow) -> list[_Stretch]:
    """Every run in the flow, in order."""
    found: list[_Stretch] = []
    place = 0
    for number, text in enumerate(runs.texts):
        place = max(place, flow.anchors.get(runs.anchors.get(number, ""), 0))
        start = flow.text.find(text, place, place + len(text) + REACH)
        if start >= 0:
            found.append(_Stretch(start, start + len(text)))
        else:
            found.append(_find_loosely(text, flow.text, place))
        place = found[-1].end
    return found


def _find_loosely(text: str, flow: str, place: int) -> _Stretch:
    """A run between whose characters others stand: hyphens at line ends, mostly."""
    window = flow[place : place + len(text) * 5 // 4 + REACH]
    start = window.find(text[:4])
    places = _hyphenated(text, window, max(start, 0)) or _compared(text, window)
    if not places:
        return _Stretch(place, place)
    return _Stretch(place + places[0], place + places[-1] + 1, [place + p for p in places])


def _hyphenated(text: str, window: str, start: int) -> list[int]:
    """The place of each character, where the window has only hyphens more; else none."""
    places: list[int] = []
    at = start
    for character in text:
        while at < len(window) and window[at] != character and window[at] in HYPHENS:
            at += 1
        if at == len(window) or window[at] != character:
            return []
        places.append(at)
        at += 1
    return places


def _compared(text: str, window: str) -> list[int]:
    """The place of each character by the longest stretches that both share."""
    matcher = SequenceMatcher(None, text, window, autojunk=False)
    places = [-1] * len(text)
    for one, other, size in matcher.get_matching_blocks():
        places[one : one + size] = range(other, other + size)
    if all(place < 0 for place in places):
        return []
    after = max(places)
    for number in range(len(places) - 1, -1, -1):
        after = places[number] = places[number] if places[number] >= 0 else after
    return places
