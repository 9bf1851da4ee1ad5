"""An HTML element that stands apart, with its pieces → blocks of the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from keben.model import (
    Alignment,
    Block,
    Figure,
    Heading,
    Image,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Location,
    Paragraph,
    Quotation,
    Table,
)
from keben.readers.markdown.lines import join_lines
from keben.readers.markdown.pieces import HtmlPart, Piece, as_inlines, gather, make_figure
from keben.readers.markdown.tags import Tag
from keben.walk import inlines, plain

_PARTS = frozenset({"li", "tr", "td", "th", "caption", "figcaption"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_WIDEST = 30
"""Columns or rows that one cell may span."""

Cells = tuple[Inlines, ...]


def make_html_block(tag: Tag, pieces: Sequence[Piece], place: Location) -> tuple[Piece, ...]:
    """The blocks that an element becomes; an element of no meaning leaves its paragraphs."""
    match tag.name:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            run = join_lines(as_inlines(pieces))
            anchor = tag.attributes.get("id", "")
            return (Heading(run, int(tag.name[1]), anchor, location=place),) if run else ()
        case "blockquote":
            blocks = gather(pieces, place)
            return (Quotation(blocks, location=place),) if blocks else ()
        case "ul" | "ol":
            return _make_list(tag, pieces, place)
        case "table":
            return _make_table(pieces, place)
        case "figure":
            return _make_figures(pieces, place)
        case name if name in _PARTS:
            return (HtmlPart(name, tuple(pieces), tag.attributes),)
        case name if name in _GROUPS:
            return tuple(pieces)
        case _:
            return gather(pieces, place)


def _take(pieces: Sequence[Piece], *names: str) -> tuple[list[HtmlPart], list[Piece]]:
    """The parts of these names, and everything else."""
    parts = [p for p in pieces if isinstance(p, HtmlPart) and p.name in names]
    others = [p for p in pieces if not (isinstance(p, HtmlPart) and p.name in names)]
    return parts, others


def _make_list(tag: Tag, pieces: Sequence[Piece], place: Location) -> tuple[Block, ...]:
    found, others = _take(pieces, "li")
    items = tuple(ListItem(gather(item.pieces, place)) for item in found)
    start = _number(tag.attributes.get("start", ""))
    made = ListBlock(items, tag.name == "ol", start, location=place)
    return (*gather(others, place), *((made,) if items else ()))


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 1


def _make_figures(pieces: Sequence[Piece], place: Location) -> tuple[Block, ...]:
    """Every picture a figure, the caption under the last; a table takes the caption as its own."""
    captions, others = _take(pieces, "figcaption")
    caption = join_lines(as_inlines(captions))
    blocks: list[Block] = []
    for block in gather(others, place):
        pictures = _pictures(block)
        blocks.extend(make_figure(picture, place) for picture in pictures)
        if not pictures:
            blocks.append(block)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if caption and isinstance(block, Figure | Table):
            blocks[index] = replace(block, caption=caption)
            return tuple(blocks)
    return (*blocks, *((Paragraph(caption, place),) if caption else ()))


def _pictures(block: Block) -> list[Image]:
    """The pictures of a paragraph that holds nothing else."""
    if not isinstance(block, Paragraph) or plain(block.inlines).strip():
        return []
    found: list[Inline] = list(inlines(block.inlines))
    return [inline for inline in found if isinstance(inline, Image)]


def _make_table(pieces: Sequence[Piece], place: Location) -> tuple[Block, ...]:
    captions, others = _take(pieces, "caption")
    rows, others = _take(others, "tr")
    found = [_take(row.pieces, "td", "th") for row in rows]
    stray = [piece for _, rest in found for piece in rest]
    cells = [row for row, _ in found]
    grid = _spread(cells)
    heads = 0
    while heads < len(cells) and cells[heads] and all(c.name == "th" for c in cells[heads]):
        heads += 1
    before = gather((*others, *stray), place)
    if not grid:
        return (*before, *gather(captions, place))
    # A table of heads only would print no row as text: its first row is the head.
    heads = heads if heads < len(grid) else 1
    alignments = _alignments(cells, len(grid[0]))
    caption = join_lines(as_inlines(captions))
    return (*before, Table(tuple(grid[:heads]), tuple(grid[heads:]), alignments, caption, place))


def _spread(rows: Sequence[Sequence[HtmlPart]]) -> list[Cells]:
    """Rows of one length: a cell over several columns or rows fills the others with nothing."""
    grid: list[list[Inlines]] = []
    taken: dict[int, int] = {}  # column → rows that a cell from above still covers
    for row in rows:
        line: list[Inlines] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or taken.get(len(line), 0):
            column = len(line)
            if taken.get(column, 0):
                taken[column] -= 1
                line.append(())
                continue
            assert cell is not None
            wide = min(_number(cell.attributes.get("colspan", "")), _WIDEST)
            high = min(_number(cell.attributes.get("rowspan", "")), _WIDEST)
            line.append(join_lines(as_inlines(cell.pieces)))
            line.extend(() for _ in range(wide - 1))
            taken.update(dict.fromkeys(range(column, column + wide), high - 1))
            cell = next(cells, None)
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [(*line, *((),) * (width - len(line))) for line in grid] if width else []


def _alignments(rows: Sequence[Sequence[HtmlPart]], width: int) -> tuple[Alignment, ...]:
    names = {"left": Alignment.START, "center": Alignment.CENTER, "right": Alignment.END}
    found: list[Alignment] = []
    for cell in max(rows, key=len, default=()):
        style = re.search(r"text-align:\s*(\w+)", cell.attributes.get("style", ""))
        name = style[1] if style else cell.attributes.get("align", "")
        found.append(names.get(name.lower(), Alignment.START))
    return tuple((found + [Alignment.START] * width)[:width])
