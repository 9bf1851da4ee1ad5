"""A line that would stand alone on the last page → the one that takes lines above it along.

单行不成面: no page holds one line of text. Where all that is left for the next page is a paragraph
of one line, the page is made again, and keeps that paragraph with what stands before it: of a
longer paragraph two lines, by the rule for widows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, preferred

from keben.composition.floating import WAITS
from keben.composition.hooks import Hook
from keben.composition.yielding import MOST_BLANK, is_too_empty

KEPT: ContextVar[Any] = ContextVar("kept", default=None)
"""The element of a paragraph before which no page ends, while a page is made again."""

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

BEFORE_HEAD = 1 / 2
"""The share of a page that may stay blank so that no head stands on the next with nothing else: it
heads nothing there, and has fewer words than any line."""


def remaking(original: Callable[..., Any]) -> Callable[..., Any]:
    """Make a page again behind which one line is left; as it was, where it would be too empty."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        broken = dict(context.broken_out_of_flow)
        made = original(index, context, root_box, html)
        line = _line_left(context, root_box, *made)
        if line is None:
            return made
        most = BEFORE_HEAD if line.element_tag in HEADS else MOST_BLANK
        for element in (line.element, None):
            context.broken_out_of_flow = dict(broken)
            before = KEPT.set(element)
            try:
                made = original(index, context, root_box, html)
            finally:
                KEPT.reset(before)
            if not is_too_empty(context, made[0], context.page_maker[index + 1][1], most):
                break
        return made

    return remake_page


def _line_left(context: Any, root: Any, page: Any, rest: Any) -> Any:
    """The paragraph that is all that is left behind a page, if it is one line; else None."""
    if rest is None or context.reported_footnotes or _has_waiting(page):
        return None
    box = around = root
    while rest is not None:
        if len(rest) > 1 or isinstance(box, boxes.LineBox):
            return None
        ((place, rest),) = rest.items()
        if _goes_on(context, box.children, place):
            return None
        box, around = box.children[place], box
    while type(box) is boxes.BlockBox and len(inner := _in_flow(box.children)) == 1:
        box, around = inner[0], box
    if not isinstance(box, boxes.LineBox):
        return None
    widths = [*preferred.inline_line_widths(context, box, False, True, minimum=False)]
    return around if len(widths) == 1 and widths[0] <= page.children[0].width else None


def _has_waiting(page: Any) -> bool:
    """True where a figure goes to the head of the next page."""
    return any(hasattr(box, WAITS) for box in page.descendants())


def _goes_on(context: Any, children: Sequence[Any], place: int) -> bool:
    """True if more stands on the page behind one of some boxes."""
    here, after = children[place], _in_flow(children[place + 1 :])
    if not after or block.block_level_page_name(here, after[0]):
        return False
    kind = block.block_level_page_break(here, after[0])
    return not block.force_page_break(kind, context)


def _in_flow(children: Sequence[Any]) -> list[Any]:
    return [box for box in children if box.is_in_normal_flow()]


def _keeping(original: Callable[..., Any]) -> Callable[..., Any]:
    def block_level_page_break(sibling_before: Any, sibling_after: Any) -> Any:
        found, element = original(sibling_before, sibling_after), KEPT.get()
        if element is not None and found == "auto" and _begins_with(sibling_after, element):
            return "avoid"
        return found

    return block_level_page_break


def _begins_with(box: Any, element: Any) -> bool:
    while isinstance(box, boxes.BlockLevelBox):
        if box.element is element:
            return True
        box = next(iter(_in_flow(getattr(box, "children", ()))), None)
    return False


HOOKS = (
    Hook(
        block,
        "block_level_page_break",
        ("sibling_before", "sibling_after"),
        _keeping,
        until="CSS tells how much must stand on a last page",
    ),
)
