"""Pages of a printed edition → its blocks, by the structure tree, artifacts left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from keben.pdfium import Drawing, Element, Run
from keben.proof.added import MARKER
from keben.proof.open_block import OpenBlock, Within
from keben.proof.reading import (
    ANNOTATION,
    BASE,
    DIVIDED,
    Kind,
    Leaf,
    PrintedPicture,
    Zone,
    spaced_words,
    squeeze,
    state_marks,
)
from keben.proof.standing import ANYWHERE, Group

BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "Caption", "Lbl", "LBody", "LI")
) | frozenset(("Title", "TOCI", "BibEntry"))
"""Elements that are one block each (ISO 32000-1 §14.8.4)."""

LABELLED = frozenset(("Lbl", "LI", "LBody"))

INLINE = frozenset(("Span", "Link", "NonStruct", "Figure", "Formula", "Quote", "Code", "Em"))
INLINE |= frozenset(("Strong", "Sub", "Ruby", "RB", "RT", "RP", "Reference", "Annot"))

NOTES = frozenset(("Note", "FENote"))

FLOAT = "F"
"""With this begins the identifier of what stands on the page after its place."""

GROUPS = {
    "L": Group.LIST,
    "LI": Group.ITEM,
    "TR": Group.ROW,
    "BlockQuote": Group.QUOTATION,
}
UNCOUNTED = {"LBody": Group.BODY, "THead": Group.HEADS}

RUBY = {"RB": BASE, "RT": ANNOTATION}
"""The parts of ruby (ISO 32000-1 §14.8.4.4.2, table 339)."""


class PageReader:
    """Gathers pages. What stands before ``first_page`` is matter that the edition added. With
    ``columns``, a block may go on in the next column of its page. ``language`` is that of the book.
    ``numbers`` are those of tables and lists, by what tells them apart."""

    def __init__(self, first_page: int, *, columns: bool, language: str) -> None:
        self.first_page, self.columns, self.language = first_page, columns, language
        self.leaves: list[Leaf] = []
        self.pictures: list[PrintedPicture] = []
        self.numbers: dict[str, int] = {}
        self.page = 0
        self._groups = 0
        self._drawings: Collection[Drawing] = ()
        self._texts: dict[int, str] = {}
        self._words: dict[int, frozenset[str]] = {}

    def read(
        self,
        page: int,
        runs: Collection[Run],
        tags: Collection[Element],
        drawings: Collection[Drawing] = (),
    ) -> None:
        """Read one page."""
        self.page = page
        self._drawings = drawings
        self._texts, self._words, self._groups = {}, {}, 0
        for run in runs:
            if run.mark >= 0:
                self._texts[run.mark] = self._texts.get(run.mark, "") + run.text
                if words := _words_within(run.text):
                    self._words[run.mark] = self._words.get(run.mark, frozenset()) | words
        body: list[Leaf] = []
        notes: list[Leaf] = []
        for zone, element, side in areas(tags):
            blocks = self._blocks(element, side)
            if zone is Zone.NOTE:
                blocks = [_join(blocks, side)]
            zone = Zone.FRAME if page < self.first_page else zone
            closed = self._close(blocks, zone)
            (notes if zone is Zone.NOTE else body).extend(closed)
        _break_sides(body)
        for leaves in (body, notes):
            if leaves:
                leaves[-1] = replace(leaves[-1], broken=True)
            self.leaves += leaves

    def _blocks(self, element: Element, side: str) -> list[OpenBlock]:
        blocks: list[OpenBlock] = []
        self._walk(element, blocks, None, Within(side=side))
        return blocks

    def _walk(
        self, element: Element, blocks: list[OpenBlock], block: OpenBlock | None, within: Within
    ) -> None:
        if element.kind == "Figure":
            self.pictures.append(self._picture(element))
            return
        within = self._enter(element, within)
        if element.kind in BLOCKS or (block is None and is_line(element)):
            block = OpenBlock(element.kind, within)
            blocks.append(block)
        if element.kind == "Formula":
            if block is None:
                block = OpenBlock(element.kind, within)
                blocks.append(block)
            block.take(squeeze(element.alternative), within, element.language)
            return
        for item in element.content:
            if isinstance(item, Element):
                if item.kind not in NOTES:
                    self._walk(item, blocks, block, within)
            elif block is not None:
                text = _squeeze_line(self._texts.get(item, ""))
                block.take(text, within, element.language)
                block.words |= self._words.get(item, frozenset())

    def _picture(self, element: Element) -> PrintedPicture:
        marks = set(element.marks())
        drawn = [each for each in self._drawings if each.mark in marks]
        is_seen = all(each.is_seen for each in drawn)
        digests = tuple(each.digest for each in drawn if each.digest)
        return PrintedPicture(element.alternative, self.page, digests, is_seen)

    def _enter(self, element: Element, within: Within) -> Within:
        if group := GROUPS.get(element.kind):
            self._groups += 1
            within = replace(within, place=(*within.place, (group, self._groups)))
        elif group := UNCOUNTED.get(element.kind):
            within = replace(within, place=(*within.place, (group, 0)))
        match element.kind:
            case "Table":
                floats = within.floats or element.identifier.startswith(FLOAT)
                return replace(within, table=self._number(element), floats=floats)
            case "L":
                return replace(within, listed=self._number(element))
            case "Link":
                return replace(within, linked=True)
            case "Div" if element.identifier:
                return replace(within, side=element.identifier)
            case "Sect" if element.identifier:
                return replace(within, floats=True)
            case "RB" | "RT":
                return replace(within, ruby=RUBY[element.kind])
        return within

    def _number(self, element: Element) -> int:
        """The number of a table or list, the same on every page on which it stands."""
        key = element.identifier or f"without identifier, page {self.page}, {len(self.numbers)}"
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def _close(self, blocks: Collection[OpenBlock], zone: Zone) -> Iterator[Leaf]:
        for block in blocks:
            text = "".join(block.pieces)
            if text:
                yield Leaf(
                    text,
                    block.kind,
                    zone,
                    f"page {self.page}",
                    self.page,
                    "".join(block.linked),
                    block.within.table,
                    # A row may be divided anywhere, every cell of it at once.
                    broken=block.kind is Kind.CELL,
                    listed=block.within.listed,
                    columns=self.columns and zone is not Zone.NOTE,
                    side=block.within.side,
                    floats=block.within.floats,
                    ruby=tuple(block.ruby),
                    standing=ANYWHERE if zone is Zone.NOTE else block.standing,
                    marks=state_marks(block.marked, self.language),
                    words=frozenset(block.words),
                )


def areas(tags: Collection[Element]) -> Iterator[tuple[Zone, Element, str]]:
    """The topmost parts of a page, and the notes in each, which are not read as a part of it, each
    with that of two texts beside each other in which it stands."""
    for top in tags:
        for element in top.content if top.kind == "Document" else (top,):
            if isinstance(element, Element):
                if element.kind not in NOTES:
                    yield Zone.BODY, element, ""
                yield from ((Zone.NOTE, *note) for note in _notes(element, ""))


def _notes(element: Element, side: str) -> Iterator[tuple[Element, str]]:
    if element.kind in NOTES:
        yield element, side
        return
    side = element.identifier if element.kind == "Div" and element.identifier else side
    for item in element.content:
        if isinstance(item, Element):
            yield from _notes(item, side)


def _break_sides(leaves: list[Leaf]) -> None:
    """Each of two texts beside each other may go on after a page's end, not the last one alone."""
    last = {leaf.side: number for number, leaf in enumerate(leaves) if leaf.side}
    for number in last.values():
        leaves[number] = replace(leaves[number], broken=True)


