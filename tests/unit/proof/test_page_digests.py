"""The digest of a page changes with everything by which the page may be read otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from keben.pdfium import opened
from keben.pdfobjects import probes
from keben.proof.stretches import Printed
from keben.shelf import NOWHERE, Shelf
from tests.changing import changed
from tests.unit.proof import test_stretches
from tests.unit.proof.test_stretches import FIRST_CODES

printed = test_stretches.printed

Change = Callable[[pikepdf.Pdf], None]


def link(pdf: pikepdf.Pdf) -> None:
    """Let page 2 hold a link, which the fixture has not."""
    action = Dictionary(S=Name.URI, URI=String("https://example.org/(1 0 R)"))
    entries = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action, StructParent=900)
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(entries)])


@pytest.fixture(scope="module")
def whole(printed: Printed) -> bytes:
    return changed(printed.file.read_bytes(), link)


def digests(data: bytes, shelf: Shelf = NOWHERE) -> list[bytes]:
    found = probes(data, with_digests=True, shelf=shelf)
    assert found is not None
    assert found.pages is not None
    return list(found.pages)


def readings(data: bytes) -> list[object]:
    found = probes(data)
    assert found is not None
    pages: list[object] = []
    with opened(found.boxed) as pdf:
        for page in range(1, len(pdf) + 1):
            with pdf.sheet(page) as sheet:
                runs, tags = tuple(sheet.runs()), sheet.tags()
                pages.append((runs, tags, tuple(sheet.addresses()), sheet.has_unstated()))
    return pages


def replaced(stream: pikepdf.Object, pattern: bytes, by: bytes) -> None:
    data = stream.read_bytes()
    new = re.sub(pattern, by, data, count=1)
    assert new != data
    stream.write(new)


def fonts(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fonts of page 2, by the beginnings of their names after the tag."""
    found = pdf.pages[1].obj.Resources.Font.as_dict().values()
    return {str(font.BaseFont).partition("+")[2][:4]: font for font in found}


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and "/S" in item and Name(f"/{kind}") == item.S
    ]


