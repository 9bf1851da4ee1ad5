"""Laid-out pages → the same with annotations over their bases, and marks at their characters.

Only now are the lines stretched and the places of their characters known. A text with annotations
is divided, so that the structure tree can tell base and annotation (ISO 32000-1 §14.8.4.4.3); they
are drawn when all of their line is, so that a search in the page finds the base unbroken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.annotation import Shaped, custom
from keben.composition.drawing import mark_part
from keben.composition.glyphs import layout_of_piece, note_moves, note_places
from keben.composition.hyphenating import hyphen_boxes
from keben.composition.marks import Shape, emphasis_mark, line_mark, shape_box, takes_mark
from keben.composition.place import place_of
from keben.composition.ruby import TONE_MARKS, ZHUYIN_SIZE, set_beside, set_over
from keben.composition.run import Fit, Run
from keben.composition.tagging import LAYOUT, LOGICAL, MARK, TAG

ABOVE = 1.0
"""em of the base between its baseline and that of an annotation over it."""

MIDDLE = 0.38
"""em above the baseline: the middle of a Han character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text box that stands in a line: its text as it was measured, where the pen stands before
    each of its characters (px from the box's left, one more for its end), where each begins and
    how wide it is. ``vertical`` if the line stands as a column."""

    box: Any
    fit: Fit
    pens: tuple[float, ...]
    cells: tuple[tuple[float, float], ...]
    annotations: tuple[Shaped, ...]
    vertical: bool

    @property
    def baseline(self) -> float:
        """px from the top of the page."""
        baseline: float = self.box.position_y + self.box.baseline
        return baseline


def place_annotations(pages: Sequence[Any]) -> None:
    """Place the annotations and marks of every page."""
    for page in pages:
        _place(page._page_box)


def _place(box: Any) -> None:
    box = getattr(box, "_box", box)  # of a placeholder, as of a pull quote in the margin
    if isinstance(box, boxes.LineBox):
        above: list[Any] = []
        _set_line(box, above)
        if above:
            setattr(box, LOGICAL, getattr(box, LOGICAL, box.children))
            box.children = (*box.children, *above)
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            _place(child)


def _set_line(box: Any, above: list[Any]) -> None:
    """Take apart the texts of a line, or of an inline box in it. What is drawn when all of the
    line is there goes to ``above``."""
    drawn: list[Any] = []
    logical: list[Any] = []
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            shown, read = _take_apart(child, above)
            above += hyphen_boxes(child)
            drawn += shown
            logical += read
        else:
            drawn.append(child)
            logical.append(child)
            if isinstance(child, boxes.InlineBox):
                _set_line(child, above)
            else:
                _place(child)
    if drawn != logical:
        box.children = tuple(drawn)
        setattr(box, LOGICAL, tuple(logical))


def _take_apart(box: Any, above: list[Any]) -> tuple[list[Any], list[Any]]:
    """What is drawn in place of a text box, and what is read there."""
    place = place_of(box)
    if place is None or place.fit is None or place.measured is None or not box.text:
        return [box], [box]
    fit = place.fit
    annotations = tuple(
        each for each in place.measured.annotations if fit.start <= each.span.start < fit.end
    )
    marks = {name: custom(box.style, name) for name in ("emphasis-mark", "line-mark")}
    if not annotations and not any(marks.values()):
        return [box], [box]
    piece = _measure(box, fit, place.measured.run, annotations)
    drawn, logical = _annotate(piece, above) if annotations else ([box], [box])
    dots, line = marks["emphasis-mark"], marks["line-mark"]
    shapes = (*_emphasise(piece, dots, lined=_is_asked(line)), *_underline(piece, line))
    if shapes:
        ornament = shape_box(box, shapes)
        setattr(ornament, MARK, LAYOUT)
        above.append(ornament)
    return drawn, logical


def _measure(box: Any, fit: Fit, run: Run, annotations: tuple[Shaped, ...]) -> Piece:
    advances = run.advances
    indexes = range(fit.start, fit.start + len(box.text))
    steps = (advances[i] - fit.left.get(i, 0.0) + fit.right.get(i, 0.0) for i in indexes)
    pens = tuple(accumulate(steps, initial=0.0))
    cells = tuple(
        (box.position_x + pen - fit.left.get(i, 0.0), advances[i])
        for pen, i in zip(pens, indexes, strict=False)
    )
    return Piece(box, fit, pens, cells, annotations, run.rules.vertical)


# --- annotations -----------------------------------------------------------------------------


def _annotate(piece: Piece, above: list[Any]) -> tuple[list[Any], list[Any]]:
    drawn: list[Any] = []
    logical: list[Any] = []
    size = len(piece.box.text)
    done = 0
    for each in piece.annotations:
        start = each.span.start - piece.fit.start
        end = min(each.span.end - piece.fit.start, size)
        if start >= size:
            break
        if start > done:
            logical.append(_part(piece, done, start))
            drawn.append(logical[-1])
        base, over = _part(piece, start, end), _annotation(piece, each, start, end)
        setattr(base, TAG, "RB")
        setattr(over, TAG, "RT")
        mark_part(base)
        mark_part(over)
        drawn.append(base)
        above.append(over)
        logical.append(boxes.InlineBox("ruby", piece.box.style, piece.box.element, [base, over]))
        done = end
    if done < size:
        logical.append(_part(piece, done, size))
        drawn.append(logical[-1])
    return drawn, logical


def _part(piece: Piece, start: int, end: int) -> Any:
    """Some characters of a piece as a box of their own, where they stand."""
    part = piece.box.copy_with_text(piece.box.text[start:end])
    part.position_x = piece.box.position_x + piece.pens[start]
    part.width = piece.pens[end] - piece.pens[start]
    part.pango_layout = layout_of_piece(piece.box.pango_layout, part.text)
    first = piece.fit.start + start
    note_moves(part, Fit(first, first + len(part.text), 0.0, piece.fit.left, piece.fit.right))
    return part


def _annotation(piece: Piece, shaped: Shaped, start: int, end: int) -> Any:
    """An annotation as a box over, or beside, the characters of its base."""
    em = piece.box.style["font_size"]
    box = piece.box.copy_with_text(shaped.text)
    box.style = shaped.style
    box.pango_layout = layout_of_piece(shaped.layout, shaped.layout.text)
    box.baseline = shaped.baseline
    box.width = shaped.span.width
    left = piece.cells[start][0]
    right = sum(piece.cells[end - 1])
    if shaped.span.beside and piece.vertical:
        # The line's upper edge is the column's right one; what is above there is left here.
        box.position_x = (left + right) / 2
        box.position_y = piece.baseline - (MIDDLE + 0.5) * em - shaped.baseline
        note_places(box, shaped.advances, _turned_column(shaped, em))
    elif shaped.span.beside:
        box.position_x = right
        box.position_y = piece.baseline - MIDDLE * em - shaped.baseline
        note_places(box, shaped.advances, _column(shaped, em))
    else:
        places = set_over(shaped.advances, right - left, spelt=shaped.span.spelt, em=em)
        box.position_x = left
        box.position_y = piece.baseline - ABOVE * em - shaped.baseline
        note_places(box, shaped.advances, [(x, 0.0) for x in places])
    return box


def _column(shaped: Shaped, em: float) -> list[tuple[float, float]]:
    """Where the symbols of zhuyin begin: px to the right, and down to their baselines."""
    return [
        (x * em - right, up - y * em)
        for (x, y), (right, up) in zip(set_beside(shaped.text), _middles(shaped, em), strict=True)
    ]


def _turned_column(shaped: Shaped, em: float) -> list[tuple[float, float]]:
    """The same where the line stands as a column."""
    return [
        (-y * em - right, up - x * em)
        for (x, y), (right, up) in zip(set_beside(shaped.text), _middles(shaped, em), strict=True)
    ]


def _middles(shaped: Shaped, em: float) -> Iterator[tuple[float, float]]:
    """By what the symbols of zhuyin are placed, px to the right and up from where they begin: tones
    by their ink, because faces have it at different heights, all others by their em box."""
    for symbol, advance, ink in zip(shaped.text, shaped.advances, shaped.middles, strict=True):
        yield ink if symbol in TONE_MARKS else (advance / 2, MIDDLE * ZHUYIN_SIZE * em)


# --- marks -----------------------------------------------------------------------------------


def _is_asked(words: tuple[str, ...]) -> bool:
    """False for a custom property that is not set, or set to ``none``."""
    return bool(words) and words[0] != "none"


def _emphasise(piece: Piece, words: tuple[str, ...], *, lined: bool) -> Iterator[Shape]:
    if not _is_asked(words):
        return
    em = piece.box.style["font_size"]
    for character, (x, advance) in zip(piece.box.text, piece.cells, strict=True):
        if advance and takes_mark(character):
            yield emphasis_mark(
                words[0],
                x + advance / 2,
                piece.baseline,
                em=em,
                over="over" in words,
                lined=lined,
                turned=piece.vertical,
            )


def _underline(piece: Piece, words: tuple[str, ...]) -> Iterator[Shape]:
    text = piece.box.text.rstrip(" \u200b")
    if not _is_asked(words) or not text:
        return
    left, right = piece.cells[0][0], sum(piece.cells[len(text) - 1])
    yield line_mark(words[0], left, right, piece.baseline, em=piece.box.style["font_size"])
