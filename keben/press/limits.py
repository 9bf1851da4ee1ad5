"""A publication → an error where something is too large to be set in bounded time.

Lines are cut from what is left of a paragraph, words are divided as a whole, and a table's columns
are weighed against each other, so the time grows with the square of their length. No author writes
what is refused here; it is data taken for text, or a file whose line ends were lost.
"""

from __future__ import annotations

import re

from keben import walk
from keben.errors import ManuscriptError
from keben.model import Block, CodeBlock, Heading, Location, Publication, Table

PARAGRAPH = 200_000
"""Characters of the longest paragraph, about half a minute's work."""

WORD = 2_000
"""Characters of the longest word, of letters that are divided at spaces and by hyphens only."""

MARKS = 30
"""Combining marks on one character: UAX #15 §13 (Stream-Safe Text Format)."""

COLUMNS, CELLS = 500, 50_000
"""Of a table."""

TITLE = 300
"""Characters of the title, the subtitle or a name, for which a title page and a cover have room."""

PEOPLE = 500
"""Who are named as authors and the like."""

STATED = 2_000
"""Characters of a publisher, a source or rights, which stand in a line of a colophon."""

HEADS = 50_000
"""Of a publication; a millisecond each in an e-reader edition, and more in print."""

LINES = 5_000
"""Of one block of code."""

LONG_WORD = re.compile(rf"[!-~\u00a1-\u0dff\u10a0-\u177f\u1800-\u1fff]{{{WORD + 1}}}")
"""Thai, Lao, Tibetan, Burmese and Khmer have no spaces between words."""

MANY_MARKS = re.compile(rf"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{{{MARKS + 1}}}")


def check_lengths(publication: Publication) -> None:
    """Raise ManuscriptError at the first place that cannot be set."""
    heads = 0
    _check_metadata(publication)
    for article in walk.articles(publication):
        _check(walk.plain(article.title), article.location)
        for block in walk.article_blocks(article):
            location = getattr(block, "location", None) or article.location
            heads += isinstance(block, Heading)
            if heads > HEADS:
                _refuse(
                    f"a text of more than {HEADS:,} heads", "make several books of it", location
                )
            _check_block(block, location)
            for run in walk.own_inlines(block):
                _check(walk.plain(run), location)


def _check_metadata(publication: Publication) -> None:
    """What is printed on a title page or in a line of its own, which no page may end."""
    metadata = publication.metadata
    first = next(iter(walk.articles(publication)), None)
    location = first.location if first else None
    people = len(metadata.contributors)
    if people > PEOPLE:
        _refuse(f"a title page with {people:,} names", f"{PEOPLE:,} is the most", location)
    names = (person.name for person in metadata.contributors)
    for text in (metadata.title, metadata.subtitle, *names):
        _check(text, location)
        if len(text) > TITLE:
            thing = f"a title or name of {len(text):,} characters"
            _refuse(thing, f"{TITLE:,} is the most", location)
    for text in (metadata.publisher, metadata.source, metadata.rights):
        _check(text, location)
        if len(text) > STATED:
            thing = f"a publisher, source or rights of {len(text):,} characters"
            _refuse(thing, f"{STATED:,} is the most", location)


def _check_block(block: Block, location: Location | None) -> None:
    if isinstance(block, CodeBlock):
        lines = block.text.splitlines()
        if len(lines) > LINES:
            _refuse(f"a block of {len(lines):,} lines of code", f"{LINES:,} is the most", location)
        for line in lines:
            _check(line, location)
    if isinstance(block, Table):
        rows = (*block.head, *block.body)
        columns = max(map(len, rows), default=0)
        cells = sum(map(len, rows))
        if columns > COLUMNS:
            _refuse(f"a table of {columns:,} columns", f"{COLUMNS} is the most", location)
        if cells > CELLS:
            _refuse(f"a table of {cells:,} cells", f"{CELLS:,} is the most", location)


def _check(text: str, location: Location | None) -> None:
    if len(text) > PARAGRAPH:
        _refuse(f"a paragraph of {len(text):,} characters", f"{PARAGRAPH:,} is the most", location)
    if len(text) > MARKS and MANY_MARKS.search(text):
        raise ManuscriptError(
            f"a character with more than {MARKS} combining marks cannot be set.",
            location=location,
            hint="Take marks away.",
        )
    if len(text) > WORD and LONG_WORD.search(text):
        raise ManuscriptError(
            f"a word of more than {WORD:,} characters cannot be set.",
            location=location,
            hint="If it is data and not text, take it out; else put spaces into it.",
        )


def _refuse(thing: str, most: str, location: Location | None) -> None:
    raise ManuscriptError(f"{thing} cannot be set.", location=location, hint=f"Divide it; {most}.")
