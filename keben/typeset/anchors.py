"""A document of the e-reader edition → the places in it that others lead to."""

from __future__ import annotations

from collections.abc import Iterator

from keben import walk
from keben.model import (
    Anchor,
    Article,
    Bibliography,
    Citation,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    IndexMark,
    Inlines,
    Note,
    NoteReference,
    PageBreak,
    PullQuote,
    Table,
)
from keben.typeset.shared import Entry


def anchors(entry: Entry) -> Iterator[str]:
    """Every anchor that a document of the shelf holds."""
    yield entry.anchor
    if entry.article is None:
        return
    for block in walk.article_blocks(entry.article):
        if isinstance(block, Heading | Figure | Table | PullQuote) and block.anchor:
            yield block.anchor
        if isinstance(block, DefinitionList):
            yield from (item.anchor for item in block.items if item.anchor)
        if isinstance(block, Bibliography):
            yield from (work.anchor for work in block.works)
        if isinstance(block, CodeBlock):
            yield from (found.anchor for _, found in block.breaks)
        for run in walk.own_inlines(block):
            yield from _marked(run)
    yield from _marked(entry.article.title)
    yield from (reference.anchor for reference in _references(entry.article))
    yield from (note.anchor for note in entry.article.notes)


def _marked(run: Inlines) -> Iterator[str]:
    """The places in a run where a page begins, or which links, the index or a bibliography name."""
    kinds = Anchor | PageBreak | IndexMark | Citation
    yield from (inline.anchor for inline in walk.inlines(run) if isinstance(inline, kinds))


def _references(article: Article) -> Iterator[NoteReference]:
    yield from (i for i in walk.inlines(article.title) if isinstance(i, NoteReference))
    yield from walk.note_references(article.blocks)
    for note in article.notes:
        yield from walk.note_references(note.blocks)


def calls(article: Article, note: Note) -> tuple[str, ...]:
    """The anchors of the marks that call a note, first call first."""
    return tuple(r.anchor for r in _references(article) if r.note_id == note.note_id)
