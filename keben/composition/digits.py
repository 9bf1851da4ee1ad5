"""A number → the strokes of its digits, as a draughtsman's pen draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from keben.composition.marks import CIRCLE, Point, Shape

WIDTH, ADVANCE = 0.5, 0.62
"""em: how wide a digit is, and how far the next stands from it. It is 0.7 em high."""

PEN = 0.07
"""em: how thick a stroke is."""

Stroke = tuple[Point, tuple[tuple[Point, Point, Point], ...]]
"""Where a stroke begins, and its cubic curves: em to the right and up."""


def _lines(*points: Point) -> Stroke:
    """Straight from point to point."""
    start, *ends = points
    curves = []
    for end in ends:
        curves.append((start, end, end))
        start = end
    return points[0], tuple(curves)


def _ellipse(x: float, y: float, across: float, up: float) -> Stroke:
    a, b = across * CIRCLE, up * CIRCLE
    return (
        (x, y + up),
        (
            ((x + a, y + up), (x + across, y + b), (x + across, y)),
            ((x + across, y - b), (x + a, y - up), (x, y - up)),
            ((x - a, y - up), (x - across, y - b), (x - across, y)),
            ((x - across, y + b), (x - a, y + up), (x, y + up)),
        ),
    )


SIX: tuple[Stroke, ...] = (
    (
        (0.4, 0.67),
        (
            ((0.2, 0.73), (0.04, 0.5), (0.04, 0.23)),
            ((0.04, -0.07), (0.46, -0.07), (0.46, 0.22)),
            ((0.46, 0.5), (0.08, 0.5), (0.04, 0.23)),
        ),
    ),
)

NINE: tuple[Stroke, ...] = tuple(
    (
        (WIDTH - start[0], 0.7 - start[1]),
        tuple(tuple((WIDTH - x, 0.7 - y) for x, y in curve) for curve in curves),  # type: ignore[misc]
    )
    for start, curves in SIX
)

DIGITS: dict[str, tuple[Stroke, ...]] = {
    "0": (_ellipse(0.25, 0.35, 0.21, 0.35),),
    "1": (_lines((0.1, 0.56), (0.27, 0.7), (0.27, 0)),),
    "2": (
        (
            (0.05, 0.52),
            (
                ((0.05, 0.76), (0.45, 0.76), (0.45, 0.5)),
                ((0.45, 0.32), (0.05, 0.16), (0.04, 0)),
                ((0.04, 0), (0.46, 0), (0.46, 0)),
            ),
        ),
    ),
    "3": (
        (
            (0.06, 0.61),
            (
                ((0.16, 0.74), (0.43, 0.73), (0.43, 0.53)),
                ((0.43, 0.42), (0.32, 0.37), (0.19, 0.37)),
                ((0.34, 0.37), (0.46, 0.32), (0.46, 0.19)),
                ((0.46, -0.05), (0.12, -0.05), (0.04, 0.11)),
            ),
        ),
    ),
    "4": (_lines((0.36, 0), (0.36, 0.7), (0.03, 0.2), (0.48, 0.2)),),
    "5": (
        (
            (0.43, 0.7),
            (
                ((0.43, 0.7), (0.11, 0.7), (0.11, 0.7)),
                ((0.11, 0.7), (0.07, 0.37), (0.07, 0.37)),
                ((0.2, 0.5), (0.46, 0.46), (0.46, 0.22)),
                ((0.46, -0.06), (0.12, -0.05), (0.04, 0.1)),
            ),
        ),
    ),
    "6": SIX,
    "7": (_lines((0.04, 0.7), (0.46, 0.7), (0.18, 0)),),
    "8": (_ellipse(0.25, 0.53, 0.17, 0.17), _ellipse(0.25, 0.18, 0.21, 0.18)),
    "9": NINE,
}


def draw_number(
    number: int, *, size: float, right: float, baseline: float, turned: bool = False
) -> Iterator[Shape]:
    """The strokes of a number, px: its last digit ends at ``right``, on a baseline. ``turned``: it
    lies on its left side, its head towards smaller x, its middle on the baseline."""
    digits = str(number)
    length = (len(digits) - 1) * ADVANCE + WIDTH

    def placer(offset: float) -> Callable[[Point], Point]:
        def place(point: Point) -> Point:
            along, up = point[0] + offset, point[1]
            if turned:
                return right - (0.7 - up) * size, baseline + (length / 2 - along) * size
            return right - (length - along) * size, baseline - up * size

        return place

    for index, digit in enumerate(digits):
        place = placer(index * ADVANCE)
        for start, curves in DIGITS[digit]:
            moved = tuple((place(a), place(b), place(c)) for a, b, c in curves)
            yield Shape(place(start), moved, width=PEN * size)
