"""A text as Pango shaped it → the byte at which each character begins, its width, its glyph."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

WORDS = 5
"""Numbers in the record of a glyph: the glyph, its width, its moves to the right and down, more."""

ATTRIBUTES = ffi.sizeof("PangoLogAttr")
LINE_BREAK = 1
"""Bytes that Pango keeps of each place between characters, and the bit of the first of them that
says that a line may end there."""

WIDE = 3
"""Bytes of a Han character of the Basic Multilingual Plane, and of the marks that go with it."""

_OTHER_SIZE = re.compile("[\u0000-\u07ff\U00010000-\U0010ffff]")

NO_GLYPH = 0xFFFF
"""Stands for a character that has no glyph of its own, because another stands for it too. It is no
glyph of any font; Pango uses higher numbers for what is no glyph."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyph of each character of a text (NO_GLYPH where the one before it stands for it too),
    its width in Pango's units, and the fonts, each with the first character that it sets."""

    ids: array[int]
    widths: array[int]
    fonts: tuple[tuple[int, Any], ...]


def byte_offsets(text: str) -> Sequence[int]:
    """The byte at which each character begins in UTF-8, and the length."""
    if not _OTHER_SIZE.search(text):
        return range(0, WIDE * len(text) + 1, WIDE)
    return tuple(accumulate(map(_size, text), initial=0))


def _size(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def glyphs_of(line: Any, offsets: Sequence[int]) -> Glyphs | None:
    """The glyphs of a text; None unless each character has one, or shares that of the character
    before it, in order and where the pen is."""
    size = len(offsets) - 1
    ids, widths = array("H", [NO_GLYPH]) * size, array("i", [0]) * size
    fonts: list[tuple[int, Any]] = []
    for item, glyphs in _items(line):
        count = glyphs.num_glyphs
        record = array("i", ffi.buffer(glyphs.glyphs, count * WORDS * 4)[:])
        places = array("i", ffi.buffer(glyphs.log_clusters, count * 4)[:])
        if item.analysis.level % 2 or any(record[2::WORDS]) or any(record[3::WORDS]):
            return None
        own = record[0::WORDS]
        if not own or max(own) >= NO_GLYPH:
            return None
        first, font = bisect_left(offsets, item.offset), item.analysis.font
        if [*map(item.offset.__add__, places)] == [*offsets[first : first + count]]:
            ids[first : first + count] = array("H", own)
            widths[first : first + count] = record[1::WORDS]
        else:
            found = [bisect_left(offsets, item.offset + place) for place in places]
            if any(after <= before for before, after in pairwise(found)):
                return None
            for index, glyph, width in zip(found, own, record[1::WORDS], strict=True):
                ids[index], widths[index] = glyph, width
        if not fonts or fonts[-1][1] != font:
            fonts.append((first, font))
    return Glyphs(ids, widths, tuple(fonts))


def height_of(line: Any, layout: Any, style: Any) -> tuple[float, float]:
    """The height of a shaped line and its baseline, px."""
    _, height = line_break.line_size(line, style)
    return height, pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS


def line_breaks(layout: Any, size: int) -> list[bool]:
    """Whether a line may end after each of ``size`` characters by the rules of Latin text."""
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    record = ffi.buffer(attributes, (size + 1) * ATTRIBUTES)[:]
    return [bool(bits & LINE_BREAK) for bits in record[ATTRIBUTES::ATTRIBUTES]]


def line_advances(
    line: Any, offsets: Sequence[int], marks: Container[int] = ()
) -> tuple[list[float], dict[int, float]] | None:
    """The advance of each character, px; a cluster's stands with its first character. And by byte,
    how far the ink of those at ``marks`` reaches to the right, px. None where a run goes from right
    to left."""
    by_offset = dict.fromkeys(offsets, 0)
    reaches: dict[int, float] = {}
    for item, glyphs in _items(line):
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
    return [by_offset[offset] * FROM_UNITS for offset in offsets[:-1]], reaches


def reaches_of(glyphs: Glyphs, places: Iterable[int]) -> dict[int, float]:
    """How far the ink of some characters reaches to the right, px."""
    known: dict[tuple[Any, int], float] = {}
    reaches: dict[int, float] = {}
    starts = [start for start, _ in glyphs.fonts]
    for place in places:
        glyph = glyphs.ids[place]
        if glyph == NO_GLYPH:
            continue
        font = glyphs.fonts[bisect_right(starts, place) - 1][1]
        if (font, glyph) not in known:
            known[font, glyph] = _reach(font, glyph)
        reaches[place] = known[font, glyph]
    return reaches


def ink_middles(line: Any, offsets: Sequence[int]) -> list[tuple[float, float]]:
    """The middle of the ink of each character, px to the right of its origin and up from the
    baseline; that of the first glyph of a cluster."""
    found: dict[int, tuple[float, float]] = {}
    ink = ffi.new("PangoRectangle *")
    for item, glyphs in _items(line):
        count = glyphs.num_glyphs
        for glyph, cluster in zip(
            glyphs.glyphs[0:count], glyphs.log_clusters[0:count], strict=True
        ):
            pango.pango_font_get_glyph_extents(item.analysis.font, glyph.glyph, ink, ffi.NULL)
            # A face may move a tone mark to its symbol by itself (GPOS).
            right = glyph.geometry.x_offset + ink.x + ink.width / 2
            down = glyph.geometry.y_offset + ink.y + ink.height / 2
            found.setdefault(item.offset + cluster, (right * FROM_UNITS, -down * FROM_UNITS))
    return [found.get(offset, (0.0, 0.0)) for offset in offsets[:-1]]


def _items(line: Any) -> Iterator[tuple[Any, Any]]:
    """The stretches of a line in one font, each with its glyphs."""
    run = line.runs
    while run != ffi.NULL:
        yield run.data.item, run.data.glyphs
        run = run.next


def _reach(font: Any, glyph: int) -> float:
    """How far a glyph's ink reaches to the right of its origin, px."""
    ink = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(font, glyph, ink, ffi.NULL)
    return float((ink.x + ink.width) * FROM_UNITS)
