"""A text and its style → a measured Run: Pango is asked once for a paragraph, not for each line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from keben.composition.annotation import Shaped, shape
from keben.composition.characters import POINTS
from keben.composition.interlinear import Annotation
from keben.composition.run import Neighbours, Rules, Run
from keben.composition.shaping import (
    Glyphs,
    byte_offsets,
    glyphs_of,
    line_advances,
    reaches_of,
)

FONTS = "keben_fonts"
"""Where a document's font configuration keeps the fonts that its texts are set in."""

UNMEASURED = "\n\t\xad"
"""Text with these is left to WeasyPrint: forced line ends, tabs, soft hyphens."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, the layout that it was measured with, its height and baseline (px), the byte at which
    each character begins, its annotations, and its glyphs where each character has one."""

    run: Run
    layout: Any
    height: float
    baseline: float
    offsets: tuple[int, ...]
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
    marks = {offsets[index]: index for index, mark in enumerate(text) if mark in POINTS}
    glyphs = glyphs_of(line, offsets)
    if glyphs is None:
        shapes = line_advances(line, offsets, marks)
        if shapes is None:
            return None
        advances, by_byte = shapes
        reaches = {marks[offset]: reach for offset, reach in by_byte.items()}
    else:
        advances = [width * FROM_UNITS for width in glyphs.widths]
        reaches = reaches_of(glyphs, marks.values())
        _keep_fonts(style.font_config, glyphs, layout)
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    legal = [bool(attributes[index + 1].is_line_break) for index in range(len(text))]
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
    )
    return Measured(run, layout, height, baseline, offsets, shaped, glyphs)


def _keep_fonts(font_config: Any, glyphs: Glyphs, layout: Any) -> None:
    """Keep each font until the document is drawn, with the first layout that needs it."""
    kept = vars(font_config).setdefault(FONTS, {})
    for _, font in glyphs.fonts:
        kept.setdefault(font, layout.layout)


def is_measurable(text: str) -> bool:
    """False for a text that is left to WeasyPrint."""
    return not any(character in text for character in UNMEASURED)
