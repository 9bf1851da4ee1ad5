"""Articles → the figures and tables that may leave their place for the head of the next page.

Only those with a number, which the text names them by, whether it was given to them or written in
their captions, and only where their author did not lead to them with a colon.
"""

from __future__ import annotations

from collections.abc import Iterator

from keben import walk
from keben.model import Blocks, Figure, Publication, Table
from keben.settings import Settings
from keben.typeset.leading import has_number, lead_ins


def floating(publication: Publication, settings: Settings) -> Iterator[Figure | Table]:
    """The figures and tables of a publication that may float. What stands in a list, a box or a
    quotation stays there."""
    for article in walk.articles(publication):
        for block in _captioned(article.blocks):
            asked = settings.figures if isinstance(block, Figure) else settings.tables
            is_numbered = asked.numbers != "none" or has_number(block.caption)
            if asked.placement == "top" and is_numbered:
                yield block


def _captioned(run: Blocks) -> Iterator[Figure | Table]:
    leading = set(map(id, lead_ins(run)))
    for before, block in zip((None, *run), run, strict=False):
        if isinstance(block, Figure | Table) and block.caption and id(before) not in leading:
            yield block
