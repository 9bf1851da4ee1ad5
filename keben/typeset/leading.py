"""Blocks → the lines that lead to what follows them, and must not stand at a page's foot alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from keben import walk
from keben.model import (
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
    """The paragraphs of a run, and of what it holds, that end with a colon before such a block."""
    for block, follower in pairwise(run):
        if isinstance(block, Paragraph) and isinstance(follower, LED) and _ends_open(block):
            yield block
    for block in run:
        for inner in walk.child_blocks(block):
            yield from lead_ins(inner)


def _ends_open(paragraph: Paragraph) -> bool:
    return walk.plain(paragraph.inlines).rstrip().endswith(COLONS)


def identities(paragraphs: Iterable[Paragraph]) -> frozenset[int]:
    """What a paragraph is known by as long as its publication lives: equal ones may stand in
    several places."""
    return frozenset(map(id, paragraphs))
