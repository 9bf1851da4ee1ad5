"""A text and its style → a measured Run: Pango is asked once for a paragraph, not for each line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from keben.composition.run import Neighbours, Rules, Run

UNMEASURED = "\n\t\xad"
"""Text with these is left to WeasyPrint: forced line ends, tabs, soft hyphens."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, the layout that it was measured with, its height and baseline (px), and the byte at
    which each character begins."""

    run: Run
    layout: Any
    height: float
    baseline: float
    offsets: tuple[int, ...]

    def index(self, offset: int) -> int:
        """The character that begins at a byte."""
        return bisect_left(self.offsets, offset)


def measure(
    text: str, style: Any, context: Any, *, language: str, rules: Rules, neighbours: Neighbours
) -> Measured | None:
    """Shape a text and take its measure; None where it must be left to WeasyPrint."""
    if any(character in text for character in UNMEASURED):
        return None
    layout = line_break.create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    offsets = _offsets(text)
    advances = _advances(line, offsets, len(text))
    if advances is None:
        return None
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    legal = [bool(attributes[index + 1].is_line_break) for index in range(len(text))]
    _, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    run = Run(
        text,
        advances,
        legal,
        em=style["font_size"],
        language=language,
        rules=rules,
        neighbours=neighbours,
    )
    return Measured(run, layout, height, baseline, offsets)


def _offsets(text: str) -> tuple[int, ...]:
    offsets, place = [], 0
    for character in text:
        offsets.append(place)
        code = ord(character)
        place += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return (*offsets, place)


def _advances(line: Any, offsets: tuple[int, ...], size: int) -> list[float] | None:
    """The advance of each character, px; a cluster's stands with its first character. None where
    a run goes from right to left."""
    by_offset = dict.fromkeys(offsets, 0)
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.level % 2:
            return None
        start = item.offset
        for glyph, cluster in zip(
            glyphs.glyphs[0 : glyphs.num_glyphs],
            glyphs.log_clusters[0 : glyphs.num_glyphs],
            strict=True,
        ):
            by_offset[start + cluster] += glyph.geometry.width
        run = run.next
    return [by_offset[offset] * FROM_UNITS for offset in offsets[:size]]
