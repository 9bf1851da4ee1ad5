"""A formula's MathML → a drawing for print, its glyphs as outlines. The only importer of ziamath.

The drawing's face is STIX Two Math, which comes with the library; a character that it lacks, such
as Han in ``\\text``, is drawn in our 楷体, as is usual for words beside italic letters.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from keben.places import fonts_folder

WORDS = "LXGWWenKai-Regular.ttf"
"""The face of what the mathematical face lacks; both have 1000 units to the em."""

SIZE = 24.0
"""The size at which a formula is drawn; what it measures is told in em."""

EDGE = 0.02
"""em: what is left free around a drawing, so that no curve is cut."""

ACCENTS: Mapping[str, str] = {"^": "\u0302", "~": "\u0303"}
"""The converter writes an accent as the mark on the keyboard, the face has the one for letters."""

_TROUBLE = (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the library raises over MathML that it does not know."""

logging.getLogger("ziamath").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG. Lengths are in em of the text: its width and height, and how far it
    reaches below the baseline."""

    svg: bytes
    width: float
    height: float
    depth: float


@cache
def draw(mathml: str, colour: str) -> Drawing | None:
    """The drawing of a ``<math>`` element; None where the library cannot make one."""
    root = ET.fromstring(mathml)
    root.set("mathcolor", colour)
    _settle(root)
    zmath = _library()
    edge = EDGE * SIZE
    try:
        drawn: Any = zmath.Math(root, size=SIZE, font=FACE, margin=edge)
        svg = drawn.svg()
        width, height = drawn.getsize()
        below = drawn.getyofst()
    except (*_TROUBLE, ZeroDivisionError, RecursionError):
        return None
    if not 0 < width < 200 * SIZE or not 0 < height < 200 * SIZE:
        return None
    return Drawing(
        svg.encode(),
        (width + 2 * edge) / SIZE,
        (height + 2 * edge) / SIZE,
        (edge - below) / SIZE,
    )


def _settle(root: ET.Element) -> None:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "mo" and element.text:
            element.text = ACCENTS.get(element.text, element.text)
        if name == "mtable" and element.get("columnspacing") == "0em 2em":
            element.set("columnspacing", "0em 0.3em")


FACE = "keben"
"""The name by which the library knows our face."""


@cache
def _library() -> Any:
    """ziamath with our face. It is loaded for the first formula only, because it reads its fonts
    when it is imported; on the way it calls functions that Python is giving up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath import mathfont, zmath
        from ziamath.nodes import mrow

    # To kern, the library looks the next glyph's number up in the face of this one, which may be
    # another: it reads nonsense, and for seconds.

    class Words(zmath.zf.Font):  # type: ignore[misc]  # its own types are not for others
        """The face of words, without kerning."""

        def advance(self, glyph: int, glyph2: int | None) -> Any:
            return super().advance(glyph, None)

    class Face(mathfont.MathFont):  # type: ignore[misc]
        """The mathematical face without kerning, with another for what it lacks."""

        def __init__(self, path: Path, words: Path) -> None:
            super().__init__(path)
            self._words = Words(words)

        def advance(self, glyph: int, glyph2: int | None) -> Any:
            return super().advance(glyph, None)

        def findglyph(self, char: str, variant: Any) -> Any:
            if char.strip() and not self.glyphindex(char) and self._words.glyphindex(char):
                return self._words.glyph(char)
            return super().findglyph(char, variant)

    _remember_heights(mrow.Mrow)
    ziamath.config.svg2 = False
    ziamath.config.precision = 3
    own = Path(str(zmath.loadedfonts["default"].fname))
    zmath.loadedfonts[FACE] = Face(own, fonts_folder() / WORDS)
    return zmath


def _remember_heights(row: Any) -> None:
    """Let the library measure each part of a formula once.

    To know how far a bracket must stretch it builds all of a row twice, and so the rows in it four
    times, and so on: brackets six deep take minutes. Needless once ziamath keeps what it measured.
    """
    measure = row._get_height_nostretch
    known: dict[Any, Any] = {}

    def remember(self: Any, line: Any, **given: Any) -> Any:
        given = {name: it for name, it in given.items() if name not in ("rowymin", "rowymax")}
        texts = tuple(ET.tostring(child) for child in line)
        key = (texts, self.glyphsize, repr(self.style), repr(sorted(given.items())))
        if key not in known:
            if len(known) > MOST_KNOWN:
                known.clear()
            known[key] = measure(self, line, **given)
        return known[key]

    row._get_height_nostretch = remember


MOST_KNOWN = 10_000
"""Measures that are kept."""
