"""A text as Pango shaped it → the byte at which each character begins, and how wide it is."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango


def byte_offsets(text: str) -> tuple[int, ...]:
    """The byte at which each character begins in UTF-8, and the length."""
    offsets, place = [], 0
    for character in text:
        offsets.append(place)
        code = ord(character)
        place += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return (*offsets, place)


def line_advances(
    line: Any, offsets: tuple[int, ...], marks: Container[int] = ()
) -> tuple[list[float], dict[int, float]] | None:
    """The advance of each character, px; a cluster's stands with its first character. And by byte,
    how far the ink of those at ``marks`` reaches to the right, px. None where a run goes from right
    to left."""
    by_offset = dict.fromkeys(offsets, 0)
    reaches: dict[int, float] = {}
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.level % 2:
            return None
        start = item.offset
        known: dict[int, float] = {}
        for glyph, cluster in zip(
            glyphs.glyphs[0 : glyphs.num_glyphs],
            glyphs.log_clusters[0 : glyphs.num_glyphs],
            strict=True,
        ):
            offset = start + cluster
            by_offset[offset] += glyph.geometry.width
            if offset in marks:
                if glyph.glyph not in known:
                    known[glyph.glyph] = _reach(item.analysis.font, glyph.glyph)
                reaches[offset] = known[glyph.glyph]
        run = run.next
    return [by_offset[offset] * FROM_UNITS for offset in offsets[:-1]], reaches


def _reach(font: Any, glyph: int) -> float:
    """How far a glyph's ink reaches to the right of its origin, px."""
    ink = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph, ink, ffi.NULL)
    return float((ink.x + ink.width) * FROM_UNITS)
