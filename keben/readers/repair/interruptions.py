"""Lines → what a line that was never text, such as a page number, cuts apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from keben.readers.repair.forms import starts_block
from keben.readers.repair.marks import ends_closed, width
from keben.readers.repair.passage import Passage, Passages

_LONG = 30
"""Half-ems: a line as long as this and without a closing mark was cut, not ended."""

_NEAR = 4
"""Lines of furniture that may stand together at a page end."""


def interrupts(lines: Passages, index: int, others: Collection[int] = ()) -> bool:
    """True where a line stands inside a sentence: what is above it was cut, not ended. ``others``
    are lines that are no text either."""
    before = range(index - 1, max(-1, index - 1 - _NEAR), -1)
    behind = range(index + 1, min(len(lines), index + 1 + _NEAR))
    above = next((i for i in before if i not in others), None)
    below = next((i for i in behind if i not in others), None)
    return above is not None and below is not None and _is_cut(lines[above], lines[below])


def _is_cut(above: Passage, below: Passage) -> bool:
    cut = not ends_closed(above.text) and width(above.text) >= _LONG
    return cut and below.indent <= above.indent and not starts_block(below.text)


def without(lines: Passages, dropped: Collection[int], *, pages: bool = True) -> Passages:
    """The lines that stay; where ``pages`` ended, the one after a dropped line knows it."""
    if not dropped:
        return lines
    if not pages:
        return tuple(line for i, line in enumerate(lines) if i not in dropped)
    kept = []
    page_end = False
    for i, line in enumerate(lines):
        if i in dropped:
            page_end = True
            continue
        kept.append(replace(line, page_end=True) if page_end else line)
        page_end = False
    return tuple(kept)
