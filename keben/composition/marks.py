"""Marks at characters and lines along them → drawn as ornament of the page, not as text.

Emphasis dots (clreq §3.4.1, jlreq §3.3.9), the proper noun mark and the wavy title mark (clreq
§3.4.2, GB/T 15834 §4.16). Shapes are pagination artifacts: nothing of them is copied or read out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SHAPES = "keben_shapes"
"""Where a box that stands for shapes, not for text, keeps them."""

DOT_RADIUS = 0.08
SESAME = 0.3
"""em: the radius of a dot, the height of a sesame mark."""
UNDER, UNDER_LINE, OVER = 0.26, 0.4, -1.02
"""em below the baseline: where the middle of a mark stands; under a name that is lined, the line
comes first (clreq, interlinear punctuation, single-sided setting)."""

LINE_DROP = 0.19
LINE_WIDTH = 0.05
WAVE = 0.05
WAVE_LENGTH = 0.36
LINE_END = 0.06
"""em: how far below the baseline a line runs, how thick it is, how far a wave swings and how long
it is, and what a line lacks at either end, so that two names beside each other stay two."""

CIRCLE = 0.5523
"""What the handles of a quarter circle measure, of its radius."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of cubic curves from ``start``, px on the page: filled, or stroked ``width`` wide."""

    start: Point
    curves: tuple[tuple[Point, Point, Point], ...]
    width: float = 0.0


def takes_mark(character: str) -> bool:
    """False for punctuation and spaces, which emphasis marks pass over (CSS Text Decoration 4)."""
    return unicodedata.category(character)[0] not in "PZC"


def emphasis_mark(
    kind: str,
    x: float,
    baseline: float,
    *,
    em: float,
    over: bool,
    lined: bool = False,
    turned: bool = False,
) -> Shape:
    """A mark centred at ``x``: a ``dot``, or a ``sesame`` as in vertical Japanese. ``lined`` if a
    line runs along the text, ``turned`` if the line of text will stand as a column."""
    under = UNDER_LINE if lined else UNDER
    y = baseline + (OVER if over else under) * em
    if kind == "sesame":
        return _sesame(x, y, SESAME * em, turned=turned)
    return _dot(x, y, DOT_RADIUS * em)


def _dot(x: float, y: float, radius: float) -> Shape:
    handle = radius * CIRCLE
    around = ((0, -1), (1, 0), (0, 1), (-1, 0), (0, -1))
    curves = tuple(
        (
            (x + a * radius + c * handle, y + b * radius + d * handle),
            (x + c * radius + a * handle, y + d * radius + b * handle),
            (x + c * radius, y + d * radius),
        )
        for (a, b), (c, d) in pairwise(around)
    )
    return Shape((x, y - radius), curves)


def _sesame(x: float, y: float, size: float, *, turned: bool) -> Shape:
    """A drop that falls to the right; in a line that is turned, lying on its left side."""

    def at(right: float, down: float) -> Point:
        if turned:
            return x + (down - 0.5) * size, y - (right - 0.5) * size
        return x + (right - 0.5) * size, y + (down - 0.5) * size

    return Shape(
        at(0.2, 0.1),
        (
            (at(0.5, 0.12), at(0.9, 0.45), at(0.9, 0.75)),
            (at(0.9, 0.95), at(0.6, 0.98), at(0.48, 0.78)),
            (at(0.36, 0.55), at(0.3, 0.3), at(0.2, 0.1)),
        ),
    )


def line_mark(kind: str, left: float, right: float, baseline: float, *, em: float) -> Shape:
    """A line along a name from ``left`` to ``right``: ``straight``, or a ``wavy`` one."""
    left, right, y = left + LINE_END * em, right - LINE_END * em, baseline + LINE_DROP * em
    width = LINE_WIDTH * em
    if kind != "wavy":
        third = (right - left) / 3
        return Shape((left, y), (((left + third, y), (right - third, y), (right, y)),), width=width)
    count = max(2, round((right - left) / (WAVE_LENGTH * em / 2)))
    half, swing = (right - left) / count, WAVE * em
    curves = []
    for number in range(count):
        x, tip = left + number * half, y + swing * (2 if number % 2 else -2)
        curves.append(((x + half * 0.36, tip), (x + half * 0.64, tip), (x + half, y)))
    return Shape((left, y), tuple(curves), width=width)


def shape_box(box: Any, shapes: Sequence[Shape]) -> Any:
    """A box that is drawn as shapes, in the place and colour of a text box."""
    ornament = box.copy_with_text(box.text)
    setattr(ornament, SHAPES, tuple(shapes))
    return ornament


def is_shapes(box: Any) -> bool:
    """True for a box that is drawn as shapes."""
    return hasattr(box, SHAPES)


def draw_shapes(stream: Any, box: Any) -> None:
    """Draw a box that stands for shapes."""
    if box.style["visibility"] != "visible":
        return
    with stream.stacked():
        stream.set_color(box.style["color"])
        stream.set_color(box.style["color"], stroke=True)
        for shape in getattr(box, SHAPES):
            _draw(stream, shape)


def _draw(stream: Any, shape: Shape) -> None:
    stream.move_to(*shape.start)
    for numbers in _flatten(shape):
        stream.curve_to(*numbers)
    if shape.width:
        stream.set_line_width(shape.width)
        stream.stroke()
    else:
        stream.fill()


def _flatten(shape: Shape) -> Iterator[tuple[float, ...]]:
    for curve in shape.curves:
        yield tuple(number for point in curve for number in point)
