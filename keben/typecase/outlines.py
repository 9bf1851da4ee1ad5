"""A face and characters → where the ink of the glyphs lies that may stand for them."""

from __future__ import annotations

from functools import cache
from itertools import product
from struct import unpack

import uharfbuzz as hb

from keben.typecase.faces import Face, loaded

Box = tuple[int, int, int, int]
"""A glyph's left, right, lower and upper edge from its origin, in thousandths of an em."""

EM = 1000
LANGUAGES = (
    *(("Hani", "zh-Hans"), ("Hani", "zh-Hant"), ("Kana", "ja"), ("Hang", "ko"), ("", "")),
    *(("Latn", "en"), ("Grek", "el"), ("Cyrl", "ru")),
)
"""Scripts (ISO 15924) and languages whose forms a mark or a digit may take: it is shaped as part of
the words beside it, and Noto Sans CJK has lower digits among Latin letters."""

FEATURES: tuple[dict[str, bool], ...] = ({}, {"pwid": True}, {"halt": True}, {"vert": True})
REPEATS = (1, 2, 3)
"""Dashes and dots join with their like into one glyph."""


@cache
def plain_box(face: Face, character: str) -> Box | None:
    """The ink of the glyph that the face gives to a character; None where it has none."""
    glyph = _font(face).get_nominal_glyph(ord(character))
    return None if glyph is None else _box(face, glyph)


@cache
def other_boxes(face: Face, characters: str) -> frozenset[Box]:
    """The ink of every glyph that shaping may put for some characters: forms of a language, narrow
    and upright ones, ligatures."""
    return frozenset(_box(face, glyph) for glyph in _forms(face, characters))


@cache
def lying_boxes(face: Face, characters: str) -> frozenset[Box]:
    """The ink of the same glyphs as they lie on their left side in a face turned for columns
    (:mod:`keben.typecase.turned`)."""
    data = loaded(face).reference_table("OS/2").data
    middle = EM * (sum(unpack(">hh", data[68:72])) // 2) / loaded(face).upem
    found: set[Box] = set()
    for glyph in _forms(face, characters):
        left, right, bottom, top = _box(face, glyph)
        side, foot = middle + EM / 2, middle - _font(face).get_glyph_h_advance(glyph) / 2
        lying = (side - top, side - bottom, foot + left, foot + right)
        found.add((round(lying[0]), round(lying[1]), round(lying[2]), round(lying[3])))
    return frozenset(found)


@cache
def _forms(face: Face, characters: str) -> frozenset[int]:
    """The glyphs that shaping may put for some characters."""
    found: set[int] = set()
    for (script, language), features, times in product(LANGUAGES, FEATURES, REPEATS):
        text = hb.Buffer()
        text.add_str(characters * times)
        if script:
            text.script, text.language = script, language
        text.guess_segment_properties()
        hb.shape(_font(face), text, features)
        found.update(info.codepoint for info in text.glyph_infos)
    return frozenset(found)


@cache
def _font(face: Face) -> hb.Font:
    font = hb.Font(loaded(face))
    font.scale = (EM, EM)
    return font


@cache
def _box(face: Face, glyph: int) -> Box:
    extents = _font(face).get_glyph_extents(glyph)
    if extents is None:
        return (0, 0, 0, 0)
    left, top = extents.x_bearing, extents.y_bearing
    return (left, left + extents.width, top + extents.height, top)
