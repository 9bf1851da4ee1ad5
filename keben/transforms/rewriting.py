"""An article → its texts with their places; an article rebuilt from changed blocks and inlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from keben import walk
from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    DefinitionList,
    Epigraph,
    Inline,
    Inlines,
    ListBlock,
    Location,
    Parallel,
    Quotation,
)

Kind = TypeVar("Kind", bound=Inline)


def located(article: Article) -> Iterator[tuple[Inlines, Location | None]]:
    """Every run of inlines of an article and its notes with its place, children left out."""
    yield article.title, article.location
    for block in walk.article_blocks(article):
        for run in walk.own_inlines(block):
            yield run, getattr(block, "location", None) or article.location


def inlines_of(article: Article, kind: type[Kind]) -> Iterator[tuple[Kind, Location | None]]:
    """Every inline of a kind in an article and its notes, with its place."""
    for run, place in located(article):
        yield from ((inline, place) for inline in walk.inlines(run) if isinstance(inline, kind))


def in_reading_order(run: Iterable[Block]) -> Iterator[Inlines]:
    """Every run of inlines as it is read: an attribution after what it is for, a term before its
    meanings."""
    for block in run:
        match block:
            case Epigraph() | Quotation():
                yield from in_reading_order(block.blocks)
                yield block.attribution
            case Parallel():
                yield from in_reading_order(block.blocks)
                yield from in_reading_order(block.beside)
            case Aside():
                yield block.title
                yield from in_reading_order(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from in_reading_order(item.blocks)
            case DefinitionList():
                for definition in block.items:
                    yield definition.term
                    for meaning in definition.meanings:
                        yield from in_reading_order(meaning)
            case _:
                yield from walk.own_inlines(block)


def rewrite(
    article: Article,
    *,
    block: Callable[[Block], Blocks] = lambda item: (item,),
    inline: Callable[[Inline], Inlines] = lambda item: (item,),
) -> Article:
    """The article with every inline and block of its title, text and notes replaced."""
    return replace(
        article,
        title=walk.map_inlines(article.title, inline),
        blocks=walk.map_blocks(article.blocks, block, inline),
        notes=tuple(
            replace(note, blocks=walk.map_blocks(note.blocks, block, inline))
            for note in article.notes
        ),
    )
