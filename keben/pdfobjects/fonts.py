"""Faces, and the glyphs that are drawn from them → the fonts of a PDF, each face in it once.

A font is one of type 0 whose codes are those of glyphs in their face (ISO 32000-1 §9.7).
Parts that draw a glyph for one and the same text share a font; where one draws it for another text,
it has a font of its own over the same face.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from struct import pack
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from keben.pdfobjects.faces import CFF_FACE, TRUETYPE_FACE, drawn_tables, read_outlines

AT_ONCE = 100
"""Lines that stand in one section of a character map, at most (Adobe Technical Note 5014)."""

EM = 1000
"""The width of nearly all glyphs of a Chinese, Japanese or Korean face, thousandths of an em."""

FIXED_PITCH = 1
"""Bit 1 of a font's flags (ISO 32000-1 table 123)."""

STEM = 80
"""The thickness of stems that is stated, thousandths of an em; no viewer draws by it."""


class Use(Protocol):
    """What a part draws from a face: see :class:`keben.composition.facts.FaceUse`."""

    @property
    def digest(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def flags(self) -> int: ...
    @property
    def ascent(self) -> int: ...
    @property
    def descent(self) -> int: ...
    @property
    def widths(self) -> Mapping[int, int]: ...
    @property
    def texts(self) -> Mapping[int, str]: ...


@dataclass(eq=False, slots=True)
class _Font:
    """A font that is being gathered: what is the same in all its uses, and its glyphs."""

    use: Use
    item: Dictionary
    widths: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def suits(self, use: Use) -> bool:
        """True unless a glyph would stand for two texts, or have two widths."""
        return all(self.texts.get(g, text) == text for g, text in use.texts.items()) and all(
            self.widths.get(g, width) == width for g, width in use.widths.items()
        )


FaceFile = Callable[[Use, Collection[int]], tuple[bytes, Mapping[int, int]]]
"""The file of a face, or its outlines alone, with the glyphs at least that have some codes; and the
numbers of these glyphs by their codes, where it does not know them by these."""


class Fonts:
    """The fonts of a file that is being bound."""

    def __init__(self, pdf: pikepdf.Pdf, face_file: FaceFile) -> None:
        self._pdf = pdf
        self._face_file = face_file
        self._found: dict[str, list[_Font]] = {}
        self._glyphs: dict[str, set[int]] = {}
        self._files: dict[str, tuple[pikepdf.Object, Any]] = {}
        self._used: dict[tuple[str, int], tuple[Use, Dictionary]] = {}

    def font(self, name: str, use: Use) -> Dictionary:
        """The font for a use; ``name`` is the one by which parts call it."""
        # All pages of a part have one use, which names every glyph of the part.
        key = (name, id(use))
        if key not in self._used:
            self._used[key] = (use, self._font(name, use))
        return self._used[key][1]

    def _font(self, name: str, use: Use) -> Dictionary:
        known = self._found.setdefault(name, [])
        font = next((font for font in known if font.suits(use)), None)
        if font is None:
            font = _Font(use, self._pdf.make_indirect(Dictionary(Type=Name.Font)))
            known.append(font)
        font.widths |= use.widths
        font.texts |= use.texts
        self._glyphs.setdefault(use.digest, set()).update(use.widths)
        return font.item

    def finish(self) -> None:
        """Write what is known of every font. No use may follow."""
        for fonts in self._found.values():
            for font in fonts:
                self._write(font)

    def _write(self, font: _Font) -> None:
        """ISO 32000-1 tables 117, 121 and 122."""
        use, pdf = font.use, self._pdf
        face, places = self._file(use)
        is_cff = face.get("/Subtype") == Name.CIDFontType0C
        one_width = len(font.widths) > 1 and len(set(font.widths.values())) == 1
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{use.name}"),
            FontFamily=String(use.family),
            Flags=use.flags | (FIXED_PITCH if one_width else 0),
            FontBBox=Array([0, use.descent, max(font.widths.values(), default=0), use.ascent]),
            ItalicAngle=0,
            Ascent=use.ascent,
            Descent=use.descent,
            CapHeight=use.ascent,
            StemV=STEM,
            StemH=STEM,
        )
        descriptor[Name.FontFile3 if is_cff else Name.FontFile2] = face
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if is_cff else Name.CIDFontType2,
            BaseFont=Name(f"/{use.name}"),
            CIDSystemInfo=Dictionary(
                Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
            ),
            DW=EM,
            W=Array(list(_runs(font.widths))),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        if not is_cff:
            descendant.CIDToGIDMap = places
        font.item.Subtype = Name.Type0
        font.item.BaseFont = Name(f"/{use.name}")
        font.item.Encoding = Name("/Identity-H")
        font.item.DescendantFonts = Array([pdf.make_indirect(descendant)])
        font.item.ToUnicode = pdf.make_stream(_character_map(font.texts))

    def _file(self, use: Use) -> tuple[pikepdf.Object, Any]:
        """The face, as far as pages are drawn with it (ISO 32000-1 §9.9), and where in it the
        glyphs of codes are (table 117, CIDToGIDMap)."""
        if use.digest not in self._files:
            data, places = self._face_file(use, self._glyphs[use.digest])
            is_file = data[:4] in (CFF_FACE, TRUETYPE_FACE)
            outlines = read_outlines(data) if is_file else data
            stream = self._pdf.make_stream(outlines or drawn_tables(data))
            if outlines:
                stream.Subtype = Name.CIDFontType0C
            else:
                stream.Length1 = len(stream.read_bytes())
            listed = self._pdf.make_stream(_list(places)) if places else Name.Identity
            self._files[use.digest] = stream, listed
        return self._files[use.digest]


def _list(places: Mapping[int, int]) -> bytes:
    """The numbers of the glyphs of all codes, in two bytes each."""
    return pack(f">{max(places) + 1}H", *(places.get(code, 0) for code in range(max(places) + 1)))


def _runs(widths: Mapping[int, int]) -> Iterator[int | Array]:
    """ISO 32000-1 §9.7.4.3: the first of some glyphs in a row, and the width of each, without
    those that are an em wide. Viewers go through all that is listed for each character of a page.
    """
    row: list[int] = []
    start = -1
    for glyph in sorted(glyph for glyph, width in widths.items() if width != EM):
        if glyph != start + len(row):
            if row:
                yield from (start, Array(row))
            start, row = glyph, []
        row.append(widths[glyph])
    if row:
        yield from (start, Array(row))


def _character_map(texts: Mapping[int, str]) -> bytes:
    """From glyphs to the text that they stand for (ISO 32000-1 §9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    pairs = [f"<{g:04x}> <{texts[g].encode('utf-16-be').hex()}>" for g in sorted(texts)]
    for start in range(0, len(pairs), AT_ONCE):
        section = pairs[start : start + AT_ONCE]
        lines += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
