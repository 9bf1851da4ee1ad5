"""What an edition must hold + what its file holds → the differences, each with both its places.

Blocks are matched one by one, in order: each passage of the text stands in one block, or in the
pieces of one that a page's end divides. A block that is no passage must be one that editions add.
After a difference the comparison goes on where both agree again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, product
from urllib.parse import unquote

from keben.model import Finding, Location, Severity
from keben.proof.added import Added
from keben.proof.contents import check_contents, check_places
from keben.proof.expected import Expectation, Expected
from keben.proof.fitting import Fitting
from keben.proof.floats import put_back
from keben.proof.matching import Divided, agree
from keben.proof.reading import Kind, Leaf, Reading, Zone, squeeze

SHOWN = 12
"""The characters shown on either side of a difference."""

FARTHEST = 30
"""The passages and blocks that are looked through for the place where both agree again."""

ENOUGH = 20
"""Differences that are told; more say no more."""


def compare(expectation: Expectation, reading: Reading, added: Added, file: str) -> list[Finding]:
    """Every difference between what must be and what is, but of many only the first ones.

    ``file`` is its name, for messages.
    """
    body, notes = (_in_order(reading.leaves, zone) for zone in (Zone.BODY, Zone.NOTE))
    body = put_back(body, expectation.body)
    matter = (leaf for leaf in reading.leaves if leaf.zone is Zone.FRAME)
    text = Comparison(expectation.body, body, added, file)
    below = Comparison(expectation.notes, notes, added, file)
    differences = (
        *islice(text.differences(), ENOUGH),
        *islice(below.differences(), ENOUGH),
        *check_places((*text.fitting.anchored, *below.fitting.anchored), reading, file),
        *(_surplus(leaf, file) for leaf in matter if not added.in_matter(leaf.text)),
        *check_contents(expectation, reading, added, file),
        *_pictures(expectation.pictures, reading, file),
        *_addresses(expectation.addresses, reading.addresses, file),
    )
    return list(differences[:ENOUGH])


def _in_order(leaves: Iterable[Leaf], zone: Zone) -> list[Leaf]:
    """The blocks of a zone. Where texts stand beside each other, each is read over the page's end
    before the next."""
    ordered: list[Leaf] = []
    found = (leaf for leaf in leaves if leaf.zone is zone)
    for _, group in groupby(found, key=lambda leaf: bool(leaf.side)):
        ordered += sorted(group, key=_side)
    return ordered


def _side(leaf: Leaf) -> tuple[int, str]:
    """Identifiers are numbered in reading order, with at least five digits."""
    return len(leaf.side), leaf.side


class Comparison:
    """The passages of one zone against the blocks of that zone."""

    def __init__(
        self, wanted: Sequence[Expected], leaves: Sequence[Leaf], added: Added, file: str
    ) -> None:
        self.wanted, self.leaves = wanted, leaves
        self.added, self.file = added, file
        self.next = 0
        self.divided: list[Divided] = []
        self.head_cells: set[str] = set()
        self.head_table = 0
        self.fitting = Fitting(file, printed=any(leaf.page for leaf in leaves))

    def differences(self) -> Iterator[Finding]:
        """The differences in reading order."""
        place = 0
        while place < len(self.leaves):
            leaf = self.leaves[place]
            yield from self._overdue(leaf)
            if divided := self._continued(leaf):
                yield from self.fitting.placed(divided.passage, leaf)
                if divided.is_whole:
                    yield from self.fitting.whole(divided.passage, divided.leaf)
                place += 1
            elif self._is_next(leaf):
                yield from self._fits(self.wanted[self.next], leaf)
                self.next += 1
                place += 1
            elif self._is_added(leaf):
                place += 1
            else:
                skipped, passed = self._meet_again(place)
                yield self._difference(leaf, skipped, passed)
                self.next += skipped
                place += passed
        yield from self._overdue(None)
        yield from self.fitting.levels()
        last = self.leaves[-1].place if self.leaves else "the file"
        for passage in self.wanted[self.next :]:
            yield _lost(passage, self.file, last)

    def _continued(self, leaf: Leaf) -> Divided | None:
        """The block, divided on the page before, of which this is the next piece."""
        for divided in self.divided:
            if divided.take(leaf):
                if divided.is_whole:
                    self.divided.remove(divided)
                return divided
        return None

    def _is_next(self, leaf: Leaf) -> bool:
        if self.next == len(self.wanted):
            return False
        passage = self.wanted[self.next]
        if agree(leaf.text, passage):
            return True
        started = Divided.start(leaf, passage)
        if started:
            self.divided.append(started)
        return started is not None

    def _is_added(self, leaf: Leaf) -> bool:
        is_repeated = leaf.kind is Kind.CELL and leaf.text in self.head_cells
        return is_repeated or self.added.in_text(leaf.text)

    def _fits(self, passage: Expected, leaf: Leaf) -> Iterator[Finding]:
        """What is wrong with a block whose text is right."""
        if passage.kind is Kind.CELL and passage.is_table_head:
            if passage.table != self.head_table:
                self.head_cells.clear()
                self.head_table = passage.table
            self.head_cells.add(passage.text)
        yield from self.fitting.placed(passage, leaf)
        if not any(divided.passage is passage for divided in self.divided):
            yield from self.fitting.whole(passage, leaf)

    def _meet_again(self, place: int) -> tuple[int, int]:
        """How many passages, and how many blocks, to leave out until both agree again."""
        wanted = self.wanted[self.next : self.next + FARTHEST]
        leaves = self.leaves[place : place + FARTHEST]
        steps = product(range(len(wanted)), range(len(leaves)))
        for skipped, passed in sorted(steps, key=lambda step: (sum(step), step)):
            if skipped + passed and agree(leaves[passed].text, wanted[skipped]):
                return skipped, passed
        return min(1, len(wanted)), 1

    def _difference(self, leaf: Leaf, skipped: int, passed: int) -> Finding:
        if not skipped:
            near = self.wanted[min(self.next, len(self.wanted) - 1)] if self.wanted else None
            return _surplus(leaf, self.file, near)
        passage = self.wanted[self.next]
        if not passed:
            return _lost(passage, self.file, leaf.place)
        return _changed(passage, leaf.text, leaf.place, self.file)

    def _overdue(self, leaf: Leaf | None) -> Iterator[Finding]:
        """Divided blocks whose rest has not come by the page after."""
        for divided in tuple(self.divided):
            if leaf is None or leaf.page > divided.page + 1:
                self.divided.remove(divided)
                yield _changed(divided.passage, divided.text, f"page {divided.page}", self.file)


def _pictures(wanted: Sequence[str], reading: Reading, file: str) -> Iterator[Finding]:
    """Pictures by their descriptions; notes stand elsewhere in print, so the order may differ. In
    print a picture without description is ornament, which is not read."""
    lost = Counter(map(squeeze, wanted))
    lost.subtract(map(squeeze, reading.pictures))
    if any(leaf.page for leaf in reading.leaves):
        del lost[""]
    for words, number in lost.items():
        if number:
            trouble = "is lost" if number > 0 else "is not in the source"
            yield _finding("V004", f'{file}: the picture "{words}" {trouble}.', None)


def _addresses(wanted: Iterable[str], found: Iterable[str], file: str) -> Iterator[Finding]:
    """Outside links; an address may be written with or without percent signs (RFC 3986 §2.1)."""
    must, has = ({unquote(address) for address in some} for some in (wanted, found))
    for address in sorted(must - has):
        yield _finding("V004", f"{file}: no link leads to {address}.", None)
    for address in sorted(has - must):
        yield _finding("V004", f"{file}: a link leads to {address}, which is not linked to.", None)


def _changed(passage: Expected, text: str, place: str, file: str) -> Finding:
    pairs = enumerate(zip(passage.text, text, strict=False))
    shorter = min(len(passage.text), len(text))
    agreed = next((place for place, (one, other) in pairs if one != other), shorter)
    begin = max(0, agreed - SHOWN)
    wanted, found = (some[begin : agreed + SHOWN] for some in (passage.text, text))
    message = f'{file}, {place}: the source has "…{wanted}…", the file "…{found}…".'
    return _finding("V001", message, passage.location)


def _lost(passage: Expected, file: str, place: str) -> Finding:
    message = f'{file}, {place}: the source\'s "{_start(passage)}" is lost.'
    return _finding("V001", message, passage.location)


def _surplus(leaf: Leaf, file: str, near: Expected | None = None) -> Finding:
    """``near`` is the passage at which the block stands."""
    message = f'{file}, {leaf.place}: "{leaf.text[: 2 * SHOWN]}" does not stand here in the source.'
    return _finding("V001", message, near.location if near else None)


def _start(passage: Expected) -> str:
    return passage.text[: 2 * SHOWN]


def _finding(code: str, message: str, location: Location | None) -> Finding:
    return Finding(code, Severity.ERROR, message, location)
