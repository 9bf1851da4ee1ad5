"""Publication → Markdown that, read again, is the same publication.

What Markdown has no words for is lost: levels of heads below the sixth, and the language or makers
of single chapters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keben import walk
from keben.editions.markdown.blocks import write_blocks, write_heading, write_note
from keben.editions.markdown.front_matter import write_front_matter
from keben.model import Article, Block, Blocks, Heading, Part, Publication, Text

_TITLE = 2
"""The level of the heads of parts, and of chapters without a part; 1 is the whole's own."""
_DEEPEST = 6


def write(publication: Publication) -> str:
    """The text of a Markdown file, its metadata as front matter.

    A book's parts and chapters become heads, and ``chapters`` in the front matter tells down to
    which level heads begin chapters, so that it becomes a book again.
    """
    book = walk.is_book(publication)
    items = (*publication.front, *publication.body, *publication.back)
    chapters = max(map(_depth, items)) + _TITLE - 1 if book else 0
    cover = publication.cover.address if publication.cover else ""
    lines = list(write_front_matter(publication.metadata, cover=cover, chapters=chapters))
    lower = chapters - 1 if book else 0
    for place, item in enumerate(items):
        if isinstance(item, Part):
            lines += ("", *write_heading(Heading(item.title, _TITLE)))
            for article in item.articles:
                lines += _write_article(article, _TITLE + 1, lower)
        else:
            # Text before the first head stands under the title of the whole.
            opening = walk.plain(item.title) == publication.metadata.title
            level = 0 if not book or (place == 0 and opening) else _TITLE
            said = not item.anchor and item.title == (Text(publication.metadata.title),)
            if opening and not level and not said:
                lines += ("", *write_heading(Heading(item.title, 1, item.anchor)))
            lines += _write_article(item, level, lower)
    return "\n".join(lines) + "\n"


def _depth(item: Article | Part) -> int:
    below = item.articles if isinstance(item, Part) else item.children
    return 1 + max(map(_depth, below), default=0)


def _write_article(article: Article, level: int, lower: int) -> Iterator[str]:
    """The lines of an article, each block after a blank one; at level 0 without its title."""
    if level:
        yield from (
            "",
            *write_heading(Heading(article.title, min(level, _DEEPEST), article.anchor)),
        )
    blocks = walk.map_blocks(article.blocks, lambda block: _lowered(block, lower))
    if blocks:
        yield from ("", *write_blocks(blocks))
    for note in article.notes:
        yield from ("", *write_note(note))
    for child in article.children:
        yield from _write_article(child, level + 1, lower)


def _lowered(block: Block, by: int) -> Blocks:
    if isinstance(block, Heading):
        return (replace(block, level=min(block.level + by, _DEEPEST)),)
    return (block,)
