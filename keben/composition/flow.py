"""Laid-out pages → their text in reading order, and where in it each page begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.artifacts import REPEATS
from keben.composition.engine import Layout
from keben.composition.facts import Flow
from keben.composition.floating import FLOATED, WAITS
from keben.composition.tagging import MARK, TAG
from keben.runs import PICTURE
from keben.width import squeeze

CALL = "::footnote-call"
"""The only generated content that is text of the author's: the mark of a note."""


def read_flow(layout: Layout) -> Flow:
    """Read all pages. A table's row that a page's end divides is put together again, cell by cell,
    and a head that is repeated counts once."""
    gathering = _Gathering()
    for page in layout.document.pages:
        gathering.page(page._page_box)
    return gathering.result()


_Place = tuple[int, int]
"""A segment's number, and the characters in it before the place."""


class _Gathering:
    def __init__(self) -> None:
        self.segments: list[list[str]] = [[]]
        self.sizes = [0]
        self.following = [-1]
        self.last = 0
        self.cells: dict[Any, tuple[int, int]] = {}
        self.floats: dict[Any, int] = {}
        self.pages: list[_Place | None] = []
        self.anchors: dict[str, _Place] = {}
        self.contents: _Place | None = None

    def page(self, box: Any) -> None:
        self.pages.append(None)
        self._read(box, self._open(self.last))

    def result(self) -> Flow:
        order = list(self._in_order())
        starts = dict(
            zip(order, accumulate((self.sizes[n] for n in order), initial=0), strict=False)
        )

        def place(found: _Place | None) -> int | None:
            return None if found is None else starts[found[0]] + found[1]

        return Flow(
            "".join(piece for each in order for piece in self.segments[each]),
            tuple(place(page) for page in self.pages),
            {name: starts[found[0]] + found[1] for name, found in self.anchors.items()},
            place(self.contents),
        )

    def _in_order(self) -> Iterator[int]:
        segment = 0
        while segment >= 0:
            yield segment
            segment = self.following[segment]

    def _open(self, before: int) -> int:
        """A new segment, read right after another."""
        opened = len(self.segments)
        self.segments.append([])
        self.sizes.append(0)
        self.following.append(self.following[before])
        self.following[before] = opened
        if before == self.last:
            self.last = opened
        return opened

    def _read(self, box: Any, segment: int) -> int:
        """Read a box into a segment; gives the segment in which the text after it belongs."""
        if _is_apart(box):
            return segment
        if hasattr(box, WAITS):
            self.floats[box.element] = self._open(segment)
            return self._open(self.floats[box.element])
        if getattr(box, FLOATED, False) and box.element in self.floats:
            self._read_float(box)
            return segment
        if isinstance(box, boxes.TextBox):
            # A shape is drawn as a text box; an annotation stands at the end of its line.
            if not getattr(box, MARK, None) and getattr(box, TAG, "") != "RT":
                self._add(squeeze(box.text), segment)
            return segment
        element = box.element
        if element is not None and "::" not in box.element_tag:
            segment = self._enter(box, element, segment)
        if isinstance(box, boxes.ReplacedBox):
            self._add(PICTURE, segment)
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.TableCellBox):
                segment = self._cell(child, segment)
            elif not (_is_head(child) and self._is_repeated(child)):
                segment = self._read(child, segment)
        return segment

    def _read_float(self, box: Any) -> None:
        """Read a figure at a page's head in its place; the page does not begin with it."""
        begins, place = self.pages[-1], self.floats.pop(box.element)
        self._read(box, place)
        self.pages[-1] = begins

    def _enter(self, box: Any, element: Any, segment: int) -> int:
        name = element.get("id")
        if name:
            self.anchors.setdefault(name, (segment, self.sizes[segment]))
        if element.tag == "nav" and self.contents is None:
            self.contents = (segment, self.sizes[segment])
        return segment

    def _cell(self, cell: Any, segment: int) -> int:
        """Read a cell; one that began on an earlier page goes on where it was left, though a table
        stands in it."""
        page = len(self.pages)
        begun = self.cells.get(cell.element)
        if begun is not None and begun[1] < page:
            self.cells[cell.element] = (self._read(cell, begun[0]), begun[1])
            return segment
        last = self._read(cell, self._open(segment))
        self.cells[cell.element] = (last, page)
        return self._open(last)

    def _is_repeated(self, group: Any) -> bool:
        met = (self.cells.get(cell.element) for row in group.children for cell in row.children)
        return any(begun is not None and begun[1] < len(self.pages) for begun in met)

    def _add(self, text: str, segment: int) -> None:
        if not text:
            return
        if self.pages[-1] is None:
            self.pages[-1] = (segment, self.sizes[segment])
        self.segments[segment].append(text)
        self.sizes[segment] += len(text)


def _is_apart(box: Any) -> bool:
    """True for what is no text of the page's flow."""
    if isinstance(box, boxes.FootnoteAreaBox):
        return True
    tag = str(box.element_tag or "")
    if "::" in tag and not tag.endswith(CALL):
        return True
    element = box.element
    return element is not None and bool(element.get(REPEATS))


def _is_head(box: Any) -> bool:
    return isinstance(box, boxes.TableRowGroupBox) and bool(box.is_header)
