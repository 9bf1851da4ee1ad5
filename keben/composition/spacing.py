"""A measured text → what each of its characters gives up, gains, and where lines may end.

clreq §3.1.6, §3.2: adjacent marks share a half em, Han and Latin stand apart. Lengths are in the
unit of ``em``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from keben.composition.addresses import LEADERS, leading, soft_places
from keben.composition.characters import (
    CLOSING,
    OPENING,
    gaps_beside_marks,
    is_gap,
    is_latin,
    is_mark,
    is_squeezable,
    meetings,
    odd_places,
)
from keben.composition.ends import SOLID, line_ends
from keben.composition.forme import Rules
from keben.composition.ruby import Span, Widening, widen
from keben.composition.standing import as_set
from keben.composition.typed_spaces import WIDE_SPACE, absorbed_spaces, beside_two_marks

HALF = 0.5
FULL = 0.9
"""A mark at least this many em wide is full-width and has a half to give."""
BLANK = 0.52
"""A comma or stop whose ink reaches no farther, em, stands in its first half and has the other to
give. Faces differ: those of Taiwan and Hong Kong have it in the middle, others for all have not."""
NARROW = 0.28
"""em: how wide an apostrophe stands inside a word."""

NOTHING = "\n"
"""Stands where no character follows; it is met by nothing."""

APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The characters that stand before and after a run in its paragraph, None at its ends; and how
    many letters of a word that goes on in the run stand before it and after it."""

    before: str | None = None
    after: str | None = None
    letters: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Spacing:
    """By character: ``trims``, the blank half that a mark could give up; ``left`` and ``right``,
    what it has given its neighbours; ``lead`` and ``trail``, what is added before and behind it for
    an annotation; ``gaps``, the space between Han and Latin; ``legal``, whether a line may end
    after it. ``overhang`` is how far annotations hang over the neighbours; ``apostrophes`` are the
    places of those inside words, ``absorbed`` those of spaces that take no width, ``soft`` those
    after which an address may be parted, ``odd`` those of all but ideographs."""

    trims: list[float]
    left: list[float]
    right: list[float]
    lead: list[float]
    trail: list[float]
    gaps: list[float]
    legal: list[bool]
    overhang: Widening
    apostrophes: tuple[int, ...] = ()
    absorbed: frozenset[int] = frozenset()
    soft: frozenset[int] = frozenset()
    odd: Sequence[int] = ()


def space(
    text: str,
    advances: Sequence[float],
    legal: Sequence[bool],
    *,
    em: float,
    language: str,
    rules: Rules,
    neighbours: Neighbours,
    spans: Sequence[Span] = (),
    reaches: Mapping[int, float],
) -> Spacing:
    """The spacing of a run; ``legal`` are its line ends by the rules of Latin text."""
    text = as_set(text, advances, em=em)
    size, odd, solid = len(text), odd_places(text), language[:2] in SOLID
    marks = [index for index in odd if is_mark(text[index])]
    trims = _trims(text, advances, marks, reaches, em=em, language=language, rules=rules)
    has_space, has_wide = (rules.trim and each in text for each in (" ", WIDE_SPACE))
    given: Sequence[bool] = ()
    if has_wide or (solid and has_space):
        beside = (neighbours.before or "", neighbours.after or "")
        before, after = (is_squeezable(each, language, vertical=rules.vertical) for each in beside)
        given = (before, *map(bool, trims), after)
    absorbed = absorbed_spaces(text, given) if solid and has_space else frozenset()
    followers = _followers(text, absorbed, neighbours.after)
    met = [*meetings(odd, size)] if solid else range(size)
    left, right = [0.0] * size, [0.0] * size
    if rules.trim:
        _share(text, marks, trims, left, right, followers, absorbed, neighbours.before)
    gaps = _gaps(text, met, followers, rules.gap * em)
    ends = line_ends(text, met, neighbours.after, legal, language=language, keep_all=rules.keep_all)
    found = Spacing(trims, left, right, [0.0] * size, [0.0] * size, gaps, ends, Widening())
    found.odd, found.absorbed = odd, absorbed
    found.soft = soft_places(text, anywhere=rules.anywhere)
    if any(leader in text for leader in LEADERS):
        for index in leading(text, neighbours.before):
            ends[index] = False
    for index in absorbed:
        found.trail[index] = -advances[index]
    for index in beside_two_marks(text, given) if has_wide else ():
        found.trail[index] = -HALF * em
    if APOSTROPHE in text:
        _narrow_apostrophes(text, advances, found, em)
    if spans:
        wide = widen(text, advances, spans, em=em, language=language, vertical=rules.vertical)
        _make_room(found, spans, wide)
    return found


