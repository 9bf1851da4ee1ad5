"""Laid-out pages → the same with every line of their text numbered beside it, for a draft.

The numbers are drawn shapes and artifacts: what is copied or read out is the text alone. They begin
anew on every page, so that a comment names a page and a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.digits import draw_number
from keben.composition.engine import Layout
from keben.composition.marks import shape_box
from keben.composition.tagging import LAYOUT, LOGICAL, MARK

SIZE = 6.5 / 0.75
"""px: the em of a number, 6.5 pt."""

AWAY = 4 / 25.4 * 96
"""px from a number to the text: 4 mm."""

CLOSE = 4
"""px: lines whose baselines are no farther apart are one, as in the cells of a table."""

RAISED = 0.3
"""em of the text: how far above its baseline the middle of a column's line stands."""


def number_lines(layout: Layout, *, columns: bool) -> None:
    """Number the lines of every page; with ``columns``, of pages laid out on their side."""
    for page in layout.document.pages:
        box = page._page_box
        edge = box.content_box_x() - AWAY
        last, number = -CLOSE * 2.0, 0
        lines = sorted(_lines(box), key=lambda pair: pair[0])
        for baseline, line, text in lines:
            if baseline - last <= CLOSE:
                continue
            last, number = baseline, number + 1
            y = baseline - RAISED * text.style["font_size"] if columns else baseline
            shapes = draw_number(number, size=SIZE, right=edge, baseline=y, turned=columns)
            ornament = shape_box(text, tuple(shapes))
            setattr(ornament, MARK, LAYOUT)
            setattr(line, LOGICAL, getattr(line, LOGICAL, line.children))
            line.children = (*line.children, ornament)


def _lines(box: Any) -> Iterator[tuple[float, Any, Any]]:
    """The lines of the text: the baseline of each, px, itself, and its first words. What stands at
    the foot of the page or in a frame of its own is left out."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ in ("FootnoteAreaBox", "AbsolutePlaceholder"):
            continue
        if isinstance(child, boxes.LineBox):
            text = next(_seen(child), None)
            if text is not None:
                yield text.position_y + text.baseline, child, text
        else:
            yield from _lines(child)


def _seen(box: Any) -> Iterator[Any]:
    """The texts of a line that are seen, in order, those in blocks that stand in it too."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style["visibility"] == "visible":
                yield child
        elif isinstance(child, boxes.ParentBox) and child.is_in_normal_flow():
            yield from _seen(child)
