"""A text as Pango shaped it → the byte at which each character begins, its width, its glyph."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi

WORDS = 5
"""Numbers in the record of a glyph: the glyph, its width, its moves to the right and down, more."""

LARGEST = 0xFFFF
"""The last glyph that a font can have; Pango uses higher numbers for what is no glyph."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The one glyph of each character of a text, its width in Pango's units, and the fonts, each
    with the first character that it sets."""

    ids: array[int]
    widths: array[int]
    fonts: tuple[tuple[int, Any], ...]


def byte_offsets(text: str) -> tuple[int, ...]:
    """The byte at which each character begins in UTF-8, and the length."""
    return tuple(accumulate(map(_size, text), initial=0))


def _size(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def glyphs_of(line: Any, offsets: tuple[int, ...]) -> Glyphs | None:
    """The glyphs of a text; None unless each character has one, in order and where the pen is."""
    ids, widths = array("H"), array("i")
    fonts: list[tuple[int, Any]] = []
    for item, glyphs in _items(line):
        count, done = glyphs.num_glyphs, len(ids)
        record = array("i", ffi.buffer(glyphs.glyphs, count * WORDS * 4)[:])
        places = array("i", ffi.buffer(glyphs.log_clusters, count * 4)[:])
        start = item.offset
        if item.analysis.level % 2 or start != offsets[done]:
            return None
        if tuple(start + place for place in places) != offsets[done : done + count]:
            return None
        own = record[0::WORDS].tolist()
        if max(own) > LARGEST or any(record[2::WORDS]) or any(record[3::WORDS]):
            return None
        font = item.analysis.font
        if not fonts or fonts[-1][1] != font:
            fonts.append((done, font))
        ids.extend(own)
        widths.extend(record[1::WORDS])
    return Glyphs(ids, widths, tuple(fonts)) if len(ids) == len(offsets) - 1 else None


def line_advances(line: Any, offsets: tuple[int, ...]) -> list[float] | None:
    """The advance of each character, px; a cluster's stands with its first character. None where
    a run goes from right to left."""
    by_offset = dict.fromkeys(offsets, 0)
    for item, glyphs in _items(line):
        if item.analysis.level % 2:
            return None
        start = item.offset
        for glyph, cluster in zip(
            glyphs.glyphs[0 : glyphs.num_glyphs],
            glyphs.log_clusters[0 : glyphs.num_glyphs],
            strict=True,
        ):
            by_offset[start + cluster] += glyph.geometry.width
    return [by_offset[offset] * FROM_UNITS for offset in offsets[:-1]]


def _items(line: Any) -> Iterator[tuple[Any, Any]]:
    """The stretches of a line in one font, each with its glyphs."""
    run = line.runs
    while run != ffi.NULL:
        yield run.data.item, run.data.glyphs
        run = run.next
