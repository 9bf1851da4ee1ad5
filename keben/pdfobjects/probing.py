"""The bytes of a finished PDF → two files for reading it back, each the same bytes with a few
objects after them: one in which glyphs are boxes, and one whose pages show every glyph once."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from keben.pdfobjects.appending import append, stream
from keben.pdfobjects.boxes import GLYPH_OF_EACH, face_of_boxes
from keben.pdfobjects.digests import OUTLINES, Digests, NotUnderstood, without
from keben.pdfobjects.file import BrokenFile
from keben.pdfobjects.page_digests import page_digests
from keben.shelf import NOWHERE, Shelf

ENTRY = rb"<([0-9A-Fa-f]{4})>\s*(<[0-9A-Fa-f]*>)\s*"
CHARACTERS = re.compile(rb"\d+\s+beginbfchar\s+((?:%b)*)endbfchar" % ENTRY.replace(b"(", b"(?:"))
"""What codes stand for, one by one (ISO 32000-1 §9.10.3)."""

OTHERWISE = re.compile(rb"bfrange|bfchar|usecmap|cidchar|cidrange")
"""Other ways to say so. Nothing of ours takes them."""

ROWS = 250
"""Glyphs on a page of the specimen, one below another; where there are more, coordinates are too
large to be exact."""

SIZE, PITCH = 10, 30
"""pt that a glyph measures, and from one to the next."""


@dataclass(frozen=True, slots=True)
class Probes:
    """``boxed`` is the file as its text is read, with a box for every glyph; ``specimen`` shows the
    glyphs of all codes to which a font gives a character. Fonts with a name in ``unshown`` may have
    others. ``pages`` are the digests of what each page's text is read from, ``fonts`` that of all
    that the specimen shows; None where they are not asked for or cannot be told."""

    boxed: bytes
    specimen: bytes
    unshown: frozenset[str]
    pages: Sequence[bytes] | None = None
    fonts: bytes | None = None


def probes(data: bytes, *, with_digests: bool = False, shelf: Shelf = NOWHERE) -> Probes | None:
    """Both files for a finished one; None for one that they cannot be made of, because it is
    encrypted or has a font within another object. What digests are taken of may be known from a
    ``shelf``. Raises BrokenFile."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = _fonts(pdf)
            if fonts is None or pdf.is_encrypted:
                return None
            stated = [(font, _stated(font)) for font in fonts]
            unshown = frozenset(_name(font) for font, known in stated if known is None)
            shown = [(font, known) for font, known in stated if known]
            root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
            boxed = append(data, _boxed(pdf, fonts, size), root=root, size=size)
            specimen = append(data, _specimen(pdf, shown, size), root=root, size=size)
            digests = (_pages(pdf, stated, shelf), _outlines(pdf, shown)) if with_digests else ()
            return Probes(boxed, specimen, unshown, *digests)
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError) as error:
        raise BrokenFile(str(error)) from error


def _fonts(pdf: pikepdf.Pdf) -> list[Any] | None:
    """All fonts that any resources name; None where one is no object by itself."""
    found: dict[tuple[int, int], Any] = {}
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for resources in (item, item.get("/Resources")):
            if isinstance(resources, pikepdf.Dictionary) and "/Font" in resources:
                found.update((font.objgen, font) for font in resources.Font.as_dict().values())
    return None if (0, 0) in found else list(found.values())


def _name(font: Any) -> str:
    return str(font.get("/BaseFont", "/")).removeprefix("/")


def _stated(font: Any) -> dict[bytes, bytes] | None:
    """What all codes of two bytes stand for, both in hexadecimal digits; None where it cannot be
    said for sure."""
    stated = font.get("/ToUnicode")
    if font.get("/Encoding") != "/Identity-H" or not isinstance(stated, pikepdf.Stream):
        return None
    text = stated.read_bytes()
    if OTHERWISE.search(CHARACTERS.sub(b"", text)):
        return None
    pairs = [pair for block in CHARACTERS.findall(text) for pair in re.findall(ENTRY, block)]
    found = dict(pairs)
    return found if len(found) == len(pairs) else None


