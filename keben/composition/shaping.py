"""A text as Pango shaped it → the byte at which each character begins, and how wide it is."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi


def byte_offsets(text: str) -> tuple[int, ...]:
    """The byte at which each character begins in UTF-8, and the length."""
    offsets, place = [], 0
    for character in text:
        offsets.append(place)
        code = ord(character)
        place += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return (*offsets, place)


def line_advances(line: Any, offsets: tuple[int, ...]) -> list[float] | None:
    """The advance of each character, px; a cluster's stands with its first character. None where
    a run goes from right to left."""
    by_offset = dict.fromkeys(offsets, 0)
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.level % 2:
            return None
        start = item.offset
        for glyph, cluster in zip(
            glyphs.glyphs[0 : glyphs.num_glyphs],
            glyphs.log_clusters[0 : glyphs.num_glyphs],
            strict=True,
        ):
            by_offset[start + cluster] += glyph.geometry.width
        run = run.next
    return [by_offset[offset] * FROM_UNITS for offset in offsets[:-1]]
