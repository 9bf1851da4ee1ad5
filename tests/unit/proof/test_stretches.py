"""A printed edition read in stretches is read as it would be in one go."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from keben.editions import pdf
from keben.editions.ready import Ready
from keben.glyph_codes import escaped
from keben.model import (
    Alignment,
    Article,
    Finding,
    ListBlock,
    ListItem,
    Metadata,
    Paragraph,
    Publication,
    Table,
    Text,
)
from keben.pdfium import Pdf
from keben.pdfobjects import probes
from keben.proof import stretches
from keben.proof.glyphs import never_meant
from keben.proof.reading import Reading
from keben.proof.stretches import Printed, begin_reading, divide, read_pdf, share
from keben.settings import Layer, combine
from keben.shelf import Shelf
from keben.theme import load
from keben.typecase import fill
from tests.changing import changed
from tests.conftest import MODIFIED, ROOT

ROWS = 90

LITERAL = re.compile(rb"\(([^()\\]*)\)")
"""A string without escapes."""

FIRST_CODES = re.compile(rb"\(([^()\\]{2})(?!\1)([^()\\]{2})")
"""The beginning of a string with two codes that differ."""


def test_pages_are_divided_by_their_number_alone() -> None:
    assert divide(1) == [range(1, 2)]
    assert divide(16) == [range(1, 17)]
    assert divide(33) == [range(1, 17), range(17, 33), range(33, 34)]
    parts = divide(1041)
    assert [page for part in parts for page in part] == list(range(1, 1042))
    assert [len(share(parts, jobs)) for jobs in (1, 2, 4)] == [1, 2, 4]
    assert [part for some in share(parts, 4) for part in some] == parts
    assert share(divide(127), 4) == [divide(127)]
    assert share([], 4) == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Several pages, set in a face whose outlines can be exchanged."""
    rows = tuple(((Text(f"第{n}行"),), (Text("木" * (n % 7 + 1)),)) for n in range(ROWS))
    table = Table((((Text("号"),), (Text("木"),)),), rows, (Alignment.START,) * 2)
    items = tuple(ListItem((Paragraph((Text(f"第{n}条"),)),)) for n in range(ROWS))
    blocks = (table, ListBlock(items, ordered=True), Paragraph((Text("末了\ufffd。"),)))
    article = Article((Text("长表"),), blocks, "c01", "zh-Hans")
    publication = Publication(Metadata(title="长表", language="zh-Hans"), (article,))
    theme = load("handout", folders=[ROOT / "templates"])
    asked = Layer({"page": {"paper": "a5"}, "faces": {"text": "kai"}})
    settings = combine(*theme.layers, asked)
    case, filled = fill(publication, settings, lists=[ROOT / "fonts" / "fonts.toml"])
    file = tmp_path_factory.mktemp("printed") / "long.pdf"
    pdf.write(Ready(filled, theme, settings, case, MODIFIED), file)
    return Printed(file, file, tuple(font.face for font in case.fonts))


def instead(printed: Printed, folder: Path, data: bytes) -> Printed:
    """The same with another file."""
    file = folder / f"{sha256(data).hexdigest()[:8]}.pdf"
    file.write_bytes(data)
    return replace(printed, file=file)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches as short as can be."""
    monkeypatch.setattr(stretches, "LENGTH", 1)
    monkeypatch.setattr(stretches, "SHARE", 1)


@pytest.mark.usefixtures("short")
def test_what_goes_over_the_end_of_a_stretch_is_one(
    printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    parted = read_pdf(printed)
    monkeypatch.setattr(stretches, "LENGTH", 64)
    assert parted == read_pdf(printed)
    assert {leaf.table for leaf in parted[1].leaves} == {0, 1}


def exchange_outlines(face: bytes, one: int, other: int) -> bytes:
    """A TrueType face in which two glyphs have each other's outlines."""
    target = io.BytesIO()
    with TTFont(io.BytesIO(face), lazy=False, recalcBBoxes=False) as font:
        order, outlines = font.getGlyphOrder(), font["glyf"].glyphs
        a, b = order[one], order[other]
        outlines[a], outlines[b] = outlines[b], outlines[a]
        font.save(target)
    return target.getvalue()


def codes_of(font: pikepdf.Object, characters: str) -> Iterator[int]:
    """The codes that stand for some characters."""
    stated = font.ToUnicode.read_bytes()
    for character in characters:
        found = re.search(rb"<(\w{4})> <%04x>" % ord(character), stated)
        assert found
        yield int(found[1], 16)


