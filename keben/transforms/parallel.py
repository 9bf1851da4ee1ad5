"""Two publications that say the same → one in which they stand beside each other, row by row.

Heads stand beside heads and paragraphs beside paragraphs. Where one text has more of them than the
other, the place is told, and what has nothing beside it keeps its row: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Finding,
    Formula,
    Heading,
    Inline,
    Inlines,
    Location,
    Note,
    NoteReference,
    Parallel,
    Publication,
    Severity,
    Span,
)
from keben.transforms import language as languages
from keben.transforms.alignment import Item, Pairing, pair

BESIDE = "beside:"
"""Begins the names of the notes of a text that stands beside another."""

Row = tuple[Blocks, Blocks]


@dataclass(frozen=True, slots=True)
class _Section:
    """A head with what follows it, up to the next head; before the first head, no head."""

    blocks: Blocks

    @property
    def item(self) -> Item:
        head = self.blocks[0] if self.blocks else None
        kind = f"level {head.level}" if isinstance(head, Heading) else "opening"
        return Item(kind, sum(map(_size, self.blocks)))


def set_beside(first: Publication, second: Publication, language: str = "") -> Publication:
    """The first publication with the second beside it. ``language`` is that of the second, where it
    is stated."""
    first = languages.settle(first)
    if language:
        second = replace(second, metadata=replace(second.metadata, language=language))
    second = languages.settle(second)
    others = [replace(a, language=language or a.language) for a in walk.articles(second)]
    mine = list(walk.articles(first))
    work = _Work([])
    placed = work.articles(mine, others)
    order = iter(placed)
    joined = walk.map_articles(first, lambda article: _keeping(next(order), article))
    people = first.metadata.contributors
    known = {person.name for person in people}
    more = tuple(p for p in second.metadata.contributors if p.name not in known)
    metadata = replace(first.metadata, contributors=(*people, *more))
    findings = (*first.findings, *second.findings, *work.findings)
    return replace(joined, metadata=metadata, findings=findings)


def _keeping(new: Article, article: Article) -> Article:
    return replace(new, children=article.children)


@dataclass(slots=True)
class _Work:
    findings: list[Finding]

    def articles(self, mine: Sequence[Article], others: Sequence[Article]) -> list[Article]:
        """Each article of the first text with what stands beside it; one of the second text that
        has no fellow stands at the end of the article before it."""
        pairing = pair(
            [_article_item(a) for a in mine], [_article_item(a) for a in others], joining=False
        )
        if len(mine) != len(others):
            self.tell(
                f"the text has {len(mine)} articles, the one beside it {len(others)}",
                mine[0].location,
                others[0].location if others else None,
            )
        found: list[Article] = []
        waiting: list[Article] = []
        for (a, b), (c, d) in pairing:
            other = others[c] if d > c else None
            if b > a:
                found.append(self.article(mine[a], other, waiting))
                waiting = []
            elif other and found:
                found[-1] = _with_rest(found[-1], other)
            elif other:
                waiting.append(other)
        return found

    def article(self, mine: Article, other: Article | None, before: Sequence[Article]) -> Article:
        rows: list[Row] = [((b,), ()) for b in mine.blocks]
        if other:
            rows = self.rows(mine.blocks, other.blocks)
        language = other.language if other else mine.language
        if other and other.title:
            rows.insert(0, ((), (Heading(other.title, location=other.location),)))
        blocks = tuple(_row(row, language) for row in rows)
        notes = _notes(other) if other else ()
        article = replace(mine, blocks=blocks, notes=(*mine.notes, *notes))
        for rest in reversed(before):
            article = _with_rest(article, rest, first=True)
        return article

    def rows(self, mine: Blocks, other: Blocks) -> list[Row]:
        ours, theirs = _sections(mine), _sections(other)
        pairing = pair([s.item for s in ours], [s.item for s in theirs], joining=False)
        rows: list[Row] = []
        for (a, b), (c, d) in pairing:
            if b > a and d > c:
                rows += self.section(ours[a].blocks, theirs[c].blocks)
                continue
            alone = (ours[a:b] or theirs[c:d])[0].blocks
            if not alone:
                continue
            which = "the text" if b > a else "the text beside it"
            self.tell(
                f"a section of {which} has none beside it", getattr(alone[0], "location", None)
            )
            rows += [((block,), ()) if b > a else ((), (block,)) for block in alone]
        return rows

    def section(self, mine: Blocks, other: Blocks) -> list[Row]:
        pairing = _pair_blocks(mine, other)
        if len(mine) != len(other):
            self.tell(
                f"a section has {_count(mine)}, the one beside it {_count(other)}",
                *(getattr(some[0], "location", None) if some else None for some in (mine, other)),
            )
        return [(mine[a:b], other[c:d]) for (a, b), (c, d) in pairing]

    def tell(self, trouble: str, place: Location | None, other: Location | None = None) -> None:
        beside = f" ({other})" if other else ""
        message = f"{trouble}{beside}; they are paired by their lengths, so look at the rows."
        self.findings.append(Finding("B009", Severity.WARNING, message, place))


def _count(blocks: Blocks) -> str:
    return f"{len(blocks)} paragraph{'s' * (len(blocks) != 1)}"


def _pair_blocks(mine: Blocks, other: Blocks) -> list[Pairing]:
    if len(mine) == len(other):  # the author has paired them
        return [((i, i + 1), (i, i + 1)) for i in range(len(mine))]
    items = ([Item(type(b).__name__, _size(b)) for b in some] for some in (mine, other))
    return pair(*items)


def _sections(blocks: Blocks) -> list[_Section]:
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading):
            found.append([])
        found[-1].append(block)
    return [_Section(tuple(some)) for some in found]


def _size(block: Block) -> int:
    size = 0
    for each in walk.blocks((block,)):
        size += sum(len(walk.plain(run)) for run in walk.own_inlines(each))
        match each:
            case CodeBlock():
                size += len(each.text)
            case Formula():
                size += len(each.tex)
            case Figure():
                size += 50
    return size


def _article_item(article: Article) -> Item:
    return Item("article", len(walk.plain(article.title)) + sum(map(_size, article.blocks)))


def _row(row: Row, language: str, prefix: str = BESIDE) -> Parallel:
    place = next((b.location for b in (*row[0], *row[1]) if b.location), None)
    return Parallel(row[0], _renamed(row[1], prefix), language, place)


def _with_rest(article: Article, other: Article, *, first: bool = False) -> Article:
    """An article with another below it (or before it), which has no fellow."""
    head: Blocks = (Heading(other.title, location=other.location),) if other.title else ()
    prefix = f"{BESIDE}{len(article.notes)}:"  # two articles may name their notes alike
    rows = tuple(_row(((), (b,)), other.language, prefix) for b in (*head, *other.blocks))
    blocks = (*rows, *article.blocks) if first else (*article.blocks, *rows)
    return replace(article, blocks=blocks, notes=(*article.notes, *_notes(other, prefix)))


def _notes(article: Article, prefix: str = BESIDE) -> Iterator[Note]:
    """The notes of the second text, each in its language."""

    def spanned(run: Inlines) -> Inlines:
        return (Span(run, article.language),) if run else run

    for note in article.notes:
        blocks = walk.map_runs(_renamed(note.blocks, prefix), spanned)
        yield replace(note, note_id=f"{prefix}{note.note_id}", blocks=blocks)


def _renamed(blocks: Blocks, prefix: str) -> Blocks:
    """Calls of notes by the names that the notes have beside another text."""

    def inline(item: Inline) -> Inlines:
        if isinstance(item, NoteReference):
            return (replace(item, note_id=f"{prefix}{item.note_id}"),)
        return (item,)

    return walk.map_blocks(blocks, inline=inline)
