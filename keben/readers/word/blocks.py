"""Items of a Word document and their passages → blocks of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from keben.model import (
    Block,
    Blocks,
    CodeBlock,
    Credit,
    Epigraph,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    ListBlock,
    ListItem,
    Location,
    Paragraph,
    Quotation,
    SceneBreak,
    Table,
    Text,
)
from keben.readers.repair.forms import ornament
from keben.readers.repair.passage import Passage, Role
from keben.readers.word.body import Line
from keben.readers.word.roles import CAPTION, CODE, QUOTES


def make_blocks(
    items: Sequence[Line | Table], passages: Sequence[Passage], place: Location
) -> Blocks:
    """The blocks of passages, each built from the item it speaks of."""
    blocks: list[Block] = []
    start = 0
    while start < len(passages):
        end = start + 1
        kind = _kind(items, passages[start])
        while kind and end < len(passages) and _kind(items, passages[end]) == kind:
            end += 1
        run = passages[start:end]
        lines = [item for p in run if isinstance(item := items[p.line], Line)]
        if kind == "list":
            blocks += _lists(lines, place)
        elif kind == "quote":
            blocks.append(Quotation(plain_blocks(lines, place), location=place))
        elif kind == "code":
            blocks.append(CodeBlock("\n".join(_code(line) for line in lines), location=place))
        else:
            blocks.append(_block(items[run[0].line], run[0], place))
        start = end
    return tuple(_captioned(blocks, _captions(items)))


def plain_blocks(lines: Sequence[Line], place: Location) -> Blocks:
    """A paragraph a line."""
    return tuple(_paragraph(line.inlines, line, place) for line in lines)


def _kind(items: Sequence[Line | Table], passage: Passage) -> str:
    """What a passage is a part of, if several together make one block."""
    item = items[passage.line]
    if passage.role is not Role.ITEM or not isinstance(item, Line):
        return ""
    if item.level is not None:
        return "list"
    return "quote" if item.is_styled(*QUOTES) else "code" if item.is_styled(*CODE) else ""


def _block(item: Line | Table, passage: Passage, place: Location) -> Block:
    if isinstance(item, Table):
        return item
    whole = passage.text == item.text
    run = item.inlines if whole else (Text(passage.text),)
    match passage.role:
        case Role.HEAD:
            return Heading(item.bare if whole else run, passage.level, location=place)
        case Role.EPIGRAPH:
            attribution = (Text(passage.attribution),) if passage.attribution else ()
            return Epigraph((Paragraph(run, place),), attribution, place)
        case Role.CREDIT:
            return Credit(run, place)
        case _ if ornament(passage.text):
            return SceneBreak(place)
        case _:
            return _paragraph(run, item, place)


def _paragraph(run: Inlines, line: Line, place: Location) -> Block:
    return Figure(line.picture, location=place) if line.picture else Paragraph(run, place)


def _code(line: Line) -> str:
    return "".join(
        "\n"
        if isinstance(p.inline, LineBreak)
        else p.inline.text
        if isinstance(p.inline, Text)
        else ""
        for p in line.pieces
    )


def _lists(lines: Sequence[Line], place: Location) -> Iterator[ListBlock]:
    """Lists, nested by the level of their numbering; another numbering begins another list."""
    start = 0
    while start < len(lines):
        first = lines[start]
        end = start + 1
        while end < len(lines) and _goes_on(first, lines[end]):
            end += 1
        yield _list(lines[start:end], place)
        start = end


def _goes_on(first: Line, line: Line) -> bool:
    same = line.look.list_id == first.look.list_id and line.level == first.level
    return line.depth > first.depth or (same and line.depth == first.depth)


def _list(lines: Sequence[Line], place: Location) -> ListBlock:
    first = lines[0]
    items: list[ListItem] = []
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].depth > first.depth:
            end += 1
        own = _paragraph(lines[start].inlines, lines[start], place)
        items.append(ListItem((own, *_lists(lines[start + 1 : end], place))))
        start = end
    ordered = first.level is not None and first.level.is_ordered
    number = first.number if ordered else 1
    return ListBlock(tuple(items), ordered, number, location=place)


def _captions(items: Sequence[Line | Table]) -> frozenset[Inlines]:
    """The words of paragraphs in the style of captions."""
    return frozenset(
        item.inlines for item in items if isinstance(item, Line) and item.is_styled(*CAPTION)
    )


def _captioned(blocks: Sequence[Block], captions: frozenset[Inlines]) -> Iterator[Block]:
    """Captions joined to the figure above or to the table below or above them."""
    waiting: list[Block] = []
    for block in blocks:
        above = waiting[-1] if waiting else None
        if isinstance(block, Paragraph) and block.inlines in captions:
            if isinstance(above, Figure | Table) and not above.caption:
                waiting[-1] = replace(above, caption=block.inlines)
                continue
        elif (
            isinstance(block, Table) and isinstance(above, Paragraph) and above.inlines in captions
        ):
            waiting[-1] = replace(block, caption=above.inlines)
            continue
        waiting.append(block)
    yield from waiting
