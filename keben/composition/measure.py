"""A text and its style → a measured Run: Pango is asked once for a paragraph, not for each line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS

from keben.composition.annotation import Shaped, shape
from keben.composition.characters import POINTS
from keben.composition.forme import Rules
from keben.composition.hyphenating import hyphenation_of
from keben.composition.interlinear import Annotation
from keben.composition.run import Neighbours, Run
from keben.composition.shaping import (
    Glyphs,
    byte_offsets,
    glyphs_of,
    height_of,
    line_advances,
    line_breaks,
    reaches_of,
)
from keben.composition.solid import keep_fonts, set_solid

_UNMEASURED = re.compile("[\n\t\xad]")
"""Text with these is left to WeasyPrint: forced line ends, tabs, soft hyphens."""

_POINT = re.compile(f"[{''.join(sorted(POINTS))}]")


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, the layout that it was measured with, its height and baseline (px), the byte at which
    each character begins, its annotations, and its glyphs where each character has one."""

    run: Run
    layout: Any
    height: float
    baseline: float
    offsets: Sequence[int]
    annotations: tuple[Shaped, ...] = ()
    glyphs: Glyphs | None = None

    def index(self, offset: int) -> int:
        """The character that begins at a byte."""
        return bisect_left(self.offsets, offset)


@dataclass(frozen=True, slots=True)
class _Shaping:
    """What is known of a shaped text: see :class:`Run` and :class:`Measured`."""

    advances: list[float]
    reaches: dict[int, float]
    legal: list[bool]
    layout: Any
    height: float
    baseline: float
    glyphs: Glyphs | None


def measure(
    text: str,
    style: Any,
    context: Any,
    *,
    language: str,
    rules: Rules,
    neighbours: Neighbours,
    annotations: Sequence[Annotation] = (),
    whole: str = "",
) -> Measured | None:
    """Shape a text, which may be a part of a ``whole``, and take its measure; None where it must be
    left to WeasyPrint."""
    if not is_measurable(text):
        return None
    offsets = byte_offsets(text)
    found = _set(text, style, context, whole) or _shape(text, style, context, offsets)
    if found is None:
        return None
    shaped = tuple(shape(annotation, style, context) for annotation in annotations)
    run = Run(
        text,
        found.advances,
        found.legal,
        em=style["font_size"],
        language=language,
        rules=rules,
        neighbours=neighbours,
        spans=tuple(each.span for each in shaped),
        reaches=found.reaches,
        hyphenation=None if rules.anywhere else hyphenation_of(text, style, language, context),
    )
    return Measured(run, found.layout, found.height, found.baseline, offsets, shaped, found.glyphs)


def _set(text: str, style: Any, context: Any, whole: str) -> _Shaping | None:
    """A text whose characters Pango has shaped before; any line of it may end anywhere by the rules
    of Latin text, which hold for none of its characters."""
    solid = set_solid(text, style, context, whole)
    if solid is None:
        return None
    glyphs, case = solid
    reaches = reaches_of(glyphs, _points(text))
    legal = [True] * len(text)
    return _Shaping(
        _advances(glyphs), reaches, legal, case.layout, case.height, case.baseline, glyphs
    )


def _shape(text: str, style: Any, context: Any, offsets: Sequence[int]) -> _Shaping | None:
    """A text that Pango shapes; None where it goes from right to left."""
    layout = line_break.create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    glyphs = glyphs_of(line, offsets)
    if glyphs is None:
        marks = {offsets[index]: index for index in _points(text)}
        shapes = line_advances(line, offsets, marks)
        if shapes is None:
            return None
        advances, by_byte = shapes
        reaches = {marks[offset]: reach for offset, reach in by_byte.items()}
    else:
        advances, reaches = _advances(glyphs), reaches_of(glyphs, _points(text))
        keep_fonts(style.font_config, glyphs, layout)
    legal = line_breaks(layout, len(text))
    height, baseline = height_of(line, layout, style)
    layout.deactivate()
    return _Shaping(advances, reaches, legal, layout, height, baseline, glyphs)


def _points(text: str) -> list[int]:
    return [found.start() for found in _POINT.finditer(text)]


def _advances(glyphs: Glyphs) -> list[float]:
    return [width * FROM_UNITS for width in glyphs.widths]


def is_measurable(text: str) -> bool:
    """False for a text that is left to WeasyPrint."""
    return not _UNMEASURED.search(text)
