"""A sheet and what is asked of it → its head and rows: columns chosen, renamed and in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from keben.numerals import number_of
from keben.readers.sheets.sheet import DataTrouble, Sheet

BETWEEN = re.compile(r"\s*[,，、;；]\s*")
"""What stands between the names of columns."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for. ``columns`` are names, or numbers from 1, each perhaps with ``=`` and the
    name to print; none are all. ``sort`` is a column, with ``-`` before it from the last to the
    first. ``rows`` are the first so many, 0 for all. Without a ``header`` the first row is data."""

    columns: str = ""
    sort: str = ""
    rows: int = 0
    header: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """``names`` are those of the file, ``head`` those to print (none without a head); ``left``
    counts the rows that were not asked for."""

    names: Row
    head: Row
    rows: tuple[Row, ...]
    left: int = 0

    def column(self, name: str) -> int:
        """The place of a column among those chosen. Raises DataTrouble."""
        for names in (self.head, self.names):
            if name in names:
                return names.index(name)
        if name.isascii() and name.isdigit() and 1 <= int(name) <= len(self.names):
            return int(name) - 1
        raise _unknown(name, self.head or self.names)

    def cells(self, place: int) -> list[str]:
        """A column from top to bottom."""
        return [row[place] for row in self.rows]


def choose(sheet: Sheet, choice: Choice) -> Chosen:
    """Raises DataTrouble for a column that is not there, and where no row is left."""
    if choice.header:
        names, rows = sheet.rows[0], sheet.rows[1:]
    else:
        names, rows = tuple(str(n) for n, _ in enumerate(sheet.rows[0], start=1)), sheet.rows
    if not rows:
        raise DataTrouble(
            f"{sheet.name} has a head and no rows.", 'Add rows, or write header="no".'
        )
    whole = Chosen(names, names, rows)
    if choice.sort:
        falling = choice.sort.startswith("-") and choice.sort not in names
        place = whole.column(choice.sort[1:] if falling else choice.sort)
        rows = tuple(_sorted(rows, place, falling=falling))
    kept = rows[: choice.rows] if choice.rows else rows
    places, shown = _columns(whole, choice.columns)
    return Chosen(
        names=tuple(names[place] for place in places),
        head=shown if choice.header or shown != tuple(names[p] for p in places) else (),
        rows=tuple(tuple(row[place] for place in places) for row in kept),
        left=len(rows) - len(kept),
    )


def _columns(whole: Chosen, wanted: str) -> tuple[list[int], Row]:
    if not wanted.strip():
        return list(range(len(whole.names))), whole.names
    places, shown = [], []
    for part in filter(None, BETWEEN.split(wanted.strip())):
        name, _, printed = part.partition("=") if part not in whole.names else (part, "", "")
        places.append(whole.column(name.strip()))
        shown.append(printed.strip() or whole.names[places[-1]])
    return places, tuple(shown)


def _sorted(rows: Iterable[Row], place: int, *, falling: bool) -> list[Row]:
    """By number, and what is none last; rows that are equal stay in their order."""

    def key(row: Row) -> tuple[Decimal, str]:
        number = number_of(row[place])
        return (number, "") if number is not None else (Decimal(0), row[place])

    rows = list(rows)
    numbers = [row for row in rows if number_of(row[place]) is not None]
    others = [row for row in rows if number_of(row[place]) is None]
    return sorted(numbers, key=key, reverse=falling) + sorted(others, key=key, reverse=falling)


def _unknown(name: str, names: Row) -> DataTrouble:
    known = ", ".join(f'"{known}"' for known in names[:20] if known)
    return DataTrouble(f'there is no column "{name}".', f"There are: {known}.")
