"""What is read back in place of a finished PDF: the same text in boxes, and every glyph once."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from keben.pdfium import opened
from keben.pdfobjects import BrokenFile, Probes, boxes, probes
from keben.pdfobjects.appending import append
from keben.pdfobjects.boxes import GLYPH_OF_EACH, face_of_boxes

STATED = b"2 beginbfchar\n<0001> <6728>\n<0002> <00660069>\nendbfchar"
INK = (0, 500, -119, 879)
"""Of each glyph as PDFium measures it: it rounds the edges up."""

CONTENT = b"BT /F0 12 Tf 1 0 0 1 20 50 Tm <0001> Tj ET BT /F0 12 Tf 1 0 0 1 60 50 Tm <0002> Tj ET"


def made(
    change: Callable[[pikepdf.Pdf, pikepdf.Object], object] = lambda *_: None, **asked: object
) -> bytes:
    """A page with two glyphs of a font, which is a face of boxes."""
    with pikepdf.new() as pdf:
        face = pdf.make_stream(face_of_boxes())
        facts = {"/Type": pikepdf.Name.FontDescriptor, "/FontName": pikepdf.Name("/A"), "/Flags": 4}
        below = {
            "/Type": pikepdf.Name.Font,
            "/Subtype": pikepdf.Name.CIDFontType2,
            "/CIDToGIDMap": pdf.make_stream(GLYPH_OF_EACH),
            "/BaseFont": pikepdf.Name("/A"),
            "/CIDSystemInfo": {"/Registry": "Adobe", "/Ordering": "Identity", "/Supplement": 0},
            "/FontDescriptor": pdf.make_indirect(pikepdf.Dictionary(facts | {"/FontFile2": face})),
        }
        entries = {
            "/Type": pikepdf.Name.Font,
            "/Subtype": pikepdf.Name.Type0,
            "/BaseFont": pikepdf.Name("/A"),
            "/Encoding": pikepdf.Name("/Identity-H"),
            "/DescendantFonts": [pdf.make_indirect(pikepdf.Dictionary(below))],
            "/ToUnicode": pdf.make_stream(STATED),
        }
        font = pdf.make_indirect(pikepdf.Dictionary(entries))
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F0=font))
        page.obj.Contents = pdf.make_stream(CONTENT)
        change(pdf, font)
        target = io.BytesIO()
        pdf.save(target, **asked)  # type: ignore[arg-type]
        return target.getvalue()


def drawn(data: bytes) -> list[tuple[str, str, tuple[int, int, int, int] | None]]:
    with opened(data) as pdf, pdf.sheet(1) as sheet:
        return [(glyph.character, glyph.cluster, glyph.ink) for glyph in sheet.glyphs()]


def found(data: bytes) -> Probes:
    result = probes(data)
    assert result is not None
    return result


def test_every_glyph_of_the_face_is_a_box() -> None:
    with TTFont(io.BytesIO(face_of_boxes())) as face:
        glyphs = [face["glyf"][name] for name in face.getGlyphOrder()]
        assert len(glyphs) == face["maxp"].numGlyphs == face["hhea"].numberOfHMetrics == 2
        assert face["head"].unitsPerEm == 1000
    corners = [(0, -120), (500, -120), (500, 880), (0, 880)]
    assert [list(glyph.coordinates) for glyph in glyphs] == [corners, corners]


@pytest.mark.parametrize("mode", ["disable", "generate"])
def test_what_is_appended_takes_the_place_of_what_was_there(mode: str) -> None:
    data = made(object_stream_mode=pikepdf.ObjectStreamMode[mode])
    with pikepdf.open(io.BytesIO(data)) as before:
        page, root = before.pages[0].obj.objgen[0], before.Root.objgen[0]
        size = int(before.trailer.Size)
    objects = {page: b"<< /Type /Page /Rotate 90 >>", size: b"(new)"}
    longer = append(data, objects, root=root, size=size)
    assert longer.startswith(data)
    with pikepdf.open(io.BytesIO(longer)) as after:
        assert after.pages[0].obj.Rotate == 90
        assert after.get_object(size, 0) == "new"


def test_what_says_not_where_its_objects_are_is_refused() -> None:
    with pytest.raises(BrokenFile):
        probes(b"no PDF at all")
    with pytest.raises(ValueError, match="not found"):
        append(b"%PDF-1.7", {}, root=1, size=2)


@pytest.mark.parametrize("mode", ["disable", "generate"])
def test_the_text_is_the_same_in_boxes(mode: str) -> None:
    data = made(object_stream_mode=pikepdf.ObjectStreamMode[mode])
    boxed = found(data).boxed
    assert boxed.startswith(data)
    with opened(boxed) as pdf, pdf.sheet(1) as sheet, opened(data) as old, old.sheet(1) as same:
        runs = list(sheet.runs())
        assert [run.text.strip() for run in runs] == ["木", "fi"]
        assert runs == list(same.runs())
    assert {ink for _, _, ink in drawn(boxed)} == {INK}


def test_the_specimen_shows_every_code_once_with_its_own_outline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page draws the first of two glyphs alone; the other counts as well."""
    monkeypatch.setattr(boxes, "TOP", 480)

    def half(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(CONTENT[: CONTENT.index(b"ET") + 2])

    data = made(half)
    monkeypatch.undo()
    probe = found(data)
    assert drawn(probe.boxed) == [("木", "木", INK)]
    ink = (0, 500, -119, 480)
    assert drawn(probe.specimen) == [("木", "木", ink), ("f", "fi", ink), ("i", "fi", ink)]
    assert not probe.unshown


def test_more_glyphs_than_stand_on_a_page_are_shown_on_several() -> None:
    codes = range(1, 600)

    def many(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        lines = b"\n".join(b"<%04x> <%04x>" % (code, 0x4E00 + code) for code in codes)
        font.ToUnicode = pdf.make_stream(b"599 beginbfchar\n%b\nendbfchar" % lines)

    with opened(found(made(many)).specimen) as pdf:
        assert len(pdf) == 3
        shown = []
        for page in (1, 2, 3):
            with pdf.sheet(page) as sheet:
                shown += [(glyph.character, glyph.ink) for glyph in sheet.glyphs()]
    assert shown == [(chr(0x4E00 + code), INK) for code in codes]


def state(text: bytes) -> Callable[[pikepdf.Pdf, pikepdf.Object], object]:
    return lambda pdf, font: font.__setitem__("/ToUnicode", pdf.make_stream(text))


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf, font: font.__setitem__("/Encoding", pikepdf.Name("/UniGB-UCS2-H")),
        lambda pdf, font: font.__delitem__("/ToUnicode"),
        lambda pdf, font: font.__setitem__(
            "/ToUnicode",
            pdf.make_stream(STATED + b" 1 beginbfrange <0003> <0004> <4E00> endbfrange"),
        ),
        lambda pdf, font: font.__setitem__(
            "/ToUnicode", pdf.make_stream(STATED + b" 1 beginbfchar <03> <4E00> endbfchar")
        ),
    ],
    ids=["encoding", "nothing", "range", "short code"],
)
def test_a_font_of_which_not_all_codes_are_known_is_named(
    change: Callable[[pikepdf.Pdf, pikepdf.Object], object],
) -> None:
    assert found(made(change)).unshown == {"A"}


def test_what_may_hold_other_fonts_is_not_probed() -> None:
    def within(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        pdf.pages[0].obj.Resources.Font.F0 = pikepdf.Dictionary(font)

    assert probes(made(within)) is None
    assert probes(made(encryption=pikepdf.Encryption(owner="a", user=""))) is None


def test_columns_are_read_without_their_order_of_pages() -> None:
    def turned(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)

    data = made(turned)
    with pikepdf.open(io.BytesIO(found(data).boxed)) as pdf:
        assert "/ViewerPreferences" not in pdf.Root
        assert pdf.Root.Pages.Count == 1


def test_a_file_without_text_has_a_specimen_without_glyphs() -> None:
    def bare(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
        del pdf.pages[0].obj.Resources

    assert drawn(found(made(bare)).specimen) == []
