"""A page that PDFium has opened → its text objects, tags, glyphs and links."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import repeat
from typing import Any

from pypdfium2 import raw

from keben.pdfium.drawings import Drawing, drawings, frame_of, is_lettered, is_within
from keben.pdfium.structure import Element, decode, read_tags

LONGEST = 1 << 16
"""The characters of the longest text object that is read whole."""

EVEN = 0.001
"""Of an em: by less, nothing is slanted or stretched."""

TOO_HIGH = 65 / 64
"""PDFium makes the box of a character in a composite font so much higher (CPDF_CIDFont)."""


class Stance(StrEnum):
    """How letters stand on a page: as the font has them, or as in a column, where the page lies on
    its left side; slanted, narrowed or widened; turned another way, which is not measured."""

    UPRIGHT = "upright"
    COLUMN = "column"
    DISTORTED = "distorted"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Run:
    """One text object: its marked-content number (-1 outside the tags), whether it is ornament,
    the name of its font; ``is_furniture`` if it is a running head or a folio; how it stands; and
    whether it is drawn within the page, in a size that can be seen."""

    text: str
    mark: int
    is_artifact: bool
    font: str
    is_furniture: bool = False
    stance: Stance = Stance.UPRIGHT
    is_seen: bool = True


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it was drawn. ``cluster`` is it and those with which it shares its glyph.
    ``x``, ``y`` is its origin, ``end`` where its advance ends, ``size`` what its em measures on the
    page. ``ink`` are its left, right, lower and upper edge from the origin in thousandths of an em,
    None where the text runs neither to the right nor down. ``is_spaced``: after a space.

    Where the text runs down the page (``is_column``), all is told as if the page lay on its left
    side: the columns are lines then, from top to bottom, and ``x`` grows along them.
    """

    character: str
    cluster: str
    x: float
    y: float
    end: float
    size: float
    font: str
    mark: int
    ink: tuple[int, int, int, int] | None
    is_spaced: bool
    is_column: bool = False


class _Place:
    """Where the character read last was drawn."""

    def __init__(self) -> None:
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.left, self.right, self.bottom, self.top = (ctypes.c_double() for _ in range(4))
        self.frame, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.size = 0.0

    def read(self, text: Any, index: int) -> None:
        """Ask PDFium for everything about a character."""
        raw.FPDFText_GetCharOrigin(text, index, self.x, self.y)
        raw.FPDFText_GetCharBox(text, index, self.left, self.right, self.bottom, self.top)
        raw.FPDFText_GetLooseCharBox(text, index, self.frame)
        raw.FPDFText_GetMatrix(text, index, self.matrix)
        size = raw.FPDFText_GetFontSize(text, index)
        self.size = size * abs(self.matrix.d or self.matrix.b)

    @property
    def is_column(self) -> bool:
        """True for text that runs down the page, its letters on their right side."""
        return self.matrix.b < 0 < self.matrix.c and not self.matrix.a and not self.matrix.d

    def origin(self) -> tuple[float, float, float]:
        """Where it begins, along its line and across it, and where its advance ends."""
        if self.is_column:
            return -self.y.value, self.x.value, -self.frame.bottom
        return self.x.value, self.y.value, self.frame.right

    def ink(self) -> tuple[int, int, int, int] | None:
        """The edges of the ink from the origin, thousandths of an em."""
        if self.size <= 0 or not (self.is_column or (self.matrix.d > 0 and not self.matrix.b)):
            return None
        x, y, _ = self.origin()
        left, right = self.left.value, self.right.value
        bottom, top = self.bottom.value, self.top.value
        if self.is_column:
            left, right, bottom, top = -top, -bottom, left, right
        sizes = (left - x, right - x, bottom - y, (top - y) / TOO_HIGH)
        left, right, bottom, top = (round(edge / self.size * 1000) for edge in sizes)
        return left, right, bottom, top