def spoil(data: bytes, page: int) -> bytes:
    """The file with 木 and 第 exchanged on one page and those after it, though all text is right:
    these pages have a font of their own, of the same name."""

    def change(file: pikepdf.Pdf) -> None:
        fonts = file.pages[page - 1].obj.Resources.Font
        (name,) = (name for name, font in fonts.items() if "WenKai" in str(font.BaseFont))
        font = pikepdf.Dictionary(fonts[name])
        below = pikepdf.Dictionary(font.DescendantFonts[0])
        facts = pikepdf.Dictionary(below.FontDescriptor)
        outlines = exchange_outlines(facts.FontFile2.read_bytes(), *codes_of(font, "木第"))
        facts.FontFile2 = file.make_stream(outlines)
        below.FontDescriptor = file.make_indirect(facts)
        font.DescendantFonts = pikepdf.Array([file.make_indirect(below)])
        font = file.make_indirect(font)
        for later in list(file.pages)[page - 1 :]:
            own = pikepdf.Dictionary(later.obj.Resources)
            own.Font = pikepdf.Dictionary({**own.Font.as_dict(), name: font})
            later.obj.Resources = own

    return changed(data, change)


def say_otherwise(data: bytes) -> bytes:
    """The file with the characters of its fonts stated as ranges of one code, which is as right."""

    def change(file: pikepdf.Pdf) -> None:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                stated = item.ToUnicode.read_bytes().replace(b"bfchar", b"bfrange")
                ranges = re.sub(rb"(?m)^(<\w{4}>) <", rb"\1 \1 <", stated)
                item.ToUnicode = file.make_stream(
                    ranges.replace(b"<0000> <0000> <ffff>", b"<0000> <ffff>")
                )

    return changed(data, change)


def slant(data: bytes, page: int, matrix: bytes) -> bytes:
    """The file with all of a page slanted or stretched."""

    def change(file: pikepdf.Pdf) -> None:
        file.pages[page - 1].contents_add(matrix + b" 0 0 cm ", prepend=True)

    return changed(data, change)


def draw_unstated(data: bytes, page: int) -> bytes:
    """The file with 木 on a page drawn by another code, to which its font gives no character: the
    number of 木, for which PDFium then takes it."""

    def change(file: pikepdf.Pdf) -> None:
        drawn = file.pages[page - 1]
        drawn.contents_coalesce()
        fonts = drawn.obj.Resources.Font.as_dict().values()
        (stated,) = (font.ToUnicode for font in fonts if "WenKai" in str(font.BaseFont))
        match = re.search(rb"<(\w{4})> <6728>", stated.read_bytes())
        assert match
        code, other = bytes.fromhex(match[1].decode()), "木".encode("utf-16-be")
        content = LITERAL.sub(
            lambda found: b"(%b)" % escaped(found[1].replace(code, other)),
            drawn.obj.Contents.read_bytes(),
        )
        drawn.obj.Contents = file.make_stream(content)

    return changed(data, change)


def test_a_code_to_which_a_font_gives_no_character_is_measured(
    printed: Printed, tmp_path: Path
) -> None:
    spoilt = instead(printed, tmp_path, draw_unstated(printed.file.read_bytes(), 3))
    findings, reading = read_pdf(spoilt)
    assert reading == read_pdf(printed)[1]
    assert {(f.code, f.message[1]) for f in findings if f.code == "F002"} == {("F002", "木")}
    assert wrong_pages(findings) == {3}


def wrong_pages(findings: list[Finding]) -> set[int | None]:
    return {f.location.page for f in findings if f.code == "F002" and f.location}


@pytest.mark.parametrize("matrix", [b"1 0 0.2 1", b"1.02 0 0 1", b"0.9 0 0 1", b"1 0 0 0.98"])
def test_letters_that_one_page_distorts_are_found(
    printed: Printed, tmp_path: Path, matrix: bytes
) -> None:
    spoilt = instead(printed, tmp_path, slant(printed.file.read_bytes(), 3, matrix))
    assert wrong_pages(read_pdf(spoilt)[0]) == {3}


@pytest.mark.parametrize("factor", [b"1.5 0 0 1.5", b"0 -1 1 0", b"0 1 -1 0", b"-1 0 0 -1"])
def test_a_page_that_is_enlarged_or_turned_has_the_same_glyphs(
    printed: Printed, tmp_path: Path, factor: bytes
) -> None:
    changed = instead(printed, tmp_path, slant(printed.file.read_bytes(), 3, factor))
    assert not wrong_pages(read_pdf(changed)[0])


