"""A font → the glyphs that may look otherwise, or stand elsewhere, beside certain others.

HarfBuzz, which Pango shapes with, changes a glyph by what stands beside it only where a lookup of
the font says so (OpenType 1.9, GSUB and GPOS).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from weasyprint.text.ffi import ffi, harfbuzz

TABLES = ("GSUB", "GPOS")

UNASKED = (
    *("abvm", "blwm", "calt", "ccmp", "clig", "curs", "dist", "kern", "liga", "mark", "mkmk"),
    *("rand", "rclt", "rlig", "rvrn", "ltra", "ltrm", "Harf", "HARF", "Buzz", "BUZZ"),
)
"""The features that HarfBuzz applies to Han in lines though no one asks for them, but for ``locl``,
which gives a language its own shapes."""

LOCAL = ("locl",)

DECLARATIONS = """
    hb_set_t * hb_set_create (void);
    void hb_set_destroy (hb_set_t *set);
    hb_bool_t hb_set_next (const hb_set_t *set, hb_codepoint_t *codepoint);
    void hb_ot_layout_collect_lookups (
        hb_face_t *face, hb_tag_t table_tag, const hb_tag_t *scripts, const hb_tag_t *languages,
        const hb_tag_t *features, hb_set_t *lookup_indexes);
    void hb_ot_layout_lookup_collect_glyphs (
        hb_face_t *face, hb_tag_t table_tag, unsigned int lookup_index, hb_set_t *glyphs_before,
        hb_set_t *glyphs_input, hb_set_t *glyphs_after, hb_set_t *glyphs_output);
"""

OLD = ("kern", "kerx", "morx", "mort", "trak")
"""Tables that speak of neighbours in other ways, and say less clearly of which."""


@cache
def _declare() -> None:
    """Tell cffi of functions that WeasyPrint does not call; when they are wanted, because by then
    it no longer reads all that was ever declared (:mod:`keben.composition.sharing`)."""
    ffi.cdef(DECLARATIONS)


def sociable(font: Any) -> frozenset[int] | None:
    """The numbers of the glyphs of a HarfBuzz font that some lookup may change for the sake of what
    stands beside them, or change others for theirs, or make; None where it cannot be told."""
    _declare()
    face = harfbuzz.hb_font_get_face(font)
    if any(_has_table(face, name) for name in OLD):
        return None
    found: set[int] = set()
    for name in TABLES:
        table = _tag(name)
        for lookup in _lookups(face, table, UNASKED):
            found.update(*_glyphs(face, table, lookup))
        for lookup in _lookups(face, table, LOCAL):
            before, _, after, _ = _glyphs(face, table, lookup)
            found.update(before, after)
    return frozenset(found)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _has_table(face: Any, name: str) -> bool:
    table = harfbuzz.hb_face_reference_table(face, _tag(name))
    size = harfbuzz.hb_blob_get_length(table)
    harfbuzz.hb_blob_destroy(table)
    return bool(size)


def _new_set() -> Any:
    return ffi.gc(harfbuzz.hb_set_create(), harfbuzz.hb_set_destroy)


def _members(numbers: Any) -> Iterator[int]:
    number = ffi.new("hb_codepoint_t *", 0xFFFFFFFF)
    while harfbuzz.hb_set_next(numbers, number):
        yield number[0]


def _lookups(face: Any, table: int, features: tuple[str, ...]) -> Iterator[int]:
    """The lookups of some features, in any script and language."""
    found, tags = _new_set(), ffi.new("hb_tag_t[]", [*map(_tag, features), 0])
    harfbuzz.hb_ot_layout_collect_lookups(face, table, ffi.NULL, ffi.NULL, tags, found)
    return _members(found)


def _glyphs(face: Any, table: int, lookup: int) -> tuple[set[int], ...]:
    """The glyphs that a lookup wants to see before those that it changes, these, those behind, and
    what it makes of them."""
    sets = [_new_set() for _ in range(4)]
    harfbuzz.hb_ot_layout_lookup_collect_glyphs(face, table, lookup, *sets)
    return tuple(set(_members(each)) for each in sets)
