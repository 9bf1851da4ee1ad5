"""Chosen rows and attributes → a figure whose picture will be drawn from its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from keben.model import Chart, ChartKind, Figure, Image, Location
from keben.numerals import number_of
from keben.readers.markdown.data_table import is_numeric, make_table
from keben.readers.sheets import DataTrouble
from keben.readers.sheets.choosing import BETWEEN, Chosen

KINDS = {
    **{kind.value: kind for kind in ChartKind},
    "折线": ChartKind.LINE,
    "柱形": ChartKind.BAR,
    "饼": ChartKind.PIE,
    "散点": ChartKind.SCATTER,
}

MOST_POINTS = {
    ChartKind.LINE: 400,
    ChartKind.BAR: 40,
    ChartKind.PIE: 8,
    ChartKind.SCATTER: 2_000,
}
"""Rows that can still be told apart on a page."""

MOST_SERIES = {ChartKind.LINE: 6, ChartKind.BAR: 4, ChartKind.PIE: 1, ChartKind.SCATTER: 4}
"""Series that can be told apart without colour."""


def make_chart(
    chosen: Chosen,
    given: Mapping[str, str],
    words: Sequence[str],
    place: Location,
) -> tuple[Figure, list[str]]:
    """The figure, and what of its columns is no number.

    Raises DataTrouble where the numbers cannot be drawn in the way that is asked for.
    """
    kind = _kind(given, words)
    x, series = _columns(chosen, kind, given)
    _check_sizes(kind, len(chosen.rows), len(series))
    picked = Chosen(
        names=tuple(chosen.names[n] for n in (x, *series)),
        head=tuple((chosen.head or chosen.names)[n] for n in (x, *series)),
        rows=tuple(tuple(row[n] for n in (x, *series)) for row in chosen.rows),
    )
    _check_values(kind, picked)
    table, _ = make_table(picked, {}, "", place)
    chart = Chart(kind, table, given.get("unit", ""))
    figure = Figure(Image("", given.get("alt", "")), location=place, chart=chart)
    return figure, list(_gaps(kind, picked))


def _kind(given: Mapping[str, str], words: Sequence[str]) -> ChartKind:
    named = given.get("kind", "") or next((w for w in words if w.lower() in KINDS), "line")
    if named.lower() not in KINDS:
        raise DataTrouble(
            f'"{named}" is no kind of chart.', "Write one of line, bar, pie, scatter."
        )
    return KINDS[named.lower()]


def _columns(chosen: Chosen, kind: ChartKind, given: Mapping[str, str]) -> tuple[int, list[int]]:
    """The column of the axis, and those of the series: by default the first, and every other that
    holds numbers."""
    x = chosen.column(given["x"]) if given.get("x") else 0
    named = list(filter(None, BETWEEN.split(given.get("y", "").strip())))
    if named:
        return x, [chosen.column(name) for name in named]
    numeric = [n for n in range(len(chosen.names)) if n != x and is_numeric(chosen.cells(n))]
    if not numeric:
        raise DataTrouble("there is no column of numbers to draw.", 'Name one: y="金额".')
    return x, numeric[: MOST_SERIES[kind]] if kind is ChartKind.PIE else numeric


def _check_sizes(kind: ChartKind, rows: int, series: int) -> None:
    if rows > MOST_POINTS[kind]:
        raise DataTrouble(
            f"a {kind} chart of {rows:,} rows cannot be read.",
            f'At most {MOST_POINTS[kind]:,}: choose with rows="…" and sort="…".',
        )
    if series > MOST_SERIES[kind]:
        raise DataTrouble(
            f"{series} series cannot be told apart in a {kind} chart without colour.",
            f'At most {MOST_SERIES[kind]}: name them with y="…".',
        )


def _check_values(kind: ChartKind, picked: Chosen) -> None:
    for number, name in enumerate(picked.head):
        values = [number_of(cell) for cell in picked.cells(number)]
        if (number or kind is ChartKind.SCATTER) and not any(v is not None for v in values):
            raise DataTrouble(f'column "{name}" has no numbers.', "Name a column of numbers.")
        if kind is ChartKind.PIE and number:
            known = [value for value in values if value is not None]
            if any(value < 0 for value in known) or not sum(known):
                raise DataTrouble(
                    f'"{name}" has no parts of a whole: a number below 0, or nothing but 0.',
                    'Draw it as kind="bar".',
                )


def _gaps(kind: ChartKind, picked: Chosen) -> list[str]:
    """What is left out of the drawing."""
    troubles = []
    for number, name in enumerate(picked.head):
        cells = [cell for cell in picked.cells(number) if number_of(cell) is None]
        if cells and (number or kind is ChartKind.SCATTER):
            shown = f'"{cells[0]}"' if cells[0] else "an empty cell"
            troubles.append(f'{len(cells)} cells of "{name}" are no numbers, such as {shown}')
    return troubles
