"""Numbers of glyphs → the codes by which a PDF calls them, and strings of codes.

A code has two bytes. Characters that stand in every line have codes with the same first bytes, and
no byte that a string would have to escape: a page of them is deflated to much less.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import product

ESCAPED = {b"(": rb"\(", b")": rb"\)", b"\\": rb"\\", b"\r": rb"\r", b"\n": rb"\n"}
"""Bytes that stand otherwise in a literal string (ISO 32000-1 §7.3.4.2). A line feed need not, but
whatever reads contents line by line should find none."""

_SPECIAL = re.compile(rb"[()\\\r\n]")
_EASY = tuple(byte for byte in range(256) if bytes([byte]) not in ESCAPED)


class Codes(dict[int, int]):
    """The code of each glyph of a face. ``order`` are glyphs that get the first ones; all others
    follow in the order of their numbers. Glyph 0 is always 0. Without an order each code is the
    number of its glyph."""

    def __init__(self, order: Sequence[int] = ()) -> None:
        first = (0, *order) if order else ()
        super().__init__(zip(first, _codes(), strict=False) if first else ())
        self._order, self._first = first, sorted(first)
        self._free = [glyph - place for place, glyph in enumerate(self._first)]

    def __missing__(self, glyph: int) -> int:
        if not self._first:
            return glyph
        before = bisect_left(self._first, glyph)
        code = self[glyph] = _codes()[len(self._first) + glyph - before]
        return code

    def glyph(self, code: int) -> int:
        """The glyph that has a code."""
        if not self._order:
            return code
        place = _places()[code]
        if place < len(self._order):
            return self._order[place]
        place -= len(self._order)
        return place + bisect_right(self._free, place)


@cache
def _codes() -> Sequence[int]:
    """All codes, in the order in which glyphs get them."""
    easy = [256 * high + low for high, low in product(_EASY, repeat=2)]
    return array("H", (*easy, *sorted(set(range(0x10000)).difference(easy))))


@cache
def _places() -> dict[int, int]:
    return {code: place for place, code in enumerate(_codes())}


def escaped(data: bytes) -> bytes:
    """Bytes as they stand in a literal string."""
    return _SPECIAL.sub(_escape, data)


def _escape(found: re.Match[bytes]) -> bytes:
    return ESCAPED[found[0]]


def is_easy(data: bytes) -> bool:
    """True if nothing of some bytes stands otherwise in a literal string."""
    return _SPECIAL.search(data) is None
