"""A PDF's objects: what it carries and says of itself, and the bytes that it is written as."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest

from keben.pdfobjects import BrokenFile, Embedded, opened
from keben.pdfobjects.faces import drawn_tables, read_outlines
from tests.changing import changed

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = Embedded("乙.md", "text/markdown", "Source", "来源", "乙文".encode())
FIRST = Embedded("a/甲.txt", "text/plain", "Source", "来源", b"")


@pytest.fixture
def blank() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    target = io.BytesIO()
    pdf.save(target, static_id=True)
    return target.getvalue()


def carrying(data: bytes, moment: datetime = MOMENT) -> bytes:
    with opened(data) as file:
        file.embed((LATER, FIRST), moment)
        return file.written()


def test_what_is_embedded_comes_out_again_in_order(blank: bytes) -> None:
    with opened(carrying(blank)) as file:
        assert file.embedded() == (LATER, FIRST)
    with opened(blank) as file:
        assert file.embedded() == ()


def test_a_file_is_named_once_and_associated_once(blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(carrying(blank))) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        assert [str(name) for name in names[::2]] == ["a/甲.txt", "乙.md"]
        assert [item.UF for item in pdf.Root.AF] == ["乙.md", "a/甲.txt"]
        params = pdf.Root.AF[0].EF.F.Params
        assert bytes(params.CheckSum) == hashlib.md5(LATER.data).digest()
        assert params.ModDate == "D:20260102030405Z"


def test_the_same_objects_are_the_same_bytes(blank: bytes) -> None:
    there = MOMENT.astimezone(timezone(timedelta(hours=8)))
    assert carrying(blank) == carrying(blank, there)


def test_what_is_new_in_a_file_is_deflated_as_zlib_would_not(blank: bytes) -> None:
    text = "".join(chr(0x4E00 + place * place % 997) for place in range(9000)).encode()
    with opened(blank) as file:
        file.embed((Embedded("甲.txt", "text/plain", "Source", "", text),), MOMENT)
        data = file.written()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        carried = pdf.Root.AF[0].EF.F
        assert carried.Filter == pikepdf.Name.FlateDecode
        packed = carried.read_raw_bytes()
        assert zlib.decompress(packed) == text
        assert len(packed) < len(zlib.compress(text, 9))


def test_what_a_file_says_of_itself_is_replaced_whole(blank: bytes) -> None:
    with opened(blank) as file:
        file.describe("<x>纸</x>".encode(), {"Title": "题"})
        data = file.written()
    with opened(data) as file:
        assert file.packet.decode() == "<x>纸</x>"
        assert file.facts == {"Title": "题"}
        file.describe(b"<y/>", {})
        data = file.written()
    with opened(data) as file:
        assert (file.packet, file.facts) == (b"<y/>", {})


def test_a_picture_asks_for_no_smoothing(blank: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Picture = pdf.make_stream(b"\0", Interpolate=True, Subtype=pikepdf.Name.Image)

    with opened(changed(blank, change)) as file:
        file.keep_pixels()
        data = file.written()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Interpolate" not in pdf.Root.Picture


def a_face(tables: dict[bytes, bytes]) -> bytes:
    """An OpenType file with these tables and sums that no one reads."""
    head, place, body = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0), 12, b""
    place += 16 * len(tables)
    for tag, table in tables.items():
        head += struct.pack(">4sLLL", tag, 0, place + len(body), len(table))
        body += table
    return head + body


def test_of_a_face_the_outlines_stay() -> None:
    assert read_outlines(a_face({b"name": b"nn", b"CFF ": b"curves"})) == b"curves"


def test_of_a_truetype_face_the_tables_stay_that_glyphs_are_drawn_with() -> None:
    data = drawn_tables(a_face({b"name": b"nn", b"loca": b"12345", b"GSUB": b"x", b"glyf": b"abc"}))
    assert struct.unpack_from(">4sHHHH", data) == (b"OTTO", 2, 32, 1, 0)
    found = {}
    for place in (12, 28):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, place)
        assert start % 4 == 0
        found[tag] = data[start : start + length]
    assert found == {b"glyf": b"abc", b"loca": b"12345"}


@pytest.mark.parametrize("data", [b"\0\1\0\0 a face of another kind", a_face({b"name": b"nn"})])
def test_a_face_without_such_outlines_is_left_alone(data: bytes) -> None:
    assert read_outlines(data) == b""


def with_structure(blank: bytes, kids: Callable[[pikepdf.Page], object]) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=kids(pdf.pages[0]))

    return changed(blank, change)


def test_a_section_begins_on_the_page_of_its_first_content(blank: bytes) -> None:
    def kids(page: pikepdf.Page) -> object:
        sections = [pikepdf.Dictionary(S=pikepdf.Name.Sect, K=0, Pg=page.obj)]
        return [pikepdf.Dictionary(S=pikepdf.Name.Document, K=[0, *sections])]

    with opened(with_structure(blank, kids)) as file:
        assert file.first_pages() == (1,)


@pytest.mark.parametrize("kids", [[], [0], 0])
def test_a_tree_without_elements_has_no_sections(blank: bytes, kids: object) -> None:
    with opened(with_structure(blank, lambda _: kids)) as file:
        assert file.first_pages() == ()


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(BrokenFile), opened(b"no PDF at all"):
        pass
