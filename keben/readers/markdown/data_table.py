"""Chosen rows and attributes → a table: numbers in one form, at their points, with their sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from keben.model import Alignment, Inlines, Location, Table, Text
from keben.numerals import (
    decimals_of,
    grouped,
    is_nothing,
    number_of,
    total_of,
    with_decimals,
)
from keben.readers.sheets import DataTrouble
from keben.readers.sheets.choosing import BETWEEN, Chosen

MOST_ROWS = 5_000
"""Rows of one printed table: over a hundred pages."""

MOST_COLUMNS = 40

MOST_DECIMALS = 12

PER_CENT = 2
"""Digits as wide as a sign of per cent."""


def make_table(
    chosen: Chosen, given: Mapping[str, str], label: str, place: Location
) -> tuple[Table, list[str]]:
    """The table, and what should be known of its sums; ``label`` stands before those.

    Raises DataTrouble for a table that is too large, and for columns that are not there.
    """
    if len(chosen.rows) > MOST_ROWS or len(chosen.names) > MOST_COLUMNS:
        raise DataTrouble(
            f"a table of {len(chosen.rows):,} rows and {len(chosen.names)} columns is too large.",
            f'At most {MOST_ROWS:,} and {MOST_COLUMNS}: choose with rows="…" and columns="…".',
        )
    columns = [chosen.cells(n) for n in range(len(chosen.names))]
    for number, decimals in _decimals(chosen, columns, given.get("decimals", "")).items():
        columns[number] = [with_decimals(cell, decimals) for cell in columns[number]]
    if given.get("thousands", "").lower() in ("yes", "true", "1", "是"):
        columns[1:] = [[grouped(cell) for cell in column] for column in columns[1:]]
    totals = _given_totals(given.get("totals", "0"), len(chosen.rows))
    summed, troubles = _sums(chosen, columns, given.get("total", ""))
    if summed:
        for number, column in enumerate(columns):
            column.append(summed.get(number, label if number == 0 else ""))
    places = tuple(map(_places, columns))
    return Table(
        head=(tuple(map(_cell, chosen.head)),) if chosen.head else (),
        body=tuple(tuple(map(_cell, row)) for row in zip(*columns, strict=True)),
        alignments=tuple(_alignment(n, column, places[n]) for n, column in enumerate(columns)),
        location=place,
        places=places if any(places) else (),
        totals=totals + bool(summed),
    ), troubles


def _cell(text: str) -> Inlines:
    return (Text(text),) if text else ()


def is_numeric(column: Sequence[str]) -> bool:
    """True where a column holds numbers and nothing else but gaps."""
    texts = [cell for cell in column if not is_nothing(cell)]
    return bool(texts) and all(number_of(cell) is not None for cell in texts)


def _alignment(number: int, column: Sequence[str], places: int) -> Alignment:
    """Numbers stand at the right; those of the first column are names, such as years."""
    if places:
        return Alignment.POINT
    return Alignment.END if number and is_numeric(column) else Alignment.START


def _places(column: Sequence[str]) -> int:
    """The most decimals; where a column has them, a sign of per cent takes the room of two more."""
    places = max(map(decimals_of, column)) if is_numeric(column) else 0
    signs = PER_CENT if any(cell.endswith(("%", "％")) for cell in column) else 0
    return min(places + signs, MOST_DECIMALS) if places else 0


def _decimals(chosen: Chosen, columns: Sequence[Sequence[str]], wanted: str) -> dict[int, int]:
    """``2`` for every column of numbers but the first, or ``金额:2，数量:0``."""
    found: dict[int, int] = {}
    for part in filter(None, BETWEEN.split(wanted.strip())):
        name, _, digits = part.replace("：", ":").rpartition(":")
        if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_DECIMALS):
            raise DataTrouble(
                f'decimals="{wanted}" cannot be understood.', 'Write decimals="2" or "金额:2".'
            )
        if name:
            found[chosen.column(name.strip())] = int(digits)
        else:
            numeric = (n for n, column in enumerate(columns) if n and is_numeric(column))
            found.update(dict.fromkeys(numeric, int(digits)))
    return found


def _given_totals(wanted: str, rows: int) -> int:
    if not (wanted.isascii() and wanted.isdigit() and int(wanted) <= rows):
        raise DataTrouble(
            f'totals="{wanted}" is not the number of the last rows that are sums.',
            'Write totals="1"; to have columns summed, total="金额".',
        )
    return int(wanted)


def _sums(
    chosen: Chosen, columns: Sequence[Sequence[str]], wanted: str
) -> tuple[dict[int, str], list[str]]:
    """The sums by column, and what of the columns was no number."""
    summed: dict[int, str] = {}
    troubles: list[str] = []
    for name in filter(None, BETWEEN.split(wanted.strip())):
        number = chosen.column(name)
        texts = [cell for cell in columns[number] if not is_nothing(cell)]
        strange = [cell for cell in texts if number_of(cell) is None]
        if len(strange) == len(texts):
            raise DataTrouble(
                f'column "{name}" has no numbers to sum.', "Name a column of numbers."
            )
        if strange:
            troubles.append(f'the sum of "{name}" leaves out "{strange[0]}", which is no number')
        summed[number] = total_of([cell for cell in texts if number_of(cell) is not None])
    return summed, troubles
