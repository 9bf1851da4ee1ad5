"""Laid-out pages → the same with every pull quote in the outer margin, level with its paragraph.

CSS knows neither the side of a page nor whether two boxes in a margin collide, so the boxes are
laid out anywhere on their page and moved here, before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from keben.composition.engine import Layout
from keben.composition.forme import Sidebar

PX = 96 / 72
"""WeasyPrint's px in a pt."""

PLACE = "beside"
"""The class of the empty block that marks where in the text a pull quote belongs."""


def stack(
    wanted: Sequence[tuple[float, float]], *, top: float, bottom: float, space: float
) -> list[float] | None:
    """The tops of boxes that want to stand at a height, in order, one under another.

    ``wanted`` are (top, height) pairs in any unit. No box overlaps another or passes ``top`` or
    ``bottom``; each stands as near to where it wants as those before it allow. None if there is
    no room for all.
    """
    if sum(height for _, height in wanted) + space * (len(wanted) - 1) > bottom - top:
        return None
    tops: list[float] = []
    free = top
    for place, height in wanted:
        tops.append(max(place, free))
        free = tops[-1] + height + space
    limit = bottom
    for index in range(len(wanted) - 1, -1, -1):
        tops[index] = min(tops[index], limit - wanted[index][1])
        limit = tops[index] - space
    return tops


def arrange(layout: Layout, sidebar: Sidebar) -> bool:
    """Move the pull quotes of every page into its outer margin.

    False, with nothing moved on the page concerned, where a page has no room for its quotes.
    """
    for number, page in enumerate(layout.document.pages, sidebar.first):
        box = page._page_box
        found = list(_placed(box))
        if not found:
            continue
        content_top = box.content_box_y()
        tops = stack(
            [(line - _head_room(quote), quote.margin_height()) for quote, line in found],
            top=content_top - max(_head_room(quote) for quote, _ in found),
            bottom=content_top + box.height,
            space=sidebar.space * PX,
        )
        if tops is None:
            return False
        left = sidebar.left or (sidebar.mirrored and number % 2 == 0)
        offset = -(sidebar.gap + sidebar.width) * PX if left else box.width + sidebar.gap * PX
        x = box.content_box_x() + offset
        for (quote, _), y in zip(found, tops, strict=True):
            quote.translate(x - quote.position_x, y - quote.position_y)
    return True


def has_quotes(layout: Layout) -> bool:
    """True where pages hold pull quotes that are to stand in a margin."""
    return any(next(_placed(page._page_box), None) for page in layout.document.pages)


def _placed(page: Any) -> Iterator[tuple[Any, float]]:
    """Each pull quote of a page with the height of the line that it belongs to."""
    for parent in _blocks(page):
        children = parent.children
        for index, child in enumerate(children):
            if getattr(child, "element", None) is None or child.element.get("class") != PLACE:
                continue
            following = next((c for c in children[index + 1 :] if _in_text(c)), None)
            line = following.content_box_y() if following is not None else child.position_y
            for quote in child.children:
                yield quote, line


def _blocks(box: Any) -> Iterator[Any]:
    if not hasattr(box, "children"):
        return
    yield box
    for child in box.children:
        if not _is_line(child):
            yield from _blocks(child)


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _in_text(box: Any) -> bool:
    return bool(box.is_in_normal_flow()) and not (
        box.element is not None and box.element.get("class") == PLACE
    )


def _head_room(quote: Any) -> float:
    """What stands above a quote's first line: its margin, rule and padding."""
    room: float = quote.content_box_y() - quote.position_y
    return room
