"""What is known of gatherings → the pages of the book in order: sides, folios, running words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from keben.composition.facts import Facts, Flow, PageFacts
from keben.composition.foliation import folios, front_pages


@dataclass(frozen=True, slots=True)
class BoundPage:
    """A page of the book: the gathering and the number of its page there, None for an empty one
    between two gatherings; whether it lies on the left, and whether that is the other side than the
    one on which it was laid out. ``words`` are the named strings that hold on it."""

    gathering: int
    page: int | None
    facts: PageFacts
    is_left: bool
    is_moved: bool
    folio: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def put_in_order(gatherings: Sequence[Facts]) -> tuple[BoundPage, ...]:
    """The pages of all gatherings, with an empty page where the next asks for the other side. The
    first page is a right-hand one."""
    slots = _slots(gatherings)
    opens = [slot.facts.opens for slot in slots]
    words: dict[str, str] = {}
    pages: list[BoundPage] = []
    for slot, folio in zip(slots, folios(opens), strict=True):
        pages.append(replace(slot, folio=folio, words={**words, **slot.facts.first}))
        words |= slot.facts.last
    return tuple(pages)


def _slots(gatherings: Sequence[Facts]) -> list[BoundPage]:
    """The same without folios and words."""
    slots: list[BoundPage] = []
    for number, facts in enumerate(gatherings):
        if slots and facts.begins == ("right" if len(slots) % 2 else "left"):
            slots.append(_empty(slots[-1], is_left=len(slots) % 2 == 1))
        is_moved = facts.pages[0].is_left != (len(slots) % 2 == 1)
        for index, page in enumerate(facts.pages):
            slots.append(BoundPage(number, index, page, page.is_left != is_moved, is_moved))
    return slots


def _empty(before: BoundPage, *, is_left: bool) -> BoundPage:
    facts = PageFacts("", frozenset(), True, is_left, before.facts.size, (0, 0, 0, 0), 0.0, {}, {})
    return BoundPage(before.gathering, None, facts, is_left, False)


def on_wrong_side(gatherings: Sequence[Facts], pages: Sequence[BoundPage]) -> frozenset[int]:
    """The gatherings that must be laid out again, because what stands on their pages hangs on the
    side."""
    moved = {page.gathering for page in pages if page.is_moved}
    return frozenset(number for number in moved if gatherings[number].is_sided)


def roman_pages(pages: Sequence[BoundPage]) -> int:
    """How many pages stand before the one where arabic folios begin; 0 where they never do."""
    return front_pages([page.facts.opens for page in pages])


def first_places(gatherings: Sequence[Facts], pages: Sequence[BoundPage]) -> list[int]:
    """The number in the book of the first page of each gathering, from 0."""
    firsts = {page.gathering: number for number, page in enumerate(pages) if page.page == 0}
    return [firsts[number] for number in range(len(gatherings))]


def folios_of(gatherings: Sequence[Facts], pages: Sequence[BoundPage]) -> Mapping[str, str]:
    """The folio of the page on which each place stands, or begins."""
    found: dict[str, str] = {}
    for facts, first in zip(gatherings, first_places(gatherings, pages), strict=True):
        for name, place in facts.anchors.items():
            found.setdefault(name, pages[first + place.page].folio)
    return found


def flow_of(gatherings: Sequence[Facts], pages: Sequence[BoundPage]) -> Flow:
    """The text of all pages."""
    starts = [0]
    anchors: dict[str, int] = {}
    contents: int | None = None
    for facts in gatherings:
        for name, place in facts.flow.anchors.items():
            anchors.setdefault(name, starts[-1] + place)
        if contents is None and facts.flow.contents is not None:
            contents = starts[-1] + facts.flow.contents
        starts.append(starts[-1] + len(facts.flow.text))

    def begins(page: BoundPage) -> int | None:
        place = None if page.page is None else gatherings[page.gathering].flow.pages[page.page]
        return None if place is None else starts[page.gathering] + place

    text = "".join(facts.flow.text for facts in gatherings)
    return Flow(text, tuple(map(begins, pages)), anchors, contents)
