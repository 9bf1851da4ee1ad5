"""Codes of glyphs: each has one, common ones are alike, and strings of them read back."""

from __future__ import annotations

from array import array
from struct import pack, unpack

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.glyph_codes import Codes, escaped, is_easy

ALL = range(0x10000)


@pytest.mark.parametrize("order", [(), (7, 40000, 3, 65535), array("H", range(9000, 1000, -1))])
def test_each_glyph_has_a_code_of_its_own(order: tuple[int, ...]) -> None:
    codes = Codes(order)
    assert {codes[glyph] for glyph in ALL} == {*ALL}
    assert [codes.glyph(codes[glyph]) for glyph in ALL] == [*ALL]
    assert codes[0] == 0


def test_a_code_does_not_depend_on_what_was_asked_for_before() -> None:
    order = (500, 3, 9)
    asked = Codes(order)
    for glyph in range(600):
        assert asked[glyph] == Codes(order)[glyph]


def test_common_glyphs_have_the_first_codes_and_none_that_is_escaped() -> None:
    order = range(60000, 56000, -1)
    codes = Codes(order)
    first = [codes[glyph] for glyph in order]
    assert first == sorted(first)
    assert first[-1] >> 8 < 20
    assert all(is_easy(code.to_bytes(2, "big")) for code in first)


@given(st.lists(st.integers(0, 0xFFFF), min_size=1))
def test_a_string_reads_back(codes: list[int]) -> None:
    written = b"(%b)" % escaped(pack(f">{len(codes)}H", *codes))
    assert b"\n" not in written
    assert b"\r" not in written
    with pikepdf.new() as pdf:
        (found,) = pikepdf.parse_content_stream(pdf.make_stream(b"[" + written + b"] TJ"))
        read = bytes(found.operands[0][0])
    assert [*unpack(f">{len(codes)}H", read)] == codes


def test_what_stands_for_itself_is_left_alone() -> None:
    assert escaped(b"a(b)\\\r\n\0") == rb"a\(b\)\\\r\n" + b"\0"
    assert is_easy(b"a\0\xff")
    assert not is_easy(b"\n")
