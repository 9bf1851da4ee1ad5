"""Embedded faces → the same without the tables that no page is drawn with.

A PDF has widths, and the characters of glyphs, in objects of its own; of an OpenType face in a
composite font it needs the outlines (ISO 32000-1 §9.9, table 126: CIDFontType0C).
"""

from __future__ import annotations

import struct

CFF_FACE = b"OTTO"
"""How an OpenType file with outlines of the kind CFF begins (OpenType §"Font file")."""

TRUETYPE_FACE = b"\0\1\0\0"
"""How one with outlines of the kind TrueType begins."""


def read_outlines(data: bytes) -> bytes:
    """The table ``CFF`` of an OpenType file; empty where it has none."""
    if data[:4] != CFF_FACE:
        return b""
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"CFF ":
            return data[offset : offset + length]
    return b""


DRAWN_TABLES = frozenset(
    (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"cvt ", b"fpgm", b"prep")
)
"""What a TrueType face needs in a composite font (ISO 32000-1 §9.9)."""


def drawn_tables(data: bytes) -> bytes:
    """A TrueType file with the tables alone that glyphs are drawn with."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count))
    kept = sorted(record for record in records if record[0] in DRAWN_TABLES)
    power = max(1, 1 << (len(kept).bit_length() - 1))
    head = struct.pack(
        ">4sHHHH", data[:4], len(kept), power * 16, power.bit_length() - 1, (len(kept) - power) * 16
    )
    body, listed = b"", b""
    for tag, check, offset, length in kept:
        listed += struct.pack(">4sLLL", tag, check, 12 + 16 * len(kept) + len(body), length)
        body += data[offset : offset + length] + b"\0" * (-length % 4)
    return head + listed + body
