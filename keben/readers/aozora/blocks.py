"""Lines of Aozora Bunko text → blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from keben.model import (
    Block,
    Blocks,
    Figure,
    Heading,
    Image,
    Location,
    Paragraph,
    Quotation,
    SceneBreak,
)
from keben.readers.aozora.frame import Line
from keben.readers.aozora.line import HEADS, LineReader, ReadLine

_HEAD_ORDER = re.compile(r"ここから([大中小])見出し")
_INDENT_ORDER = re.compile(r"ここから(?:改行天付き、折り返して)?(\d+)字下げ")
_HIGHEST = 2


@dataclass(slots=True)
class _Gathering:
    """The blocks so far; ``indented`` holds those of an open indent, None outside one. ``head`` is
    the rank of heads while an annotation makes every line one."""

    blocks: list[Block] = field(default_factory=list)
    indented: list[Block] | None = None
    start: Location | None = None
    head: int = 0
    blank: bool = False

    def add(self, block: Block) -> None:
        (self.blocks if self.indented is None else self.indented).append(block)

    def open(self, place: Location) -> None:
        self.close()
        self.indented, self.start = [], place

    def close(self) -> None:
        """End an indent: what stands apart from the text around it is a quotation."""
        blocks, self.indented = self.indented, None
        if blocks:
            self.add(Quotation(tuple(blocks), location=self.start))


def read_blocks(lines: Iterable[Line], reader: LineReader) -> Blocks:
    """A line is a paragraph; a blank line between two, which the printed book has too, is a break.

    Heads have the levels 2 and down in the order 大, 中, 小, those that are not used left out.
    """
    gathering = _Gathering()
    for line in lines:
        _take(reader.read(line), gathering)
    gathering.close()
    return _levelled(tuple(gathering.blocks))


def _take(line: ReadLine, gathering: _Gathering) -> None:
    if line.order:
        _obey(line, gathering)
    if not line.inlines:
        gathering.blank |= not (line.order or line.breaks)
        return
    blank, gathering.blank = gathering.blank, False
    rank = line.head or gathering.head
    if rank:
        gathering.close()
        gathering.add(Heading(line.inlines, rank, location=line.location))
        return
    if len(line.inlines) == 1 and isinstance(line.inlines[0], Image):
        gathering.add(Figure(line.inlines[0], location=line.location))
        return
    block: Block = Paragraph(line.inlines, line.location)
    if line.indent and gathering.indented is None:
        gathering.add(Quotation((block,), location=line.location))
        return
    if blank and gathering.indented is None and _is_text(gathering.blocks):
        gathering.add(SceneBreak(line.location))
    gathering.add(block)


def _is_text(blocks: list[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[-1], Paragraph)


def _obey(line: ReadLine, gathering: _Gathering) -> None:
    """An annotation of a run of lines."""
    if head := _HEAD_ORDER.match(line.order):
        gathering.head = HEADS[head[1]]
    elif "見出し終わり" in line.order:
        gathering.head = 0
    elif _INDENT_ORDER.match(line.order):
        gathering.open(line.location)
    elif "字下げ終わり" in line.order:
        gathering.close()


def _levelled(blocks: Blocks) -> Blocks:
    """Ranks of heads made levels without gaps; indented lines one below the other made one
    quotation."""
    ranks = sorted({block.level for block in blocks if isinstance(block, Heading)})
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if isinstance(block, Heading):
            block = replace(block, level=_HIGHEST + ranks.index(block.level))
        if isinstance(block, Quotation) and isinstance(above, Quotation):
            joined[-1] = replace(above, blocks=(*above.blocks, *block.blocks))
        else:
            joined.append(block)
    return tuple(joined)
