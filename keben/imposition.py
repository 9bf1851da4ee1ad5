"""A number of pages and a way of folding or cutting → which page lies where on every sheet.

Pure arithmetic: pages are numbers from 1, and 0 is a blank. The cells of a side are told row by row
from the top, each from left to right, as one sees the side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BLANK = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages on both sides of a sheet; ``back`` is empty where one side is printed. ``depth``
    is how many sheets lie around it in its signature."""

    front: tuple[int, ...]
    back: tuple[int, ...] = ()
    depth: int = 0

    @property
    def sides(self) -> tuple[tuple[int, ...], ...]:
        """The sides that are printed."""
        return (self.front, self.back) if self.back else (self.front,)


def booklet(pages: int, *, signature: int = 0, right_bound: bool = False) -> tuple[Sheet, ...]:
    """Sheets that are folded once and put into each other, two pages beside each other on a side.

    ``signature`` sheets make one quire, 0 all of them; quires follow one another. Blanks stand at
    the end. The back of a sheet is seen when it is turned about the fold.
    """
    count = _up(pages, 4)
    size = signature or count
    made: list[Sheet] = []
    for first in range(0, count, size):
        within = min(size, count - first)
        for depth in range(within):
            low = 4 * first + 2 * depth + 1
            high = 4 * (first + within) - 2 * depth
            sides = ((high, low), (low + 1, high - 1))
            front, back = (tuple(_real(side, pages)) for side in sides)
            if right_bound:
                front, back = front[::-1], back[::-1]
            made.append(Sheet(front, back, depth))
    return tuple(made)


def n_up(
    pages: int, *, columns: int, rows: int, right_bound: bool = False, faces: int = 2
) -> tuple[Sheet, ...]:
    """Several pages on a side, in reading order: row by row, from the side where a book's spine
    is. ``faces`` are the sides printed of a sheet."""
    each = columns * rows
    sides = []
    for first in range(0, pages, each):
        cells = tuple(_real(range(first + 1, first + each + 1), pages))
        sides.append(_mirrored(cells, columns) if right_bound else cells)
    empty = (BLANK,) * each
    if faces == 1:
        return tuple(Sheet(side) for side in sides)
    paired = [*sides, empty] if len(sides) % 2 else sides
    return tuple(Sheet(*pair) for pair in zip(paired[::2], paired[1::2], strict=True))


def cut_stack(
    pages: int, *, columns: int, rows: int, right_bound: bool = False, faces: int = 2
) -> tuple[Sheet, ...]:
    """Sheets that are cut into piles, which are laid on each other: the first pile, of the first
    cell in reading order, on top. A back lies behind its front when the sheet is turned about its
    upright middle."""
    each = columns * rows
    count = _up(pages, each * faces)
    piles = [
        range(cell * count * faces + 1, (cell + 1) * count * faces + 1) for cell in range(each)
    ]
    made = []
    for number in range(count):
        front, *backs = (
            tuple(_real((pile[number * faces + face] for pile in piles), pages))
            for face in range(faces)
        )
        if right_bound:
            front = _mirrored(front, columns)
            backs = [_mirrored(back, columns) for back in backs]
        made.append(Sheet(front, _mirrored(backs[0], columns) if backs else ()))
    return tuple(made)


def _up(pages: int, each: int) -> int:
    """How many of ``each`` pages it takes."""
    return -(-pages // each)


def _real(numbers: Iterator[int] | Sequence[int], pages: int) -> Iterator[int]:
    """The numbers, with a blank for a page that is not there."""
    return (number if number <= pages else BLANK for number in numbers)


def _mirrored(cells: Sequence[int], columns: int) -> tuple[int, ...]:
    """The cells of a side with every row from right to left."""
    rows = (cells[start : start + columns] for start in range(0, len(cells), columns))
    return tuple(page for row in rows for page in reversed(row))
