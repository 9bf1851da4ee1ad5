"""A measured run of text → how wide each stretch of it is, and what its characters give up there.

Pure arithmetic on one run of text in one face size; lengths are in the unit of ``em``. A line is
set after clreq §3.1.6 and §3.2: adjacent marks share a half em, marks at either edge of the line
give up their blank half, Han and Latin stand apart. Where its lines end is said by
:mod:`keben.composition.cutting`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, compress
from math import inf

from keben.composition.characters import (
    CLOSING,
    OPENING,
    is_full_width,
    is_hanging,
    may_stretch,
    meetings,
)
from keben.composition.ends import SOLID
from keben.composition.forme import Rules
from keben.composition.hyphens import Hyphenation, divisions, words
from keben.composition.ruby import Span
from keben.composition.shrink import may_shrink
from keben.composition.spacing import Neighbours, space

__all__ = ["Fit", "Neighbours", "Run"]

TOLERANCE = 1e-6
HANGING_SPACES = " \u200b\u3000"

ANY, SPACE, GAP = 1, 2, 3
"""How a place of a line may be stretched: as any, as a word space, as the gap between Han and
Latin."""

WORD_SPACES = " \u00a0"


@dataclass(slots=True)
class Fit:
    """One line's share of a run: characters ``start`` to ``end``, the width they take, and what is
    taken off the left (``left``) or added on the right (``right``) of each, by index in the run.
    ``closed`` is true where the line can only end here: spaces at its end hang in the margin;
    ``hyphen`` is the width of the hyphen with which it ends, 0 for none."""

    start: int
    end: int
    width: float
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)
    closed: bool = False
    hyphen: float = 0.0


class Run:
    """A run of text measured once, from which lines are cut.

    ``legal[i]`` says whether a line may end after character i by the rules of Latin text; the
    rules for Han override it. ``reaches`` says how far the ink of commas and stops reaches to the
    right, as the face has them; ``hyphenation`` how words are divided, None where they are not.
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
        reaches: Mapping[int, float] | None = None,
        hyphenation: Hyphenation | None = None,
    ) -> None:
        self.hyphenation, self._spans = hyphenation, spans
        self.text, self.advances, self.em = text, advances, em
        self.rules, self.neighbours = rules, neighbours
        self.is_solid = language[:2] in SOLID
        found = space(
            text,
            advances,
            legal,
            em=em,
            language=language,
            rules=rules,
            neighbours=neighbours,
            spans=spans,
            reaches=reaches or {},
        )
        self.spacing = found
        self.trims: Sequence[float] = found.trims
        self.left: Sequence[float] = found.left
        self.right: Sequence[float] = found.right
        self.gaps: Sequence[float] = found.gaps
        self.legal = found.legal
        changes = (found.lead, found.trail, found.left, found.right, found.gaps)
        places = range(len(text))
        self._changed = sorted({index for each in changes for index in compress(places, each)})
        natural = list(advances)
        for index in self._changed:
            lead, trail, left, right, gap = (each[index] for each in changes)
            natural[index] = natural[index] + lead + trail - left - right + gap
        self.sums: list[float] = [0.0, *accumulate(natural)]

    @cached_property
    def stretches(self) -> bytes:
        """Whether, and as what, the space behind each character may grow when its line is
        stretched: one of ANY, SPACE and GAP, or 0. What follows the run is not asked."""
        text, spacing = self.text, self.spacing
        found = bytearray([ANY]) * len(text)
        for index in [*meetings(spacing.odd, len(text))][:-1]:
            found[index] = may_stretch(text[index], text[index + 1])
        for index in spacing.odd:
            if text[index] in WORD_SPACES:
                found[index] = SPACE
        for index in compress(range(len(found)), spacing.gaps):
            found[index] = found[index] and GAP
        for index in (*spacing.absorbed, *spacing.apostrophes):
            found[index] = 0
        found[-1:] = [0]
        return bytes(found)

    @cached_property
    def _givers(self) -> list[int]:
        """The places of all that may be narrower when a line is shrunk."""
        spaces = (index for index in self.spacing.odd if may_shrink(self.text[index]))
        gaps = compress(range(len(self.text)), self.gaps)
        return sorted({*spaces, *gaps} - self.spacing.absorbed)

    def givers(self, start: int, end: int) -> list[int]:
        """The places from ``start`` to ``end`` that may be narrower when a line is shrunk."""
        first, last = (bisect_left(self._givers, place) for place in (start, end))
        return self._givers[first:last]

    @cached_property
    def _words(self) -> tuple[range, ...]:
        """The words that may be divided; none of those that stand under an annotation."""
        if self.hyphenation is None:
            return ()
        beside = self.neighbours
        found = words(self.text, self.hyphenation, beside.before, beside.after)
        return tuple(
            word
            for word in found
            if not any(word.start < s.end and s.start < word.stop for s in self._spans)
        )

    def divisions(self, start: int) -> Iterator[int]:
        """The ends after ``start`` at which a line may divide a word, before it may end by itself;
        the first comes first."""
        if self.hyphenation is None or not self._words:
            return
        stop = self.first_piece(start)
        for word in self._words:
            if word.start < stop and word.stop > start:
                places = divisions(self.text[word.start : word.stop], self.hyphenation)
                yield from (e for each in places if start < (e := word.start + each) < stop)

    def natural_width(self, start: int = 0) -> float:
        """The width of the run from a character on, on one endless line."""
        return self.sums[-1] - self.sums[start]

    def first_piece(self, start: int) -> int:
        """The end of the shortest line that may begin at ``start``."""
        end = start + 1
        while end < len(self.text) and not self.legal[end - 1]:
            end += 1
        return end

    def opening(self, start: int, *, at_start: bool, indented: bool) -> float:
        """What a mark at the line's start gives up beyond what its neighbours took."""
        if not at_start:
            return 0.0
        given = self.left[start] + (0.0 if indented else self.spacing.overhang.head.get(start, 0.0))
        trims = self.rules.trim_start and not indented and self.text[start] in OPENING
        return (self.trims[start] if trims else 0.0) - given

    def stripped(self, end: int) -> int:
        """The end of a line without its trailing spaces, which hang in the margin (CSS Text 3
        §4.1.3)."""
        while end > 0 and self.text[end - 1] in HANGING_SPACES:
            end -= 1
        return end

    def last_trim(self, end: int, need: float = inf) -> float:
        """What a line gains when it ends at ``end``: its gap, the last mark's blank half, the
        whole of a mark that hangs in the margin; no more than it needs, if that is enough."""
        last = self.stripped(end) - 1
        if last < 0:
            return 0.0
        own = self.gaps[last] - self.right[last]
        over = self.spacing.overhang.tail.get(last, 0.0)
        half = self.trims[last] if self.text[last] in CLOSING else 0.0
        gain, enough = half if self.rules.trim_end == "force" else 0.0, need - TOLERANCE
        if gain + own - over < enough and self.rules.trim_end == "allow":
            gain = half
        if gain + own - over < enough and self._may_hang(last):
            gain = self.advances[last]
        return gain + own - over

    def _may_hang(self, last: int) -> bool:
        """True for a comma or stop, if the theme hangs them; but one in the middle of its em hangs
        in columns only (clreq, hanging punctuation at line end)."""
        mark = self.text[last]
        if not self.rules.hang or not is_hanging(mark):
            return False
        return self.rules.vertical or self.trims[last] > 0 or not is_full_width(mark)

    def width_at(self, start: int, end: int, opening: float, limit: float = -inf) -> float:
        """The width of a line that had better not pass ``limit``."""
        width = self.sums[max(self.stripped(end), start)] - self.sums[start] - opening
        return width - self.last_trim(end, width - limit)

    def closed(self, start: int, end: int, limit: float, opening: float) -> Fit:
        """A line that ends at ``end``, whatever follows."""
        width = self.sums[max(self.stripped(end), start)] - self.sums[start] - opening
        trim = self.last_trim(end, width - limit)
        return self.fit(start, end, width - trim, opening, last=trim)

    def fit(
        self, start: int, end: int, width: float, opening: float, *, last: float | None = None
    ) -> Fit:
        """A line's share with what its characters give and gain; ``last`` is what the last of a
        closed line gives up."""
        fit = Fit(start, end, width, closed=last is not None)
        spacing = self.spacing
        stop = self.stripped(end) if fit.closed else end
        first, last_one = (bisect_left(self._changed, place) for place in (start, stop))
        for index in self._changed[first:last_one]:
            given = self.left[index] - spacing.lead[index]
            if given:
                fit.left[index] = given
            change = self.gaps[index] - self.right[index] + spacing.trail[index]
            if change:
                fit.right[index] = change
        if opening:
            fit.left[start] = fit.left.get(start, 0.0) + opening
        tail = self.stripped(end) - 1
        if last and tail >= start:
            fit.right[tail] = fit.right.get(tail, 0.0) - last
        return fit
