"""An article's blocks with heads of level 1 → its title, and blocks with heads from level 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from keben.model import (
    Block,
    Blocks,
    Epigraph,
    Figure,
    Heading,
    Inlines,
    Paragraph,
    Quotation,
    SceneBreak,
    Text,
)
from keben.readers.markdown.characters import is_cjk
from keben.walk import map_blocks, own_inlines, plain

DEEPEST = 6
EPIGRAPH_WIDTH = 120
"""The longest quotation under a title that is an epigraph: about three printed lines, in em."""


@dataclass(frozen=True, slots=True)
class Titled:
    """``plain`` is the title without marks; empty where neither text nor settings give one.
    ``anchor`` is what its author calls it."""

    title: Inlines
    plain: str
    blocks: Blocks
    anchor: str = ""


def settle_title(blocks: Blocks, *, wanted: str = "") -> Titled:
    """Find the title and level the heads.

    A single head of level 1, or one that begins the text, is the title and leaves the blocks,
    unless the title ``wanted`` by the settings is another. Where heads of level 1 remain, every
    head goes down a level. A short quotation right under the title is an epigraph.
    """
    first = [b for b in blocks if isinstance(b, Heading) and b.level == 1]
    title = _title_head(blocks, first)
    if title and wanted and _same(plain(title.inlines)) != _same(wanted):
        title = None
    rest = tuple(block for block in blocks if block is not title)
    remaining = any(head is not title for head in first)
    levelled = _level(rest, down=1 if remaining else 0)
    if title:
        run, words = title.inlines, " ".join(plain(title.inlines).split())
    else:
        run, words = ((Text(wanted),) if wanted else ()), wanted
    anchor = title.anchor if title else ""
    return Titled(run, words, _find_epigraph(levelled) if words else levelled, anchor)


def _title_head(blocks: Blocks, first: list[Heading]) -> Heading | None:
    if not first:
        return None
    heads = [block for block in blocks if isinstance(block, Heading)]
    leads = not any(_has_words(block) for block in blocks[: blocks.index(first[0])])
    return first[0] if leads or (len(first) == 1 and heads[0] is first[0]) else None


def _has_words(block: Block) -> bool:
    return not isinstance(block, Figure | SceneBreak)


def _same(title: str) -> str:
    return "".join(title.split()).casefold()


def _level(blocks: Blocks, *, down: int) -> Blocks:
    def change(block: Block) -> Blocks:
        if isinstance(block, Heading):
            return (replace(block, level=max(2, min(block.level + down, DEEPEST))),)
        return (block,)

    return map_blocks(blocks, change)


def _find_epigraph(blocks: Blocks) -> Blocks:
    """Make the quotation that comes before any other words an epigraph, when it is short."""
    for index, block in enumerate(blocks):
        if _has_words(block):
            if isinstance(block, Quotation) and _is_short(block):
                epigraph = Epigraph(block.blocks, block.attribution, block.location)
                return (*blocks[:index], epigraph, *blocks[index + 1 :])
            return blocks
    return blocks


def _is_short(quotation: Quotation) -> bool:
    runs = list(_runs(quotation))
    width = sum(1 if is_cjk(c) else 0.5 for run in runs for c in plain(run))
    plainly = all(isinstance(block, Paragraph) for block in quotation.blocks)
    return plainly and len(runs) <= 3 and width <= EPIGRAPH_WIDTH


def _runs(quotation: Quotation) -> Iterator[Inlines]:
    for block in quotation.blocks:
        yield from own_inlines(block)
