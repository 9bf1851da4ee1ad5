"""A figure that does not fit below what stands on its page → the same, a little smaller, where that
saves the room; a table or a figure that may float → put off.

A figure stays where its author put it, because the words around it say "above" and "below". A theme
says with ``--least-scale`` how small it may become, as a share of its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from keben.composition import floating
from keben.composition.annotation import custom_number
from keben.composition.hooks import OF_BLOCKS, Hook

LEAST_SCALE = "least-scale"
OWN = "keben_own_style"
"""Where a picture keeps its style as it was, because pages are made more than once."""

TALL = 1e6
"""px: a page on which every figure fits."""

LETTERED = "lettered"
"""The class of a figure whose words are of the size of small type."""
LEAST_LETTERED = 0.8
"""It is shrunk no further, so that they can be read."""

HAIR = 0.01
"""px: less than this is no difference of lengths."""

NEARLY = 0.9
"""A figure that floats is shrunk no further than this to stay in its place."""

NEXT_PAGE = {"break": "any", "page": None}
"""What WeasyPrint's layout says of the next page where nothing is asked of it."""


def _fitting(original: Callable[..., Any]) -> Callable[..., Any]:
    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *more: Any,
        **named: Any,
    ) -> Any:
        skip, around = skip_stack, containing_block  # as a grid names them
        is_top = not more or more[0]
        # The boxes without a name inside a figure bear its name, too.
        is_figure = box.element_tag == "figure" and around.element is not box.element
        if skip is not None or named or context.in_column:
            pass
        elif box.is_table_wrapper and not is_top and _may_wait(context, box):
            laid = _lay_out_whole(context, box, original, around, more)
            must = floating.is_before(context)
            room = context.page_bottom - bottom_space + HAIR
            # It is None where there is no room for a line of it.
            if laid is not None and (must or _bottom(laid) > room):
                put_off = _put_off(context, box, around, laid, more)
                # One that is longer than a page is divided in its place.
                if must or put_off[0] is not None:
                    return put_off
        elif is_figure:
            picture = _restore(box)
            if picture is not None and not is_top:
                laid = _lay_out_whole(context, box, original, around, more)
                if laid is None:
                    return original(context, box, bottom_space, skip, around, *more, **named)
                excess = _bottom(laid) - (context.page_bottom - bottom_space) + HAIR
                scale = _scale(laid, excess)
                least = _least(box)
                if floating.may_float(context, box):
                    least = max(least, NEARLY)
                    if floating.is_before(context) or scale < least:
                        return _put_off(context, box, around, laid, more)
                if least <= scale < 1:
                    _resize(picture, scale)
        return original(context, box, bottom_space, skip, around, *more, **named)

    return block_level_layout


def _may_wait(context: Any, table: Any) -> bool:
    """True for a table that may float: it holds no picture and calls no note."""
    return floating.may_float(context, table) and not any(
        isinstance(each, boxes.ReplacedBox) or getattr(each, "footnote", None)
        for each in table.descendants()
    )


def _least(figure: Any) -> float:
    """How small a figure may become, as a share of its size."""
    least = custom_number(figure.style, LEAST_SCALE, 1.0)
    classes = (figure.element.get("class") or "").split()
    return max(least, LEAST_LETTERED) if LETTERED in classes else least


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


def _lay_out_whole(
    context: Any, figure: Any, original: Callable[..., Any], around: Any, more: tuple[Any, ...]
) -> Any:
    """The figure where it stands, on a page without end."""
    kept, start = context.page_bottom, (figure.position_x, figure.position_y)
    context.page_bottom = TALL
    try:
        # Not as the first thing of its page, where it would lose its margin.
        return original(context, figure, 0, None, around, False, [], [], _margins(more))[0]
    finally:
        context.page_bottom = kept
        figure.position_x, figure.position_y = start


def _margins(more: tuple[Any, ...]) -> list[Any]:
    """The margins that adjoin a box, of what WeasyPrint's layout is given for it."""
    return list(more[3] or ()) if len(more) > 3 else []


def _bottom(figure: Any) -> float:
    return float(figure.border_box_y() + figure.border_height())


def _scale(laid: Any, excess: float) -> float:
    """How much smaller the picture must be for a figure to fit that is ``excess`` px too high."""
    if excess <= HAIR:
        return 1.0
    (placed,) = (each for each in laid.descendants() if isinstance(each, boxes.ReplacedBox))
    return float(1 - excess / placed.height)


def _put_off(context: Any, figure: Any, around: Any, laid: Any, more: tuple[Any, ...]) -> Any:
    """What WeasyPrint is told of a figure that waits for the next page, as of a box through which
    margins collapse; or that goes there with all that follows it."""
    place = floating.wait(context, figure, around, laid.margin_height())
    if place is None:
        return None, None, dict(NEXT_PAGE), [], False, None
    return place, None, dict(NEXT_PAGE), _margins(more), True, None


HOOKS = (
    Hook(
        block,
        "block_level_layout",
        OF_BLOCKS,
        _fitting,
        until="CSS lets a replaced element shrink to what is left of its page",
    ),
)
