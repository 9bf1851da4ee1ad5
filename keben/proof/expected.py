"""A publication → the passages that every edition of it must hold, in reading order.

Both editions are proved against the same passages. White space and marks without width are taken
out. A suggested pull quote, which repeats the text, is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from keben import walk
from keben.model import (
    Article,
    Aside,
    Bibliography,
    Block,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    ListBlock,
    ListedWork,
    ListItem,
    Location,
    Math,
    Parallel,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Table,
    Text,
    Verse,
)
from keben.proof.passages import Expectation, Expected, joined
from keben.proof.reading import Kind, lines_of, spaced_words, squeeze, state_marks
from keben.proof.standing import Group, Place, Role, Standing
from keben.proof.wording import Wording
from keben.runs import own_heads

__all__ = ["Expectation", "Expected", "expected"]


def expected(publication: Publication, *, with_data: bool = False) -> Expectation:
    """What editions of this publication must hold: as it stands when it is typeset, with notes
    numbered and 〓 in place of what cannot be printed. ``with_data``: the numbers of charts as
    well, which the e-reader edition gives as tables."""
    gathering = _Gathering(with_data, publication.metadata.language)
    for item in (*publication.front, *publication.body, *publication.back):
        if isinstance(item, Part):
            gathering.part(item)
        for article in item.articles if isinstance(item, Part) else (item,):
            gathering.article(article, 2 if isinstance(item, Part) else 1)
    return gathering.result()


@dataclass(slots=True)
class _Gathering:
    """``main`` is the language of the book; ``language`` that in force, ``place`` what holds the
    next block, ``section`` the number of its article."""

    with_data: bool
    main: str = ""
    body: list[Expected] = field(default_factory=list)
    notes: list[Expected] = field(default_factory=list)
    heads: list[Expected] = field(default_factory=list)
    inner_heads: set[str] = field(default_factory=set)
    images: list[Image] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    targets: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    lists: int = 0
    listed: int = 0
    location: Location | None = None
    language: str = ""
    place: Place = ()
    groups: int = 0
    section: int = 0
    depth: int = 1

    def result(self) -> Expectation:
        return Expectation(
            tuple(self.body),
            tuple(self.notes),
            tuple(self.heads),
            frozenset(self.inner_heads),
            frozenset(self.addresses),
            self.targets,
            self.calls,
            tuple(self.formulas),
            tuple(self.images),
        )

    def part(self, part: Part) -> None:
        location = part.articles[0].location if part.articles else None
        self.depth, self.language = 1, self.main
        self.section += 1
        self.title(part.title, location, part.slug)

    def article(self, article: Article, depth: int) -> None:
        self.depth, self.language = depth, article.language or self.main
        self.section += 1
        self.title(article.title, article.location, article.slug, label=article.label)
        direct = {id(head) for head in own_heads(article)}
        for passage in self._passages(article.blocks):
            self.body.append(passage)
        for block in walk.blocks(article.blocks):
            if isinstance(block, Heading):
                inner = id(block) not in direct
                level = depth + block.level - 1
                self._head(block.inlines, block.location, block.anchor, level, inner=inner)
        anchors = {note.note_id: note.anchor for note in article.notes}
        for note in article.notes:
            self.location = note.location or article.location
            passages = tuple(self._passages(note.blocks))
            self.notes += joined(passages, self.location, note.anchor)
            heads = (b for b in walk.blocks(note.blocks) if isinstance(b, Heading))
            self.inner_heads.update(squeeze(walk.plain(head.inlines)) for head in heads)
        for name in [name for name in self.calls if name in anchors]:
            self.calls[anchors[name]] += self.calls.pop(name)
        for child in article.children:
            self.article(child, depth + 1)

    def title(self, run: Inlines, location: Location | None, anchor: str, label: str = "") -> None:
        self.location = location
        standing = Standing(Role.HEAD, (), self.depth, self.section, is_title=True)
        self.body.extend(self._passage(run, Kind.HEAD, standing=standing, anchor=anchor))
        self._head((Text(label),) if label else run, location, anchor, self.depth, inner=False)

    def _head(
        self, run: Inlines, location: Location | None, anchor: str, level: int, *, inner: bool
    ) -> None:
        text = squeeze(walk.plain(run))
        if inner:
            self.inner_heads.add(text)
        elif text:
            standing = Standing(Role.HEAD, (), level)
            self.heads.append(Expected(Kind.HEAD, text, location, standing=standing, anchor=anchor))

    def _passages(self, run: Blocks) -> Iterator[Expected]:
        for block in run:
            self.location = block.location or self.location
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Expected]:
        match block:
            case Heading():
                level = self.depth + block.level - 1
                standing = Standing(Role.HEAD, self.place, level, self.section)
                yield from self._passage(
                    block.inlines, Kind.HEAD, standing=standing, anchor=block.anchor
                )
            case PullQuote() if not block.repeats:
                with self._within(Group.QUOTATION):
                    yield from self._passage(block.inlines)
                    yield from self._passage(block.attribution, dashed=True)
            case PullQuote():
                pass
            case Epigraph() | Quotation():
                with self._within(Group.QUOTATION):
                    yield from self._passages(block.blocks)
                    yield from self._passage(block.attribution, dashed=True)
            case Verse():
                for stanza in block.stanzas:
                    lines = ((*line, LineBreak()) for line in stanza)
                    yield from self._passage(inline for line in lines for inline in line)
                yield from self._passage(block.attribution, dashed=True)
            case ListBlock() | DefinitionList() | Bibliography():
                yield from self._list(block)
            case CodeBlock():
                yield from self._passage(block.title)
                yield from self._passage((Text(block.text),), role=Role.CODE)
            case Formula():
                yield from self._passage((Math(block.tex, block.mathml),), role=Role.ANY)
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._passage((block.image,), role=Role.ANY)
                yield from self._passage(block.caption, role=Role.CAPTION)
                if block.chart and self.with_data:
                    yield from self._table(block.chart.data)
            case Aside():
                with self._within(Group.BOX):
                    yield from self._passage(block.title)
                    yield from self._passages(block.blocks)
            case Parallel():
                yield from self._passages(block.blocks)
                language, self.language = self.language, block.language
                yield from self._passages(block.beside)
                self.language = language
            case _:
                for line in walk.own_inlines(block):
                    yield from self._passage(line)
                for inner in walk.child_blocks(block):
                    yield from self._passages(inner)

    @contextmanager
    def _within(self, group: Group, *, counted: bool = True) -> Iterator[None]:
        """What is gathered meanwhile stands in a group."""
        outer = self.place
        self.groups += counted
        self.place += ((group, self.groups if counted else 0),)
        yield
        self.place = outer

    def _list(self, block: ListBlock | DefinitionList | Bibliography) -> Iterator[Expected]:
        self.lists += 1
        outer, self.listed = self.listed, self.lists
        is_numbered = isinstance(block, ListBlock) and block.ordered
        with self._within(Group.NUMBERED if is_numbered else Group.LIST):
            for item in block.works if isinstance(block, Bibliography) else block.items:
                with self._within(Group.ITEM):
                    yield from self._item(item)
        self.listed = outer

    def _item(self, item: ListItem | Definition | ListedWork) -> Iterator[Expected]:
        if isinstance(item, Definition):
            yield from self._passage(item.term, role=Role.TERM)
        with self._within(Group.BODY, counted=False):
            match item:
                case ListedWork():
                    yield from self._passage(item.inlines)
                case ListItem():
                    yield from self._passages(item.blocks)
                case Definition():
                    for meaning in item.meanings:
                        yield from self._passages(meaning)

    def _table(self, table: Table) -> Iterator[Expected]:
        self.tables += 1
        number = self.tables
        yield from self._passage(table.caption, table=number, role=Role.CAPTION)
        for row in table.head:
            with self._within(Group.HEADS, counted=False), self._within(Group.ROW):
                for cell in row:
                    yield from self._cell(cell, number, Role.COLUMN_HEAD)
        for row in table.body:
            with self._within(Group.ROW):
                for cell in row:
                    yield from self._cell(cell, number, Role.CELL)

    def _cell(self, cell: Inlines, table: int, role: Role) -> Iterator[Expected]:
        is_head = role is Role.COLUMN_HEAD
        yield from self._passage(cell, Kind.CELL, table=table, is_table_head=is_head, role=role)

    def _passage(
        self,
        run: Iterable[Inline],
        kind: Kind = Kind.TEXT,
        *,
        dashed: bool = False,
        table: int = 0,
        is_table_head: bool = False,
        role: Role = Role.PARAGRAPH,
        standing: Standing | None = None,
        anchor: str = "",
    ) -> Iterator[Expected]:
        """One passage, or none where a run has no text."""
        words = Wording(self.language)
        words.read(run)
        self.images += words.images
        self.addresses.update(words.addresses)
        self.targets.update(words.targets)
        self.calls.update(words.calls)
        self.formulas += words.formulas
        text, linked = squeeze(words.text), squeeze(words.linked)
        bare = text if words.bare == words.text else squeeze(words.bare)
        if text:
            yield Expected(
                *(kind, text, self.location, bare, linked, dashed),
                *(table, is_table_head, self.listed, tuple(words.ruby)),
                standing or Standing(role, self.place),
                state_marks(words.marked, self.main),
                spaced_words(words.written),
                anchor,
                lines_of(words.written, is_code=role is Role.CODE),
            )
