"""A box with a rule or a ground that goes on over a page's end → the same, ending with its text.

WeasyPrint stretches such a box to the page's foot, so that its rule runs on where lines that must
stay together left room; and it keeps the box's lower margin free, though a page's end needs none
(CSS Fragmentation 3 §5.2), so that a box is parted, or goes to the next page, that would fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from keben.composition.foot import bottom_of
from keben.composition.hooks import OF_BLOCKS, Hook


def _without_margin(original: Callable[..., Any]) -> Callable[..., Any]:
    def block_container_layout(context: Any, box: Any, *more: Any, **named: Any) -> Any:
        # What is in no flow of blocks is given its room by name.
        if named or not _has_own_edges(box):
            return original(context, box, *more, **named)
        bottom_space, skip, is_first, *rest = more
        # WeasyPrint will add all of it again.
        bottom_space -= box.margin_bottom
        if not is_first:
            # Where padding does not fit, the box is laid out once more with room for it.
            bottom_space -= box.padding_bottom + box.border_bottom_width
        result = original(context, box, bottom_space, skip, is_first, *rest)
        if result[0] is not None and result[1] is not None:
            _end_with_text(result[0])
        return result

    return block_container_layout


def _ending_with_text(original: Callable[..., Any]) -> Callable[..., Any]:
    def find_earlier_page_break(context: Any, children: Any, *more: Any) -> Any:
        found = original(context, children, *more)
        if found is not None:
            kept, skip = found
            (inside,) = skip.values()
            if inside is not None and kept and _has_own_edges(kept[-1]):
                _end_with_text(kept[-1])
        return found

    return find_earlier_page_break


def _has_own_edges(box: Any) -> bool:
    """True where each part of a divided box has all its edges."""
    is_block = isinstance(box, boxes.BlockBox)
    return is_block and box.style["box_decoration_break"] == "clone"


def _end_with_text(box: Any) -> None:
    bottom = bottom_of(box)
    if bottom is not None:
        edge = box.padding_bottom + box.border_bottom_width
        box.height = max(0.0, bottom - edge - box.content_box_y())


HOOKS = (
    Hook(
        block,
        "block_container_layout",
        tuple(name for name in OF_BLOCKS if name != "containing_block"),
        _without_margin,
        until="WeasyPrint keeps no room for the margin of a box that is divided",
    ),
    Hook(
        block,
        "find_earlier_page_break",
        ("context", "children", "absolute_boxes", "fixed_boxes"),
        _ending_with_text,
        until="WeasyPrint lets a divided box end with its text",
    ),
)
