"""A run and the room there is → the next line that is cut from it.

The line is shrunk in clreq's order if that lets one more word in (§3.2.2), and left to be stretched
otherwise; no last line of a paragraph holds one character alone; a word that fits no line is torn.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from math import inf

from keben.composition.addresses import is_inside, is_point
from keben.composition.characters import (
    CLOSING,
    is_in_word,
    is_lonely,
    is_part_of_word,
    may_tear,
)
from keben.composition.run import TOLERANCE, Fit, Run
from keben.composition.shrink import HAIR, shrink
from keben.composition.too_long import is_too_long

HALF = 0.5
QUARTER = 0.25
LOOSE = 0.05
"""A line stretched by more than this many em a gap looks loose."""
FULL_LINE = 0.02
"""A line short by less than this many em is full."""
REACH = 2.0
"""em by which a line may pass its edge before it is cut: a mark's half, and a wide space."""
PARTED = 0.15
"""An address is parted after a point of its own rather than stretch its line by more em a gap."""
LETTER_STRETCH = 0.05
"""em: the most that a letter of an address is spaced, where its line has nothing else to give."""
WIDENED = 0.2
"""em: the most that a gap may grow lest a word be divided, or a last line hold one character: as
much as parts Han from Latin."""


def cut(
    run: Run,
    start: int,
    limit: float | None,
    *,
    at_start: bool,
    indented: bool,
    justified: bool,
    whole_line: float = inf,
    hyphens: bool = True,
) -> Fit:
    """The next line's share of the run.

    ``at_start`` is true where the run begins the line, ``indented`` where the line is a
    paragraph's first. The whole rest is taken if it fits ``limit``, or if ``limit`` is None;
    at least one character is always taken. ``whole_line`` is the width of an empty line: a
    word that would not fit there either may be broken anywhere. ``hyphens`` is false where the
    lines before this one ended with enough of them.
    """
    opening = run.opening(start, at_start=at_start, indented=indented)
    size = len(run.text)
    width = run.natural_width(start) - opening
    if limit is None:
        return run.fit(start, size, width, opening)
    line = _Line(run, start, limit, opening, justified, whole_line - limit)
    if width <= limit + TOLERANCE:
        before_mark = line.parted_before_mark(limit - width)
        return before_mark or run.fit(start, size, width, opening)
    if run.neighbours.after is None and line.width(size) <= limit + TOLERANCE:
        return line.closed(size)
    end, longer = line.search()
    shrunk = line.shrunk(end, longer) if longer is not None and justified else None
    if shrunk is not None:
        return shrunk
    parted = line.parted(end, longer) if justified and run.spacing.soft else None
    if parted is not None:
        return line.closed(parted)
    divided = line.divided(end) if hyphens or end is None else None
    if divided is not None:
        return divided
    if end is None:
        torn = at_start or is_too_long(run, start, whole_line)
        return line.closed(line.emergency(torn=torn, longer=longer))
    return line.closed(line.keep_company(end))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is being cut: where it starts, its room, what the mark at its start gives up, how
    wide what stands before it in the line is."""

    run: Run
    start: int
    limit: float
    opening: float
    justified: bool
    filled: float = 0.0

    def width(self, end: int) -> float:
        return self.run.width_at(self.start, end, self.opening, self.limit)

    def closed(self, end: int) -> Fit:
        return self.run.closed(self.start, end, self.limit, self.opening)

    def search(self) -> tuple[int | None, int | None]:
        """The longest legal end that fits, and the shortest legal one that does not."""
        run, size = self.run, len(self.run.text)
        reach = run.sums[self.start] + self.limit + self.opening + REACH * run.em
        end = min(size, bisect_right(run.sums, reach) + 1)
        may_end = run.neighbours.after is None or run.legal[-1]
        longer = None
        while end > self.start:
            if run.legal[end - 1] and (end < size or may_end):
                if self.width(end) <= self.limit + TOLERANCE:
                    return end, longer
                longer = end
            end -= 1
        return None, longer

    def parted(self, end: int | None, longer: int | None) -> int | None:
        """An end inside an address, where a line up to ``end`` would be loose or have a hole."""
        run, em, after = self.run, self.run.em, end or self.start
        fitting = [
            place
            for place in range(after + 1, longer or len(run.text))
            if place - 1 in run.spacing.soft
            and may_tear(run.text, place)
            and self.width(place) <= self.limit + TOLERANCE
        ]
        text = run.text
        points = [place for place in fitting if is_point(text, place)]
        inside, torn = ([p for p in fitting if is_inside(text, p, by=by)] for by in (2, 1))
        for places, most in ((points, PARTED), (inside, HALF), (torn, HALF)):
            if self._slack(after) <= most * em * self._stretch(after) + self._letters(after):
                return None
            if places and self._is_filled(places[-1]):
                return places[-1]
        return inside[-1] if inside else None

    def parted_before_mark(self, room: float) -> Fit | None:
        """A line that ends inside an address, which fits, where the mark behind it does not: both
        would begin the next line. ``room`` is left for the mark."""
        run, after = self.run, self.run.neighbours.after
        if not self.justified or not run.spacing.soft or room >= HALF * run.em:
            return None
        if after is None or after not in CLOSING or run.legal[-1]:
            return None
        place = self.parted(*self.search())
        return None if place is None else self.closed(place)

    def divided(self, end: int | None) -> Fit | None:
        """The longest line that divides the word behind ``end``, where one up to ``end`` would
        leave too much empty or be too loose; shrunk if it fits only so. No part of a word is a
        paragraph's last line."""
        run, how, after = self.run, self.run.hyphenation, end or self.start
        if how is None:
            return None
        slack = self._slack(after)
        room = WIDENED * run.em * self._stretch(after) if self.justified else inf
        if slack <= min(room, how.zone(self.filled + self.limit)) + TOLERANCE:
            return None
        line = replace(self, limit=self.limit - how.width)
        places = [*run.divisions(after)]
        fitting = [place for place in places if line.width(place) <= line.limit + TOLERANCE]
        if not places or (end is not None and self._leaves_part((fitting or places[:1])[-1])):
            return None
        shrinks = not fitting and self.justified
        fit = line.shrunk(end, places[0]) if shrinks else None
        if fitting:
            fit = line.closed(fitting[-1])
        if fit is not None:
            fit.width, fit.hyphen = fit.width + how.width, how.width
        return fit

    def _leaves_part(self, end: int) -> bool:
        """True if the paragraph's last line would hold a part of a word and nothing else."""
        return self.run.neighbours.after is None and is_part_of_word(self.run.text[end:])

    def _slack(self, end: int) -> float:
        return self.limit - (self.width(end) if end > self.start else 0.0)

    def _stretch(self, end: int) -> float:
        """About how many places of the whole line might be stretched."""
        return self._places(end) + max(0.0, self.filled / self.run.em - 1)

    def _letters(self, end: int) -> float:
        """What the letters of addresses can be spaced by up to ``end``."""
        soft = sum(self.start <= place < end - 1 for place in self.run.spacing.soft)
        return LETTER_STRETCH * self.run.em * soft

    def _is_filled(self, end: int) -> bool:
        """True if a line up to ``end`` can be stretched to its edge."""
        room = HALF * self.run.em * self._stretch(end) + self._letters(end)
        return self._slack(end) <= max(room, FULL_LINE * self.run.em)

    def emergency(self, *, torn: bool, longer: int | None) -> int:
        """The end of a line for a word that is longer than the measure."""
        run, start, size = self.run, self.start, len(self.run.text)
        if torn and run.rules.wrap_anywhere:
            end = start + 1
            while end < size and run.width_at(start, end + 1, self.opening) <= self.limit:
                end += 1
            if may_tear(run.text, end):
                return end
            earlier = (e for e in range(end - 1, start, -1) if may_tear(run.text, e))
            return next((e for e in earlier if not is_in_word(run.text, e)), end)
        return longer if longer is not None else run.first_piece(start)

    def keep_company(self, end: int) -> int:
        """An earlier end, if the paragraph's last line would hold one character alone."""
        run, start = self.run, self.start
        if not self._leaves_one(end):
            return end
        earlier = end - 1
        while earlier > start and not run.legal[earlier - 1]:
            earlier -= 1
        if earlier <= start:
            return end
        spare = self.limit - self.width(earlier)
        if self.justified and spare > self._places(earlier) * WIDENED * run.em:
            return end
        return earlier

    def _leaves_one(self, end: int) -> bool:
        """True if the paragraph's last line would hold one character alone."""
        return self.run.neighbours.after is None and is_lonely(self.run.text[end:])

    def shrunk(self, end: int | None, longer: int) -> Fit | None:
        """The line up to ``longer``, shrunk into its room; None where that is no better than one
        up to ``end``, or too much to ask of its marks."""
        run, start = self.run, self.start
        most = self._most(end)
        has_hole = self._is_hole(end)
        if not most or (self._leaves_one(longer) and not has_hole):
            return None
        hole = HAIR * run.em if has_hole else 0.0
        target = self.limit - HAIR * run.em
        fit = run.fit(start, longer, target, self.opening, last=run.last_trim(longer))
        need = run.width_at(start, longer, self.opening) - target
        inner = run.givers(start + (self.opening > 0), run.stripped(longer) - 1)
        return fit if shrink(run, fit, inner, need, most=most, missing=hole) else None

    def _most(self, end: int | None) -> float:
        """The most that a mark may give up to let one more word into the line: nothing where the
        line is full without it, a quarter em where stretching it would hardly show."""
        em = self.run.em
        if end is None:
            return HALF * em
        slack = self.limit - self.width(end)
        if slack <= FULL_LINE * em:
            return 0.0
        loose = slack > self._places(end) * LOOSE * em
        return (HALF if loose else QUARTER) * em

    def _is_hole(self, end: int | None) -> bool:
        """True if a line up to ``end`` cannot be stretched to its edge without a hole."""
        return end is None or self.limit - self.width(end) > HALF * self.run.em * self._places(end)

    def _places(self, end: int) -> int:
        """How many places of a line up to ``end`` might be stretched."""
        if self.run.is_solid:
            kinds = self.run.stretches[self.start : end - 1]
            return len(kinds) - kinds.count(0)
        legal = self.run.legal
        rigid = (place for place in self.run.spacing.soft if self.start <= place < end - 1)
        return sum(legal[self.start : end - 1]) - sum(legal[place] for place in rigid)
