"""The body of a Word document → its lines and, between them, finished tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from keben.digits import number_in
from keben.model import Alignment, Image, Inlines, LineBreak, Location, Table, Text
from keben.readers.repair.marks import width
from keben.readers.word.inlines import ParagraphReader, Piece, as_inlines
from keben.readers.word.look import ParagraphLook
from keben.readers.word.numbers import Level, Numbering
from keben.readers.word.package import Element, W
from keben.readers.word.report import Loss
from keben.walk import plain

_DEEPER = re.compile(r"(?:list (?:bullet|number)|列表(?:项目符号|编号)) ([2-5])")
_WIDEST = 60
"""Columns; a table that claims more is broken."""


@dataclass
class Line:
    """A paragraph of the document. ``level`` is its place in a numbering and ``number`` its count
    there, where it has one."""

    pieces: list[Piece]
    look: ParagraphLook
    level: Level | None = None
    number: int = 0
    label: str = ""

    @cached_property
    def inlines(self) -> Inlines:
        return self._labelled(as_inlines(self.pieces))

    @cached_property
    def bare(self) -> Inlines:
        """The inlines without boldness and slant, as a head has them."""
        return self._labelled(as_inlines(self.pieces, plain=True))

    def _labelled(self, run: Inlines) -> Inlines:
        return (Text(f"{self.label} "), *run) if self.label and run else run

    @cached_property
    def text(self) -> str:
        return " ".join(plain(self.bare).split())

    @cached_property
    def size(self) -> int:
        """The size, in half-points, of most of its text."""
        sizes: Counter[int] = Counter()
        for piece in self.pieces:
            sizes[piece.look.size] += len(plain((piece.inline,)).strip())
        return sizes.most_common(1)[0][0] if sizes else 0

    @property
    def is_bold(self) -> bool:
        inked = [p for p in self.pieces if plain((p.inline,)).strip()]
        return bool(inked) and all(piece.look.bold for piece in inked)

    @property
    def depth(self) -> int:
        """How deep in a list it stands: by its numbering, or by a style such as List Bullet 2."""
        styled = (_DEEPER.fullmatch(name) for name in self.look.names)
        return max(self.look.list_level, *(int(found[1]) - 1 for found in styled if found), 0)

    @property
    def picture(self) -> Image | None:
        """The picture that the paragraph is, if it is nothing else."""
        run = self.inlines
        return run[0] if len(run) == 1 and isinstance(run[0], Image) else None

    def is_styled(self, *names: str) -> bool:
        """True where its style, or one that it is based on, has one of these names."""
        return any(name.startswith(names) for name in self.look.names)


@dataclass
class BodyReader:
    """Reads the body of one document."""

    reader: ParagraphReader
    numbering: Numbering
    place: Location
    _pending: list[Element] = field(default_factory=list)

    def read(self, container: Element) -> Iterator[Line | Table]:
        """Lines and tables in order; the paragraphs of a text box after the one it hangs on."""
        for child in container.iterchildren():
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "sdt" and _is_contents(child):
                self.reader.report.add(Loss.CONTENTS)
            elif name in ("sdt", "sdtContent", "customXml", "ins"):
                yield from self.read(child)

    def _paragraph(self, element: Element) -> Iterator[Line | Table]:
        look = self.reader.looks.paragraph(element)
        if any(name.startswith(("toc ", "目录")) for name in look.names):
            self.reader.report.add(Loss.CONTENTS)
            return
        line = Line(self.reader.pieces(element), look, self.numbering.level(look))
        boxes, self.reader.boxes = self.reader.boxes, []
        if line.inlines:
            yield self._numbered(line)
        for box in boxes:
            yield from self.read(box)

    def _numbered(self, line: Line) -> Line:
        level = line.level
        if level is None:
            return line
        line.number = self.numbering.count(line.look) if level.format != "none" else 0
        head = line.look.outline is not None or line.is_styled("heading", "标题")
        if level.is_ordered and (head or level.is_worded):
            # A head, or an article of a statute, keeps the number that Word would print.
            fresh = Line(line.pieces, line.look)
            fresh.label = self.numbering.label(line.look)
            return fresh
        return Line(line.pieces, line.look) if head else line

    def _table(self, element: Element) -> Iterator[Line | Table]:
        found = [list(row.iterchildren(f"{W}tc")) for row in element.iterchildren(f"{W}tr")]
        if [len(cells) for cells in found] == [1]:
            # One cell is a frame around text, not a table.
            yield from self.read(found[0][0])
            return
        rows = [self._row(cells) for cells in found]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        filled = [(*row, *((),) * (columns - len(row))) for row in rows]
        heads = sum(1 for row in element.iterchildren(f"{W}tr") if _repeats(row))
        heads = heads if heads < len(filled) else 1
        yield Table(
            tuple(filled[:heads]),
            tuple(filled[heads:]),
            (Alignment.START,) * columns,
            location=self.place,
        )

    def _row(self, row: Sequence[Element]) -> list[Inlines]:
        cells: list[Inlines] = []
        for cell in row:
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            value = span.get(f"{W}val", "1") if span is not None else "1"
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            below = merged is not None and merged.get(f"{W}val") != "restart"
            cells.append(() if below else self._cell(cell))
            cells += [()] * (min(number_in(value, 1), _WIDEST) - 1)
        return cells

    def _cell(self, cell: Element) -> Inlines:
        """The paragraphs of a cell, a line each; a table in a table is read row by row."""
        run: Inlines = ()
        for item in self.read(cell):
            lines = [item.inlines] if isinstance(item, Line) else _cells(item)
            for line in lines:
                run = (*run, LineBreak(), *line) if run else line
        return run


def _cells(table: Table) -> list[Inlines]:
    return [cell for row in (*table.head, *table.body) for cell in row if cell]


def _repeats(row: Element) -> bool:
    """True for a row that Word repeats on every page: a head."""
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}tblHeader") is not None


def _is_contents(element: Element) -> bool:
    gallery = next(element.iter(f"{W}docPartGallery"), None)
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def usual_size(lines: list[Line]) -> int:
    """The size, in half-points, of most of a document's text."""
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[line.size] += width(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0
