"""A printed edition → a Reading, in the order of its structure tree, artifacts left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from keben.model import Finding
from keben.pdfium import Element, Pdf, Run
from keben.proof.added import MARKER
from keben.proof.glyphs import GlyphProof
from keben.proof.reading import DIVIDED, Kind, Leaf, Reading, Zone, squeeze

BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "Caption", "Lbl", "LBody", "LI")
) | frozenset(("Title", "TOCI", "BibEntry"))
"""Elements that are one block each (ISO 32000-1 §14.8.4)."""

LABELLED = frozenset(("Lbl", "LI", "LBody"))

INLINE = frozenset(("Span", "Link", "NonStruct", "Figure", "Formula", "Quote", "Code", "Em"))
INLINE |= frozenset(("Strong", "Sub", "Ruby", "RB", "RT", "RP", "Reference", "Annot"))

NOTES = frozenset(("Note", "FENote"))


@dataclass(slots=True)
class _Open:
    """A block that is being read: its pieces of text, and those of them that are linked."""

    kind: Kind
    may_be_label: bool
    table: int
    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)


def read_pdf(pdf: Pdf, glyphs: GlyphProof, *, first_page: int = 1) -> tuple[list[Finding], Reading]:
    """Read the whole file, and prove its glyphs on the way.

    What stands before ``first_page`` is matter that the edition added. Raises UnreadableFile.
    """
    reader = _Reader(first_page)
    findings: list[Finding] = []
    addresses: set[str] = set()
    for page in range(1, len(pdf) + 1):
        with pdf.sheet(page) as sheet:
            runs = tuple(sheet.runs())
            findings += glyphs.prove(sheet, runs, page)
            reader.read(page, runs, sheet.tags())
            addresses.update(sheet.addresses())
    pictures = tuple(reader.pictures)
    reading = Reading(tuple(reader.leaves), pdf.bookmarks(), pictures, frozenset(addresses))
    return findings, reading


class _Reader:
    """Gathers pages."""

    def __init__(self, first_page: int) -> None:
        self.first_page = first_page
        self.leaves: list[Leaf] = []
        self.pictures: list[str] = []
        self.tables = 0

    def read(self, page: int, runs: Collection[Run], tags: Collection[Element]) -> None:
        """Read one page."""
        texts: dict[int, str] = {}
        for run in runs:
            if run.mark >= 0:
                texts[run.mark] = texts.get(run.mark, "") + run.text
        body: list[Leaf] = []
        notes: list[Leaf] = []
        for zone, element in areas(tags):
            blocks = self._blocks(element, texts)
            if zone is Zone.NOTE:
                blocks = [_join(blocks)]
            zone = Zone.FRAME if page < self.first_page else zone
            (notes if zone is Zone.NOTE else body).extend(_close(blocks, zone, page))
        for leaves in (body, notes):
            if leaves:
                leaves[-1] = replace(leaves[-1], broken=True)
            self.leaves += leaves

    def _blocks(self, element: Element, texts: dict[int, str]) -> list[_Open]:
        blocks: list[_Open] = []
        self._walk(element, texts, blocks, None, table=0, linked=False)
        return blocks

    def _walk(
        self,
        element: Element,
        texts: dict[int, str],
        blocks: list[_Open],
        block: _Open | None,
        *,
        table: int,
        linked: bool,
    ) -> None:
        if element.kind == "Figure":
            self.pictures.append(element.alternative)
            return
        if element.kind == "Formula":
            if block is None:
                block = _Open(Kind.TEXT, False, table)
                blocks.append(block)
            block.pieces.append(squeeze(element.alternative))
            if linked:
                block.linked.append(squeeze(element.alternative))
            return
        if element.kind == "Table":
            self.tables += 1
            table = self.tables
        linked = linked or element.kind == "Link"
        if element.kind in BLOCKS or (block is None and is_line(element)):
            block = _Open(_kind(element), element.kind in LABELLED, table)
            blocks.append(block)
        for item in element.content:
            if isinstance(item, Element):
                self._walk(item, texts, blocks, block, table=table, linked=linked)
            elif block is not None:
                text = _squeeze_line(texts.get(item, ""))
                block.pieces.append(text)
                if linked:
                    block.linked.append(text)


def areas(tags: Collection[Element]) -> Iterator[tuple[Zone, Element]]:
    """The topmost parts of a page, notes told from text."""
    for top in tags:
        for element in top.content if top.kind == "Document" else (top,):
            if not isinstance(element, Element):
                continue
            if _is_note_area(element):
                yield from ((Zone.NOTE, n) for n in element.content if isinstance(n, Element))
            else:
                yield (Zone.NOTE if element.kind in NOTES else Zone.BODY), element


def _is_note_area(element: Element) -> bool:
    """WeasyPrint's area of notes is an element without a type that holds one span a note."""
    spans = (isinstance(item, Element) and item.kind == "Span" for item in element.content)
    return element.kind == "NonStruct" and bool(element.content) and all(spans)


def is_line(element: Element) -> bool:
    """True for what is no block by its type, and holds none: a block of code, a number."""
    return element.kind in INLINE and not any(
        isinstance(item, Element) and not is_line(item) for item in element.content
    )


def _join(blocks: Collection[_Open]) -> _Open:
    """A note as one block: its first paragraph stands in its lines, each an element by itself. Its
    number and those of lists are left out."""
    note = _Open(Kind.TEXT, False, 0)
    for block in blocks:
        text = "".join(block.pieces)
        if not ((block.may_be_label or not note.pieces) and MARKER.fullmatch(text)):
            note.pieces.append(text)
            note.linked += block.linked
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


def _close(blocks: Collection[_Open], zone: Zone, page: int) -> Iterator[Leaf]:
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
                block.table,
                # A row may be divided anywhere, every cell of it at once.
                broken=block.kind is Kind.CELL,
            )
