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
    OPENING,
    is_hanging,
    is_in_word,
    is_lonely,
    may_tear,
)
from keben.composition.ruby import Span
from keben.composition.shrink import HAIR, shrink
from keben.composition.spacing import Neighbours, Rules, space

__all__ = ["Fit", "Neighbours", "Rules", "Run"]

HALF = 0.5
QUARTER = 0.25
LOOSE = 0.05
"""A line stretched by more than this many em a gap looks loose."""
FULL_LINE = 0.02
"""A line short by less than this many em is full."""
TOLERANCE = 1e-6
LONELY_STRETCH = 0.12
"""The most that a gap may grow, em, to keep a last line from holding one character."""


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
        spans: Sequence[Span] = (),
    ) -> None:
        self.text, self.advances, self.em = text, advances, em
        self.rules, self.neighbours = rules, neighbours
        found = space(
            text,
            advances,
            legal,
            em=em,
            language=language,
            rules=rules,
            neighbours=neighbours,
            spans=spans,
        )
        self.spacing = found
        self.trims: Sequence[float] = found.trims
        self.left: Sequence[float] = found.left
        self.right: Sequence[float] = found.right
        self.gaps: Sequence[float] = found.gaps
        self.legal = found.legal
        natural = (
            advance + lead + trail - left - right + gap
            for advance, lead, trail, left, right, gap in zip(
                advances, found.lead, found.trail, found.left, found.right, found.gaps, strict=True
            )
        )
        self.sums: list[float] = [0.0, *accumulate(natural)]

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
        trimmed = self._width_at(start, size, opening, limit)
        if self.neighbours.after is None and trimmed <= limit + TOLERANCE:
            return self._closed(start, size, limit, opening)
        end, longer = self._search(start, limit, opening)
        if longer is not None and justified:
            most = self._most(start, end, limit, opening)
            missing = HAIR * self.em if self._is_hole(start, end, limit, opening) else 0.0
            bounds = most, missing
            shrunk = self._shrunk(start, longer, limit, opening, bounds) if most else None
            if shrunk is not None:
                return shrunk
        if end is None:
            torn = at_start or self._is_too_long(start, whole_line)
            end = self._emergency(start, limit, opening, torn=torn, longer=longer)
        else:
            end = self._keep_company(start, end, limit, opening, justified=justified)
        return self._closed(start, end, limit, opening)

    # --- the parts of a cut ---

    def _opening(self, start: int, *, at_start: bool, indented: bool) -> float:
        """What a mark at the line's start gives up beyond what its neighbours took."""
        if not at_start:
            return 0.0
        given = self.left[start] + (0.0 if indented else self.spacing.overhang.head.get(start, 0.0))
        trims = self.rules.trim_start and not indented and self.text[start] in OPENING
        return (self.trims[start] if trims else 0.0) - given

    def _stripped(self, end: int) -> int:
        """The end of a line without its trailing spaces, which hang in the margin."""
        absorbed = self.spacing.absorbed
        while end > 0 and (self.text[end - 1] in " \u200b" or end - 1 in absorbed):
            end -= 1
        return end

    def last_trim(self, end: int, need: float = inf) -> float:
        """What a line gains when it ends at ``end``: its gap, the last mark's blank half, the
        whole of a mark that hangs in the margin; no more than it needs, if that is enough."""
        last = self._stripped(end) - 1
        if last < 0:
            return 0.0
        own = self.gaps[last] - self.right[last]
        over = self.spacing.overhang.tail.get(last, 0.0)
        half = self.trims[last] if self.text[last] in CLOSING else 0.0
        gains = [half if self.rules.trim_end == "force" else 0.0]
        if self.rules.trim_end == "allow":
            gains.append(half)
        if self.rules.hang and is_hanging(self.text[last]):
            gains.append(self.advances[last])
        enough = (gain for gain in gains if gain + own - over >= need - TOLERANCE)
        return next(enough, gains[-1]) + own - over

    def _width_at(self, start: int, end: int, opening: float, limit: float = -inf) -> float:
        """The width of a line that had better not pass ``limit``."""
        width = self.sums[max(self._stripped(end), start)] - self.sums[start] - opening
        return width - self.last_trim(end, width - limit)

    def _closed(self, start: int, end: int, limit: float, opening: float) -> Fit:
        """A line that ends at ``end``, whatever follows."""
        width = self.sums[max(self._stripped(end), start)] - self.sums[start] - opening
        trim = self.last_trim(end, width - limit)
        return self._fit(start, end, width - trim, opening, last=trim)

    def _search(self, start: int, limit: float, opening: float) -> tuple[int | None, int | None]:
        """The longest legal line that fits, and the shortest legal one that does not."""
        size = len(self.text)
        end = min(size, bisect_right(self.sums, self.sums[start] + limit + opening + self.em) + 1)
        longer = None
        while end > start:
            whole = end == size and not self._may_end()
            if self.legal[end - 1] and not whole:
                if self._width_at(start, end, opening, limit) <= limit + TOLERANCE:
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
            if may_tear(self.text, end):
                return end
            earlier = range(end - 1, start, -1)
            seemly = (e for e in earlier if may_tear(self.text, e) and not is_in_word(self.text, e))
            return next(seemly, end)
        return longer if longer is not None else self.first_piece(start)

    def _keep_company(
        self, start: int, end: int, limit: float, opening: float, *, justified: bool
    ) -> int:
        """An earlier end, if the paragraph's last line would hold one character alone."""
        if self.neighbours.after is not None or not is_lonely(self.text[end:]):
            return end
        earlier = end - 1
        while earlier > start and not self.legal[earlier - 1]:
            earlier -= 1
        if earlier <= start:
            return end
        spare = limit - self._width_at(start, earlier, opening, limit)
        places = sum(self.legal[start : earlier - 1])
        if justified and spare > places * LONELY_STRETCH * self.em:
            return end
        return earlier

    def _most(self, start: int, end: int | None, limit: float, opening: float) -> float:
        """The most that a mark may give up to let one more word into the line: nothing where the
        line is full without it, a quarter em where stretching it would hardly show."""
        if end is None:
            return HALF * self.em
        slack = limit - self._width_at(start, end, opening, limit)
        if slack <= FULL_LINE * self.em:
            return 0.0
        loose = slack > sum(self.legal[start : end - 1]) * LOOSE * self.em
        return (HALF if loose else QUARTER) * self.em

    def _is_hole(self, start: int, end: int | None, limit: float, opening: float) -> bool:
        """True if a line up to ``end`` cannot be stretched to its edge without a hole."""
        if end is None:
            return True
        slack = limit - self._width_at(start, end, opening, limit)
        return slack > HALF * self.em * sum(self.legal[start : end - 1])

    def _shrunk(
        self, start: int, end: int, limit: float, opening: float, bounds: tuple[float, float]
    ) -> Fit | None:
        most, missing = bounds
        target = limit - HAIR * self.em
        fit = self._fit(start, end, target, opening, last=self.last_trim(end))
        need = self._width_at(start, end, opening) - target
        first, last = start + (opening > 0), self._stripped(end) - 1
        inner = [index for index in range(first, last) if index not in self.spacing.absorbed]
        return fit if shrink(self, fit, inner, need, most=most, missing=missing) else None

    def _fit(
        self, start: int, end: int, width: float, opening: float, *, last: float | None = None
    ) -> Fit:
        fit = Fit(start, end, width, closed=last is not None)
        spacing = self.spacing
        for index in range(start, self._stripped(end) if end < len(self.text) else end):
            given = self.left[index] - spacing.lead[index]
            if given:
                fit.left[index] = given
            change = self.gaps[index] - self.right[index] + spacing.trail[index]
            if change:
                fit.right[index] = change
        if opening:
            fit.left[start] = fit.left.get(start, 0.0) + opening
        tail = self._stripped(end) - 1
        if last and tail >= start:
            fit.right[tail] = fit.right.get(tail, 0.0) - last
        return fit