@pytest.mark.parametrize("page", [1, 3])
def test_glyphs_that_no_specimen_shows_are_measured_on_their_pages(
    printed: Printed, tmp_path: Path, page: int
) -> None:
    changed = instead(printed, tmp_path, say_otherwise(printed.file.read_bytes()))
    assert probes(changed.file.read_bytes()).unshown  # type: ignore[union-attr]
    assert read_pdf(changed) == read_pdf(printed)
    spoilt = instead(printed, tmp_path, say_otherwise(spoil(printed.file.read_bytes(), page)))
    findings, _ = read_pdf(spoilt)
    assert {f.message[1] for f in findings if f.code == "F002"} == {"木", "第"}
    assert wrong_pages(findings) == {page}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("page", [1, 3])
def test_a_glyph_wrong_in_a_later_stretch_alone_is_found(
    printed: Printed, tmp_path: Path, page: int
) -> None:
    spoilt = instead(printed, tmp_path, spoil(printed.file.read_bytes(), page))
    findings, reading = read_pdf(spoilt)
    assert reading == read_pdf(printed)[1]
    assert {f.message[1] for f in findings if f.code == "F002"} == {"木", "第"}
    assert wrong_pages(findings) == {page}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_changes_nothing(printed: Printed, jobs: int) -> None:
    with begin_reading(printed, jobs=jobs) as finish:
        assert finish(never_meant) == read_pdf(printed)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[range]:
    """The stretches that are read from a file, a page each."""
    read: list[range] = []
    original = stretches._Pages._read

    def note(self: stretches._Pages, pdf: Pdf, pages: range) -> stretches.Stretch:
        read.append(pages)
        return original(self, pdf, pages)

    monkeypatch.setattr(stretches, "LENGTH", 1)
    monkeypatch.setattr(stretches._Pages, "_read", note)
    return read


def read_kept(printed: Printed, shelf: Shelf) -> tuple[list[Finding], Reading]:
    with begin_reading(printed, shelf=shelf) as finish:
        return finish(never_meant)


def exchange_characters(data: bytes, page: int) -> bytes:
    """The file with the first two characters of a string of one page exchanged."""

    def change(file: pikepdf.Pdf) -> None:
        content = file.pages[page - 1].obj.Contents
        drawn = content.read_bytes()
        content.write(re.sub(FIRST_CODES, rb"(\2\1", drawn, count=1))

    return changed(data, change)


def test_only_a_page_that_has_changed_is_read_again(
    printed: Printed, tmp_path: Path, counted: list[range]
) -> None:
    shelf = Shelf(tmp_path / "kept")
    first = read_kept(printed, shelf)
    pages = len(counted)
    counted.clear()
    assert read_kept(printed, shelf) == first
    assert counted == []
    spoilt = instead(printed, tmp_path, exchange_characters(printed.file.read_bytes(), 3))
    found = read_kept(spoilt, shelf)
    assert counted == [range(3, 4)]
    assert found == read_pdf(spoilt)
    assert found[1] != first[1]
    counted.clear()
    for file in (tmp_path / "kept").iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 4
        file.write_bytes(data)
    assert read_kept(printed, shelf) == first, "what is broken is read again"
    assert len(counted) == pages


def spoil_everywhere(data: bytes) -> bytes:
    """The file with 木 and 第 exchanged wherever they are drawn."""

    def change(file: pikepdf.Pdf) -> None:
        fonts = file.pages[2].obj.Resources.Font.as_dict().values()
        (font,) = (font for font in fonts if "WenKai" in str(font.BaseFont))
        outlines = font.DescendantFonts[0].FontDescriptor.FontFile2
        outlines.write(exchange_outlines(outlines.read_bytes(), *codes_of(font, "木第")))

    return changed(data, change)


def test_a_wrong_glyph_is_found_though_its_text_was_read_before(
    printed: Printed, tmp_path: Path, counted: list[range]
) -> None:
    shelf = Shelf(tmp_path / "kept")
    first = read_kept(printed, shelf)
    counted.clear()
    spoilt = instead(printed, tmp_path, spoil_everywhere(printed.file.read_bytes()))
    findings, reading = read_kept(spoilt, shelf)
    assert counted == [], "the text is the same"
    assert (findings, reading) == read_pdf(spoilt)
    assert reading == first[1]
    assert {f.message[1] for f in findings if f.code == "F002"} == {"木", "第"}
