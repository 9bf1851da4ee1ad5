"""Anchors of HTML (``<a id="…">``, ``id`` of any element) → anchors of what they stand before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from keben.model import (
    Anchor,
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Credit,
    DefinitionList,
    Epigraph,
    Figure,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    PullQuote,
    Quotation,
    Table,
    Verse,
)
from keben.readers.markdown.pieces import HtmlPart, Piece
from keben.readers.markdown.tags import Tag

_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Their own readers keep their anchors."""


def anchored(tag: Tag, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What an element has become, behind the anchor that the element has."""
    given = tag.attributes
    name = given.get("id", "") or (given.get("name", "") if tag.name == "a" else "")
    if not name.strip() or tag.name in _HEADS:
        return pieces
    first, others = pieces[:1], pieces[1:]
    match first:
        case (HtmlPart() as part,) if not others:
            return (replace(part, pieces=(Anchor(name), *part.pieces)),)
        case (block,) if isinstance(block, Block) and (held := _behind((Anchor(name),), block)):
            return (held, *others)
        case _:
            return (Anchor(name), *pieces)


def settle_anchors(blocks: Sequence[Block]) -> Blocks:
    """The blocks of a run, where anchors that stand alone belong to what follows them, or, behind
    the last block, to that."""
    result: list[Block] = []
    waiting: list[Inline] = []
    for block in blocks:
        match block:
            case Paragraph(run) if run and all(isinstance(inline, Anchor) for inline in run):
                waiting.extend(run)
                continue
            case Heading((Anchor(anchor), *others), _, "") if others:
                block = replace(block, inlines=tuple(others), anchor=anchor)
        if waiting and (held := _behind(waiting, block)):
            block = held
            waiting = []
        result.append(block)
    if waiting and result and isinstance(last := result[-1], Paragraph):
        result[-1] = replace(last, inlines=(*last.inlines, *waiting))
    elif waiting:
        result.append(Paragraph(tuple(waiting), getattr(blocks[-1], "location", None)))
    return tuple(result)


def _behind(anchors: Iterable[Inline], block: Block) -> Block | None:
    """A block behind anchors; None where it holds no text to put them into."""
    run: Inlines = tuple(anchors)
    match block, run:
        case Heading() | Figure() | Table() | PullQuote(), (Anchor(anchor),) if not block.anchor:
            return replace(block, anchor=anchor)
    match block:
        case Heading(inlines) | Paragraph(inlines) | Credit(inlines) | PullQuote(inlines):
            return replace(block, inlines=(*run, *inlines))
        case Quotation(blocks) | Epigraph(blocks) | Aside(_, blocks):
            inner = _before_first(run, blocks)
            return replace(block, blocks=inner) if inner else None
        case ListBlock((item, *items)):
            inner = _before_first(run, item.blocks)
            return replace(block, items=(replace(item, blocks=inner), *items)) if inner else None
        case DefinitionList((item, *items)):
            return replace(block, items=(replace(item, term=(*run, *item.term)), *items))
        case Verse(((line, *lines), *stanzas)):
            return replace(block, stanzas=(((*run, *line), *lines), *stanzas))
        case Figure(caption=caption) | Table(caption=caption) if caption:
            return replace(block, caption=(*run, *caption))
        case CodeBlock(title=title) if title:
            return replace(block, title=(*run, *title))
        case _:
            return None


def _before_first(run: Inlines, blocks: Blocks) -> Blocks:
    """The blocks with a run before the first one's text; none where that holds no text."""
    if not blocks:
        return ()
    first = _behind(run, blocks[0])
    return (first, *blocks[1:]) if first else ()