class Sheet:
    """One page, open: its tags and links are read from ``page``, what is drawn from ``drawn`` and
    its ``text``, which may belong to a copy of the page."""

    def __init__(self, document: Any, page: Any, drawn: Any, text: Any) -> None:
        self._document, self._page, self._drawn, self._text = document, page, drawn, text
        self._fonts: dict[int, str] = {}

    def runs(self) -> Iterator[Run]:
        """The page's text objects in drawing order, without those inside pictures."""
        buffer, matrix = (raw.FPDF_WCHAR * LONGEST)(), raw.FS_MATRIX()
        frame = frame_of(self._drawn)
        for number in range(raw.FPDFPage_CountObjects(self._drawn)):
            item = raw.FPDFPage_GetObject(self._drawn, number)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            units = raw.FPDFTextObj_GetText(item, self._text, buffer, LONGEST)
            text = decode(ctypes.string_at(buffer, max(units - 2, 0)))
            mark = raw.FPDFPageObj_GetMarkedContentID(item)
            artifact = _artifact(item) if mark < 0 else None
            is_furniture = artifact is not None and _has_subtype(artifact)
            raw.FPDFPageObj_GetMatrix(item, matrix)
            is_artifact = artifact is not None
            stance = _stance(matrix)
            is_seen = is_lettered(item, matrix) and is_within(item, frame)
            yield Run(text, mark, is_artifact, self._font(item), is_furniture, stance, is_seen)

    def drawings(self) -> Iterator[Drawing]:
        """What is tagged and no text, in drawing order."""
        return drawings(self._drawn)

    def has_unstated(self) -> bool:
        """True where a code is drawn for which its font states no character (ISO 32000-1 §9.10.2);
        PDFium then gives the character whose number the code is."""
        every = range(raw.FPDFText_CountChars(self._text))
        return 1 in map(raw.FPDFText_HasUnicodeMapError, repeat(self._text), every)

    def tags(self) -> tuple[Element, ...]:
        """The topmost structure elements that stand on this page."""
        return read_tags(self._page)

    def addresses(self) -> Iterator[str]:
        """The outside address of each link that has one."""
        place, link = ctypes.c_int(), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(self._page, ctypes.byref(place), ctypes.byref(link)):
            action = raw.FPDFLink_GetAction(link)
            if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
                size = raw.FPDFAction_GetURIPath(self._document, action, None, 0)
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFAction_GetURIPath(self._document, action, buffer, size)
                yield buffer.value.decode("utf-8", "replace")

    def glyphs(self, among: Collection[str] | None = None) -> Iterator[Glyph]:
        """The characters drawn, those in pictures too, white space left out; of certain characters
        only where ``among`` names them."""
        text, place, is_spaced = self._text, _Place(), False
        for index in self._indexes(among):
            character = self._character(index)
            item = raw.FPDFText_GetTextObject(text, index)
            if not item or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            if not character.strip():
                is_spaced = is_spaced or bool(character)
                continue
            place.read(text, index)
            yield Glyph(
                character,
                self._cluster(index, character, place),
                *place.origin(),
                place.size,
                self._font(item),
                raw.FPDFPageObj_GetMarkedContentID(item),
                place.ink(),
                is_spaced,
                place.is_column,
            )
            is_spaced = False

    def _indexes(self, among: Collection[str] | None) -> Iterable[int]:
        """The places of the characters ``among`` those named, or of all. Most pages are asked for a
        few out of a thousand, so no more is done for the others than must be."""
        every = range(raw.FPDFText_CountChars(self._text))
        if among is None:
            return every
        # Characters beyond U+FFFF are found by their first half.
        codes = {ord(c) if c < "\U00010000" else 0xD7C0 + (ord(c) >> 10) for c in among if c}
        ask, text = raw.FPDFText_GetUnicode, self._text
        found = [index for index in every if ask(text, index) in codes]
        return [index for index in found if self._character(index) in among]

    def _character(self, index: int) -> str:
        """A character; PDFium gives those beyond U+FFFF in halves, of which the second is empty."""
        code = raw.FPDFText_GetUnicode(self._text, index)
        if 0xD800 <= code < 0xDC00:
            other = raw.FPDFText_GetUnicode(self._text, index + 1)
            return chr(0x10000 + ((code - 0xD800) << 10) + (other - 0xDC00 & 0x3FF))
        return "" if 0xDC00 <= code < 0xE000 else chr(code)

    def _cluster(self, index: int, character: str, place: _Place) -> str:
        """The characters for which one glyph stands: they have one origin."""
        cluster, x, y = character, ctypes.c_double(), ctypes.c_double()
        for step in (1, -1):
            other = index + step
            while raw.FPDFText_GetCharOrigin(self._text, other, x, y):
                if (x.value, y.value) != (place.x.value, place.y.value):
                    break
                found = self._character(other)
                cluster = cluster + found if step > 0 else found + cluster
                other += step
        return cluster

    def _font(self, item: Any) -> str:
        font = raw.FPDFTextObj_GetFont(item)
        if not font:
            return ""
        place = ctypes.addressof(font.contents)
        if place not in self._fonts:
            size = raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFFont_GetBaseFontName(font, buffer, size)
            self._fonts[place] = buffer.value.decode("utf-8", "replace")
        return self._fonts[place]


def _stance(matrix: Any) -> Stance:
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    if d > 0 and not b:
        is_even = abs(a - d) <= EVEN * d and abs(c) <= EVEN * d
        return Stance.UPRIGHT if is_even else Stance.DISTORTED
    if b < 0 < c and not a and not d:
        return Stance.COLUMN if abs(b + c) <= EVEN * c else Stance.DISTORTED
    return Stance.TURNED


def _artifact(item: Any) -> Any:
    """The marked content of the kind Artifact in which something stands (ISO 32000-1 §14.8.2.2);
    None where it does not."""
    buffer, size = (raw.FPDF_WCHAR * 16)(), ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, number)
        if raw.FPDFPageObjMark_GetName(mark, buffer, 32, ctypes.byref(size)):
            name = decode(ctypes.string_at(buffer, max(size.value - 2, 0)))
            if name == "Artifact":
                return mark
    return None


def _has_subtype(artifact: Any) -> bool:
    """True for a header, a footer and the like (ISO 32000-1 table 330)."""
    kind = int(raw.FPDFPageObjMark_GetParamValueType(artifact, b"Subtype"))
    return kind != int(raw.FPDF_OBJECT_UNKNOWN)
