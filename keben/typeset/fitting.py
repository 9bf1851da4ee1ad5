"""A title and a box → its lines, and the largest size at which they fill the box.

A title is broken by sense first: after a mark, before a dash, between words, after 的, before 与.
Which Han characters of it belong together is judged by how often the text has them so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import inf

from keben.model import Text
from keben.phrasing import PARTICLES, belongs
from keben.typeset.sense import AFTER, CLOSING, pieces

AFTER_THESE = "的之の"
BEFORE_THESE = "与與和或"
OPENING = "“‘（《〈「『【〔("
BLEMISH = {"sense": 0.0, "particle": 0.06, "between": 0.15, "inside": 0.4}
"""What a break costs, as a share of the size that the title could have without it: ``between`` two
words of Han, as far as the text shows that they are two, ``inside`` a word."""
MOST_BREAKS = 100
"""Places at which the lines of a title may end; the time to weigh them grows with their square."""
LEADING = 1.3
"""Line pitch, em."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of a title, and its size in the unit of the box."""

    lines: tuple[str, ...]
    size: float


def fit(
    title: str, *, width: float, height: float, largest: float, most: int = 8, text: str = ""
) -> Fitted:
    """The lines, ``most`` at most, that let a title stand largest in a box without ugly breaks.
    ``text`` is what the title stands over."""
    body, text = text, " ".join(title.split())
    breaks = _thinned(_breaks(text, body.count), len(text))

    @cache
    def width_of(start: int, end: int) -> float:
        return measure(text[start:end].strip())

    best = Fitted((text,), 0.0)
    best_worth = -inf
    for count in range(1, most + 1):
        widest, blemish, lines = _divide(text, breaks, count, width_of)
        if not lines:
            break
        size = min(largest, width / widest, height / (count * LEADING))
        worth = size * (1 - blemish)
        if worth > best_worth * 1.02:
            best, best_worth = Fitted(lines, size), worth
    return best


def _breaks(text: str, times: Callable[[str], int]) -> dict[int, float]:
    """The places at which a line may end, and what each costs; ``times`` counts words."""
    by_sense, place = set(), 0
    for piece in pieces((Text(text),)):
        place += sum(len(part.text) for part in piece if isinstance(part, Text))
        by_sense.add(place)
    return {
        place: 0.0 if place in by_sense else _blemish(text, place, times)
        for place in range(1, len(text))
        if _may_break(text[place - 1], text[place])
    }


def _thinned(breaks: dict[int, float], size: int) -> dict[int, float]:
    """The best place of each stretch of a title so long that not all can be weighed."""
    if len(breaks) <= MOST_BREAKS:
        return breaks
    best: dict[int, int] = {}
    for place in breaks:
        stretch = place * MOST_BREAKS // size
        if breaks[place] < breaks.get(best.get(stretch, -1), inf):
            best[stretch] = place
    return {place: breaks[place] for place in best.values()}


def _blemish(text: str, place: int, times: Callable[[str], int]) -> float:
    kind = _kind(text[:place], text[place])
    if kind != "Han":
        return BLEMISH[kind]
    if text[place + 1 : place + 2] in tuple(PARTICLES):  # 管理员|的: one character is mostly none
        return BLEMISH["inside"]
    # 建|全 is a better place than 全|球 where the text has 全 without 建 but no 球 without 全, and
    # 构建 and 全球 more often than 建全.
    pair = times(text[place - 1 : place + 1])
    single = min(times(text[place - 1]), times(text[place]))
    beside = max(times(text[place - 2 : place]), times(text[place : place + 2]))
    share = min(1.0, (pair + 1) / (min(single, beside) + 1))
    return BLEMISH["between"] + share * (BLEMISH["inside"] - BLEMISH["between"])


def _may_break(before: str, after: str) -> bool:
    if after in AFTER or after in CLOSING or before in OPENING or after == " ":
        return False
    if before == after and before in "—…":
        return False
    return before == " " or not (_spells(before) and _spells(after))


def _spells(character: str) -> bool:
    """True for the letters of scripts that put spaces between words."""
    return character.isalnum() and (_em(character) < 1 or "가" <= character <= "힣")


def _kind(head: str, after: str) -> str:
    """What a break between ``head`` and the character after it is called in BLEMISH; Han where the
    text must be asked."""
    before, last = head[-1], head.rstrip()[-1:]
    if belongs(last, after):
        return "inside"
    if before == " " and last.isascii() and last.isalnum() and after.isdecimal():
        return "between"  # a name and its version
    if before in AFTER or before in CLOSING or after in OPENING or after == "—":
        return "sense"
    if before == " " or before in AFTER_THESE or after in BEFORE_THESE:
        return "particle"
    if _is_hiragana(before) and not _is_hiragana(after):
        # A Japanese phrase mostly begins with Han or katakana and ends with hiragana.
        return "particle"
    return "Han"


def _is_hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"


def _divide(
    text: str, breaks: dict[int, float], count: int, width_of: Callable[[int, int], float]
) -> tuple[float, float, tuple[str, ...]]:
    """The division into ``count`` lines with the least width and blemish: widest line in em,
    blemish, lines; no lines where there are too few breaks."""
    # best[place]: the best way to set text[:place] in the lines so far.
    best: dict[int, tuple[float, float, tuple[str, ...]]] = {0: (0.0, 0.0, ())}
    for line in range(1, count + 1):
        ends = breaks if line < count else {len(text): 0.0}
        following: dict[int, tuple[float, float, tuple[str, ...]]] = {}
        for start, (widest, blemish, lines) in best.items():
            for end, cost in ends.items():
                if end <= start:
                    continue
                way = (
                    max(widest, width_of(start, end)),
                    blemish + cost,
                    (*lines, text[start:end].strip()),
                )
                if end not in following or _cost(way) < _cost(following[end]):
                    following[end] = way
        best = following
    return best.get(len(text), (inf, inf, ()))


def _cost(way: tuple[float, float, tuple[str, ...]]) -> float:
    return way[0] / max(1 - way[1], 0.01)


def measure(text: str) -> float:
    """A line's width in em, on the safe side for a bold face."""
    return max(sum(map(_em, text)), 1.0)


def _em(character: str) -> float:
    if character == " ":
        return 0.3
    if ord(character) < 0x2E80 and not 0x2010 <= ord(character) <= 0x2030:
        return 0.78 if character.isupper() else 0.62
    return 1.0
