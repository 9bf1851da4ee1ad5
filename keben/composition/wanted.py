"""What a text wants of a line → the widths of boxes that shrink to fit, and of table columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import absolute, inline, preferred
from weasyprint.layout import float as floats

from keben.composition.characters import may_break
from keben.composition.forme import Rules
from keben.composition.hooks import Hook
from keben.composition.hyphenating import undivided
from keben.composition.interlinear import Annotation, within
from keben.composition.measure import measure
from keben.composition.place import rules_of
from keben.composition.preparing import annotations_of
from keben.composition.run import Neighbours

WIDTHS = "keben_widths"
"""Where a style keeps what short texts in it want."""

SHORT, MOST_WIDTHS = 64, 500
"""Characters of a short text; and of so many the widths are kept."""


def _preferring(original: Callable[..., Any]) -> Callable[..., Any]:
    """The widths that shrink-to-fit boxes and table columns want, by the same rules."""

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        *more: Any,
        **named: Any,
    ) -> Any:
        rules = rules_of(style)
        plain = style["white_space"] == "normal" and style["letter_spacing"] == "normal"
        if rules is None or not text or not plain or max_width not in (None, 0):
            return original(text, undivided(style), context, max_width, *more, **named)
        annotations = annotations_of(text, style)
        # An indent that is a sum of lengths has no value of its own.
        starts = bool(named.get("is_line_start")) and not getattr(style["text_indent"], "value", 1)
        # The cells of a column are asked more than once, and by words.
        kept = vars(style).setdefault(WIDTHS, {}) if len(text) <= SHORT and not annotations else {}
        found = kept.get((text, max_width, starts)) or _wanted(
            text, style, context, max_width, starts, rules, annotations
        )
        if found is None:
            return original(text, undivided(style), context, max_width, *more, **named)
        if len(kept) < MOST_WIDTHS:
            kept[text, max_width, starts] = found
        return found

    return split_first_line


def _wanted(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    starts: bool,
    rules: Rules,
    annotations: tuple[Annotation, ...],
) -> tuple[None, int, int | None, float, float, float] | None:
    """What WeasyPrint asks of a text, or of its first piece where ``max_width`` is 0: its length in
    bytes, the byte at which the next piece begins, its width, height and baseline (px). ``starts``:
    it begins a line that is not indented. None where it must be left to WeasyPrint."""
    taken = text if max_width is None else _first_piece(text, annotations)
    measured = measure(
        taken,
        style,
        context,
        language=style["lang"],
        rules=rules,
        neighbours=Neighbours(),
        annotations=within(annotations, 0, len(taken)),
        whole=text,
    )
    if measured is None or (max_width == 0 and measured.run.first_piece(0) < len(taken)):
        return None
    length = measured.offsets[-1]
    # As the lines are cut: a mark that opens the line has no blank half there.
    width = measured.run.natural_width()
    width -= measured.run.opening(0, at_start=starts, indented=False)
    if max_width == 0:
        width -= measured.run.last_trim(len(taken))
    resume = length if len(taken) < len(text) else None
    return None, length, resume, width, measured.height, measured.baseline


def _first_piece(text: str, annotations: tuple[Annotation, ...]) -> str:
    """The start of a text up to where a line may first end by the rules for Han."""
    inside = {place for each in annotations for place in range(each.start + 1, each.end)}
    end = 1
    while end < len(text) and (end in inside or not may_break(text[end - 1], text[end])):
        end += 1
    return text[:end]


def _shrinking(original: Callable[..., Any]) -> Callable[..., Any]:
    """What has room for all that it wants takes that (CSS 2.2 §10.3.5). To find the least that it
    can do with, WeasyPrint measures it piece by piece, Chinese one character at a time."""

    def shrink_to_fit(context: Any, box: Any, available_content_width: Any) -> Any:
        wanted = preferred.max_content_width(context, box, outer=False)
        if wanted <= available_content_width:
            return wanted
        return original(context, box, available_content_width)

    return shrink_to_fit


HOOKS = (
    *(
        Hook(
            owner,
            "shrink_to_fit",
            ("context", "box", "available_content_width"),
            _shrinking,
            until="WeasyPrint asks for the least width only of what has too little room",
        )
        for owner in (inline, floats, absolute)
    ),
    Hook(
        preferred,
        "split_first_line",
        (
            *("text", "style", "context", "max_width", "justification_spacing"),
            *("is_line_start", "minimum"),
        ),
        _preferring,
        until="WeasyPrint has text-spacing-trim and text-autospace",
    ),
)
