"""What every kind of data becomes: rows of words. Nothing comes in."""

from __future__ import annotations

from dataclasses import dataclass

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")

MOST_ROWS = 100_000
"""Rows that are read of one sheet."""

MOST_COLUMNS = 1_000

MOST_CELLS = 5_000_000
"""Cells that are read of one sheet, those between filled ones counted in."""


class DataTrouble(Exception):
    """Why data cannot be used, and what to do; whoever asked for it knows the place."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, the rows of one length. ``ragged`` counts the rows that had more cells than
    the first, ``uncounted`` the formulas whose value the file does not hold; ``numbers`` are those
    of the rows in their file, from 1."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    ragged: int = 0
    uncounted: int = 0
    numbers: tuple[int, ...] = ()


def even(name: str, rows: list[list[str]], *, uncounted: int = 0) -> Sheet:
    """A sheet of rows as they were found: those without words dropped, the others made as long as
    the first. Raises DataTrouble where none is left."""
    found = [(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    rows = [row for _, row in found]
    if not rows:
        raise DataTrouble(f"{name} is empty.", "Name a file or a sheet that holds rows of data.")
    width = _width(rows[0])
    if width > MOST_COLUMNS:
        raise DataTrouble(
            f"{name} has {width:,} columns, at most {MOST_COLUMNS:,} are read.",
            "Save the columns that are needed to a file of their own.",
        )
    ragged = sum(_width(row) > width for row in rows)
    full = (tuple(" ".join(cell.split()) for cell in row[:width]) for row in rows)
    return Sheet(
        name,
        tuple((*row, *("",) * (width - len(row))) for row in full),
        ragged,
        uncounted,
        tuple(number for number, _ in found),
    )


def _width(row: list[str]) -> int:
    """The cells of a row up to the last with words."""
    return max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
