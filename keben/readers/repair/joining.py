"""Pieces of one paragraph, one after another → a block that remembers where its lines began."""

from __future__ import annotations

from dataclasses import replace

from keben.readers.repair.marks import joint
from keben.readers.repair.passage import Join, Passage


class Joining:
    """A block that grows by pieces, in time that grows with its length."""

    def __init__(self, first: Passage) -> None:
        self.first = self.last = first
        self._parts = [first.text]
        self._joins = list(first.joins)
        self._length = len(first.text)

    def add(self, piece: Passage) -> None:
        """Let a piece follow, with a space before it where its script asks for one."""
        space = joint(self.last.text, piece.text)
        start = self._length + len(space)
        self._parts += (space, piece.text)
        self._joins.append(Join(start, piece.line, piece.column))
        self._joins += (replace(join, start=join.start + start) for join in piece.joins)
        self._length = start + len(piece.text)
        self.last = piece

    def block(self) -> Passage:
        """The whole."""
        if self.last is self.first:
            return self.first
        return replace(self.first, text="".join(self._parts), joins=tuple(self._joins))
