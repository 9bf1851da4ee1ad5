"""Blocks of a page whose tags say too little → the same with byline, credits and heads found as in
raw text."""

from __future__ import annotations

from collections.abc import Sequence

from keben.model import (
    Block,
    Blocks,
    Credit,
    Epigraph,
    Heading,
    Inlines,
    Metadata,
    Paragraph,
    SceneBreak,
    Strong,
)
from keben.readers.masthead import complete
from keben.readers.repair.back import find_back
from keben.readers.repair.forms import head_shaped, ornament
from keben.readers.repair.front import find_front
from keben.readers.repair.heads import find_heads
from keben.readers.repair.passage import Passage, Passages, Role
from keben.readers.repair.unwrap import Layout
from keben.walk import plain

_TITLE = -1
_HIGHEST = 2
_UNBROKEN = Layout(full=0, indented=False, spaced=False, rare_gaps=False)
"""Paragraphs are whole on a page."""


def read_plain(title: str, blocks: Blocks, metadata: Metadata) -> tuple[Metadata, Blocks]:
    """The metadata with what byline and credits say, and the blocks still to be printed.

    Where the page has no head of its own, a paragraph that is all bold is one, or what raw text
    would show as one.
    """
    headed = any(isinstance(block, Heading) for block in blocks)
    blocks = blocks if headed else _with_bold_heads(blocks)
    headed = headed or any(isinstance(block, Heading) for block in blocks)
    passages: Passages = (
        Passage(_TITLE, title or "—"),
        *(_passage(place, block) for place, block in enumerate(blocks)),
    )
    passages, _ = find_front(passages, _UNBROKEN)
    passages, _ = find_back(passages)
    if not headed:
        passages, _ = find_heads(passages, _UNBROKEN)
    metadata, kept = complete(metadata, [p for p in passages if p.line != _TITLE])
    return metadata, tuple(_block(blocks, passage) for passage in kept)


def _passage(place: int, block: Block) -> Passage:
    if isinstance(block, Paragraph):
        return Passage(place, " ".join(plain(block.inlines).split()))
    if isinstance(block, Heading):
        return Passage(place, plain(block.inlines), role=Role.HEAD, level=block.level)
    return Passage(place, "", role=Role.ITEM)


def _block(blocks: Sequence[Block], passage: Passage) -> Block:
    block = blocks[passage.line]
    if not isinstance(block, Paragraph):
        return block
    match passage.role:
        case Role.HEAD:
            return Heading(_unbolded(block.inlines), passage.level, location=block.location)
        case Role.EPIGRAPH if not passage.attribution:
            return Epigraph((block,), location=block.location)
        case Role.CREDIT:
            return Credit(block.inlines, block.location)
        case _ if ornament(passage.text):
            return SceneBreak(block.location)
        case _:
            return block


def _with_bold_heads(blocks: Blocks) -> Blocks:
    """Short paragraphs that are bold from end to end made heads, if there are two or more."""
    bold = [block for block in blocks if _is_bold_head(block)]
    if len(bold) < 2:
        return blocks
    return tuple(
        Heading(_unbolded(block.inlines), _HIGHEST, location=block.location)
        if isinstance(block, Paragraph) and _is_bold_head(block)
        else block
        for block in blocks
    )


def _is_bold_head(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not head_shaped(plain(block.inlines)):
        return False
    return all(isinstance(inline, Strong) for inline in block.inlines)


def _unbolded(run: Inlines) -> Inlines:
    return tuple(
        child
        for inline in run
        for child in (inline.children if isinstance(inline, Strong) else (inline,))
    )
