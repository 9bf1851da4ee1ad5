"""A measured run of text → where each of its lines ends and what its characters give up.

Pure arithmetic on one run of text in one face size; lengths are in the unit of ``em``. A line is
set after clreq §3.1.6 and §3.2: adjacent marks share a half em, marks at either edge of the line
give up their blank half, Han and Latin stand apart; then the line is shrunk in the standard's order
if that lets one more word in, and stretched otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf

from keben.composition.characters import (
    CLOSING,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    is_gap,
    is_latin,
    is_mark,
    is_squeezable,
    may_break,
)
from keben.composition.shrink import shrink
from keben.composition.standing import as_set

HALF = 0.5
QUARTER = 0.25
LOOSE = 0.05
"""A line stretched by more than this many em a gap looks loose."""
FULL_LINE = 0.02
"""A line short by less than this many em is full."""
FULL = 0.9
"""A mark at least this many em wide is full-width and has a half to give."""
TOLERANCE = 1e-6
SAFETY = 1e-4
LONELY_STRETCH = 0.12
"""The most that a gap may grow, em, to keep a last line from holding one character."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a theme asks for. ``gap`` is the space between Han and Latin, em."""

    trim: bool = True
    gap: float = 0.2
    justify: bool = True
    wrap_anywhere: bool = True
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The characters that stand before and after a run in its paragraph; None at its ends."""

    before: str | None = None
    after: str | None = None


@dataclass(slots=True)
class Fit:
    """One line's share of a run: characters ``start`` to ``end``, the width they take, and what is
    taken off the left (``left``) or added on the right (``right``) of each, by index in the run.
    ``closed`` is true where the line can only end here: spaces at its end hang in the margin."""

    start: int
    end: int
    width: float
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)
    closed: bool = False


class Run:
    """A run of text measured once, from which lines are cut.

    ``legal[i]`` says whether a line may end after character i by the rules of Latin text; the
    rules for Han override it.
    """

    def __init__(
        self,
        text: str,
        advances: Sequence[float],
        legal: Sequence[bool],
        *,
        em: float,
        language: str,
        rules: Rules,
        neighbours: Neighbours,
    ) -> None:
        self.text, self.advances, self.em = text, advances, em
        self.rules, self.neighbours = rules, neighbours
        half = HALF * em if rules.trim else 0.0
        text = as_set(text, advances, em=em)
        followers = (*text[1:], neighbours.after or "")
        leaders = (neighbours.before or "", *text[:-1])
        self.trims: Sequence[float] = [
            half
            if advance >= FULL * em and is_squeezable(character, language, vertical=rules.vertical)
            else 0.0
            for character, advance in zip(text, advances, strict=True)
        ]
        self.left = [
            trim if trim and character in OPENING and leader and leader in OPENING else 0.0
            for character, leader, trim in zip(text, leaders, self.trims, strict=True)
        ]
        self.right: Sequence[float] = [
            trim if trim and character in CLOSING and is_mark(follower) else 0.0
            for character, follower, trim in zip(text, followers, self.trims, strict=True)
        ]
        self.gaps: Sequence[float] = [
            rules.gap * em if follower and is_gap(character, follower) else 0.0
            for character, follower in zip(text, followers, strict=True)
        ]
        self.legal = [
            _legal(character, follower, latin)
            for character, follower, latin in zip(text, followers, legal, strict=True)
        ]
        natural = (
            advance - left - right + gap
            for advance, left, right, gap in zip(
                advances, self.left, self.right, self.gaps, strict=True
            )
        )
        self.sums = [0.0, *accumulate(natural)]

    def natural_width(self, start: int = 0) -> float:
        """The width of the run from a character on, on one endless line."""
        return self.sums[-1] - self.sums[start]

    def first_piece(self, start: int) -> int:
        """The end of the shortest line that may begin at ``start``."""
        end = start + 1
        while end < len(self.text) and not self.legal[end - 1]:
            end += 1
        return end

    def cut(
        self,
        start: int,
        limit: float | None,
        *,
        at_start: bool,
        indented: bool,
        justified: bool,
        whole_line: float = inf,
    ) -> Fit:
        """The next line's share of the run.

        ``at_start`` is true where the run begins the line, ``indented`` where the line is a
        paragraph's first. The whole rest is taken if it fits ``limit``, or if ``limit`` is None;
        at least one character is always taken. ``whole_line`` is the width of an empty line: a
        word that would not fit there either may be broken anywhere.
        """
        opening = self._opening(start, at_start=at_start, indented=indented)
        size = len(self.text)
        width = self.sums[-1] - self.sums[start] - opening
        if limit is None or width <= limit + TOLERANCE:
            return self._fit(start, size, width, opening)
        trimmed = self._width_at(start, size, opening)
        if self.neighbours.after is None and trimmed <= limit + TOLERANCE:
            return self._fit(start, size, trimmed, opening, last=self.last_trim(size))
        end, longer = self._search(start, limit, opening)
        if longer is not None and justified:
            most = self._most(start, end, limit, opening)
            shrunk = self._shrunk(start, longer, limit, opening, most=most) if most else None
            if shrunk is not None:
                return shrunk
        if end is None:
            torn = at_start or self._is_too_long(start, whole_line)
            end = self._emergency(start, limit, opening, torn=torn, longer=longer)
        else:
            end = self._keep_company(start, end, limit, opening, justified=justified)
        return self._fit(
            start, end, self._width_at(start, end, opening), opening, last=self.last_trim(end)
        )

    # --- the parts of a cut ---

    def _opening(self, start: int, *, at_start: bool, indented: bool) -> float:
        """What a mark at the line's start gives up beyond what its neighbours took."""
        if not at_start or indented or self.text[start] not in OPENING:
            return -self.left[start] if at_start else 0.0
        return self.trims[start] - self.left[start]

    def _stripped(self, end: int) -> int:
        """The end of a line without its trailing spaces, which hang in the margin."""
        while end > 0 and self.text[end - 1] in " \u200b":
            end -= 1
        return end

    def last_trim(self, end: int) -> float:
        """What a line gains when it ends at ``end``: the last mark's blank half, its gap."""
        last = self._stripped(end) - 1
        if last < 0:
            return 0.0
        trim = self.trims[last] if self.text[last] in CLOSING else 0.0
        return trim - self.right[last] + self.gaps[last]

    def _width_at(self, start: int, end: int, opening: float) -> float:
        stripped = max(self._stripped(end), start)
        return self.sums[stripped] - self.sums[start] - opening - self.last_trim(end)

    def _search(self, start: int, limit: float, opening: float) -> tuple[int | None, int | None]:
        """The longest legal line that fits, and the shortest legal one that does not."""
        size = len(self.text)
        end = min(size, bisect_right(self.sums, self.sums[start] + limit + opening + self.em) + 1)
        longer = None
        while end > start:
            whole = end == size and not self._may_end()
            if self.legal[end - 1] and not whole:
                if self._width_at(start, end, opening) <= limit + TOLERANCE:
                    return end, longer
                longer = end
            end -= 1
        return None, longer

    def _may_end(self) -> bool:
        """True if a line may end where the run ends."""
        return self.neighbours.after is None or self.legal[-1]

    def _is_too_long(self, start: int, whole_line: float) -> bool:
        """True for a word that fits no line, with the mark before it and the one after it."""
        room = whole_line - 2 * self.em
        return self._width_at(start, self.first_piece(start), 0.0) > room

    def _emergency(
        self, start: int, limit: float, opening: float, *, torn: bool, longer: int | None
    ) -> int:
        """A line for a word that is longer than the measure."""
        size = len(self.text)
        if torn and self.rules.wrap_anywhere:
            end = start + 1
            while end < size and self._width_at(start, end + 1, opening) <= limit:
                end += 1
            if self._is_seemly(end):
                return end
            earlier = range(end - 1, start, -1)
            return next((e for e in earlier if self._is_seemly(e) and not self._in_word(e)), end)
        return longer if longer is not None else self.first_piece(start)

    def _is_seemly(self, end: int) -> bool:
        """True if a line torn at ``end`` breaks no rule for marks."""
        return self.text[end - 1] not in NEVER_LAST and self.text[end : end + 1] not in NEVER_FIRST

    def _in_word(self, end: int) -> bool:
        return is_latin(self.text[end - 1]) and is_latin(self.text[end])

    def _keep_company(
        self, start: int, end: int, limit: float, opening: float, *, justified: bool
    ) -> int:
        """An earlier end, if the paragraph's last line would hold one character alone."""
        if self.neighbours.after is not None or not _is_lonely(self.text[end:]):
            return end
        earlier = end - 1
        while earlier > start and not self.legal[earlier - 1]:
            earlier -= 1
        if earlier <= start:
            return end
        spare = limit - self._width_at(start, earlier, opening)
        places = sum(self.legal[start : earlier - 1])
        if justified and spare > places * LONELY_STRETCH * self.em:
            return end
        return earlier

    def _most(self, start: int, end: int | None, limit: float, opening: float) -> float:
        """The most that a mark may give up to let one more word into the line: nothing where the
        line is full without it, a quarter em where stretching it would hardly show."""
        if end is None:
            return HALF * self.em
        slack = limit - self._width_at(start, end, opening)
        if slack <= FULL_LINE * self.em:
            return 0.0
        loose = slack > sum(self.legal[start : end - 1]) * LOOSE * self.em
        return (HALF if loose else QUARTER) * self.em

    def _shrunk(
        self, start: int, end: int, limit: float, opening: float, *, most: float
    ) -> Fit | None:
        # A hair less than the limit: nested boxes each round the limit up for themselves.
        target = limit - SAFETY * self.em
        fit = self._fit(start, end, target, opening, last=self.last_trim(end))
        need = self._width_at(start, end, opening) - target
        inner = range(start + (opening > 0), self._stripped(end) - 1)
        return fit if shrink(self, fit, inner, need, most=most) else None

    def _fit(
        self, start: int, end: int, width: float, opening: float, *, last: float | None = None
    ) -> Fit:
        fit = Fit(start, end, width, closed=last is not None)
        for index in range(start, self._stripped(end) if end < len(self.text) else end):
            if self.left[index]:
                fit.left[index] = self.left[index]
            change = self.gaps[index] - self.right[index]
            if change:
                fit.right[index] = change
        if opening:
            fit.left[start] = fit.left.get(start, 0.0) + opening
        tail = self._stripped(end) - 1
        if last and tail >= start:
            fit.right[tail] = fit.right.get(tail, 0.0) - last
        return fit


def _legal(character: str, follower: str, latin: bool) -> bool:
    if not follower:
        return True
    ruled = may_break(character, follower)
    return latin if ruled is None else ruled


def _is_lonely(rest: str) -> bool:
    """True for one character alone, with or without the marks that close it."""
    return len(rest.rstrip("".join(CLOSING) + " ")) == 1
