"""A face cut for print numbers its glyphs as it always did, whatever it is cut to."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from keben.typecase import TypeCase, number_as_faces, thin
from keben.typecase.faces import CutFont, Face, cut, loaded, read_faces


@pytest.fixture(scope="module")
def listed(font_list: Path) -> dict[str, Face]:
    return {face.name: face for face in read_faces([font_list])}


def numbered(*fonts: CutFont) -> tuple[CutFont, ...]:
    return number_as_faces(TypeCase(fonts, {}, frozenset())).fonts


@pytest.mark.parametrize("name", ["Noto Serif CJK SC", "LXGW WenKai"])
def test_glyphs_have_the_numbers_of_their_face(listed: dict[str, Face], name: str) -> None:
    face = listed[name]
    whole = hb.Font(loaded(face))
    (font,) = numbered(cut(face, "刻本，"))
    made = hb.Font(hb.Face(font.data))
    for character in "刻本，":
        glyph = whole.get_nominal_glyph(ord(character))
        assert glyph is not None
        assert made.get_nominal_glyph(ord(character)) == glyph
    assert made.get_nominal_glyph(ord("版")) is None


def test_a_cut_stands_for_its_face_until_what_is_looked_for_unasked_changes(
    listed: dict[str, Face],
) -> None:
    face, other = listed["Noto Serif CJK SC"], listed["Noto Serif CJK TC"]

    def stands(characters: str, of: Face = face, twin: str = "") -> str:
        twins = (cut(face, twin),) if twin else ()
        return numbered(cut(of, characters), *twins)[0].stands_for

    assert stands("刻") == stands("刻本")
    assert len({stands("刻"), stands("刻x"), stands("刻“"), stands("刻", other)}) == 4
    assert len({stands("刻"), stands("刻", twin="⋯"), stands("刻", twin="⋯～")}) == 3


def test_an_embedded_face_calls_glyphs_by_their_numbers_and_has_no_gaps(
    listed: dict[str, Face],
) -> None:
    (font,) = numbered(cut(listed["Noto Serif CJK SC"], "刻本版"))
    wanted = hb.Font(hb.Face(font.data)).get_nominal_glyph(ord("本"))
    assert wanted is not None
    table = TTFont(io.BytesIO(thin(font.data, [wanted])))["CFF "].cff[0]
    assert table.charset == [".notdef", f"cid{wanted:05}"]


def test_a_face_without_identifiers_keeps_the_places_of_its_glyphs(
    listed: dict[str, Face],
) -> None:
    (font,) = numbered(cut(listed["LXGW WenKai"], "刻本版"))
    wanted = hb.Font(hb.Face(font.data)).get_nominal_glyph(ord("本"))
    assert wanted is not None
    thinned = TTFont(io.BytesIO(thin(font.data, [wanted])))
    assert thinned["glyf"][thinned.getGlyphName(wanted)].numberOfContours > 0
