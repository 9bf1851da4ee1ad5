"""Families → the fonts in which a document's emoji are set.

Pango asks for each run of emoji in a family called "emoji", whatever the style sheet names, and
fontconfig takes that for any font that has the first sign: one of another job, or of the wrong
direction in columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig, pangoft2

from keben.keycaps import CAP, CAPPED

FAMILY = b"emoji"
"""What Pango calls the font of emoji."""

KEPT = "keben_signs"
"""Where a font configuration keeps what Pango calls."""

_KEY = re.compile(f"(?<=[{CAPPED}])(?={CAP})")

ffi.cdef("""
    typedef void (*KebenSubstitute) (FcPattern *pattern, void *data);
    void pango_ft2_font_map_set_default_substitute (
        PangoFontMap *fontmap, KebenSubstitute func, void *data, void *notify);
    FcBool FcPatternDel (FcPattern *p, const char *object);
""")


def as_pictures(text: str) -> str:
    """The text with every cap of a key told to be a picture: Pango draws no other as one sign, and
    many editors leave U+FE0F out (Unicode TS 51, ED-14c and §2.9)."""
    return _KEY.sub("\ufe0f", text) if CAP in text else text


def set_signs_in(font_config: Any, families: Sequence[str]) -> None:
    """Let emoji be set in the first of some families that has them."""
    names = [family.encode() for family in families]
    found = ffi.new("FcChar8 **")

    def substitute(pattern: Any, data: Any) -> None:
        missing = fontconfig.FcPatternGetString(pattern, b"family", 0, found)
        if not missing and ffi.string(found[0]) == FAMILY:
            fontconfig.FcPatternDel(pattern, b"family")
            for name in names:
                fontconfig.FcPatternAddString(pattern, b"family", name)

    called = ffi.callback("KebenSubstitute", substitute)
    setattr(font_config, KEPT, called)
    pangoft2.pango_ft2_font_map_set_default_substitute(
        font_config.font_map, called, ffi.NULL, ffi.NULL
    )
