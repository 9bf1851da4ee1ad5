"""A cut font → the same for columns: upright glyphs turned a quarter to the left.

A page in columns is laid out in lines and turned to the right as a whole, so what is to stand
upright must lie on its left side. Letters stay as they are, and so lie on their right side in the
column. The only module that imports fontTools.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from io import BytesIO
from typing import Any, Literal

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.misc.psCharStrings import T2CharString, encodeIntT2
from fontTools.misc.transform import Transform
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from keben.typecase.charstring import UnknownOperator, turn
from keben.typecase.faces import CutFont, column_forms
from keben.typecase.numbers import DIGITS, number_rules
from keben.typecase.upright import CONNECTED, LETTERS, stands_upright

Numbers = Literal["sideways", "upright", "none"]
"""How numbers stand in a column: those of one or two digits upright in one em and longer ones on
their side; longer ones upright too, a digit an em; every one on its side."""

TURNED = " Vertical"
"""What a turned font is called after its own name: both may be used in one document."""

FAMILY_NAMES = (1, 4, 16)
"""The names of a font that fontconfig takes for its family."""

DROPPED = ("vmtx", "vhea", "VORG", "BASE")
"""Tables that state how the font itself stands in columns."""

FORGOTTEN = frozenset(("locl", "vert", "vrt2"))
"""Features that would put a glyph that was not turned in place of one that was."""

PAIR_WIDTH = 0.98
"""em: how wide two digits may be side by side."""

Piece = tuple[str, Transform]


def turn_font(font: CutFont, *, numbers: Numbers) -> CutFont:
    """The font with every upright character turned, under a name of its own."""
    # Bounding boxes would be drawn anew for every glyph, and nothing here reads them.
    opened = TTFont(BytesIO(font.data), recalcBBoxes=False, recalcTimestamp=False)
    names, cmap = opened.getGlyphOrder(), opened.getBestCmap()
    turned = {
        cmap[ord(character)]: names[in_column]
        for character, (in_line, in_column) in column_forms(font).items()
        if in_line != in_column or stands_upright(character)
    }
    if font.face.scripts == "emoji":
        turned |= _sequences(opened)
    sheet = _Sheet(opened)
    for name, source in turned.items():
        sheet.turn(name, source)
    _forget_features(opened)
    digits = [cmap[ord(digit)] for digit in DIGITS if ord(digit) in cmap]
    if numbers != "none" and digits:
        _stand_numbers(opened, sheet, digits, long_too=numbers == "upright")
    sheet.finish()
    for record in opened["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = str(record) + TURNED
    for tag in DROPPED:
        if tag in opened:
            del opened[tag]
    file = BytesIO()
    opened.save(file, reorderTables=False)
    face = replace(font.face, name=font.face.name + TURNED)
    return replace(font, face=face, data=file.getvalue())


def _sequences(font: TTFont) -> dict[str, str]:
    """The glyphs that no character has by itself, each to be turned itself: families, flags and
    keycaps stand upright as every emoji does."""
    alone = {*font.getBestCmap().values(), font.getGlyphOrder()[0]}
    wide = (name for name, (advance, _) in font["hmtx"].metrics.items() if advance)
    return {name: name for name in wide if name not in alone}


class _Sheet:
    """New outlines for an open font, drawn from its old ones and put in all at once."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.em: int = font["head"].unitsPerEm
        table = font["OS/2"]
        self.middle: int = (table.sTypoAscender + table.sTypoDescender) // 2
        """The height of the em box's middle; that of a digit is half a capital's height."""
        self.middle_of_digits = (getattr(table, "sCapHeight", 0) or round(self.em * 0.72)) // 2
        self.metrics: dict[str, tuple[int, int]] = font["hmtx"].metrics
        self.outlines: _Cubic | _Quadratic = (
            _Cubic(font, self.em) if "CFF " in font else _Quadratic(font)
        )
        self.drawn: dict[str, Any] = {}
        self.added: list[str] = []

    def turn(self, name: str, source: str) -> None:
        """Let a glyph be the turned outline of another, or of itself, an em wide."""
        advance, _ = self.metrics[source]
        x, y = self.middle + self.em // 2, self.middle - advance // 2
        self.drawn[name] = self.outlines.turn(name, source, x, y)

    def compose(self, sources: Sequence[str]) -> str:
        """Add a glyph of one em, some others side by side and turned; its name."""
        widths = [self.metrics[source][0] for source in sources]
        narrowed = min(1.0, PAIR_WIDTH * self.em / sum(widths))
        place = (self.em - sum(widths) * narrowed) / 2
        turned = Transform(0, 1, -1, 0, self.middle + self.em // 2, self.middle - self.em // 2)
        pieces = []
        for source, width in zip(sources, widths, strict=True):
            moved = turned.translate(place, self.middle - self.middle_of_digits)
            pieces.append((source, moved.scale(narrowed, 1)))
            place += width * narrowed
        name = f"cid{len(self.font.getGlyphOrder()) + len(self.added):05}"
        self.added.append(name)
        self.drawn[name] = self.outlines.compose(pieces)
        return name

    def finish(self) -> None:
        """Put what was drawn into the font."""
        self.font.setGlyphOrder([*self.font.getGlyphOrder(), *self.added])
        for name, outline in self.drawn.items():
            self.metrics[name] = (self.em, self.outlines.put(name, outline))


class _Cubic:
    """The outlines of an OpenType font (CFF). Each states its glyph's width too, which is an em for
    every new one and must agree with the font's other tables (ISO 19005-3 §6.2.11.5)."""

    def __init__(self, font: TTFont, em: int) -> None:
        self.em = em
        self.top: Any = font["CFF "].cff.topDictIndex[0]
        self.strings: Any = self.top.CharStrings
        self.glyphs = font.getGlyphSet()
        self.selector: int | None = None

    def turn(self, name: str, source: str, x: int, y: int) -> bytes:
        try:
            _, outline = turn(self.strings[source].bytecode, x=x, y=y)
        except UnknownOperator:
            outline = self._draw([(source, Transform(0, 1, -1, 0, x, y))])
        _, selector = self.strings.getItemAndSelector(name)
        return self._width(selector) + outline

    def compose(self, pieces: Sequence[Piece]) -> bytes:
        _, self.selector = self.strings.getItemAndSelector(pieces[-1][0])
        return self._width(self.selector) + self._draw(pieces)

    def _private(self, selector: int | None) -> Any:
        return (self.top if selector is None else self.top.FDArray[selector]).Private

    def _width(self, selector: int | None) -> bytes:
        """An em as a charstring states it; nothing where that is the width of most."""
        private = self._private(selector)
        if private.defaultWidthX == self.em:
            return b""
        return bytes(encodeIntT2(round(self.em - private.nominalWidthX)))

    def _draw(self, pieces: Sequence[Piece]) -> bytes:
        pen = T2CharStringPen(None, None)
        for source, transform in pieces:
            self.glyphs[source].draw(TransformPen(pen, transform))
        drawn = pen.getCharString()
        drawn.compile()
        return bytes(drawn.bytecode)

    def put(self, name: str, outline: bytes) -> int:
        """Put an outline in; its left bearing, which nothing reads here."""
        if name in self.strings:
            self.strings[name].setBytecode(outline)
            return 0
        index = self.strings.charStringsIndex
        private = self._private(self.selector)
        index.append(T2CharString(outline, private=private, globalSubrs=index.globalSubrs))
        self.strings.charStrings[name] = len(index) - 1
        self.top.charset.append(name)
        if self.selector is not None:
            self.top.FDSelect.gidArray.append(self.selector)
        return 0


class _Quadratic:
    """The outlines of a TrueType font (glyf)."""

    def __init__(self, font: TTFont) -> None:
        self.table: Any = font["glyf"]
        self.glyphs = font.getGlyphSet()

    def turn(self, name: str, source: str, x: int, y: int) -> Any:
        outline = self.table[source]
        if outline.isComposite() or not outline.numberOfContours:
            return self.compose([(source, Transform(0, 1, -1, 0, x, y))])
        turned = copy(outline)
        turned.coordinates = outline.coordinates.copy()
        turned.coordinates.transform(((0, 1), (-1, 0)))
        turned.coordinates.translate((x, y))
        turned.recalcBounds(self.table)
        return turned

    def compose(self, pieces: Sequence[Piece]) -> Any:
        pen = TTGlyphPen(None)
        for source, transform in pieces:
            moved = TransformPen(pen, transform)
            self.glyphs[source].draw(DecomposingFilterPen(moved, self.glyphs))
        drawn = pen.glyph()
        drawn.recalcBounds(self.table)
        return drawn

    def put(self, name: str, outline: Any) -> int:
        """Put an outline in; its left bearing, from which it is drawn (OpenType, hmtx)."""
        self.table[name] = outline
        return getattr(outline, "xMin", 0)


def _forget_features(font: TTFont) -> None:
    if "GSUB" not in font:
        return
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag in FORGOTTEN:
            record.Feature.LookupListIndex = []
            record.Feature.LookupCount = 0


def _stand_numbers(font: TTFont, sheet: _Sheet, digits: Sequence[str], *, long_too: bool) -> None:
    """Add a glyph of one em for every number of one or two digits, and the rules to choose it."""
    cmap = font.getBestCmap()
    rules = number_rules(
        {name: sheet.compose([name]) for name in digits},
        {(first, second): sheet.compose([first, second]) for first in digits for second in digits},
        beside={cmap[ord(c)] for c in CONNECTED if ord(c) in cmap},
        letters={cmap[ord(c)] for c in LETTERS if ord(c) in cmap},
        space=cmap[ord(" ")],
        long_too=long_too,
    )
    written = TTFont()
    written.setGlyphOrder([*font.getGlyphOrder(), *sheet.added])
    addOpenTypeFeaturesFromString(written, rules)
    _append_rules(font, written["GSUB"])


def _append_rules(font: TTFont, more: Any) -> None:
    """Put lookups after those that a font has, under its feature ``ccmp``."""
    records = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
    composing = [record.Feature for record in records if record.FeatureTag == "ccmp"]
    if not composing:
        font["GSUB"] = more
        return
    lookups = font["GSUB"].table.LookupList
    offset = len(lookups.Lookup)
    for lookup in more.table.LookupList.Lookup:
        for table in lookup.SubTable:
            for record in getattr(table, "SubstLookupRecord", ()):
                record.LookupListIndex += offset
        lookups.Lookup.append(lookup)
    lookups.LookupCount = len(lookups.Lookup)
    called = [
        index + offset for index in more.table.FeatureList.FeatureRecord[0].Feature.LookupListIndex
    ]
    for feature in composing:
        feature.LookupListIndex += called
        feature.LookupCount = len(feature.LookupListIndex)
