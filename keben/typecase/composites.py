"""A TrueType file → whether a glyph is made of itself, which nothing can draw."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

ARGUMENTS_ARE_WORDS, HAS_SCALE, MORE, HAS_TWO_SCALES, HAS_MATRIX = 1, 8, 0x20, 0x40, 0x80
"""Flags of a component (OpenType, glyf)."""


def has_circle(data: bytes) -> bool:
    """True where the components of a glyph lead back to it. False for outlines of another kind.

    Raises ValueError where the tables are cut short.
    """
    try:
        parts = dict(_composites(data))
    except struct.error as error:
        raise ValueError("its outlines are cut short") from error
    while parts:
        # A glyph of which every part can be drawn can be drawn itself.
        drawn = [glyph for glyph, needed in parts.items() if not parts.keys() & set(needed)]
        if not drawn:
            return True
        for glyph in drawn:
            del parts[glyph]
    return False


def _composites(data: bytes) -> Iterator[tuple[int, Sequence[int]]]:
    """The number of each glyph that is put together of others, and theirs."""
    tables = _tables(data)
    if not {"glyf", "loca", "head"} <= tables.keys():
        return
    glyf, loca = tables["glyf"], tables["loca"]
    (is_long,) = struct.unpack_from(">H", tables["head"], 50)
    size = 4 if is_long else 2
    places = struct.unpack(f">{len(loca) // size}{'I' if is_long else 'H'}", loca)
    for glyph, (begin, end) in enumerate(pairwise(places)):
        place = begin if is_long else 2 * begin
        if end > begin and struct.unpack_from(">h", glyf, place)[0] < 0:
            yield glyph, tuple(_components(glyf, place + 10))


def _components(glyf: bytes, place: int) -> Iterator[int]:
    flags = MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">HH", glyf, place)
        yield glyph
        place += 8 if flags & ARGUMENTS_ARE_WORDS else 6
        place += 2 * bool(flags & HAS_SCALE)
        place += 4 * bool(flags & HAS_TWO_SCALES) + 8 * bool(flags & HAS_MATRIX)


def _tables(data: bytes) -> Mapping[str, bytes]:
    (number,) = struct.unpack_from(">H", data, 4)
    found = {}
    for entry in range(number):
        tag, _, begin, length = struct.unpack_from(">4sIII", data, 12 + 16 * entry)
        if begin + length > len(data):
            raise ValueError("a table is cut short")
        found[tag.decode("latin-1")] = data[begin : begin + length]
    return found