def _pages(
    pdf: pikepdf.Pdf, stated: Sequence[tuple[Any, Mapping[bytes, bytes] | None]], shelf: Shelf
) -> Sequence[bytes] | None:
    """The digests of the pages. The text is read without outlines, but for fonts of which not all
    is known."""
    known = {font.objgen[0]: says for font, says in stated if says is not None}
    return page_digests(pdf, known if len(known) == len(stated) else {}, shelf)


def _outlines(pdf: pikepdf.Pdf, fonts: Sequence[tuple[Any, object]]) -> bytes | None:
    """The digest of some fonts with all that they have."""
    digests = Digests(pdf, {}, {})
    try:
        return b"".join(digests.of(font.objgen[0]).digest for font, _ in fonts)
    except NotUnderstood:
        return None


def _boxed(pdf: pikepdf.Pdf, fonts: Sequence[Any], size: int) -> dict[int, bytes]:
    """The outlines replaced in every descriptor, and pages that follow one another in no stated
    direction, by which PDFium would turn the words of a line round."""
    every = zlib.compress(GLYPH_OF_EACH)
    changed = {
        size: stream(b"", face_of_boxes()),
        size + 1: stream(b"/Filter /FlateDecode", every),
    }
    for font in fonts:
        for owner in font.get("/DescendantFonts", ()):
            descriptor = owner.get("/FontDescriptor", pikepdf.Dictionary())
            if (0, 0) not in (owner.objgen, descriptor.objgen):
                changed[descriptor.objgen[0]] = _with(
                    b"/FontFile2 %d 0 R" % size, without(descriptor, *OUTLINES)
                )
                changed[owner.objgen[0]] = _with(
                    b"/Subtype /CIDFontType2 /CIDToGIDMap %d 0 R" % (size + 1),
                    without(owner, "/Subtype", "/CIDToGIDMap"),
                )
    if "/ViewerPreferences" in pdf.Root:
        changed[pdf.Root.objgen[0]] = without(pdf.Root, "/ViewerPreferences")
    return changed


def _with(entries: bytes, written: bytes) -> bytes:
    return b"%b %b >>" % (written.removesuffix(b">>"), entries)


def _specimen(
    pdf: pikepdf.Pdf, fonts: Sequence[tuple[Any, Mapping[bytes, bytes]]], size: int
) -> dict[int, bytes]:
    """Pages instead of those of the file."""
    tree = pdf.Root.Pages.objgen[0]
    names = (b"/F%d %d 0 R" % (number, font.objgen[0]) for number, (font, _) in enumerate(fonts))
    made = {size: b"<< /Font << %b >> >>" % b" ".join(names)}
    kids = []
    for content in _contents([tuple(says) for _, says in fonts]):
        at = size + len(made)
        made[at] = stream(b"", content)
        made[at + 1] = b"<< /Type /Page /Parent %d 0 R /Resources %d 0 R /Contents %d 0 R %b >>" % (
            *(tree, size, at),
            b"/MediaBox [0 0 %d %d]" % (2 * PITCH, PITCH * (ROWS + 2)),
        )
        kids.append(b"%d 0 R" % (at + 1))
    made[tree] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(kids))
    return made


def _contents(fonts: Sequence[Sequence[bytes]]) -> Iterator[bytes]:
    """What is drawn on each page: every code of every font by itself. There is always a page, as
    there must be."""
    every = [(number, code) for number, codes in enumerate(fonts) for code in codes]
    for first in range(0, max(1, len(every)), ROWS):
        lines = (
            b"BT /F%d %d Tf 1 0 0 1 %d %d Tm <%b> Tj ET"
            % (number, SIZE, PITCH, PITCH * (row + 1), code)
            for row, (number, code) in enumerate(every[first : first + ROWS])
        )
        yield b"\n".join(lines)
