"""Blocks → the lines that lead to what follows them, and must not stand at a page's foot alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from keben import walk
from keben.model import (
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Formula,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
    Verse,
)

COLONS = ("：", ":")
LED = (CodeBlock, Figure, Formula, ListBlock, Quotation, Table, Verse)
"""What a line that ends with a colon leads to."""


def lead_ins(run: Blocks) -> Iterator[Paragraph]:
    """The paragraphs of a run, and of what it holds, that end with a colon before such a block.

    One that begins what another line leads to is none: lines that must stay with one another down
    into a list in a list would leave much of a page empty before them.
    """
    yield from _lead_ins(run, is_led=False)


def _lead_ins(run: Blocks, *, is_led: bool) -> Iterator[Paragraph]:
    led = is_led
    for block, follower in zip_longest(run, run[1:]):
        for place, inner in enumerate(walk.child_blocks(block)):
            yield from _lead_ins(inner, is_led=led and place == 0)
        was_led, led = led, False
        if isinstance(block, Paragraph) and isinstance(follower, LED) and _ends_open(block):
            led = not was_led
            if led:
                yield block


def _ends_open(paragraph: Paragraph) -> bool:
    return walk.plain(paragraph.inlines).rstrip().endswith(COLONS)


def identities(blocks: Iterable[Block]) -> frozenset[int]:
    """What a block is known by as long as its publication lives: equal ones may stand in
    several places."""
    return frozenset(map(id, blocks))
