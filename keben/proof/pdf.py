"""Pages of a printed edition → its blocks, by the structure tree, artifacts left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from keben.pdfium import Element, Run
from keben.proof.added import MARKER
from keben.proof.reading import ANNOTATION, BASE, DIVIDED, Kind, Leaf, Zone, squeeze

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

RUBY = {"RB": BASE, "RT": ANNOTATION}
"""The parts of ruby (ISO 32000-1 §14.8.4.4.2, table 339)."""


@dataclass(frozen=True, slots=True)
class _Within:
    """In what an element stands: the numbers of its table and its list, 0 for none; a link; one of
    two texts that stand beside each other; a figure that floats; a part of ruby."""

    table: int = 0
    listed: int = 0
    linked: bool = False
    side: str = ""
    floats: bool = False
    ruby: str = ""


@dataclass(slots=True)
class _Open:
    """A block that is being read: its pieces of text, and those of them that are linked or parts
    of ruby."""

    kind: Kind
    may_be_label: bool
    within: _Within
    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    ruby: list[tuple[str, str]] = field(default_factory=list)

    def take(self, text: str, within: _Within) -> None:
        """Read a piece of text."""
        self.pieces.append(text)
        if within.linked:
            self.linked.append(text)
        if within.ruby:
            self.ruby.append((within.ruby, text))


class PageReader:
    """Gathers pages. What stands before ``first_page`` is matter that the edition added. With
    ``columns``, a block may go on in the next column of its page. ``numbers`` are those of tables
    and lists, by what tells them apart."""

    def __init__(self, first_page: int, *, columns: bool) -> None:
        self.first_page, self.columns = first_page, columns
        self.leaves: list[Leaf] = []
        self.pictures: list[str] = []
        self.numbers: dict[str, int] = {}
        self.page = 0

    def read(self, page: int, runs: Collection[Run], tags: Collection[Element]) -> None:
        """Read one page."""
        self.page = page
        texts: dict[int, str] = {}
        for run in runs:
            if run.mark >= 0:
                texts[run.mark] = texts.get(run.mark, "") + run.text
        body: list[Leaf] = []
        notes: list[Leaf] = []
        for zone, element, side in areas(tags):
            blocks = self._blocks(element, texts, side)
            if zone is Zone.NOTE:
                blocks = [_join(blocks, side)]
            zone = Zone.FRAME if page < self.first_page else zone
            closed = _close(blocks, zone, page, columns=self.columns and zone is not Zone.NOTE)
            (notes if zone is Zone.NOTE else body).extend(closed)
        _break_sides(body)
        for leaves in (body, notes):
            if leaves:
                leaves[-1] = replace(leaves[-1], broken=True)
            self.leaves += leaves

    def _blocks(self, element: Element, texts: dict[int, str], side: str) -> list[_Open]:
        blocks: list[_Open] = []
        self._walk(element, texts, blocks, None, _Within(side=side))
        return blocks

    def _walk(
        self,
        element: Element,
        texts: dict[int, str],
        blocks: list[_Open],
        block: _Open | None,
        within: _Within,
    ) -> None:
        if element.kind == "Figure":
            self.pictures.append(element.alternative)
            return
        within = self._enter(element, within)
        if element.kind in BLOCKS or (block is None and is_line(element)):
            block = _Open(_kind(element), element.kind in LABELLED, within)
            blocks.append(block)
        if element.kind == "Formula":
            if block is None:
                block = _Open(Kind.TEXT, False, within)
                blocks.append(block)
            block.take(squeeze(element.alternative), within)
            return
        for item in element.content:
            if isinstance(item, Element):
                if item.kind not in NOTES:
                    self._walk(item, texts, blocks, block, within)
            elif block is not None:
                block.take(_squeeze_line(texts.get(item, "")), within)

    def _enter(self, element: Element, within: _Within) -> _Within:
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


def _join(blocks: Collection[_Open], side: str) -> _Open:
    """A note as one block; its number and those of lists are left out."""
    note = _Open(Kind.TEXT, False, _Within(side=side))
    for block in blocks:
        text = "".join(block.pieces)
        if not ((block.may_be_label or not note.pieces) and MARKER.fullmatch(text)):
            note.pieces.append(text)
            note.linked += block.linked
            note.ruby += block.ruby
    return note


def _kind(element: Element) -> Kind:
    if element.kind in ("TD", "TH"):
        return Kind.CELL
    is_head = element.kind == "Title" or (element.kind[0] == "H" and len(element.kind) <= 2)
    return Kind.HEAD if is_head else Kind.TEXT


def _squeeze_line(text: str) -> str:
    """A line's text; PDFium gives U+0002 for a hyphen after which the word goes on."""
    line = text.rstrip()
    if line.endswith(("-", "\u2010", "\x02")):
        return squeeze(line[:-1]) + DIVIDED
    return squeeze(line)


def _close(blocks: Collection[_Open], zone: Zone, page: int, *, columns: bool) -> Iterator[Leaf]:
    for block in blocks:
        text = "".join(block.pieces)
        if text:
            yield Leaf(
                text,
                block.kind,
                zone,
                f"page {page}",
                page,
                "".join(block.linked),
                block.within.table,
                # A row may be divided anywhere, every cell of it at once.
                broken=block.kind is Kind.CELL,
                listed=block.within.listed,
                columns=columns,
                side=block.within.side,
                floats=block.within.floats,
                ruby=tuple(block.ruby),
            )
