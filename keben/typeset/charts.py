"""A publication with charts, its type case → the same with a drawing for each, in its own faces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Chart,
    ChartKind,
    Figure,
    Image,
    Publication,
    PullQuote,
)
from keben.numerals import number_of
from keben.settings import Settings
from keben.transforms.rewriting import rewrite
from keben.typecase import TypeCase
from keben.typecase.characters import GETA
from keben.typeset.columns import lay_out_columns
from keben.typeset.geometry import lay_out
from keben.typeset.plotting import Curve, Look, Plot, plot

WIDEST = 420.0
"""pt: a chart is not drawn wider, whatever the measure."""

JOB = "small"
"""The job whose faces draw the words of charts: that of captions."""


def draw_charts(
    publication: Publication, settings: Settings, case: TypeCase, folder: Path
) -> Publication:
    """Draw every chart as wide as the printed measure, once for all editions.

    The drawings are written into ``folder``, which must last as long as the publication is used.
    """
    if not any(_charts(article) for article in walk.articles(publication)):
        return publication
    desk = _Desk(settings, case, folder / "charts", _measure(publication, settings))

    def article(item: Article) -> Article:
        language = item.language or publication.metadata.language

        def block(found: Block) -> Blocks:
            if isinstance(found, Figure) and found.chart:
                return (replace(found, image=desk.draw(found.image, found.chart, language)),)
            return (found,)

        return rewrite(item, block=block)

    return walk.map_articles(publication, article)


def _charts(article: Article) -> bool:
    return any(isinstance(block, Figure) and block.chart for block in walk.article_blocks(article))


def _measure(publication: Publication, settings: Settings) -> float:
    beside = any(
        isinstance(block, PullQuote)
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
    )
    page = (lay_out_columns if settings.vertical else lay_out)(settings, with_sidebar=beside)
    return min(page.measure, WIDEST)


@dataclass(frozen=True, slots=True)
class _Desk:
    settings: Settings
    case: TypeCase
    folder: Path
    width: float

    def draw(self, image: Image, chart: Chart, language: str) -> Image:
        """The picture of a chart: its file, its size in px, and the words that it had."""
        look = Look(
            self.width,
            self.settings.type.small,
            self.settings.colour.ink,
            tuple(self._fonts(language)),
        )
        data = plot(plot_of(chart, self.case.missing), look)
        name = f"chart-{hashlib.sha256(data).hexdigest()[:16]}.svg"
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        path.write_bytes(data)
        from keben.transforms import drawing  # with its parser, which a text without charts spares

        width, height = drawing.measure(data)
        return Image(name, image.alt, image.title, path, "image/svg+xml", width, height)

    def _fonts(self, language: str) -> Iterable[Path]:
        """The files of the cut faces for a language, in the order in which they are asked."""
        cut = {font.face.name: font for font in self.case.fonts}
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in self.case.families.get((JOB, language), ()):
            if name in cut:
                font = cut[name]
                digest = hashlib.sha256(font.data).hexdigest()[:16]
                path = self.folder / f"{digest}.{font.suffix}"
                if not path.exists():
                    path.write_bytes(font.data)
                yield path


def plot_of(chart: Chart, missing: frozenset[str] = frozenset()) -> Plot:
    """What is drawn of a chart; 〓 for a character that no face has."""
    heads = [walk.plain(cell) for cell in chart.data.head[0]] if chart.data.head else []
    rows = [[walk.plain(cell) for cell in row] for row in chart.data.body]
    width = max(map(len, rows), default=0)
    table = str.maketrans(dict.fromkeys(missing, GETA))

    def head(number: int) -> str:
        return heads[number].translate(table) if number < len(heads) else ""

    places = [row[0] for row in rows]
    x = tuple(map(_float, places)) if chart.kind is ChartKind.SCATTER else ()
    return Plot(
        chart.kind,
        head(0),
        tuple(place.translate(table) for place in places),
        tuple(
            Curve(
                head(number),
                tuple(_float(row[number]) for row in rows),
                tuple(row[number].translate(table) for row in rows),
                x,
            )
            for number in range(1, width)
        ),
        chart.unit.translate(table),
    )


def _float(text: str) -> float | None:
    number = number_of(text)
    return None if number is None else float(number)
