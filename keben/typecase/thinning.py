"""A cut font → the same for a page that is set: outlines alone."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz as hb

from keben.errors import FontError

ROS = b"\x0c\x1e"
"""The operator of a face whose glyphs are called by character identifiers; it is the first of the
dictionary (Adobe Technical Note 5176 §18)."""

INTEGERS = 15
"""Bytes that the three numbers before it take at most (§4)."""


def thin(data: bytes, glyphs: Iterable[int]) -> bytes:
    """A cut font as pages are drawn with it: the outlines of some glyphs, each called by the number
    that it had, and nothing that sets a line. Where glyphs are called by identifiers, which are
    their numbers, no room is left for those between.

    Raises FontError where HarfBuzz cannot do it.
    """
    face = hb.Face(data)
    order = hb.SubsetInput()
    order.glyph_set.update(glyphs)
    order.layout_feature_tag_set.clear()
    order.flags = (
        hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    if not _has_identifiers(bytes(face.reference_table("CFF ").data)):
        order.flags |= hb.SubsetFlags.RETAIN_GIDS
    try:
        return bytes(hb.subset(face, order).blob.data)
    except RuntimeError as error:
        raise FontError(f"a face cannot be cut for print: {error}.") from error


def _has_identifiers(table: bytes) -> bool:
    """True for a table ``CFF`` whose glyphs have identifiers; False for any other, and for none."""
    if not table:
        return False
    names = table[2]
    first = _end_of_index(table, names)
    count, size = int.from_bytes(table[first : first + 2], "big"), table[first + 2]
    start = first + 3 + (count + 1) * size
    return table.find(ROS, start, start + INTEGERS + len(ROS)) - start >= 0


def _end_of_index(table: bytes, start: int) -> int:
    """Where an INDEX ends (Adobe Technical Note 5176 §5)."""
    count, size = int.from_bytes(table[start : start + 2], "big"), table[start + 2]
    if not count:
        return start + 2
    last = start + 3 + count * size
    length = int.from_bytes(table[last : last + size], "big")
    return last + size + length - 1
