"""Articles → the figures that may leave their place for the head of the next page.

Only those with a number, which the text names them by, whether it was given to them or written in
their captions, and only where their author did not lead to them with a colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from keben import walk
from keben.model import Blocks, Figure, Publication
from keben.settings import FigureSettings
from keben.typeset.leading import has_number, lead_ins


def floating(publication: Publication, settings: FigureSettings) -> Iterator[Figure]:
    """The figures of a publication that may float. What stands in a list, a box or a quotation
    stays there."""
    if settings.placement == "top":
        for article in walk.articles(publication):
            for figure in _floating(article.blocks):
                if settings.numbers != "none" or has_number(figure.caption):
                    yield figure


def _floating(run: Blocks) -> Iterator[Figure]:
    leading = set(map(id, lead_ins(run)))
    for before, block in zip((None, *run), run, strict=False):
        if isinstance(block, Figure) and block.caption and id(before) not in leading:
            yield block
