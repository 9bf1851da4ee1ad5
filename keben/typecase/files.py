"""A font file and the SHA-256 that fonts.toml states → a face of it, sound and free to be used."""

from __future__ import annotations

import errno
import hashlib
import sys
from array import array
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from keben.errors import FontError
from keben.model import Location

STARTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
"""What a TrueType or OpenType file, or a collection of them, begins with (OpenType 1.9, "Font
file")."""

NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp")
OUTLINES = (("glyf", "loca"), ("CFF ",), ("CFF2",))
"""The tables without which nothing can be set: all of the first, and one row of the others."""

LEAST_EM, MOST_EM = 16, 16384
"""Units to the em (OpenType 1.9, head)."""

RESTRICTED, MILDER, WHOLE, BITMAPS = 0x2, 0xC, 0x100, 0x200
"""Bits of fsType (OpenType 1.9, OS/2): not to be embedded, unless a milder bit is set too; not to
be cut; only its bitmaps to be embedded."""


@cache
def check(path: Path, sha256: str) -> None:
    """Prove that a font file is the one that fonts.toml means.

    Raises FontError where it is missing, unreadable or another file.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is no file")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FontError(
            f"the font cannot be read: {error.strerror}.",
            location=Location(path),
            hint="Restore the file named in fonts.toml.",
        ) from error
    if found != sha256:
        raise FontError(
            f"the font is not the one that fonts.toml names (SHA-256 {found[:12]}…, "
            f"not {sha256[:12]}…).",
            location=Location(path),
            hint="Restore the file, or write its SHA-256 into fonts.toml if the change is meant.",
        )


@cache
def open_face(path: Path, index: int, sha256: str) -> Any:
    """A face as HarfBuzz knows it.

    Raises FontError where the file is not the one that is meant, or no font, lacks a table, or may
    not be embedded.
    """
    check(path, sha256)
    number = _number_of_faces(path)
    if not 0 <= index < number:
        raise FontError(
            f"the font has no face {index}.",
            location=Location(path),
            hint=f"Its faces are numbered from 0 to {number - 1}: correct index in fonts.toml.",
        )
    face = hb.Face(hb.Blob.from_file_path(str(path)), index)
    _prove_sound(face, path)
    _prove_free(face, path)
    return face


def _number_of_faces(path: Path) -> int:
    """How many faces a file holds: a collection says so (OpenType, TTC header)."""
    with path.open("rb") as file:
        head = file.read(12)
    if not head.startswith(STARTS):
        packed = head.startswith((b"wOFF", b"wOF2"))
        raise FontError(
            f"it is {'a font packed for websites' if packed else 'no font'}.",
            location=Location(path),
            hint="Name a TrueType or OpenType file (.ttf, .otf, .ttc) in fonts.toml.",
        )
    return int.from_bytes(head[8:12], "big") if head.startswith(b"ttcf") else 1


def _prove_sound(face: Any, path: Path) -> None:
    tables = set(face.table_tags)
    lost = [tag for tag in NEEDED if tag not in tables]
    if not any(tables.issuperset(row) for row in OUTLINES):
        lost.append("glyf with loca, or CFF")
    em = int.from_bytes(_table(face, "head")[18:20], "big")
    trouble = f"lacks {', '.join(lost)}" if lost else ""
    if not lost and not LEAST_EM <= em <= MOST_EM:
        trouble = f"has {em} units to the em"
    if not lost and "glyf" in tables and not _finds_its_glyphs(face):
        trouble = "does not say where its glyphs are (loca)"
    if trouble:
        raise FontError(
            f"the font {trouble}: it is broken.",
            location=Location(path),
            hint="Use an unbroken TrueType or OpenType font.",
        )


def _finds_its_glyphs(face: Any) -> bool:
    """True where each glyph's outline begins where the one before it ends, within the table of
    outlines (OpenType 1.9, loca)."""
    is_long = _table(face, "head")[50:52] == b"\0\1"
    places = array("I" if is_long else "H")
    loca = _table(face, "loca")[: (face.glyph_count + 1) * places.itemsize]
    if len(loca) < (face.glyph_count + 1) * places.itemsize:
        return False
    places.frombytes(loca)
    if sys.byteorder == "little":
        places.byteswap()
    found = places.tolist()
    end = found[-1] if is_long else 2 * found[-1]
    return end <= len(face.reference_table("glyf")) and found == sorted(found)


def _prove_free(face: Any, path: Path) -> None:
    """Every face is cut and embedded, so its maker must allow both."""
    bits = int.from_bytes(_table(face, "OS/2")[8:10], "big")
    forbidden = (
        (bool(bits & RESTRICTED and not bits & MILDER), "be embedded"),
        (bool(bits & WHOLE), "be cut to the characters that are used"),
        (bool(bits & BITMAPS), "be embedded as outlines"),
    )
    for is_set, what in forbidden:
        if is_set:
            raise FontError(
                f"the font states that it must not {what} (OS/2 fsType {bits:#06x}).",
                location=Location(path),
                hint="Use a font whose licence allows it, or ask its maker for such a file.",
            )


def _table(face: Any, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)
