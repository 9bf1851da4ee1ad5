"""What had better stay on one page → divided all the same where the page would be too empty.

A theme says ``break-inside: avoid-page`` of what yields, such as short code, and ``avoid`` of what
never does. A page is judged when it is done: where more than :data:`MOST_BLANK` of it stays blank
though its text goes on, it is made again, and may divide what yields.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import block

from keben.composition.foot import bottom_of
from keben.composition.hooks import Hook

YIELDS = "keben_yields"
"""Set on a layout context while a page is made that may divide what yields."""

MOST_BLANK = 1 / 6
"""The share of a page that may stay blank so that something is not divided."""


def remaking(original: Callable[..., Any]) -> Callable[..., Any]:
    """Make a page again that is too empty."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        broken = dict(context.broken_out_of_flow)
        made = original(index, context, root_box, html)
        page, rest, *_ = made
        if rest is None or not is_too_empty(context, page, context.page_maker[index + 1][1]):
            return made
        context.broken_out_of_flow = broken
        setattr(context, YIELDS, True)
        try:
            return original(index, context, root_box, html)
        finally:
            setattr(context, YIELDS, False)

    return remake_page


def is_too_empty(context: Any, page: Any, next_page: Any, most: float = MOST_BLANK) -> bool:
    """True where more than a share is blank, not because what follows must begin a page."""
    if next_page["break"] != "any" or (next_page["page"] or None) != (page.page_type.name or None):
        return False
    bottom = bottom_of(page.children[0])
    return bottom is not None and context.page_bottom - bottom > most * page.height


def _avoiding(original: Callable[..., Any]) -> Callable[..., Any]:
    def avoid_page_break(page_break: str, context: Any) -> bool:
        if page_break == "avoid-page" and getattr(context, YIELDS, False):
            return False
        return bool(original(page_break, context))

    return avoid_page_break


HOOKS = (
    Hook(
        block,
        "avoid_page_break",
        ("page_break", "context"),
        _avoiding,
        until="CSS tells how strongly a break is avoided",
    ),
)
