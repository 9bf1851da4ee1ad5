"""A face cut for print numbers its glyphs as it always did, whatever it is cut to."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from keben.glyph_codes import Codes
from keben.typecase import TypeCase, number_as_faces, thin
from keben.typecase.faces import CutFont, Face, cut, loaded, read_faces
from keben.typecase.order import order_of


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


def glyph_of(font: CutFont, character: str) -> int:
    found = hb.Font(hb.Face(font.data)).get_nominal_glyph(ord(character))
    assert found is not None
    return found


def test_an_embedded_face_calls_glyphs_by_their_codes_and_has_no_gaps(
    listed: dict[str, Face],
) -> None:
    (font,) = numbered(cut(listed["Noto Serif CJK SC"], "刻本版A，"))
    codes = Codes(font.order)
    wanted = {codes[glyph_of(font, character)]: character for character in "刻本A，"}
    data, places = thin(font.data, wanted, order=font.order)
    table = CFFFontSet()
    table.decompile(io.BytesIO(data), None)
    assert places == {}
    assert table[0].charset == [".notdef", *(f"cid{code:05}" for code in sorted(wanted))]
    whole = TTFont(io.BytesIO(font.data))["CFF "].cff[0].CharStrings
    for code, character in wanted.items():
        here = table[0].CharStrings[f"cid{code:05}"]
        there = whole[f"cid{glyph_of(font, character):05}"]
        assert outline(here) == outline(there)
        assert here.width == there.width


def outline(glyph: Any) -> object:
    pen = RecordingPen()
    glyph.draw(pen)
    return pen.value


def test_a_face_without_identifiers_says_where_its_glyphs_are(listed: dict[str, Face]) -> None:
    (font,) = numbered(cut(listed["LXGW WenKai"], "刻本版"))
    code = Codes(font.order)[glyph_of(font, "本")]
    data, places = thin(font.data, [code], order=font.order)
    thinned = TTFont(io.BytesIO(data))
    assert places.keys() == {code}
    assert thinned["glyf"][thinned.getGlyphName(places[code])].numberOfContours > 0
    assert thinned["maxp"].numGlyphs < 9


def test_a_font_cut_for_one_text_calls_glyphs_by_their_numbers(listed: dict[str, Face]) -> None:
    font = cut(listed["LXGW WenKai"], "刻本版")
    glyph = glyph_of(font, "本")
    data, places = thin(font.data, [glyph])
    thinned = TTFont(io.BytesIO(data))
    assert places == {}
    assert thinned["glyf"][thinned.getGlyphName(glyph)].numberOfContours > 0


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("Noto Serif CJK SC", "，。的一是"),
        ("Noto Serif CJK TC", "，。的是這"),
        ("Noto Serif CJK JP", "、。のに日"),
        ("Noto Serif CJK KR", " .이다는"),
        ("LXGW WenKai", "，。的一是"),
    ],
)
def test_common_characters_share_the_first_byte_of_their_codes(
    listed: dict[str, Face], name: str, common: str
) -> None:
    (font,) = numbered(cut(listed[name], common))
    codes = Codes(font.order)
    assert {codes[glyph_of(font, character)] >> 8 for character in common} == {0}


def test_faces_of_other_scripts_have_no_order(listed: dict[str, Face]) -> None:
    for name in ("Noto Serif Italic", "Noto Sans Thai Regular", "Symbola", "Noto Emoji Regular"):
        assert not order_of(listed[name])
