"""Gatherings in order, and what is drawn on their pages → the bound pages, one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from keben.composition.facts import Facts, Mark, Place
from keben.composition.nodes import levels
from keben.editions.pdf.furniture import Furniture
from keben.editions.pdf.gathering import Laid
from keben.editions.pdf.ordering import BoundPage, first_places, roman_pages
from keben.pdfobjects import Book, Bookmark, Destination, Part


def bind(
    book: Book,
    gatherings: Sequence[Laid],
    pages: Sequence[BoundPage],
    furniture: Callable[[], Furniture],
) -> None:
    """Bind gatherings, with blank pages between them and furniture on them, into a book.

    Raises BrokenFile, and what ``furniture`` raises.
    """
    facts = [laid.facts for laid in gatherings]
    parts = _add_pages(book, gatherings, pages)
    firsts = first_places(facts, pages)
    for number, page in enumerate(pages):
        if page.page is None:
            continue
        if page.page == 0:  # pages of a gathering share what they are drawn with
            book.use(number, facts[page.gathering].faces)
        if page.is_moved and page.facts.shift:
            book.move(number, page.facts.shift)
    for each, part, first in zip(facts, parts, firsts, strict=True):
        for element, page_number in each.tree.placed:
            page = pages[first + page_number]
            if page.is_moved and page.facts.shift:
                book.move_element(part.element(element), page.facts.shift)
    _finish_tree(book, facts, parts)
    ways = _Ways(pages, firsts, parts)
    places: dict[str, Destination] = {}
    for number, each in enumerate(facts):
        for name, place in each.anchors.items():
            places.setdefault(name, ways.to(number, place))
    book.ways.lead(places)
    book.ways.refer(
        [
            (part.element(element), places[anchor])
            for part, each in zip(parts, facts, strict=True)
            for element, anchor in each.tree.leads
            if anchor in places
        ]
    )
    book.ways.mark(
        _nest(
            (mark, ways.to(number, mark.place))
            for number, each in enumerate(facts)
            for mark in each.marks
        )
    )
    book.label(roman_pages(pages))
    drawn = furniture()
    for number, (page, operators) in enumerate(zip(pages, drawn.operators, strict=True)):
        if page.page is not None and operators:
            book.draw(number, operators, drawn.faces)


def _add_pages(book: Book, gatherings: Sequence[Laid], pages: Sequence[BoundPage]) -> list[Part]:
    parts: list[Part] = []
    for page in pages:
        if page.page is None:
            book.add_blank(*page.facts.size)
        elif page.page == 0:
            laid = gatherings[page.gathering]
            parts.append(book.add(laid.data(), laid.facts.tree.root))
    return parts


def _finish_tree(book: Book, facts: Sequence[Facts], parts: Sequence[Part]) -> None:
    """What can be said of the structure tree only when it is one: levels of heads (ISO 14289-1
    §7.4.2), and identifiers."""
    trees = [each.tree for each in facts]
    heads = [
        (part.element(element), stated)
        for part, tree in zip(parts, trees, strict=True)
        for element, stated in tree.heads
    ]
    for (element, _), level in zip(heads, levels([stated for _, stated in heads]), strict=True):
        book.set_level(element, level)
    book.number_elements(
        [
            (part.element(element), letters)
            for part, tree in zip(parts, trees, strict=True)
            for element, letters in tree.named
        ]
    )
    if book.newer:
        book.unite_spaces(
            [
                part.element(element)
                for part, tree in zip(parts, trees, strict=True)
                for element in tree.spaced
                if element != tree.root
            ]
        )


class _Ways:
    """Finds where a place of a gathering lies in the book."""

    def __init__(
        self, pages: Sequence[BoundPage], firsts: Sequence[int], parts: Sequence[Part]
    ) -> None:
        self._pages, self._firsts, self._parts = pages, firsts, parts

    def to(self, gathering: int, place: Place) -> Destination:
        number = self._firsts[gathering] + place.page
        page = self._pages[number]
        x = place.x + page.facts.shift if page.is_moved else place.x
        return Destination(number, x, place.y, self._parts[gathering].element(place.element))


def _nest(marks: Iterable[tuple[Mark, Destination]]) -> list[Bookmark]:
    """Each bookmark below the last one of a higher level."""
    top: list[Bookmark] = []
    above: list[tuple[int, Bookmark]] = []
    for mark, place in marks:
        item = Bookmark(mark.label, place, mark.closed)
        while above and above[-1][0] >= mark.level:
            above.pop()
        (above[-1][1].below if above else top).append(item)
        above.append((mark.level, item))
    return top
