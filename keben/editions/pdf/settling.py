"""A publication → its pages in order, with every page that the text or the contents name.

A page's number may change what stands on it, so gatherings that name pages are set again until each
names the page on which its target then stands; and gatherings whose pages hang on their side are
set again where they come to begin on the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from keben.editions.pdf.gathering import Laid, Wanted
from keben.editions.pdf.ordering import BoundPage, folios_of, on_wrong_side, put_in_order
from keben.editions.ready import Ready
from keben.errors import OutputError
from keben.transforms.references import anchors_named, fill_pages, names_pages
from keben.typeset import Printed
from keben.typeset.gathers import join

MOST = 6
"""Rounds at most. Two are enough unless a number moves a line to another page."""

Typeset = Callable[[Ready, Mapping[str, str]], Printed]
"""Typesets a publication, given the folios of places."""

Set = Callable[[Sequence[Wanted]], Sequence[Laid]]


@dataclass(frozen=True, slots=True)
class Settled:
    """The publication with its pages named, its gatherings and pages, and the folio of each place
    that its text names."""

    ready: Ready
    gatherings: Sequence[Laid]
    pages: Sequence[BoundPage]
    places: Mapping[str, str]


class Crowded(Exception):
    """A page has no room for its pull quotes in the margin."""


def settle(ready: Ready, first: Printed, typeset: Typeset, set_: Set) -> Settled:
    """Lay out a publication, ``first`` as it is typeset without folios, until its numbers stand.

    Raises Crowded, and OutputError where they never do.
    """
    wanted = anchors_named(ready.publication) if names_pages(ready.publication) else frozenset()
    texts = first.gatherings()
    joined: frozenset[int] = frozenset()
    known: Mapping[str, str] = {}
    for _ in range(MOST):
        joined, gatherings = _set_whole(texts, joined, set_)
        gatherings, pages = _set_in_order(join(texts, joined), gatherings, set_)
        folios = folios_of([laid.facts for laid in gatherings], pages)
        places = {name: folio for name, folio in folios.items() if name in wanted}
        if places:
            publication = fill_pages(ready.publication, places, ready.settings)
            ready = replace(ready, publication=publication)
        if folios == known or not (wanted or first.asks_folios):
            return Settled(ready, gatherings, pages, places)
        known = folios
        again = typeset(ready, folios).gatherings()
        if again == texts:
            return Settled(ready, gatherings, pages, places)
        texts = again
    raise OutputError(
        "the pages that the text names do not come to rest: each number moves what it names.",
        hint="Let a page begin before a reference to a page, or take it out.",
    )


def _set_whole(
    texts: Sequence[str], joined: frozenset[int], set_: Set
) -> tuple[frozenset[int], Sequence[Laid]]:
    """Gatherings that each begin a page: what a theme lets run on is laid out with what stands
    before it. ``joined`` are the numbers of those that are known to run on."""
    while True:
        gatherings = set_([Wanted(text) for text in join(texts, joined)])
        if any(laid.facts.is_crowded for laid in gatherings):
            raise Crowded
        left = [number for number in range(len(texts)) if number not in joined]
        more = {n for n, laid in zip(left, gatherings, strict=True) if n and not laid.facts.begins}
        if not more:
            return joined, gatherings
        joined |= more


def _set_in_order(
    texts: Sequence[str], gatherings: Sequence[Laid], set_: Set
) -> tuple[Sequence[Laid], Sequence[BoundPage]]:
    """Gatherings in their order, each on the side where it comes to begin."""
    left: frozenset[int] = frozenset()
    while True:
        facts = [laid.facts for laid in gatherings]
        pages = put_in_order(facts)
        wrong = on_wrong_side(facts, pages)
        if not wrong:
            return gatherings, pages
        # The first of them stands now, so that this comes to an end; what follows may move again.
        left ^= wrong
        gatherings = set_([Wanted(text, number in left) for number, text in enumerate(texts)])
