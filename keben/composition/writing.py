"""A piece of text whose glyphs are known → the operators that draw it (ISO 32000-1 §9.4).

WeasyPrint lets Pango shape each line again when it is drawn. The glyphs of a line are those of its
paragraph, which were kept when it was measured; only what has no simple glyphs is shaped again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from struct import pack
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from keben.composition.glyphs import GLYPHS
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


@dataclass(slots=True)
class Pen:
    """A font in a size (px), as the file has it; ``plain`` if its glyphs are no pictures.
    ``known`` are the numbers that move the pen before and behind a glyph."""

    font: Any
    size: float
    plain: bool
    known: dict[Move, Numbers] = field(default_factory=dict)

    def numbers(self, move: Move) -> Numbers:
        """The numbers that move the pen before and behind a glyph."""
        found = self.known.get(move)
        if found is None:
            found = self.known[move] = self._numbers(*move)
        return found

    def _numbers(self, width: int, left: float, right: float, own: int) -> Numbers:
        taken = int(left * TO_UNITS)
        # WeasyPrint writes offsets in 1/1024 px as if they were thousandths.
        offset = -int(taken * 1000 / 1024) / self.size
        advance = width - taken + int(right * TO_UNITS)
        spare = own + offset - advance * 1000 * FROM_UNITS / self.size
        return -offset, int(spare)


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
        ids, numbers = [], []
        for index in range(first, last):
            glyph = glyphs.ids[index]
            if glyph == NO_GLYPH:
                continue
            own = pen.font.widths.get(glyph)
            if own is None:
                after = next((n for n in range(index + 1, last) if glyphs.ids[n] != NO_GLYPH), last)
                own = _meet(stream, pen, font, glyph, text[index - start : after - start])
            ids.append(glyph)
            move = (glyphs.widths[index], left.get(index, 0.0), right.get(index, 0.0), own)
            numbers.append(pen.numbers(move))
        stream.set_font_size(pen.font.hash, pen.size)
        _show(stream, ids, numbers, pen.size, is_last=last == end)
    stream.end_text()
    return True


def _show(
    stream: Any, ids: list[int], numbers: list[Numbers], size: float, *, is_last: bool
) -> None:
    """Show glyphs; ``size`` is that of their font, px. What moves the pen behind the last of a line
    is left out."""
    usual = _usual([behind for _, behind in numbers])
    if is_last:
        numbers[-1] = (numbers[-1][0], usual)
    codes = pack(f">{len(ids)}H", *ids).hex()
    pieces, written = ["<"], 0
    for place, (before, behind) in enumerate(numbers):
        if before:
            pieces += (codes[written : 4 * place], f">{before}<")
            written = 4 * place
        if behind != usual:
            pieces += (codes[written : 4 * place + 4], f">{behind - usual}<")
            written = 4 * place + 4
    shown = "".join((*pieces, codes[written:], ">")).removeprefix("<>").removesuffix("<>")
    if usual:
        stream.stream.append(f"{round(-usual * size / 1000, 6)} Tc".encode())
    stream.show_text(shown)
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
        pen = pens[font] = Pen(made, size, plain=not pictures)
    return pen


def _meet(stream: Any, pen: Pen, font: Any, glyph: int, characters: str) -> int:
    """Note the width of a glyph that the font has not drawn yet, and what it stands for."""
    pen.font.to_unicode.setdefault(glyph, characters)
    pango.pango_font_get_glyph_extents(font, glyph, stream.ink_rect, stream.logical_rect)
    width: int = round(stream.logical_rect.width * 1000 * FROM_UNITS / pen.size)
    pen.font.widths[glyph] = width
    return width
