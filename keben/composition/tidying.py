"""What WeasyPrint drew on a page → the same drawn in fewer words.

Each line of a paragraph comes as marked content of its own, states its font anew, and stands in
graphics states that change nothing. Lines of one element become one marked content, and each says
how far it stands below the one before it (ISO 32000-1 §9.4.2, §14.7.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PLACE = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
"""Where upright text begins, px to the right and down."""

NO_SPACE = b"0 Tc"
"""The space of characters where none is stated (ISO 32000-1 §9.3.2)."""

MILLIONTHS = 1_000_000
"""The digits behind the point that pydyf writes."""


@dataclass(slots=True)
class _State:
    """What is in force: the font, and the space of characters, as it is meant and as it was said
    last; ``begin`` is the place of its ``q``."""

    begin: int = -1
    font: bytes = b""
    meant: bytes = NO_SPACE
    said: bytes = NO_SPACE


Line = tuple[int, int]
"""Where a line begins, in millionths of a px to the right and down."""


@dataclass(frozen=True, slots=True)
class _Closed:
    """Marked content that ended last: its place among the operators and its number; and what
    stood before it (:attr:`_Page.ended`)."""

    place: int
    number: int | None
    ended: tuple[int, Line | None] | None


def tidy(stream: Any, joined: Collection[int]) -> Mapping[int, int]:
    """Rewrite the operators of a page. Marked content with a number in ``joined`` goes on with the
    content of the number before it, if nothing stands between. Returns the new number of each."""
    page = _Page(joined)
    for item in stream.stream:
        page.take(item)
    stream.stream[:] = [item for item in page.out if item is not None]
    return page.numbers


@dataclass(slots=True)
class _Page:
    """Operators that are rewritten, in order. ``ended`` is the place of the end of a text after
    which nothing was drawn, and where its last line began."""

    joined: Collection[int]
    out: list[Any] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    count: int = 0
    state: _State = field(default_factory=_State)
    above: list[_State] = field(default_factory=list)
    pair: tuple[int, int] = (-1, -1)
    marks: list[int | None] = field(default_factory=list)
    closed: _Closed | None = None
    ended: tuple[int, Line | None] | None = None
    line: Line | None = None

    def take(self, item: Any) -> None:
        """Take the next operator, with its operands; those of marked content come apart from it."""
        if not isinstance(item, bytes):
            self.out.append(item)
            return
        operator = item[item.rfind(b" ") + 1 :]
        match operator:
            case b"TJ" | b"Tj" | b"Do":
                self._space()
                self._put(item)
            case b"Tm":
                self._place(item)
            case b"Tf":
                if item != self.state.font:
                    self.state.font = item
                    self._put(item)
            case b"Tc":
                self.state.meant = item
            case b"BT":
                self._begin_text(item)
            case b"ET":
                self.ended = len(self.out), self.line
                self.out.append(item)
            case b"gs" | b"rg":  # may be said within a text as well (ISO 32000-1 §8.2)
                self.out.append(item)
            case b"BDC" | b"BMC":
                self._open(item)
            case b"EMC":
                self.closed = _Closed(len(self.out), self.marks.pop(), self.ended)
                self._put(item)
            case b"q":
                self.above.append(self.state)
                self.state = replace(self.state, begin=len(self.out))
                self._put(item)
            case b"Q":
                self._restore(item)
            case _:
                self._put(item)

    def _put(self, item: bytes) -> None:
        self.ended = None
        self.out.append(item)

    def _space(self) -> None:
        if self.state.meant != self.state.said:
            self.state.said = self.state.meant
            self.out.append(self.state.said)

    def _begin_text(self, item: bytes) -> None:
        if self.ended is None:
            self.line = None
            self._put(item)
        else:
            place, self.line = self.ended
            self.out[place] = self.ended = None

    def _place(self, item: bytes) -> None:
        found = PLACE.fullmatch(item)
        before, self.line = self.line, found and (_whole(found[1]), _whole(found[2]))
        if before and self.line:
            right, down = self.line[0] - before[0], self.line[1] - before[1]
            item = b"%b %b Td" % (_written(right), _written(-down))
        self._put(item)

    def _open(self, item: bytes) -> None:
        named = self.out[-1] if item == b"BDC" else {}
        number: int | None = named.get("MCID")
        self.marks.append(number)
        if number is None:
            self._put(item)
        elif self._follows(number):
            assert self.closed is not None
            del self.out[self.closed.place :]
            self.ended = self.closed.ended
            self.numbers[number] = self.numbers[number - 1]
        else:
            named["MCID"] = self.numbers[number] = self.count
            self.count += 1
            self._put(item)

    def _follows(self, number: int) -> bool:
        """True if marked content goes on with what was closed right before its name and number."""
        closed = self.closed
        if closed is None or number not in self.joined:
            return False
        return closed.number == number - 1 and closed.place == len(self.out) - 3

    def _restore(self, item: bytes) -> None:
        """End a graphics state; one that holds another and nothing else is that other."""
        begin, (inner, end) = self.state.begin, self.pair
        self.state = self.above.pop()
        if end == len(self.out) - 1 and not any(self.out[begin + 1 : inner]) and inner > begin:
            self.out[inner] = None
            self.out.pop()
        self.pair = begin, len(self.out)
        self._put(item)


def _whole(number: bytes) -> int:
    return round(float(number) * MILLIONTHS)


def _written(number: int) -> bytes:
    return f"{number / MILLIONTHS:.6f}".rstrip("0").rstrip(".").encode()
