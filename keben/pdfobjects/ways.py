"""Places in a bound PDF → what leads to them: links, named destinations, bookmarks, references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True, slots=True)
class Destination:
    """A place: the page in the book, counted from 0, pt from its lower left, and the element
    there, None for none."""

    page: int
    x: float
    y: float
    element: Any = None


@dataclass(slots=True)
class Bookmark:
    """A bookmark and those below it."""

    title: str
    place: Destination
    closed: bool = False
    below: list[Bookmark] = field(default_factory=list)


class Ways:
    """Leads from one place of a book to another. ``top`` is the topmost element, ``links`` are
    those that name a place; ``newer``: by PDF 2.0."""

    def __init__(self, pdf: pikepdf.Pdf, top: Any, links: Sequence[Any], *, newer: bool) -> None:
        self._pdf, self._top, self._links, self._newer = pdf, top, links, newer

    def refer(self, pairs: Sequence[tuple[Any, Destination]]) -> None:
        """Let elements refer to others, by PDF 2.0 (ISO 32000-2 table 355)."""
        for element, place in pairs if self._newer else ():
            element.Ref = Array([self._top if place.element is None else place.element])

    def lead(self, places: Mapping[str, Destination]) -> None:
        """Name places, and let links lead to them; a link that leads nowhere stays, and does
        nothing."""
        names = sorted(places, key=lambda name: bytes(String(name)))
        ends = {name: self._end(places[name]) for name in names}
        for link in self._links:
            name = str(link.Dest)
            if name not in ends:
                del link["/Dest"]
            elif self._newer:
                del link["/Dest"]
                link.A = ends[name]
        if names:
            entries = [part for name in names for part in (String(name), self._named(ends[name]))]
            self._pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(entries)))

    def _end(self, place: Destination) -> Any:
        """A destination; in PDF 2.0 an action that names the element too (ISO 14289-2 §8.8)."""
        page = self._pdf.pages[place.page].obj
        where = Array([page, Name.XYZ, place.x, place.y, 0])
        if not self._newer:
            return where
        element = self._top if place.element is None else place.element
        return Dictionary(S=Name.GoTo, D=where, SD=Array([element, Name.Fit]))

    def _named(self, end: Any) -> Any:
        return Dictionary(D=end.D, SD=end.SD) if self._newer else end

    def mark(self, bookmarks: Sequence[Bookmark]) -> None:
        """Add bookmarks (ISO 32000-1 §12.3.3)."""
        if bookmarks:
            root = self._pdf.make_indirect(Dictionary(Type=Name.Outlines))
            root.Count = self._mark(root, bookmarks)
            self._pdf.Root.Outlines = root

    def _mark(self, above: Any, bookmarks: Sequence[Bookmark]) -> int:
        """How many are seen when those above are open."""
        seen = 0
        made: list[Any] = []
        for bookmark in bookmarks:
            item = self._pdf.make_indirect(Dictionary(Title=String(bookmark.title), Parent=above))
            end = self._end(bookmark.place)
            item["/A" if self._newer else "/Dest"] = end
            if made:
                item.Prev, made[-1].Next = made[-1], item
            made.append(item)
            below = self._mark(item, bookmark.below) if bookmark.below else 0
            if below:
                item.Count = -below if bookmark.closed else below
            seen += 1 + (0 if bookmark.closed else below)
        above.First, above.Last = made[0], made[-1]
        return seen