def _trims(
    text: str,
    advances: Sequence[float],
    marks: Iterable[int],
    reaches: Mapping[int, float],
    *,
    em: float,
    language: str,
    rules: Rules,
) -> list[float]:
    """The blank half that each mark could give up."""
    trims = [0.0] * len(text)
    if not (rules.trim or rules.trim_start or rules.trim_end != "none"):
        return trims
    for index in marks:
        if advances[index] >= FULL * em and (
            reaches[index] <= BLANK * em
            if index in reaches
            else is_squeezable(text[index], language, vertical=rules.vertical)
        ):
            trims[index] = HALF * em
    return trims


def _share(
    text: str,
    marks: Iterable[int],
    trims: Sequence[float],
    left: list[float],
    right: list[float],
    followers: Sequence[str],
    absorbed: Set[int],
    before: str | None,
) -> None:
    """Let adjacent marks give up their blank halves, on their ``left`` and ``right``."""
    size = len(text)
    leaders = _followers(text[::-1], {size - 1 - index for index in absorbed}, before)
    for index in marks:
        character, leader = text[index], leaders[size - 1 - index]
        if character in OPENING and is_opener(leader):
            left[index] = trims[index]
        elif character in CLOSING and is_neighbour(followers[index]):
            right[index] = trims[index]


def _gaps(text: str, met: Iterable[int], followers: Sequence[str], gap: float) -> list[float]:
    """The space between Han and Latin behind each character."""
    gaps = [0.0] * len(text)
    for index in met:
        if is_gap(text[index], followers[index]):
            gaps[index] = gap
    for index in gaps_beside_marks(text, followers):
        gaps[index] = gap
    return gaps


def is_opener(leader: str) -> bool:
    """True for what an opening mark gives its blank half to: one of its kind, or a wide space. A
    closing mark has given up its own."""
    return leader in OPENING or leader == WIDE_SPACE


def is_neighbour(follower: str) -> bool:
    """True for what a closing mark gives its blank half to: any mark, or a wide space."""
    return is_mark(follower) or follower == WIDE_SPACE


def _followers(text: str, absorbed: Set[int], after: str | None) -> Sequence[str]:
    """What follows each character, absorbed spaces passed over."""
    if not absorbed:
        return text[1:] + (after or NOTHING)
    found = [NOTHING] * len(text)
    beyond = after or NOTHING
    for index in range(len(text) - 1, -1, -1):
        found[index] = beyond
        if index not in absorbed:
            beyond = text[index]
    return found


def _apostrophes(text: str) -> tuple[int, ...]:
    """The places of ’ between two letters of one word, where it closes nothing."""
    return tuple(
        index
        for index in range(1, len(text) - 1)
        if text[index] == APOSTROPHE
        and all(is_latin(beside) and beside.isalpha() for beside in text[index - 1 : index + 2 : 2])
    )


def _narrow_apostrophes(text: str, advances: Sequence[float], found: Spacing, em: float) -> None:
    """In a Han face the mark is an em wide, its ink at the left of it."""
    found.apostrophes = _apostrophes(text)
    for index in found.apostrophes:
        found.trims[index] = found.left[index] = found.right[index] = 0.0
        found.legal[index - 1] = found.legal[index] = False
        if advances[index] >= FULL * em:
            found.trail[index] = NARROW * em - advances[index]


def _make_room(found: Spacing, spans: Sequence[Span], wide: Widening) -> None:
    for index, width in wide.lead.items():
        found.lead[index] += width
    for index, width in wide.trail.items():
        found.trail[index] += width
    for span in spans:
        for index in range(span.start, span.end - 1):
            found.legal[index] = False
    found.overhang = wide
