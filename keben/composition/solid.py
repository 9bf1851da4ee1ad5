"""A text of nothing but ideographs and the marks that go with them → its glyphs, without Pango.

In such a text each character has the glyph that it has anywhere, unless a lookup of the font says
otherwise. Pango is asked once for each character of a style, many at a time; texts are then put
together of what it said. All other texts are shaped whole.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import pango

from keben.composition.characters import CLOSING, INSEPARABLE, OPENING
from keben.composition.ends import SOLID
from keben.composition.look import look_of
from keben.composition.lookups import sociable
from keben.composition.shaping import NO_GLYPH, Glyphs, byte_offsets, glyphs_of, height_of

CASE, CASES = "keben_case", "keben_cases"
"""Where a style keeps its case, and a document's font configuration all cases."""

COPY = "keben_copy"
"""Where a document's font configuration has its text. One without is never asked."""

SOCIABLE = "keben_sociable"
"""Where a document's font configuration keeps, by font, the glyphs that mind their neighbours."""

FONTS = "keben_fonts"
"""Where a document's font configuration keeps the fonts that its texts are set in."""

LONG = 100
"""For a text of so many characters, Pango is asked for all characters of its document."""

PLAIN_FEATURES = (
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override"),
)
"""Properties that are ``normal`` where a style asks for no feature of its fonts."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = re.escape("".join(sorted(OPENING | CLOSING | INSEPARABLE)))
_IDEOGRAPH = re.compile(f"[{_HAN}]")
_SOLID = re.compile(f"[{_HAN}{_MARKS}]+")
_UNIT = re.compile(f"[{_HAN}]|[{_MARKS}]+")
_ADJACENT = re.compile(f"[{_MARKS}]{{2,}}")
"""Marks beside ideographs are Han as these are (Unicode Standard Annex 24), and a line ends beside
them by no rule for Latin. Those that stand beside each other are one unit, because faces kern them
and join dashes."""


@dataclass(slots=True)
class Case:
    """What Pango said of the units of a style, all of one ``font``: the glyphs of single characters
    by their codes, and of adjacent marks; the ``width`` of an ideograph and those that are
    ``other`` (Pango's units); how high any text of them is, and its baseline (px); and a ``layout``
    of it. ``asked`` are all that it was asked for."""

    layout: Any = None
    font: Any = None
    width: int = 0
    height: float = 0.0
    baseline: float = 0.0
    ids: dict[int, int] = field(default_factory=dict)
    other: dict[int, int] = field(default_factory=dict)
    adjacent: dict[str, tuple[array[int], array[int]]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def glyphs(self, text: str) -> Glyphs | None:
        """Those of a text, if all its units are known."""
        codes = array("H", text.encode("utf-16", "surrogatepass")[2:])
        try:
            ids = array("H", map(self.ids.__getitem__, codes))
            widths = array("i", [self.width]) * len(text)
            if not self.other.keys().isdisjoint(codes):
                widths = array("i", map(self.other.get, codes, widths))
            for marks in _ADJACENT.finditer(text):
                start, end = marks.span()
                ids[start:end], widths[start:end] = self.adjacent[marks[0]]
        except KeyError:
            return None
        return Glyphs(ids, widths, ((0, self.font),))

    def keep(self, unit: str, ids: array[int], widths: array[int]) -> None:
        """Keep the glyphs of a unit."""
        if len(unit) > 1:
            self.adjacent[unit] = ids, widths
            return
        self.ids[ord(unit)] = ids[0]
        if widths[0] != self.width:
            self.other[ord(unit)] = widths[0]


def set_solid(text: str, style: Any, context: Any, whole: str) -> tuple[Glyphs, Case] | None:
    """The glyphs of a text, which is a part of a ``whole``; None where Pango must shape it."""
    case = _case_of(style)
    if case is None or not _IDEOGRAPH.search(text):
        return None
    found = case.glyphs(text)
    if found is None and _SOLID.fullmatch(text) and not case.asked.issuperset(_units(text)):
        copy: str = vars(style.font_config)[COPY] if len(text) >= LONG else whole
        _ask(case, text, _units(text + copy) - case.asked, style, context)
        found = case.glyphs(text)
    return None if found is None else (found, case)


def _units(text: str) -> set[str]:
    """The units of a text, and the single marks of its adjacent ones."""
    return {*_UNIT.findall(text), *"".join(_ADJACENT.findall(text))}


def keep_fonts(font_config: Any, glyphs: Glyphs, layout: Any) -> None:
    """Keep each font until the document is drawn, with the first layout that needs it."""
    kept = vars(font_config).setdefault(FONTS, {})
    for _, font in glyphs.fonts:
        kept.setdefault(font, layout.layout)


def _case_of(style: Any) -> Case | None:
    """The case of a style; None where neighbours may matter for other reasons than their glyphs."""
    kept = vars(style)
    if CASE not in kept:
        kept[CASE] = _find_case(style)
    found: Case | None = kept[CASE]
    return found


def _find_case(style: Any) -> Case | None:
    config = vars(style.font_config)
    if COPY not in config or (style["lang"] or "")[:2] not in SOLID or style["direction"] != "ltr":
        return None
    if style["font_kerning"] != "auto" or style["letter_spacing"] != "normal":
        return None
    if any(style[name] != "normal" for name in PLAIN_FEATURES):
        return None
    cases: dict[Any, Case] = config.setdefault(CASES, {})
    # A layout knows where lines along its text are drawn.
    return cases.setdefault((look_of(style), str(style["text_decoration_line"])), Case())


def _ask(case: Case, text: str, new: set[str], style: Any, context: Any) -> None:
    """Let Pango shape some units, marks between ideographs, and keep what it says; of ideographs
    only where they mind no neighbour."""
    case.asked |= new
    beside = _IDEOGRAPH.search(text)
    if beside is None:
        return
    if case.font is None:
        _begin(case, beside[0], style, context)
    marks = sorted(unit for unit in new if not _IDEOGRAPH.match(unit))
    units = [*sorted(new.difference(marks)), *chain.from_iterable((beside[0], m) for m in marks)]
    spoken = "".join((*units, beside[0]))
    minding = _minding(case.font, style.font_config)
    glyphs, _ = _shaped(spoken, style, context)
    if glyphs is None or minding is None or glyphs.ids[-1] in minding:
        return
    ours = bytearray(len(spoken))
    for (first, font), (last, _) in pairwise((*glyphs.fonts, (len(spoken), None))):
        ours[first:last] = bytes([font == case.font]) * (last - first)
    end = 0
    for unit in units:
        start, end = end, end + len(unit)
        ids = glyphs.ids[start:end]
        is_free = unit in marks or (ids[0] not in minding and ids[0] != NO_GLYPH)
        if is_free and all(ours[start:end]):
            case.keep(unit, ids, glyphs.widths[start:end])


def _begin(case: Case, ideograph: str, style: Any, context: Any) -> None:
    """Take the font of an ideograph for that of the case."""
    glyphs, layout = _shaped(ideograph, style, context)
    if glyphs is not None:
        ((_, case.font),) = glyphs.fonts
        case.width = glyphs.widths[0]
        line, _ = layout.get_first_line()
        case.height, case.baseline = height_of(line, layout, style)
        layout.deactivate()
        case.layout = layout


def _shaped(text: str, style: Any, context: Any) -> tuple[Glyphs | None, Any]:
    layout = line_break.create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    glyphs = glyphs_of(line, byte_offsets(text))
    if glyphs is not None:
        keep_fonts(style.font_config, glyphs, layout)
    return glyphs, layout


def _minding(font: Any, font_config: Any) -> frozenset[int] | None:
    kept: dict[Any, frozenset[int] | None] = vars(font_config).setdefault(SOCIABLE, {None: None})
    if font not in kept:
        kept[font] = sociable(pango.pango_font_get_hb_font(font))
    return kept[font]
