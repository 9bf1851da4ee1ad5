"""A publication → an error where a paragraph is too long to be set in bounded time.

Lines are cut from what is left of a paragraph, so the time grows with the square of its length. No
author writes what is refused here; it is data taken for text, or a file whose line ends were lost.
"""

from __future__ import annotations

import re

from keben import walk
from keben.errors import ManuscriptError
from keben.model import CodeBlock, Location, Publication

PARAGRAPH = 200_000
"""Characters of the longest paragraph, about half a minute's work."""

WORD = 20_000
"""Characters of the longest word: what no space and no Han character divides."""

LONG_WORD = re.compile(rf"[!-~\u00a1-\u1fff]{{{WORD + 1}}}")


def check_lengths(publication: Publication) -> None:
    """Raise ManuscriptError at the first paragraph that cannot be set."""
    for article in walk.articles(publication):
        _check(walk.plain(article.title), article.location)
        for block in walk.article_blocks(article):
            location = getattr(block, "location", None) or article.location
            for run in walk.own_inlines(block):
                _check(walk.plain(run), location)
            if isinstance(block, CodeBlock):
                for line in block.text.splitlines():
                    _check(line, location)


def _check(text: str, location: Location | None) -> None:
    if len(text) > PARAGRAPH:
        trouble = f"a paragraph of {len(text):,} characters cannot be set"
        remedy = f"Divide it; {PARAGRAPH:,} is the most."
    elif len(text) > WORD and LONG_WORD.search(text):
        trouble = f"a word of more than {WORD:,} characters cannot be set"
        remedy = "If it is data and not text, take it out; else put spaces into it."
    else:
        return
    raise ManuscriptError(f"{trouble}.", location=location, hint=remedy)
