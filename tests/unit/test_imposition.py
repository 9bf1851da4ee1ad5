"""Sheets folded, nested, cut and stacked as a person would do it, and then read page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.imposition import Sheet, booklet, cut_stack, n_up

PAGES = range(4, 65)


@dataclass(frozen=True)
class Leaf:
    """A piece of paper with a page on each side."""

    recto: int
    verso: int


def fold(sheet: Sheet) -> tuple[Leaf, Leaf]:
    """The two leaves of a sheet: what was its left half, and its right half, seen from the front.

    Turned about its upright middle, the left half of the back lies behind the right half of the
    front.
    """
    (left, right), (back_left, back_right) = sheet.front, sheet.back
    return Leaf(left, back_right), Leaf(right, back_left)


def bind(sheets: Sequence[Sheet], *, right_bound: bool) -> list[int]:
    """Put sheets into each other, the first outermost, its front outside, and turn the leaves.

    The leaf on the front cover is the right half in a book bound at its left, the left half in one
    bound at its right. Its front is outside; on the other half the back is read first.
    """
    first, last = [], []
    for sheet in sheets:
        left, right = fold(sheet)
        cover, end = (left, right) if right_bound else (right, left)
        first += [cover.recto, cover.verso]
        last[:0] = [end.verso, end.recto]
    return first + last


def quires(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """The sheets as they are gathered: each that has none around it begins a quire."""
    found: list[list[Sheet]] = []
    for sheet in sheets:
        if sheet.depth == 0:
            found.append([])
        assert sheet.depth == len(found[-1])
        found[-1].append(sheet)
    return found


@pytest.mark.parametrize("right_bound", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("signature", [0, 1, 3, 4])
@pytest.mark.parametrize("pages", PAGES)
def test_a_folded_booklet_is_read_from_first_to_last(
    pages: int, signature: int, right_bound: bool
) -> None:
    sheets = booklet(pages, signature=signature, right_bound=right_bound)
    parts = quires(sheets)
    read = [page for part in parts for page in bind(part, right_bound=right_bound)]
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {0}, "blanks stand at the end"
    assert len(read) - pages < 4, "no sheet is in vain"
    assert all(len(part) <= (signature or len(sheets)) for part in parts)


def test_an_opened_booklet_shows_its_middle_pages_beside_each_other() -> None:
    assert booklet(8) == (Sheet((8, 1), (2, 7)), Sheet((6, 3), (4, 5), 1))
    assert booklet(8, right_bound=True) == (Sheet((1, 8), (7, 2)), Sheet((3, 6), (5, 4), 1))


@pytest.mark.parametrize("right_bound", [False, True])
@pytest.mark.parametrize("faces", [1, 2])
@pytest.mark.parametrize(("columns", "rows"), [(2, 1), (1, 2), (2, 2), (3, 2)])
@pytest.mark.parametrize("pages", [1, 2, 5, 8, 13, 24, 63])
def test_sheets_that_are_cut_and_stacked_are_read_from_first_to_last(
    pages: int, columns: int, rows: int, faces: int, right_bound: bool
) -> None:
    sheets = cut_stack(pages, columns=columns, rows=rows, right_bound=right_bound, faces=faces)
    order = range(columns)[::-1] if right_bound else range(columns)
    read = []
    for row in range(rows):
        for column in order:
            for sheet in sheets:  # a pile, from the top
                read.append(sheet.front[row * columns + column])
                if faces == 2:  # what lies behind a cell when the sheet is turned
                    read.append(sheet.back[row * columns + columns - 1 - column])
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {0}
    assert len(read) - pages < columns * rows * faces


@given(st.integers(1, 100), st.integers(1, 4), st.integers(1, 4), st.integers(1, 2), st.booleans())
def test_pages_on_a_side_are_read_in_order(
    pages: int, columns: int, rows: int, faces: int, right_bound: bool
) -> None:
    sheets = n_up(pages, columns=columns, rows=rows, right_bound=right_bound, faces=faces)
    step = -1 if right_bound else 1
    read = [
        page
        for sheet in sheets
        for side in sheet.sides
        for start in range(0, len(side), columns)
        for page in side[start : start + columns][::step]
    ]
    assert read[:pages] == list(range(1, pages + 1))
    assert set(read[pages:]) <= {0}
    assert len(read) - pages < columns * rows * faces
