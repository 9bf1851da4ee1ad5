"""A text and its style → a measured Run: Pango is asked once for a paragraph, not for each line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from keben.composition.annotation import Shaped, shape
from keben.composition.characters import POINTS
from keben.composition.hyphenating import hyphenation_of
from keben.composition.interlinear import Annotation
from keben.composition.run import Neighbours, Rules, Run
from keben.composition.shaping import (
    Glyphs,
    byte_offsets,
    glyphs_of,
    line_advances,
    line_breaks,
    reaches_of,
)

FONTS = "keben_fonts"
"""Where a document's font configuration keeps the fonts that its texts are set in."""

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


def measure(
    text: str,
    style: Any,
    context: Any,
    *,
    language: str,
    rules: Rules,
    neighbours: Neighbours,
    annotations: Sequence[Annotation] = (),
) -> Measured | None:
    """Shape a text and take its measure; None where it must be left to WeasyPrint."""
    if not is_measurable(text):
        return None
    layout = line_break.create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    offsets = byte_offsets(text)
    points = [found.start() for found in _POINT.finditer(text)]
    glyphs = glyphs_of(line, offsets)
    if glyphs is None:
        marks = {offsets[index]: index for index in points}
        shapes = line_advances(line, offsets, marks)
        if shapes is None:
            return None
        advances, by_byte = shapes
        reaches = {marks[offset]: reach for offset, reach in by_byte.items()}
    else:
        advances = [width * FROM_UNITS for width in glyphs.widths]
        reaches = reaches_of(glyphs, points)
        _keep_fonts(style.font_config, glyphs, layout)
    legal = line_breaks(layout, len(text))
    _, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    shaped = tuple(shape(annotation, style, context) for annotation in annotations)
    run = Run(
        text,
        advances,
        legal,
        em=style["font_size"],
        language=language,
        rules=rules,
        neighbours=neighbours,
        spans=tuple(each.span for each in shaped),
        reaches=reaches,
        hyphenation=None if rules.anywhere else hyphenation_of(text, style, language, context),
    )
    return Measured(run, layout, height, baseline, offsets, shaped, glyphs)


def _keep_fonts(font_config: Any, glyphs: Glyphs, layout: Any) -> None:
    """Keep each font until the document is drawn, with the first layout that needs it."""
    kept = vars(font_config).setdefault(FONTS, {})
    for _, font in glyphs.fonts:
        kept.setdefault(font, layout.layout)


def is_measurable(text: str) -> bool:
    """False for a text that is left to WeasyPrint."""
    return not _UNMEASURED.search(text)
