"""Blocks → blocks with the rows of tables told apart: lines of cells with tabs between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keben.readers.repair.passage import Change, Passages, Role, Rule, Step

_LEAST_ROWS = 2


def find_tables(blocks: Passages) -> Step:
    """Lines with tabs inside, two or more one under the other, are the rows of a table."""
    found = list(blocks)
    changes = []
    for run in _runs(blocks):
        for i in run:
            found[i] = replace(blocks[i], role=Role.ROW)
        evidence = f"{len(run)} lines with tabs, one under the other"
        changes.append(Change(blocks[run[0]].line, Rule.TABLE, evidence, 0.9))
    return tuple(found), tuple(changes)


def is_row(text: str) -> bool:
    """True for a line that may be a row: it has a tab inside."""
    return "\t" in text.strip()


def _runs(blocks: Passages) -> Iterator[list[int]]:
    run: list[int] = []
    for i, block in enumerate(blocks):
        if block.role is Role.PARAGRAPH and is_row(block.text):
            run.append(i)
            continue
        if len(run) >= _LEAST_ROWS:
            yield run
        run = []
    if len(run) >= _LEAST_ROWS:
        yield run
