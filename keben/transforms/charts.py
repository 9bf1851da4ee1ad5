"""Charts → the same with alternative text, written from their numbers in the article's language.

It tells the kind of chart, its axis and range, the largest and the smallest of each series, and
whether it rises or falls (WCAG 2.2, 1.1.1). An author's own words are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from keben import walk
from keben.data_words import DataWords, data_words
from keben.model import Article, Block, Blocks, Chart, ChartKind, Figure, Publication
from keben.numerals import number_of
from keben.transforms.rewriting import rewrite

CLEAR = 0.5
"""The share by which pairs that go one way must outweigh the others for a trend to be named
(Kendall's tau)."""

MOST_COMPARED = 400
"""Points of a series that are compared, each with each."""


@dataclass(frozen=True, slots=True)
class Series:
    """A column of a chart: its name, and its cells with their places on the axis and numbers."""

    name: str
    points: tuple[tuple[str, str, Decimal], ...]


def describe(publication: Publication) -> Publication:
    """Give every chart that has none its alternative text."""

    def article(item: Article) -> Article:
        words = data_words(item.language or publication.metadata.language)

        def block(found: Block) -> Blocks:
            if isinstance(found, Figure) and found.chart and not found.image.alt:
                told = tell(found.chart, words)
                return (replace(found, image=replace(found.image, alt=told)),)
            return (found,)

        return rewrite(item, block=block)

    return walk.map_articles(publication, article)


def tell(chart: Chart, words: DataWords) -> str:
    """What a chart shows, as one line of sentences."""
    axis, found = read_series(chart, words.other)
    parts = [words.kinds[chart.kind]]
    match chart.kind:
        case ChartKind.PIE:
            parts += (_tell_parts(series, words) for series in found)
        case ChartKind.SCATTER:
            parts += (_tell_points(axis, series, words) for series in found if series.points)
        case _:
            named = [place for series in found for place, _, _ in series.points]
            rows = [walk.plain(row[0]) for row in chart.data.body]
            if named:
                parts.append(
                    words.axis.format(
                        name=axis or words.other, first=rows[0], last=rows[-1], count=len(rows)
                    )
                )
            ordered = chart.kind is ChartKind.LINE
            parts += (_tell_values(s, words, ordered=ordered) for s in found if s.points)
    if chart.unit:
        parts.append(words.unit.format(unit=chart.unit))
    return words.pause.join(parts) + words.stop


def read_series(chart: Chart, unnamed: str = "") -> tuple[str, list[Series]]:
    """The name of the axis, and the series."""
    heads = [walk.plain(cell) for cell in chart.data.head[0]] if chart.data.head else []
    rows = [[walk.plain(cell) for cell in row] for row in chart.data.body]
    width = max(map(len, rows), default=0)
    found = []
    for number in range(1, width):
        points = tuple(
            (row[0], row[number], value)
            for row in rows
            if (value := number_of(row[number])) is not None
        )
        name = heads[number] if number < len(heads) else ""
        found.append(Series(name or unnamed, points))
    return heads[0] if heads else "", found


def _tell_values(series: Series, words: DataWords, *, ordered: bool) -> str:
    largest = max(series.points, key=lambda point: point[2])
    smallest = min(series.points, key=lambda point: point[2])
    if largest[2] == smallest[2]:
        return words.even.format(series=series.name, largest=largest[1])
    said = words.extremes.format(
        series=series.name,
        largest=largest[1],
        at_largest=largest[0],
        smallest=smallest[1],
        at_smallest=smallest[0],
    )
    return said + (words.trends[trend([p[2] for p in series.points])] if ordered else "")


def trend(values: Sequence[Decimal]) -> str:
    """``rising`` or ``falling`` where most pairs of values do; else ``unsteady``."""
    if len(set(values)) < 2:
        return "level"
    tau = _tau(list(enumerate(values)))
    return "rising" if tau >= CLEAR else "falling" if tau <= -CLEAR else "unsteady"


def _tau(pairs: Sequence[tuple[Decimal | int, Decimal]]) -> float:
    step = len(pairs) // MOST_COMPARED + 1
    signs = list(_signs(pairs[::step]))
    return sum(signs) / len(signs) if signs else 0.0


def _signs(pairs: Sequence[tuple[Decimal | int, Decimal]]) -> Iterator[int]:
    for number, (x, y) in enumerate(pairs):
        for other_x, other_y in pairs[number + 1 :]:
            product = (other_x - x) * (other_y - y)
            yield (product > 0) - (product < 0)


def _tell_parts(series: Series, words: DataWords) -> str:
    total = sum((value for _, _, value in series.points), Decimal(0))
    largest = max(series.points, key=lambda point: point[2])
    smallest = min(series.points, key=lambda point: point[2])
    if len(series.points) == 1:
        return words.one_part.format(largest=largest[0])
    return words.parts.format(
        count=len(series.points),
        largest=largest[0],
        share=share_of(largest[2], total),
        smallest=smallest[0],
        least=share_of(smallest[2], total),
    )


def share_of(value: Decimal, total: Decimal) -> str:
    """A part of a whole in per cent, to one decimal."""
    return f"{value * 100 / total:.1f}"


def _tell_points(axis: str, series: Series, words: DataWords) -> str:
    points = [
        (number, x, y, value)
        for x, y, value in series.points
        if (number := number_of(x)) is not None
    ]
    if not points:
        return series.name
    by_x, by_y = sorted(points, key=lambda p: p[0]), sorted(points, key=lambda p: p[3])
    tau = _tau([(point[0], point[3]) for point in points])
    together = "rising" if tau >= CLEAR / 2 else "falling" if tau <= -CLEAR / 2 else "none"
    said = words.ranges.format(
        x=axis or words.other,
        x_least=by_x[0][1],
        x_most=by_x[-1][1],
        y=series.name,
        y_least=by_y[0][2],
        y_most=by_y[-1][2],
        count=len(points),
    )
    return said + (words.together[together] if len(points) > 2 else "")