def is_line(element: Element) -> bool:
    """True for what is no block by its type, and holds none: a block of code, a number."""
    return element.kind in INLINE and not any(
        isinstance(item, Element) and not is_line(item) for item in element.content
    )


def _join(blocks: Collection[OpenBlock], side: str) -> OpenBlock:
    """A note as one block; its number and those of lists are left out."""
    note = OpenBlock("Note", Within(side=side))
    for block in blocks:
        text = "".join(block.pieces)
        may_be_label = block.element in LABELLED or not note.pieces
        if not (may_be_label and MARKER.fullmatch(text)):
            note.pieces.append(text)
            note.linked += block.linked
            note.ruby += block.ruby
            note.marked += block.marked
            note.words |= block.words
    return note


def _words_within(line: str) -> frozenset[str]:
    """The words of a line but its first and its last, which may be parts of words."""
    first, _, rest = line.strip().partition(" ")
    middle, _, last = rest.rpartition(" ")
    return spaced_words(middle) if first and last else frozenset()


def _squeeze_line(text: str) -> str:
    """A line's text; PDFium gives U+0002 for a hyphen after which the word goes on."""
    line = text.rstrip()
    if line.endswith(("-", "\u2010", "\x02")):
        return squeeze(line[:-1]) + DIVIDED
    return squeeze(line)
