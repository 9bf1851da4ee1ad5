"""A publication → the passages that every edition of it must hold, in reading order.

Both editions are proved against the same passages. White space and marks without width are taken
out. A suggested pull quote, which repeats the text, is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from keben import walk
from keben.model import (
    Article,
    Aside,
    Bibliography,
    Block,
    Blocks,
    Code,
    CodeBlock,
    CrossReference,
    Definition,
    DefinitionList,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Location,
    Math,
    NoteReference,
    ParagraphNumber,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    Table,
    Text,
    Verse,
)
from keben.proof.reading import ANNOTATION, BASE, Annotated, Kind, squeeze
from keben.runs import lost_picture, own_heads


@dataclass(frozen=True, slots=True)
class Expected:
    """A passage that stands in one block of each edition.

    ``text`` has each annotation (ruby) after its base, ``bare`` has none. ``linked`` is as much of
    the text as is linked. ``dashed``: editions may set a dash before it, or
    in a note before a part of it. ``table`` numbers the tables, 0 outside them; the cells of a head
    may be repeated on each page. ``listed`` numbers the lists, the innermost counting. ``ruby`` are
    the parts of its annotated words.
    """

    kind: Kind
    text: str
    location: Location | None = None
    bare: str = ""
    linked: str = ""
    dashed: bool = False
    table: int = 0
    is_table_head: bool = False
    listed: int = 0
    ruby: Annotated = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that an edition must hold. ``heads`` are the titles of parts and articles and the
    heads right in them, for bookmarks and navigation; ``inner_heads`` those deeper in the text."""

    body: tuple[Expected, ...]
    notes: tuple[Expected, ...]
    heads: tuple[Expected, ...]
    inner_heads: frozenset[str]
    pictures: tuple[str, ...]
    addresses: frozenset[str]
    targets: Mapping[str, int] = field(default_factory=dict)
    """How many links of the text lead to each anchor."""


def expected(publication: Publication, *, with_data: bool = False) -> Expectation:
    """What editions of this publication must hold: as it stands when it is typeset, with notes
    numbered and 〓 in place of what cannot be printed. ``with_data``: the numbers of charts as
    well, which the e-reader edition gives as tables."""
    gathering = _Gathering(with_data)
    for item in (*publication.front, *publication.body, *publication.back):
        if isinstance(item, Part):
            gathering.title(item.title, item.articles[0].location if item.articles else None)
        for article in item.articles if isinstance(item, Part) else (item,):
            gathering.article(article)
    return gathering.result()


def _joined(passages: Sequence[Expected], location: Location | None) -> Iterator[Expected]:
    """A note as one passage, because in print its blocks cannot be told apart."""
    text, bare, linked = (
        "".join(getattr(passage, name) for passage in passages)
        for name in ("text", "bare", "linked")
    )
    if text:
        dashed = any(passage.dashed for passage in passages)
        ruby = tuple(part for passage in passages for part in passage.ruby)
        yield Expected(Kind.TEXT, text, location, bare, linked, dashed, ruby=ruby)


