"""A paragraph of nothing but text → its lines, without WeasyPrint's inline layout.

Most lines of a book hold one run of text and nothing else. For such a line WeasyPrint goes through
a dozen functions that provide for what might stand in it; here it is cut, aligned and put in its
place at once. The numbers are the same, to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint import anchors, stacking
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline

from keben.composition.balance import after_spaces, room_for
from keben.composition.hooks import Hook
from keben.composition.lines import cut_text, measured_of
from keben.composition.measure import Measured
from keben.composition.place import line_rules
from keben.composition.sharing import strut_of

PLAIN = "keben_plain"
"""True for a line that was made here: it and the texts in it have neither background nor border,
link nor anchor, and nothing in it stands outside the flow."""

TEXT = "keben_text"
"""Where a paragraph keeps the one text box that it holds; None where it holds anything else."""

SLACK = 1 + 1e-9
"""By this much WeasyPrint lets a line go over its edge, for the sake of rounding."""


def _breaking(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_next_linebox(
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Any:
        text = None
        if not (first_letter_style or first_line_style or context.excluded_shapes):
            text = _text_of(linebox, containing_block)
        measured = measured_of(context, text) if text is not None else None
        start = None if measured is None else _start(measured, skip_stack)
        if measured is None or start is None:
            return original(
                context,
                linebox,
                position_y,
                bottom_space,
                skip_stack,
                containing_block,
                absolute_boxes,
                fixed_boxes,
                first_letter_style,
                first_line_style,
            )
        return _line(context, linebox, text, measured, start, position_y, containing_block)

    return get_next_linebox


def _text_of(linebox: Any, containing_block: Any) -> Any:
    """The text box of a paragraph that holds one and nothing else, and that keben sets."""
    kept = vars(linebox)
    if TEXT not in kept:
        kept[TEXT] = _find_text(linebox, containing_block)
    return kept[TEXT]


def _find_text(linebox: Any, containing_block: Any) -> Any:
    if line_rules(linebox) is None or len(linebox.children) != 1:
        return None
    (text,) = linebox.children
    # An anonymous style has no property of a box: no margin, no border, no background.
    if type(text) is not boxes.TextBox or text.style is not linebox.style:
        return None
    style = linebox.style
    if style["font_size"] == 0 or style["white_space"] != "normal" or style["direction"] != "ltr":
        return None
    if containing_block.style["direction"] != "ltr" or vars(linebox).get("text_overflow"):
        return None
    return text


def _start(measured: Measured, skip_stack: Any) -> int | None:
    """The character with which the next line begins; None if none is left."""
    skip = 0
    if skip_stack is not None:
        ((_, inner),) = skip_stack.items()
        skip = next(iter(inner)) if inner else 0
    text = measured.run.text
    start = after_spaces(text, measured.index(skip))
    return start if start < len(text) else None


def _line(
    context: Any,
    linebox: Any,
    text: Any,
    measured: Measured,
    start: int,
    position_y: float,
    containing_block: Any,
) -> tuple[Any, Any]:
    """The next line and where to go on; ``position_y`` is px from the top of the page."""
    if not hasattr(text, "border_left_width"):
        inline.resolve_percentages(text, containing_block)
        text.background = None
    left: float = containing_block.content_box_x()
    room = left + containing_block.width - left
    linebox.position_x, linebox.position_y = left, position_y
    text.position_x = left + linebox.text_indent
    room_for_text = (left + room) * SLACK - text.position_x
    room_for_text = room_for(linebox, measured.run, text.style, start, room_for_text)
    piece, skip, _ = cut_text(context, text, measured, room_for_text, start)

    line = linebox.copy()
    setattr(line, PLAIN, True)
    line.background = None
    line.children = [piece]
    line.width = piece.position_x + piece.width - left
    height, baseline = strut_of(line.style)
    line.baseline, line.height = baseline, line.style["font_size"]
    line.margin_top = line.margin_bottom = (height - line.height) / 2
    linebox.width, linebox.height = line.width, line.height
    if piece.text[-1] == " ":
        inline.remove_last_whitespace(context, line)
    offset = inline.text_align(context, line, room, last=skip is None)

    # The line reaches from the higher to the lower edge of its strut and of its text.
    top = min(-piece.baseline, -baseline)
    bottom = max(-piece.baseline + _height(piece), -baseline + _height(line))
    line.baseline, line.height = -top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.position_y = position_y
    line.position_x += offset
    piece.position_x += offset
    piece.position_y = -piece.baseline + (position_y - top)
    return line, None if skip is None else {0: {skip: None}}


def _height(box: Any) -> float:
    """px: the height of the line that a box stands in, as far as it decides on it."""
    height: float = box.height + box.margin_top + box.margin_bottom
    return height


def _is_plain(box: Any) -> bool:
    return getattr(box, PLAIN, False)


def _backing(original: Callable[..., Any]) -> Callable[..., Any]:
    def layout_box_backgrounds(page: Any, box: Any, *more: Any, **named: Any) -> None:
        if not _is_plain(box):
            original(page, box, *more, **named)

    return layout_box_backgrounds


def _gathering(original: Callable[..., Any]) -> Callable[..., Any]:
    def gather_anchors(box: Any, *more: Any) -> None:
        if not _is_plain(box):
            original(box, *more)

    return gather_anchors


def _stacking(original: Callable[..., Any]) -> Callable[..., Any]:
    def _dispatch(box: Any, *more: Any) -> Any:
        return box if _is_plain(box) else original(box, *more)

    return _dispatch


UNTIL = "WeasyPrint has a short way for lines of nothing but text"

HOOKS = (
    Hook(
        inline,
        "get_next_linebox",
        (
            *("context", "linebox", "position_y", "bottom_space", "skip_stack"),
            *("containing_block", "absolute_boxes", "fixed_boxes"),
            *("first_letter_style", "first_line_style"),
        ),
        _breaking,
        until=UNTIL,
    ),
    Hook(
        background,
        "layout_box_backgrounds",
        ("page", "box", "get_image_from_uri", "layout_children", "style"),
        _backing,
        until=UNTIL,
    ),
    Hook(
        anchors,
        "gather_anchors",
        (
            *("box", "anchors", "links", "bookmarks", "forms"),
            *("parent_matrix", "parent_form", "parent_link"),
        ),
        _gathering,
        until=UNTIL,
    ),
    Hook(
        stacking,
        "_dispatch",
        ("box", "page", "child_contexts", "blocks", "floats", "blocks_and_cells"),
        _stacking,
        until=UNTIL,
    ),
)
