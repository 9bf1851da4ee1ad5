"""What an element of a page holds, counted once for each, however many stand in one another."""

from __future__ import annotations

from dataclasses import dataclass

from keben.readers.markdown.tags import BLOCKS
from keben.readers.web.tree import Element

_HEADS = frozenset(("th", "caption", "thead"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3"))


@dataclass(slots=True)
class _Tally:
    """Of an element's descendants: rows, the cells of the widest, paragraphs; whether any is the
    head of a table, a table, or a block."""

    rows: int = 0
    widest: int = 0
    paragraphs: int = 0
    heads: bool = False
    tables: bool = False
    blocks: bool = False

    def add(self, element: Element, inner: _Tally) -> None:
        """Count an element and what it holds."""
        self.rows += inner.rows + (element.name == "tr")
        self.widest = max(self.widest, inner.widest)
        if element.name == "tr":
            self.widest = max(self.widest, _cells(element))
        self.paragraphs += inner.paragraphs + (element.name in _PARAGRAPHS)
        self.heads |= inner.heads or element.name in _HEADS
        self.tables |= inner.tables or element.name == "table"
        self.blocks |= inner.blocks or _stands_apart(element)


class Tallies:
    """The tallies of one page."""

    def __init__(self) -> None:
        self._known: dict[int, _Tally] = {}

    def has_blocks(self, element: Element) -> bool:
        """True where a block stands in an element."""
        return self._of(element).blocks

    def is_layout(self, table: Element) -> bool:
        """True for a table that only places text on the page: one column, or text blocks in
        cells."""
        found = self._of(table)
        many = found.paragraphs > 2 * found.rows * max(found.widest, 1)
        return not found.heads and (found.widest <= 1 or found.tables or many)

    def _of(self, element: Element) -> _Tally:
        known = self._known.get(id(element))
        if known is None:
            known = self._known[id(element)] = _Tally()
            for child in element.children:
                if isinstance(child, Element):
                    known.add(child, self._of(child))
        return known


def _stands_apart(element: Element) -> bool:
    """True for a block."""
    return element.name in BLOCKS or element.name in ("p", "pre", "hr")


def _cells(row: Element) -> int:
    return sum(isinstance(c, Element) and c.name in ("td", "th") for c in row.children)
