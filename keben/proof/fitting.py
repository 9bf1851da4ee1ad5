"""Blocks of which the text is right + their passages → in what else they are not the same."""

from __future__ import annotations

from collections.abc import Iterator

from keben.model import Finding, Severity
from keben.proof.matching import misread, same_characters
from keben.proof.passages import Expected
from keben.proof.reading import LANGUAGE, Leaf, Marks, Zone
from keben.proof.standing import Pairs, Standings

SHOWN = 24
"""The characters of a passage that are shown."""


class Fitting:
    """Holds one block after another against its passage. ``file`` is the name for messages,
    ``anchored`` are the passages to which contents lead, with the blocks that begin them."""

    def __init__(self, file: str, *, printed: bool) -> None:
        self._file, self._printed = file, printed
        self._tables, self._lists = Pairs(), Pairs()
        self._standings = Standings(printed=printed)
        self.anchored: list[tuple[Expected, Leaf]] = []

    def placed(self, passage: Expected, leaf: Leaf) -> Iterator[Finding]:
        """What is wrong with where a block, or a piece of one, stands, and as what."""
        start = passage.text[:SHOWN]
        if passage.kind is not leaf.kind:
            yield self._finding(f'"{start}" is {leaf.kind} and not {passage.kind}.', passage, leaf)
            return
        for name, are_one in (
            ("table", self._tables.fit(leaf.table, passage.table)),
            ("list", leaf.listed < 0 or self._lists.fit(leaf.listed, passage.listed)),
        ):
            if not are_one:
                trouble = f'"{start}" does not stand in the one {name} that it stands in.'
                yield self._finding(trouble, passage, leaf)
        wrong = self._standings.misfits(passage.standing, leaf.standing, leaf.place)
        yield from (self._finding(f'"{start}" {each}.', passage, leaf) for each in wrong)
        goes_on = bool(self.anchored) and self.anchored[-1][0] is passage
        if passage.anchor and not goes_on:
            self.anchored.append((passage, leaf))
        if passage.standing.level:
            self._standings.add_head(passage.standing, leaf.standing, start)

    def whole(self, passage: Expected, leaf: Leaf) -> Iterator[Finding]:
        """What is wrong with parts of a block that is there from its beginning to its end."""
        if not same_characters(passage.linked, leaf.linked):
            trouble = f'"{leaf.linked}" is linked and not "{passage.linked}".'
            yield self._finding(trouble, passage, leaf)
        if base := misread(leaf.ruby, passage.ruby):
            trouble = f'"{base}" is not read with its annotation after it.'
            yield self._finding(trouble, passage, leaf)
        wanted, found = dict(self._told(passage.marks)), dict(self._told(leaf.marks))
        for mark in sorted(wanted.keys() | found.keys()):
            if not same_characters(one := wanted.get(mark, ""), other := found.get(mark, "")):
                name = mark.replace(LANGUAGE, "in the language ")
                trouble = f'"{other[:SHOWN]}" is {name} and not "{one[:SHOWN]}".'
                yield self._finding(trouble, passage, leaf)
        if not self._printed and leaf.lines != passage.lines and leaf.zone is not Zone.NOTE:
            yield self._finding(f'"{passage.text[:SHOWN]}" has other lines.', passage, leaf)
        for word in sorted(self._strange_words(passage, leaf)):
            trouble = f'"{word}" is no word of the source here: a space is lost or added.'
            yield self._finding(trouble, passage, leaf)

    def _told(self, marks: Marks) -> Iterator[tuple[str, str]]:
        """The marks that the format tells: a tagged PDF tells languages."""
        return (each for each in marks if not self._printed or each[0].startswith(LANGUAGE))

    def _strange_words(self, passage: Expected, leaf: Leaf) -> frozenset[str]:
        """Annotations stand anywhere in print, so words that have some are not looked at there."""
        if self._printed:
            return frozenset() if passage.ruby else leaf.words - passage.words
        return leaf.words ^ passage.words

    def levels(self) -> Iterator[Finding]:
        """Heads that stand under others than in the source, when all were placed."""
        for start in self._standings.wrong_levels():
            message = f'{self._file}: "{start}" is a head of another level.'
            yield Finding("V002", Severity.ERROR, message, None)

    def _finding(self, trouble: str, passage: Expected, leaf: Leaf) -> Finding:
        message = f"{self._file}, {leaf.place}: {trouble}"
        return Finding("V002", Severity.ERROR, message, passage.location)
