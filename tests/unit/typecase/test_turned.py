"""A face for columns: what stands upright lies on its left side, letters stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from keben.typecase.faces import CutFont, cut, read_faces
from keben.typecase.turned import Numbers, turn_font

Box = tuple[float, float, float, float]
TEXT = "中一，。？“”「」（）——…ーっAbg0123456789月%.: "
FACES = ("Noto Serif CJK SC", "Noto Serif CJK JP", "LXGW WenKai")


@pytest.fixture(scope="module", params=FACES)
def plain(request: pytest.FixtureRequest, font_list: Path) -> CutFont:
    (face,) = (face for face in read_faces([font_list]) if face.name == request.param)
    return cut(face, TEXT.replace(" ", ""))


@pytest.fixture(scope="module")
def turned(plain: CutFont) -> CutFont:
    return turn_font(plain, numbers="sideways")


def box(font: CutFont, character: str) -> Box:
    opened = TTFont(BytesIO(font.data))
    glyphs = opened.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[opened.getBestCmap()[ord(character)]].draw(pen)
    return tuple(map(round, pen.bounds))  # type: ignore[return-value]


def set_line(font: CutFont, text: str) -> Iterator[tuple[int, int]]:
    """The first character of each glyph, and its advance."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(font.data)), buffer)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.cluster, place.x_advance


def test_a_character_is_turned_about_the_middle_of_its_em_box(
    plain: CutFont, turned: CutFont
) -> None:
    left, low, right, high = box(plain, "一")
    assert box(turned, "一") == (880 - high, left - 120, 880 - low, right - 120)


def test_a_stop_stands_at_the_head_of_its_box_on_the_right(turned: CutFont) -> None:
    """The upper right of the column's box is the upper left of the box on its side."""
    left, low, right, high = box(turned, "。")
    assert left >= 0
    assert right < 500
    assert low > 380
    assert high <= 880


def test_a_letter_is_not_turned(plain: CutFont, turned: CutFont) -> None:
    for character in "Abg":
        assert box(turned, character) == box(plain, character)


def test_a_bracket_takes_its_vertical_form_and_a_dash_stays(
    plain: CutFont, turned: CutFont
) -> None:
    for character in "「（":
        left, low, right, high = box(turned, character)
        assert right - left < high - low
        assert left > 500
    left, low, right, high = box(turned, "ー")
    assert right - left > high - low


def test_chinese_quotation_marks_become_corners(font_list: Path) -> None:
    """GB/T 15834-2011 §5.2.3."""
    (face,) = (f for f in read_faces([font_list]) if f.name == "Noto Serif CJK SC")
    turned = turn_font(cut(face, "“『"), numbers="none")
    assert box(turned, "“") == box(turned, "『")


def test_short_numbers_take_one_em(turned: CutFont) -> None:
    em = 1000
    assert list(set_line(turned, "中12月5")) == [(0, em), (1, em), (3, em), (4, em)]
    assert [place for place, _ in set_line(turned, "2023年")] == [0, 1, 2, 3, 4]
    assert all(advance < em for place, advance in set_line(turned, "2023年") if place < 4)
    for text in ("A1", "1A", "b 12", "1.5", "10%", "3:45"):
        assert all(advance < em for _, advance in set_line(turned, text)), text


@pytest.mark.parametrize(
    ("numbers", "upright"), [("sideways", 0), ("upright", 4), ("none", 0)], ids=str
)
def test_long_numbers_stand_as_asked(plain: CutFont, numbers: Numbers, upright: int) -> None:
    asked = turn_font(plain, numbers=numbers)
    line = list(set_line(asked, "2023月A2023"))
    assert [advance for place, advance in line if place < 4].count(1000) == upright
    assert all(advance < 1000 for place, advance in line if place > 4)


def test_outlines_state_the_widths_that_the_font_states(turned: CutFont) -> None:
    """ISO 19005-3 §6.2.11.5: where they differ, a validator refuses every page drawn with them."""
    font = TTFont(BytesIO(turned.data))
    if "CFF " not in font:
        pytest.skip("a TrueType face states widths in one table only")
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    stated = {}
    for name in font.getGlyphOrder():
        strings[name].draw(BoundsPen(None))
        stated[name] = strings[name].width
    assert stated == {name: font["hmtx"][name][0] for name in font.getGlyphOrder()}


def test_without_upright_numbers_every_digit_lies_on_its_side(plain: CutFont) -> None:
    asked = turn_font(plain, numbers="none")
    assert all(advance < 1000 for _, advance in set_line(asked, "12"))


def test_the_font_has_a_name_of_its_own(plain: CutFont, turned: CutFont) -> None:
    assert turned.face.name == plain.face.name + " Vertical"
    names = TTFont(BytesIO(turned.data))["name"]
    assert names.getDebugName(1) != TTFont(BytesIO(plain.data))["name"].getDebugName(1)


def test_the_same_font_gives_the_same_bytes(plain: CutFont, turned: CutFont) -> None:
    assert turn_font(plain, numbers="sideways").data == turned.data


def test_a_font_with_some_digits_sets_those_upright(font_list: Path) -> None:
    """A face of quotations is cut to the few digits that they have."""
    (face,) = (f for f in read_faces([font_list]) if f.name == "LXGW WenKai")
    turned = turn_font(cut(face, "过30来"), numbers="sideways")
    assert [advance for _, advance in set_line(turned, "过30来")] == [1000] * 3


def test_a_sequence_of_emoji_stands_upright_as_each_of_them_does(font_list: Path) -> None:
    (face,) = (face for face in read_faces([font_list]) if face.scripts == "emoji")
    font = cut(face, "👨👩👧🇨🇳\u20e3")
    turned_font = turn_font(font, numbers="sideways")
    for text in ("👨", "👨\u200d👩\u200d👧", "🇨🇳", "1\ufe0f\u20e3"):
        (before,), (after,) = (drawn(each, text) for each in (font, turned_font))
        assert (after.width, after.height) == (-before.height, -before.width)


def drawn(font: CutFont, text: str) -> list[hb.GlyphExtents]:
    """The ink of each glyph that has any."""
    opened = hb.Font(hb.Face(font.data))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(opened, buffer)
    found = (opened.get_glyph_extents(info.codepoint) for info in buffer.glyph_infos)
    return [extents for extents in found if extents is not None and extents.width]
