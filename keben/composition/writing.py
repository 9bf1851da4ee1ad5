"""A piece of text whose glyphs are known → the operators that draw it (ISO 32000-1 §9.4).

WeasyPrint lets Pango shape each line again when it is drawn. The glyphs of a line are those of its
paragraph, which were kept when it was measured; only what has no simple glyphs is shaped again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from keben.composition.encoding import codes_of, spaced
from keben.composition.glyphs import GLYPHS
from keben.composition.meanings import fellows_of, font_for, shown_in
from keben.composition.shaping import NO_GLYPH

Move = tuple[int, float, float, int]
"""The width of a glyph as it was shaped (Pango's units), what it gives up on its left and gains on
its right (px), its width in the font (thousandths of an em)."""


Numbers = tuple[float, int]
"""Thousandths of an em by which the pen goes back before and behind a glyph (ISO 32000-1 §9.4.3,
TJ)."""

LEAST_ALIKE = 4
"""From so many glyphs on that are spaced alike, their space is stated once, as that of characters
(ISO 32000-1 §9.3.2, Tc)."""


class _Known(dict[Move, Numbers]):
    """The numbers for each move of a glyph in a size (px), found when they are first asked for."""

    def __init__(self, size: float) -> None:
        self.size = size

    def __missing__(self, move: Move) -> Numbers:
        width, left, right, own = move
        taken = int(left * TO_UNITS)
        # WeasyPrint writes offsets in 1/1024 px as if they were thousandths.
        offset = -int(taken * 1000 / 1024) / self.size
        advance = width - taken + int(right * TO_UNITS)
        spare = own + offset - advance * 1000 * FROM_UNITS / self.size
        found = self[move] = -offset, int(spare)
        return found


class Pen:
    """A font in a size (px), as the file has it; ``plain`` if its glyphs are no pictures.
    ``known`` are the numbers that move the pen before and behind a glyph."""

    def __init__(self, font: Any, size: float, *, plain: bool) -> None:
        self.font, self.size, self.plain = font, size, plain
        self.known = _Known(size)


def write_text(stream: Any, textbox: Any, pens: dict[Any, Pen]) -> bool:
    """Draw a text, if all is known that it needs; ``pens`` are the fonts met so far."""
    layout, style = textbox.pango_layout, textbox.style
    glyphs, moves = getattr(layout, GLYPHS, None), getattr(layout, "keben_moves", None)
    if glyphs is None or moves is None or style["text_decoration_line"] != "none":
        return False
    if style["visibility"] != "visible" or not layout.text.strip():
        return False
    start, text = moves.start, layout.text
    end = start + len(text)
    left, right, down = moves
    divides = any(
        glyphs.ids[place] == NO_GLYPH for place in (start, end) if place < len(glyphs.ids)
    )
    if down or divides:
        return False
    parts: list[tuple[Pen, int, int, Any]] = []
    for (first, font), (last, _) in pairwise((*glyphs.fonts, (len(glyphs.ids), None))):
        if first < end and last > start:
            pen = _pen(stream, font, pens)
            if not pen.plain:
                return False
            parts.append((pen, max(first, start), min(last, end), font))
    stream.set_color(style["color"])
    stream.begin_text()
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    for pen, first, last, font in parts:
        places: Sequence[int] = range(first, last)
        ids: Sequence[int] = glyphs.ids[first:last]
        if NO_GLYPH in ids:
            places = [place for place in places if glyphs.ids[place] != NO_GLYPH]
            ids = [glyphs.ids[place] for place in places]
        pieces = [*text[first - start : last - start]]
        if len(pieces) != len(places):
            ends = (*places[1:], last)
            pieces = [text[a - start : b - start] for a, b in zip(places, ends, strict=True)]
        for glyph in {*ids}.difference(pen.font.widths):
            _measure(stream, pen, font, glyph)
        # A glyph stands for the first text that it is met with, as in :func:`font_for`.
        are_own = [*map(pen.font.to_unicode.setdefault, ids, pieces)] == pieces
        widths, own = map(glyphs.widths.__getitem__, places), map(pen.font.widths.get, ids)
        lefts, rights = (map(each.get, places, repeat(0.0)) for each in (left, right))
        numbers = [*map(pen.known.__getitem__, zip(widths, lefts, rights, own, strict=True))]
        stream.set_font_size(pen.font.hash, pen.size)
        if are_own:
            _show(stream, pen, ids, numbers, is_last=last == end)
            continue
        with shown_in(stream, _fonts(stream, pen, ids, pieces)) as are_many:
            _show(stream, pen, ids, numbers, is_last=last == end, are_many=are_many)
    stream.end_text()
    return True


def _show(
    stream: Any,
    pen: Pen,
    ids: Sequence[int],
    numbers: list[Numbers],
    *,
    is_last: bool,
    are_many: bool = False,
) -> None:
    """Show glyphs, in several fonts where their texts ask for it (``are_many``). What moves the pen
    behind the last of a line is left out."""
    usual = _usual([behind for _, behind in numbers])
    if is_last:
        numbers[-1] = (numbers[-1][0], usual)
    gaps = [before for before, _ in numbers] + [0]
    for place, (_, behind) in enumerate(numbers, start=1):
        gaps[place] += behind - usual
    if is_last:
        gaps.pop()
    if usual:
        stream.stream.append(f"{round(-usual * pen.size / 1000, 6)} Tc".encode())
    if are_many:
        glyphs = (f"{gap or ''}<{glyph:04x}>" for gap, glyph in zip(gaps, ids, strict=False))
        stream.show_text("".join((*glyphs, *(str(gap) for gap in gaps[len(ids) :] if gap))))
    else:
        codes = codes_of(pen.font)
        shown = spaced([*map(codes.__getitem__, ids)], gaps, pen.size, usual)
        stream.stream.append(shown)
    if usual:
        stream.stream.append(b"0 Tc")


def _usual(numbers: list[int]) -> int:
    """The number that most glyphs have behind them; 0 where few are alike."""
    found = max(sorted(set(numbers)), key=numbers.count)
    return found if numbers.count(found) >= LEAST_ALIKE else 0


def _pen(stream: Any, font: Any, pens: dict[Any, Pen]) -> Pen:
    pen = pens.get(font)
    if pen is None:
        made, size = stream.add_font(font)
        pictures = made.bitmap or made.png or made.svg or made.colr
        fellows_of(stream, made)
        pen = pens[font] = Pen(made, size, plain=not pictures)
    return pen


def _measure(stream: Any, pen: Pen, font: Any, glyph: int) -> None:
    """Note the width of a glyph that the font has not drawn yet."""
    pango.pango_font_get_glyph_extents(font, glyph, stream.ink_rect, stream.logical_rect)
    pen.font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / pen.size)


def _fonts(
    stream: Any, pen: Pen, ids: Sequence[int], pieces: Sequence[str]
) -> tuple[tuple[Any, Any], ...]:
    """For each glyph that is shown, the pen's font and that which its text calls for."""
    pairs = zip(ids, pieces, strict=True)
    return tuple((pen.font, font_for(stream, pen.font, *pair)) for pair in pairs)
