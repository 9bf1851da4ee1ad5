"""WeasyPrint's inline layout → lines set by keben's rules for Chinese and Japanese.

Before layout, every text box learns what stands beside it in its paragraph; while a line is made,
its text is cut by :mod:`keben.composition.cutting`; :mod:`keben.composition.justify` fills it, and
when it is drawn, :mod:`keben.composition.glyphs` moves its glyphs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from functools import partial
from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.layout import inline

from keben.composition.cutting import cut
from keben.composition.ends import ruling
from keben.composition.glyphs import GLYPHS, Moves, layout_of_piece, note_moves
from keben.composition.hooks import Hook
from keben.composition.hyphenating import divide_latin, give_hyphen, rows_of
from keben.composition.interlinear import Annotation, within
from keben.composition.measure import Measured, measure
from keben.composition.place import LANGUAGES, Place, first_of, place_of
from keben.composition.preparing import is_marked
from keben.composition.run import HANGING_SPACES
from keben.composition.sharing import strut_of
from keben.composition.wrapping import part_code

KEEP_ALL: ContextVar[bool] = ContextVar("keep_all", default=False)
"""Whether Korean words are kept whole where tags meet: WeasyPrint asks there with no style."""

MET: ContextVar[tuple[str, str]] = ContextVar("met", default=("", ""))
"""The first character of the text that was cut last, and as what it is met (:func:`first_of`)."""

RECENT = "keben_recent"
"""Where a layout's context keeps places whose measures may be forgotten, and moves that may be
packed, oldest first."""

KEPT = 3000
"""Of them, so many are kept: more than the lines of any two pages."""


def _splitting(original: Callable[..., Any]) -> Callable[..., Any]:
    def split_text_box(
        context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
    ) -> Any:
        measured = measured_of(context, box)
        if measured is None or box.style["font_size"] == 0 or skip >= measured.offsets[-1]:
            set_ = partial(divide_latin, original)
            return part_code(set_, context, box, available_width, skip, is_line_start=is_line_start)
        return cut_text(context, box, measured, available_width, measured.index(skip))

    return split_text_box


def measured_of(context: Any, box: Any) -> Measured | None:
    """The measure of a box's whole text, taken once; None where WeasyPrint is to set it."""
    place = place_of(box)
    if place is None or not box.text or box.style["white_space"] not in ("normal", "nowrap"):
        return None
    if box.style["letter_spacing"] != "normal" or box.style["word_spacing"]:
        return None
    measured = place.measured
    if measured is None or measured.run.text != box.text:
        measured = measure(
            box.text,
            box.style,
            context,
            language=box.style["lang"] or "",
            rules=place.rules,
            neighbours=place.neighbours,
            annotations=_annotations(place, box.text),
        )
        if place.fit is None:
            box.keben_place = replace(place, measured=measured)
    return measured


def _annotations(place: Place, text: str) -> tuple[Annotation, ...]:
    """Those of a box's whole text, or of the piece of it that stands in a line."""
    start = place.fit.start if place.fit else 0
    return within(place.annotations, start, start + len(text)) if place.annotations else ()


def _forget_later(context: Any, *found: Place | Moves) -> None:
    """Let the measures of lines long made go, which would otherwise be kept to the end of the
    book. A paragraph that is laid out again is measured again."""
    recent: deque[Place | Moves] = vars(context).setdefault(RECENT, deque())
    recent.extend(found)
    while len(recent) > KEPT:
        recent.popleft().shorten()


def cut_text(
    context: Any, box: Any, measured: Measured, available_width: float | None, start: int
) -> tuple[Any, int | None, bool]:
    """The piece of a text that stands in the next line, beginning with a character; the byte at
    which the line after it begins, None if there is none; False, as no break is forced."""
    run, line = measured.run, box.keben_place.line
    if start == 0:
        MET.set((run.text[0], first_of(box)))
    # A box has no place yet where its width is asked for before it is laid out.
    is_placed = hasattr(box, "position_x") and hasattr(line, "position_x")
    offset = box.position_x - line.position_x if is_placed else inf
    at_start = start > 0 or (offset < inf and abs(offset - line.text_indent) < 1e-6)
    wraps = box.style["white_space"] == "normal"
    rows = rows_of(box) if run.hyphenation else None
    if rows is not None and at_start:
        rows.begin(box, measured.offsets[start])
    fit = cut(
        run,
        start,
        available_width if wraps else None,
        at_start=at_start,
        indented=start == 0 and offset < inf and line.text_indent > 0,
        justified=box.style["text_align_all"] == "justify" and run.rules.justify,
        whole_line=(available_width or 0.0) + offset,
        hyphens=rows is not None and rows.has_room,
    )
    whole = fit.end == len(run.text)
    text = run.text[start : fit.end]
    shown = text.rstrip(HANGING_SPACES) or text if fit.closed else text
    piece = box.copy_with_text(shown)
    place = box.keben_place
    piece.keben_place = place.of_piece(fit)
    piece.width = fit.width
    piece.pango_layout = layout_of_piece(measured.layout, shown)
    setattr(piece.pango_layout, GLYPHS, measured.glyphs)
    if rows is not None and fit.hyphen:
        rows.note(box, measured.offsets[fit.end])
        give_hyphen(piece, context)
    note_moves(piece, fit)
    # The line's pitch is the same whatever faces stand in it (clreq §2.3.4): every box takes the
    # place of its style's strut, not of its fallback fonts.
    line_height, base = strut_of(box.style)
    if not (measured.annotations or is_marked(box.style)):
        _forget_later(context, place, piece.keben_place)
    _forget_later(context, piece.pango_layout.keben_moves)
    piece.height = measured.height
    piece.margin_top = base - measured.baseline
    piece.margin_bottom = line_height - measured.height - piece.margin_top
    piece.baseline = base
    return piece, None if whole else measured.offsets[fit.end], False


def _breaking(original: Callable[..., Any]) -> Callable[..., Any]:
    def can_break_text(text: str, lang: str | None) -> Any:
        language = (lang or "")[:2]
        if language in LANGUAGES and len(text) >= 2:
            first, met = MET.get()
            text = text[:-1] + met if text[-1] == first else text
            keep_all = KEEP_ALL.get()
            ruled = [ruling(a, b, language=language, keep_all=keep_all) for a, b in pairwise(text)]
            if any(ruled):
                return True
            if None not in ruled:
                return False
        return original(text, lang)

    return can_break_text


HOOKS = (
    Hook(
        inline,
        "split_text_box",
        ("context", "box", "available_width", "skip", "is_line_start"),
        _splitting,
        until="WeasyPrint has text-spacing-trim, text-autospace and a line grid",
    ),
    Hook(
        inline,
        "can_break_text",
        ("text", "lang"),
        _breaking,
        until="Pango breaks beside curly quotation marks in Chinese",
    ),
)
