"""A face of two glyphs, each the same box: for reading text, where no outline matters.

Most of the time that it takes to read a page, the outlines of its glyphs are read, so that it is
known where their ink lies. A TrueType outline of four points takes least.
"""

from __future__ import annotations

import struct

EM = 1000
LEFT, BOTTOM, RIGHT, TOP = 0, -120, 500, 880
"""Half the width of an ideograph, and its height."""

GLYPHS = 2
"""The second is for all characters: that numbered 0 means that there is none."""

CIDS = 0x10000
GLYPH_OF_EACH = b"\0\1" * CIDS
"""The second glyph for every CID (ISO 32000-1 table 117, CIDToGIDMap)."""


def face_of_boxes() -> bytes:
    """A TrueType file with no more than a composite font needs (ISO 32000-1 §9.9)."""
    box = _box()
    head = struct.pack(
        ">LLLLHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0),
        *(LEFT, BOTTOM, RIGHT, TOP, 0, 8, 2, 1, 0),
    )
    across = struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, TOP, BOTTOM, 0, EM, *[0] * 11, GLYPHS)
    most = struct.pack(">LH13H", 0x10000, GLYPHS, 4, 1, *[0] * 11)
    return _file(
        {
            b"glyf": box * GLYPHS,
            b"head": head,
            b"hhea": across,
            b"hmtx": struct.pack(">Hh", EM, LEFT) * GLYPHS,
            b"loca": struct.pack(">LLL", *range(0, len(box) * (GLYPHS + 1), len(box))),
            b"maxp": most,
        }
    )


def _box() -> bytes:
    """One contour through four points, each on it and stated as two whole numbers (OpenType
    §"Glyf table")."""
    ends = struct.pack(">hhhhhHH", 1, LEFT, BOTTOM, RIGHT, TOP, 3, 0)
    across = struct.pack(">hhhh", LEFT, RIGHT - LEFT, 0, LEFT - RIGHT)
    up = struct.pack(">hhhh", BOTTOM, 0, TOP - BOTTOM, 0)
    box = ends + b"\1" * 4 + across + up
    return box + b"\0" * (-len(box) % 4)


def _file(tables: dict[bytes, bytes]) -> bytes:
    place = 12 + 16 * len(tables)
    power = 1 << (len(tables).bit_length() - 1)
    listed = struct.pack(
        ">LHHHH",
        *(0x10000, len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16),
    )
    body = b""
    for tag, data in sorted(tables.items()):
        listed += struct.pack(">4sLLL", tag, 0, place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return listed + body
