"""A figure that does not fit below what stands on its page → the same, a little smaller, where that
saves the room.

A figure stays where its author put it, because the words around it say "above" and "below". A theme
says with ``--least-scale`` how small it may become, as a share of its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from keben.composition.annotation import custom_number
from keben.composition.hooks import Hook

LEAST_SCALE = "least-scale"
OWN = "keben_own_style"
"""Where a picture keeps its style as it was, because pages are made more than once."""

TALL = 1e6
"""px: a page on which every figure fits."""

HAIR = 0.01
"""px: less than this is no difference of lengths."""


def _fitting(original: Callable[..., Any]) -> Callable[..., Any]:
    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: float,
        skip: Any,
        around: Any,
        *more: Any,
        **named: Any,
    ) -> Any:
        # The boxes without a name inside a figure bear its name, too.
        is_figure = box.element_tag == "figure" and around.element is not box.element
        if is_figure and skip is None and not named and not context.in_column:
            picture = _restore(box)
            is_top = not more or more[0]
            if picture is not None and not is_top:
                start = box.position_x, box.position_y
                scale = _scale(context, box, bottom_space, original, around, more, picture)
                box.position_x, box.position_y = start
                if scale < 1:
                    _resize(picture, scale)
        return original(context, box, bottom_space, skip, around, *more, **named)

    return block_level_layout


def _restore(figure: Any) -> Any | None:
    """The picture of a figure, in its own size; none where that is not stated, or where a caption
    calls a note."""
    below = list(figure.descendants())
    pictures = [each for each in below if isinstance(each, boxes.ReplacedBox)]
    if len(pictures) != 1 or any(getattr(each, "footnote", None) for each in below):
        return None
    (picture,) = pictures
    picture.style = getattr(picture, OWN, picture.style)
    return picture if _width(picture) else None


def _width(picture: Any) -> float:
    """px."""
    width = picture.style["width"]
    return float(width.value) if width != "auto" and width.unit == "px" else 0.0


def _resize(picture: Any, scale: float) -> None:
    own = picture.style
    setattr(picture, OWN, own)
    picture.style = own.copy()
    picture.style["width"] = own["width"]._replace(value=_width(picture) * scale)


def _scale(
    context: Any,
    figure: Any,
    bottom_space: float,
    original: Callable[..., Any],
    around: Any,
    more: tuple[Any, ...],
    picture: Any,
) -> float:
    """How much smaller the picture must be for the figure to fit; 1 where it fits, or where it
    would become too small."""
    least = custom_number(figure.style, LEAST_SCALE, 1.0)
    if least >= 1:
        return 1.0
    kept = context.page_bottom
    context.page_bottom = TALL
    try:
        margins = list(more[3] or ()) if len(more) > 3 else []
        # Not as the first thing of its page, where it would lose its margin.
        laid = original(context, figure, 0, None, around, False, [], [], margins)[0]
    finally:
        context.page_bottom = kept
    placed = [each for each in laid.descendants() if isinstance(each, boxes.ReplacedBox)]
    bottom = laid.border_box_y() + laid.border_height()
    excess = bottom - (kept - bottom_space) + HAIR
    if excess <= HAIR:
        return 1.0
    scale = 1 - excess / placed[0].height
    return scale if scale >= least else 1.0


HOOKS = (
    Hook(
        block,
        "block_level_layout",
        (
            *("context", "box", "bottom_space", "skip_stack", "containing_block"),
            *("page_is_empty", "absolute_boxes", "fixed_boxes", "adjoining_margins"),
            *("first_letter_style", "first_line_style", "discard", "max_lines"),
        ),
        _fitting,
        until="CSS lets a replaced element shrink to what is left of its page",
    ),
)
