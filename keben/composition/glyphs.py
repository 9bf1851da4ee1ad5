"""Moves noted in a line → glyphs moved when it is drawn."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

import weasyprint.pdf
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi

from keben.composition.hooks import Hook
from keben.composition.run import Fit

NOTHING = "\u200b"
"""What a glyph stands for whose cluster another glyph stands for. Without it a viewer takes the
number of the glyph for a character, and ISO 14289-1 §7.21.7 is broken."""

Packed = tuple["array[int]", "array[float]"]
"""Places, and what is moved there."""


def note_moves(piece: Any, fit: Fit) -> None:
    """Note, by byte in the piece's own text, what its glyphs give up or gain."""
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    offset = 0
    for index, character in enumerate(piece.text, fit.start):
        if index in fit.left:
            left[offset] = fit.left[index]
        if index in fit.right:
            right[offset] = fit.right[index]
        offset += len(character.encode())
    piece.pango_layout.keben_moves = (_packed(left), _packed(right), None)


def note_places(
    piece: Any, advances: Sequence[float], places: Sequence[tuple[float, float]]
) -> None:
    """Note where the characters of a box begin, px to the right and down from its origin."""
    left: dict[int, float] = {}
    down: dict[int, float] = {}
    offset, pen = 0, 0.0
    for character, advance, (x, y) in zip(piece.text, advances, places, strict=True):
        left[offset], down[offset] = pen - x, y
        pen = x + advance
        offset += len(character.encode())
    piece.pango_layout.keben_moves = (_packed(left), None, _packed(down))


def _packed(moves: dict[int, float]) -> Packed | None:
    """Moves as they wait until their page is drawn: a long book has one for most characters."""
    return (array("i", moves.keys()), array("d", moves.values())) if moves else None


def _unpacked(moves: Packed | None) -> dict[int, float]:
    return dict(zip(*moves, strict=True)) if moves else {}


def moves_of(piece: Any) -> tuple[tuple[tuple[int, float], ...], ...]:
    """What was noted of a piece, to be compared: what follows its last glyph shows nowhere."""
    left, right, down = map(_unpacked, piece.pango_layout.keben_moves)
    last = len(piece.text.encode()) - len(piece.text[-1:].encode())
    inner = {offset: gain for offset, gain in right.items() if offset != last}
    return tuple(tuple(moves.items()) for moves in (left, inner, down))


def _readying(original: Callable[..., Any]) -> Callable[..., Any]:
    def reactivate(self: Any, style: Any) -> None:
        original(self, style)
        self.keben_due = getattr(self, "keben_moves", None)

    return reactivate


def _drawing(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_first_line(self: Any) -> Any:
        line, index = original(self)
        due = getattr(self, "keben_due", None)
        if due and any(due):
            self.keben_due = None
            _move_glyphs(line, *map(_unpacked, due))
        return line, index

    return get_first_line


def _move_glyphs(
    line: Any, left: dict[int, float], right: dict[int, float], down: dict[int, float]
) -> None:
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count = glyphs.num_glyphs
        clusters = glyphs.log_clusters[0:count]
        for index in range(count):
            begins = index == 0 or clusters[index - 1] != clusters[index]
            ends = index + 1 == count or clusters[index + 1] != clusters[index]
            offset = item.offset + clusters[index]
            geometry = glyphs.glyphs[index].geometry
            if begins and offset in left:
                taken = int(left[offset] * TO_UNITS)
                geometry.width -= taken
                # WeasyPrint writes offsets in 1/1024 px as if they were thousandths.
                geometry.x_offset -= int(taken * 1000 / 1024)
            if down.get(offset):
                # Offsets downwards are px in thousandths for WeasyPrint.
                geometry.y_offset += int(down[offset] * 1000)
            if ends and offset in right:
                geometry.width += int(right[offset] * TO_UNITS)


def _embedding(original: Callable[..., Any]) -> Callable[..., Any]:
    def build_fonts_dictionary(
        pdf: Any, fonts: Any, compress: bool, subset: bool, options: Any
    ) -> Any:
        for font in fonts.values():
            for glyph, text in font.to_unicode.items():
                font.to_unicode[glyph] = text or NOTHING
        return original(pdf, fonts, compress, subset, options)

    return build_fonts_dictionary


HOOKS = (
    Hook(
        weasyprint.pdf,
        "build_fonts_dictionary",
        ("pdf", "fonts", "compress", "subset", "options"),
        _embedding,
        until="WeasyPrint gives every glyph of a cluster a character",
    ),
    Hook(
        line_break.Layout,
        "reactivate",
        ("self", "style"),
        _readying,
        until="WeasyPrint draws glyphs where a layout hook puts them",
    ),
    Hook(
        line_break.Layout,
        "get_first_line",
        ("self",),
        _drawing,
        until="WeasyPrint draws glyphs where a layout hook puts them",
    ),
)