@dataclass(slots=True)
class _Words:
    """A run of inlines as it is read."""

    text: str = ""
    bare: str = ""
    linked: str = ""
    ruby: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Gathering:
    with_data: bool
    body: list[Expected] = field(default_factory=list)
    notes: list[Expected] = field(default_factory=list)
    heads: list[Expected] = field(default_factory=list)
    inner_heads: set[str] = field(default_factory=set)
    pictures: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    targets: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    lists: int = 0
    listed: int = 0
    location: Location | None = None

    def result(self) -> Expectation:
        return Expectation(
            tuple(self.body),
            tuple(self.notes),
            tuple(self.heads),
            frozenset(self.inner_heads),
            tuple(self.pictures),
            frozenset(self.addresses),
            self.targets,
        )

    def article(self, article: Article) -> None:
        self.title(article.title, article.location, label=article.label)
        direct = {id(head) for head in own_heads(article)}
        for passage in self._passages(article.blocks):
            self.body.append(passage)
        for block in walk.blocks(article.blocks):
            if isinstance(block, Heading):
                self._head(block.inlines, block.location, inner=id(block) not in direct)
        for note in article.notes:
            self.location = note.location or article.location
            self.notes += _joined(tuple(self._passages(note.blocks)), self.location)
            heads = (b for b in walk.blocks(note.blocks) if isinstance(b, Heading))
            self.inner_heads.update(squeeze(walk.plain(head.inlines)) for head in heads)
        for child in article.children:
            self.article(child)

    def title(self, run: Inlines, location: Location | None, label: str = "") -> None:
        self.location = location
        self.body.extend(self._passage(run, Kind.HEAD))
        self._head((Text(label),) if label else run, location, inner=False)

    def _head(self, run: Inlines, location: Location | None, *, inner: bool) -> None:
        text = squeeze(walk.plain(run))
        if inner:
            self.inner_heads.add(text)
        elif text:
            self.heads.append(Expected(Kind.HEAD, text, location))

    def _passages(self, run: Blocks) -> Iterator[Expected]:
        for block in run:
            self.location = block.location or self.location
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Expected]:
        match block:
            case Heading():
                yield from self._passage(block.inlines, Kind.HEAD)
            case PullQuote():
                if not block.repeats:
                    yield from self._passage(block.inlines)
                    yield from self._passage(block.attribution, dashed=True)
            case Epigraph() | Quotation():
                yield from self._passages(block.blocks)
                yield from self._passage(block.attribution, dashed=True)
            case Verse():
                for stanza in block.stanzas:
                    yield from self._passage(inline for line in stanza for inline in line)
                yield from self._passage(block.attribution, dashed=True)
            case ListBlock() | DefinitionList() | Bibliography():
                yield from self._list(block)
            case CodeBlock():
                yield from self._passage(block.title)
                yield from self._passage((Text(block.text),))
            case Formula():
                yield from self._passage((Math(block.tex),))
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._passage((block.image,))
                yield from self._passage(block.caption)
                if block.chart and self.with_data:
                    yield from self._table(block.chart.data)
            case Aside():
                yield from self._passage(block.title)
                yield from self._passages(block.blocks)
            case _:
                for line in walk.own_inlines(block):
                    yield from self._passage(line)
                for inner in walk.child_blocks(block):
                    yield from self._passages(inner)

    def _list(self, block: ListBlock | DefinitionList | Bibliography) -> Iterator[Expected]:
        self.lists += 1
        outer, self.listed = self.listed, self.lists
        if isinstance(block, Bibliography):
            for work in block.works:
                yield from self._passage(work.inlines)
        for item in () if isinstance(block, Bibliography) else block.items:
            if isinstance(item, Definition):
                yield from self._passage(item.term)
                for meaning in item.meanings:
                    yield from self._passages(meaning)
            else:
                yield from self._passages(item.blocks)
        self.listed = outer

    def _table(self, table: Table) -> Iterator[Expected]:
        self.tables += 1
        number = self.tables
        yield from self._passage(table.caption, table=number)
        for is_head, rows in ((True, table.head), (False, table.body)):
            for row in rows:
                for cell in row:
                    yield from self._passage(cell, Kind.CELL, table=number, is_table_head=is_head)

    def _passage(
        self,
        run: Iterable[Inline],
        kind: Kind = Kind.TEXT,
        *,
        dashed: bool = False,
        table: int = 0,
        is_table_head: bool = False,
    ) -> Iterator[Expected]:
        """One passage, or none where a run has no text."""
        words = _Words()
        self._read(run, words, linked=False)
        text, linked = squeeze(words.text), squeeze(words.linked)
        bare = text if words.bare == words.text else squeeze(words.bare)
        if text:
            within = (table, is_table_head, self.listed)
            ruby = tuple(words.ruby)
            yield Expected(kind, text, self.location, bare, linked, dashed, *within, ruby)

    def _read(self, run: Iterable[Inline], words: _Words, *, linked: bool) -> None:
        for inline in run:
            match inline:
                case Text(text) | Code(text) | Math(text, _) | ParagraphNumber(text):
                    self._add(words, text, text, linked=linked)
                case Ruby(base, text):
                    words.ruby += ((BASE, squeeze(base)), (ANNOTATION, squeeze(text)))
                    self._add(words, base + text, base, linked=linked)
                case CrossReference():
                    is_linked = linked or bool(inline.target)
                    if inline.target:
                        self.targets[inline.target[1:]] += 1
                    self._add(words, inline.text, inline.text, linked=is_linked)
                case NoteReference():
                    mark = f"[{inline.number}]"
                    self._add(words, mark, mark, linked=False)
                case Image():
                    if inline.path is not None:
                        self.pictures.append(inline.alt)
                    else:
                        lost = lost_picture(inline)
                        self._add(words, lost, lost, linked=linked)
                case Link(children, target):
                    if target.startswith("#"):
                        self.targets[target[1:]] += 1
                    else:
                        self.addresses.add(target)
                    self._read(children, words, linked=True)
                case _ if hasattr(inline, "children"):
                    self._read(inline.children, words, linked=linked)

    def _add(self, words: _Words, text: str, bare: str, *, linked: bool) -> None:
        words.text += text
        words.bare += bare
        if linked:
            words.linked += text
