"""Boxes in a margin: none over another, none past an end, each near where it belongs."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from keben.composition.sidebar import stack

WANTED = st.lists(st.tuples(st.integers(-50, 300), st.integers(1, 80)), min_size=1, max_size=8).map(
    sorted
)
SPACE = st.integers(0, 20)


def test_a_box_stands_where_it_wants() -> None:
    assert stack([(30, 10), (60, 10)], top=0, bottom=100, space=5) == [30, 60]


def test_a_box_gives_way_to_the_one_before() -> None:
    assert stack([(30, 20), (35, 20)], top=0, bottom=100, space=5) == [30, 55]


def test_boxes_move_up_from_the_end_of_the_page() -> None:
    assert stack([(70, 20), (90, 20)], top=0, bottom=100, space=5) == [55, 80]


def test_no_room_is_said() -> None:
    assert stack([(0, 60), (0, 60)], top=0, bottom=100, space=5) is None
    assert stack([(0, 40), (0, 55)], top=0, bottom=100, space=5) == [0, 45]
    assert stack([(0, 40), (0, 56)], top=0, bottom=100, space=5) is None


@given(WANTED, SPACE)
def test_no_box_overlaps_or_leaves_the_page(wanted: list[tuple[int, int]], space: int) -> None:
    tops = stack(wanted, top=0, bottom=250, space=space)
    heights = [height for _, height in wanted]
    fits = sum(heights) + space * (len(wanted) - 1) <= 250
    assert (tops is not None) is fits
    if tops is None:
        return
    placed = list(zip(tops, heights, strict=True))
    assert all(top >= 0 and top + height <= 250 for top, height in placed)
    assert all(a + height + space <= b for (a, height), (b, _) in pairwise(placed))


@given(WANTED)
def test_boxes_with_room_around_them_do_not_move(wanted: list[tuple[int, int]]) -> None:
    free = [(number * 100, height) for number, (_, height) in enumerate(wanted)]
    assert stack(free, top=0, bottom=1000, space=20) == [top for top, _ in free]
