"""A block of running text → set on the lines of its page, so that lines of columns and of facing
pages stand level (jlreq §2.4.2; clreq, 基本版面).

The grid of a page begins at its head; its lines are as far apart as those of the root. Lines stay
on it by themselves until something between them is not as high as some of them. A style asks for
it with ``--line-snap: baseline`` (CSS Line Grid 1 §3): the block goes down to the next line of the
grid or, where little is missing, up to the last.

What stands between two paragraphs, such as code or a figure, is set in the middle of the lines that
it takes (jlreq §2.4.2): half of the space by which the second went down goes above it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from keben.composition.annotation import custom
from keben.composition.hooks import OF_BLOCKS, Hook

LINE_SNAP = "line-snap"
"""The custom property by which a style asks for it: ``baseline``."""

PITCH = "keben_pitch"
"""Where a layout context keeps that of its pages."""

UP = 0.2
"""The share of a line by which a block may come nearer to what stands above it."""

HAIR = 0.02
"""px that no eye sees."""

ATTACHED = 0.25
"""The share of a line: what is nearer to what stands above it belongs to that, and stays there."""


def pitch_of(root: Any) -> float:
    """px from line to line of a page's grid; 0.0 where the root's line height is no length."""
    return float(getattr(root.style["line_height"], "value", 0.0))


def to_grid(distance: float, pitch: float) -> float:
    """How far down a block goes (up, if below 0) that is so far from its page's head."""
    over = distance % pitch
    if min(over, pitch - over) < HAIR:
        return 0.0
    return -over if over <= UP * pitch else pitch - over


def _snapping(original: Callable[..., Any]) -> Callable[..., Any]:
    def block_box_layout(
        context: Any, box: Any, bottom_space: float, skip: Any, *more: Any, **named: Any
    ) -> Any:
        if box.element_tag == "html":
            setattr(context, PITCH, pitch_of(box))
        elif _is_wanted(box) and (pitch := getattr(context, PITCH, 0.0)):
            head = context.current_footnote_area.page.content_box_y()
            own = box.margin_top if skip is None else 0.0
            above = block.collapse_margin([*(more[MARGINS] or ()), own])
            box.position_y += to_grid(box.position_y + above - head, pitch)
        return original(context, box, bottom_space, skip, *more, **named)

    return block_box_layout


def _is_wanted(box: Any) -> bool:
    return type(box) is boxes.BlockBox and custom(box.style, LINE_SNAP) == ("baseline",)


def remaking(original: Callable[..., Any]) -> Callable[..., Any]:
    """Set in the middle what stands between the paragraphs of a page that is done."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        made = original(index, context, root_box, html)
        _centre(made[0].children[0], pitch_of(root_box))
        return made

    return remake_page


def _centre(box: Any, pitch: float) -> None:
    children = [
        child
        for child in box.children
        if isinstance(child, boxes.BlockLevelBox)
        and child.is_in_normal_flow()
        and child.border_height() > 0
    ]
    above: Any = None
    between: list[Any] = []
    for child in children:
        if not _is_wanted(child):
            between.append(child)
            if type(child) is boxes.BlockBox:
                _centre(child, pitch)
            continue
        if above is not None and between and child.element_tag == "p":
            _move_down(above, between, child, pitch)
        above, between = child, []


def _move_down(above: Any, between: Sequence[Any], below: Any, pitch: float) -> None:
    last = between[-1]
    before = between[0].border_box_y() - (above.content_box_y() + above.height)
    behind = below.content_box_y() - (last.border_box_y() + last.border_height())
    if before >= ATTACHED * pitch and behind - before > HAIR:
        for each in between:
            each.translate(0, (behind - before) / 2)


MARGINS = OF_BLOCKS.index("adjoining_margins") - 4
"""The place of the margins that adjoin the box among ``more``."""

HOOKS = (
    Hook(
        block,
        "block_box_layout",
        OF_BLOCKS,
        _snapping,
        until="WeasyPrint knows CSS Line Grid's line-snap",
    ),
)