def on_page_2(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    page = pdf.pages[1].obj.objgen
    return next(item for item in elements(pdf, kind) if item.get("/Pg", pdf.Root).objgen == page)


def character(pdf: pikepdf.Pdf) -> None:
    replaced(pdf.pages[1].obj.Contents, FIRST_CODES, rb"(\2\1")


def meaning(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf).values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<6728>", b"<672c>"))


def artifact(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[1].obj.Contents
    content.write(content.read_bytes().replace(b"/Artifact", b"/Span"))


def kind(pdf: pikepdf.Pdf) -> None:
    on_page_2(pdf, "TD").S = Name.H4


def order(pdf: pikepdf.Pdf) -> None:
    row = next(item for item in elements(pdf, "TR") if item.K[0].get("/S") == Name.TD)
    row.K = Array(reversed(list(row.K)))


def moved_mark(pdf: pikepdf.Pdf) -> None:
    item = on_page_2(pdf, "TD")
    marks = item.K if isinstance(item.K, Array) else [item.K]
    item.K = Array([*marks, 0])


def identifier(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Table")[0].ID = String("other")


def role(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(TD=Name.H5)


def untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.StructParents


def address(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots[0].A.URI = String("https://example.org/(2 0 R)")


def base(pdf: pikepdf.Pdf) -> None:
    pdf.Root.URI = Dictionary(Base=String("https://example.com/"))
    pdf.pages[1].obj.Annots[0].A.URI = String("/x")


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].contents_add(b"0.9 0.1 -0.1 0.9 0 0 cm ", prepend=True)


def font_name(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf).values():
        font.BaseFont = Name("/Other")
        font.DescendantFonts[0].BaseFont = Name("/Other")


def exchanged(pdf: pikepdf.Pdf) -> None:
    """Two fonts of one page under each other's names, alike but for what their codes stand for."""
    held = pdf.pages[1].obj.Resources.Font
    name = next(name for name, font in held.items() if b"<6728>" in font.ToUnicode.read_bytes())
    twin = Dictionary(held[name])
    twin.ToUnicode = pdf.make_stream(
        held[name].ToUnicode.read_bytes().replace(b"<6728>", b"<672c>")
    )
    own = Dictionary(held)
    own["/Twin"], own[name] = held[name], pdf.make_indirect(twin)
    pdf.pages[1].obj.Resources = Dictionary(pdf.pages[1].obj.Resources)
    pdf.pages[1].obj.Resources.Font = own


READ_OTHERWISE = [
    *(character, meaning, artifact, kind, order, moved_mark, identifier, role, untagged),
    *(address, base, turned, font_name, exchanged),
]


@pytest.mark.parametrize("change", READ_OTHERWISE, ids=lambda change: change.__name__)
def test_a_page_that_reads_otherwise_has_another_digest(whole: bytes, change: Change) -> None:
    after = changed(whole, change)
    was, now = readings(whole), readings(after)
    other = {page for page, (a, b) in enumerate(zip(was, now, strict=True)) if a != b}
    assert other, "the change is one that is read"
    differ = zip(digests(whole), digests(after), strict=True)
    assert other <= {page for page, (a, b) in enumerate(differ) if a != b}


def test_one_page_alone_changes_where_it_alone_is_read_otherwise(whole: bytes) -> None:
    differ = zip(digests(whole), digests(changed(whole, character)), strict=True)
    assert [page for page, (a, b) in enumerate(differ) if a != b] == [1]


def twins(pdf: pikepdf.Pdf) -> None:
    """As :func:`exchanged`, with the two the other way round."""
    exchanged(pdf)
    held = pdf.pages[1].obj.Resources.Font
    name = next(name for name, font in held.items() if b"<672c>" in font.ToUnicode.read_bytes())
    held["/Twin"], held[name] = held[name], held["/Twin"]


def test_which_of_two_fonts_a_name_means_counts(whole: bytes) -> None:
    assert digests(changed(whole, exchanged))[1] != digests(changed(whole, twins))[1]


def renumbered(pdf: pikepdf.Pdf) -> None:
    named = [pdf.make_indirect(Dictionary(N=number)) for number in range(300)]
    pdf.Root.Names = Dictionary(Some=Array(named))


def another_code(pdf: pikepdf.Pdf) -> None:
    """What new characters of another page bring."""
    for font in fonts(pdf).values():
        said = font.ToUnicode.read_bytes()
        count = re.search(rb"(\d+) beginbfchar", said)
        assert count
        more = b"%d beginbfchar\n<fffe> <9b31>" % (int(count[1]) + 1)
        font.ToUnicode = pdf.make_stream(said.replace(count[0], more, 1))


@pytest.mark.parametrize("change", [renumbered, another_code])
def test_what_no_page_is_read_from_changes_no_digest(whole: bytes, change: Change) -> None:
    after = changed(whole, change)
    assert readings(after) == readings(whole)
    assert digests(after) == digests(whole)


def circle(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(Dictionary())
    entry.Round = entry
    pdf.pages[0].obj.PieceInfo = entry


def stranger(pdf: pikepdf.Pdf) -> None:
    item = on_page_2(pdf, "TD")
    mark = Dictionary(Type=Name.MCR, Pg=pdf.pages[1].obj, MCID=0)
    item.K = Array([pdf.make_indirect(mark)])


def packed_otherwise(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Contents.DecodeParms = Dictionary(Predictor=1)


@pytest.mark.parametrize("change", [circle, stranger, packed_otherwise])
def test_of_a_file_that_is_not_understood_no_digest_is_made(whole: bytes, change: Change) -> None:
    found = probes(changed(whole, change), with_digests=True)
    assert found is not None
    assert found.pages is None


def test_codes_that_are_kept_are_those_of_the_content(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    for data in (whole, changed(whole, character), changed(whole, renumbered)):
        assert digests(data, shelf) == digests(data)
    monkeypatch.delattr("keben.pdfobjects.digests._codes")
    assert digests(whole, shelf)
