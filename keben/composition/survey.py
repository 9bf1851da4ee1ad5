"""Laid-out pages → plain facts about them (facts.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.characters import JOINERS
from keben.composition.facts import SCALE, Mark, PageFacts, Place, TreeFacts
from keben.composition.loose import Loose
from keben.composition.turning import turn_box, turn_point

FORCED = {
    "page": "page",
    "left": "left",
    "verso": "left",
    "right": "right",
    "recto": "right",
}
"""What a forced break asks for (CSS Fragmentation 3 §3.1), where lines run from left to right."""

SIDES = frozenset(("left", "right", "verso", "recto"))


class Survey:
    """Reads pages off; ``turned`` where they are drawn on their side and turned upright."""

    def __init__(self, pages: Sequence[Any], loose: Loose, *, turned: bool) -> None:
        self._pages = pages
        self._loose = loose
        self._turned = turned

    def begins(self) -> str:
        """On which side the first thing asks to stand, by the break before it: ``right``, ``left``,
        ``page`` for either; empty where no break is forced."""
        found = ""
        for box in _firsts(self._root(0)):
            asked = FORCED.get(box.style["break_before"], "")
            found = asked if asked in SIDES else found or asked
        return found

    def hangs_on_side(self) -> bool:
        """True where the pages would differ by more than their place if the first stood on the
        other side of a sheet."""
        for page in self._pages:
            side = self._loose.sides[page._page_box]
            across = side.right if self._turned else side.down
            if side.is_more or across or page._page_box.page_type.blank:
                return True
        # An element that goes on from page to page has a box on each.
        first = {id(box.element) for box in _firsts(self._root(0))}
        return any(
            box.style["break_after"] in SIDES
            or (box.style["break_before"] in SIDES and id(box.element) not in first)
            for number in range(len(self._pages))
            for box in _blocks(self._root(number))
        )

    def _root(self, number: int) -> Any:
        return self._pages[number]._page_box.children[0]

    def pages(self) -> Iterator[PageFacts]:
        """What is known of each page."""
        for page, begun in zip(self._pages, self._begun(), strict=True):
            box = page._page_box
            kind = box.page_type
            width, height = page.width * SCALE, page.height * SCALE
            left, top = box.content_box_x() * SCALE, box.content_box_y() * SCALE
            area = [left, height - top - box.height * SCALE, left + box.width * SCALE, height - top]
            side = self._loose.sides[box]
            shift = side.right * SCALE
            if self._turned:
                turn_box(area, width)
                shift = -side.down * SCALE
            yield PageFacts(
                name=kind.name or "",
                opens=begun,
                is_blank=bool(kind.blank),
                is_left=kind.side == "left",
                size=(height, width) if self._turned else (width, height),
                area=(area[0], area[1], area[2], area[3]),
                shift=shift,
                first=self._loose.first[box],
                last=self._loose.last[box],
            )

    def _begun(self) -> Iterator[frozenset[str]]:
        """The named pages that each page begins. One that only goes on behind a page of another
        name, such as one on its side, begins nothing."""
        seen: set[int] = set()
        before = ""
        for page in self._pages:
            begun = set()
            for box in (each for root in page._page_box.children[:1] for each in _named(root)):
                name = box.style["page"]
                is_forced = box.style["break_before"] in FORCED
                if id(box.element) not in seen and (is_forced or name != before):
                    begun.add(name)
                seen.add(id(box.element))
                before = name
            yield frozenset(begun)

    def anchors(self, tree: TreeFacts) -> Mapping[str, Place]:
        """Where each element with an identifier stands, the first of that name."""
        found: dict[str, Place] = {}
        for number, page in enumerate(self._pages):
            for name, (x, y, *_) in page.anchors.items():
                if name not in found:
                    found[name] = self._place(number, x, y, tree.anchors.get(name, 0))
        return found

    def marks(self, tree: TreeFacts) -> Iterator[Mark]:
        """The bookmarks, in order."""
        titled = iter(tree.titled)
        for number, page in enumerate(self._pages):
            for level, label, (x, y), state in page.bookmarks:
                element = next((element for name, element in titled if name == label), 0)
                place = self._place(number, x, y, element)
                # The joiners that hold an anchor on its page are no words.
                words = "".join(c for c in label if c not in JOINERS)
                yield Mark(level, words, place, state == "closed")

    def _place(self, number: int, x: float, y: float, element: int) -> Place:
        page = self._pages[number]
        place = (x * SCALE, (page.height - y) * SCALE)
        if self._turned:
            place = turn_point(*place, page.width * SCALE)
        return Place(number, *place, element)


def _firsts(root: Any) -> Iterator[Any]:
    """A box, the first in its flow, and so on."""
    box = root
    while box is not None:
        yield box
        children = () if isinstance(box, boxes.LineBox) else getattr(box, "children", ())
        box = next((child for child in children if child.is_in_normal_flow()), None)


def _blocks(box: Any) -> Iterator[Any]:
    yield box
    if not isinstance(box, boxes.LineBox):
        for child in getattr(box, "children", ()):
            yield from _blocks(getattr(child, "_box", child))


def _named(box: Any) -> Iterator[Any]:
    """The outermost blocks that ask for pages of a name."""
    if isinstance(box, boxes.LineBox):
        return
    if box.style["page"] and box.element is not None:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _named(getattr(child, "_box", child))


def line_of(page: Any) -> tuple[float, float]:
    """The width of the longest line of a page, and the height of all of them, px."""
    lines = [
        child
        for block in _blocks(page.children[0])
        for child in getattr(block, "children", ())
        if isinstance(child, boxes.LineBox)
    ]
    widths = (sum(kid.margin_width() for kid in line.children) for line in lines)
    return max(widths, default=0.0), sum(line.height for line in lines)
