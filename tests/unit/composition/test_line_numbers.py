"""The digits that number lines: strokes within their cell, in order, upright or turned."""

from __future__ import annotations

import pytest

from keben.composition.digits import ADVANCE, DIGITS, WIDTH, draw_number


@pytest.mark.parametrize("digit", "0123456789")
def test_a_digit_stays_within_its_cell(digit: str) -> None:
    points = [p for start, curves in DIGITS[digit] for p in (start, *(c[2] for c in curves))]
    assert all(0 <= x <= WIDTH and -0.01 <= y <= 0.71 for x, y in points)
    assert max(y for _, y in points) - min(y for _, y in points) >= 0.4


def test_digits_are_all_different() -> None:
    assert len({DIGITS[digit] for digit in DIGITS}) == 10


def test_a_number_ends_at_its_edge_and_stands_on_its_line() -> None:
    shapes = list(draw_number(17, size=10, right=100, baseline=50))
    xs = [x for shape in shapes for x in (shape.start[0], *(c[2][0] for c in shape.curves))]
    ys = [y for shape in shapes for y in (shape.start[1], *(c[2][1] for c in shape.curves))]
    assert min(xs) >= 100 - 10 * (ADVANCE + WIDTH)
    assert max(xs) <= 100
    assert (min(ys), max(ys)) == (pytest.approx(43), pytest.approx(50))


def test_a_turned_number_lies_on_its_left_side() -> None:
    (upright,) = draw_number(1, size=10, right=100, baseline=50)
    (turned,) = draw_number(1, size=10, right=100, baseline=50, turned=True)
    foot, lying = upright.curves[-1][2], turned.curves[-1][2]
    assert foot[1] == pytest.approx(50)
    assert lying[0] == pytest.approx(100 - 7), "its foot is where smaller x is not"
