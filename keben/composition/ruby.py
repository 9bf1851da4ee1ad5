"""Annotations and the advances of their bases → how far bases are moved apart, where annotations
stand. Pure arithmetic.

jlreq §3.3 (mono- and group-ruby), clreq §3.3 (pinyin, zhuyin). An annotation is centred over its
base; where it is longer, it may hang over what stands beside the base, within limits and never over
another annotation, and the base is widened by the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from keben.composition.characters import CLOSING, OPENING, is_han, is_latin

SIZE = 0.5
"""em of the base: the size of an annotation (jlreq §3.3.3)."""

OVERHANG = 0.25
"""em of the base that an annotation may hang over a neighbour: half of its own em."""

KANA_OVERHANG = 0.5
"""The same for kana and marks in Japanese: a whole em of its own (jlreq §3.3.8)."""

LETTER_GAP = 0.125
"""em of the base between two annotations in letters, which would else read as one word."""

ZHUYIN_SIZE = 0.3
ZHUYIN_COLUMN = 0.5
"""em of the base: the size of a zhuyin symbol, and the column beside the base with its tone mark
(clreq §3.3)."""

TONES = "ˉˊˇˋ˪˫"
CHECKED_TONES = "ㆴㆵㆶㆷㆻ"
"""The finals of Taiwan's Hokkien and Hakka; a dot over one (U+0307) makes another tone of it."""
LIGHT_TONE = "˙"
DOT_OVER = "\u0307"
TONE_MARKS = TONES + CHECKED_TONES + LIGHT_TONE + DOT_OVER

UNIT = 1 / 30
"""em of the base: what the figures of clreq §3.3 divide it into."""
SYMBOL_MIDDLE, TONE_MIDDLE = 5.5, 12.5
"""Units from the base's right edge to the middles of symbols, 9 wide, and of tones, 5 wide."""
SYMBOLS = {1: (11.0,), 2: (6.0, 17.0), 3: (2.0, 11.0, 20.0)}
LIGHT_SYMBOLS = {**SYMBOLS, 3: (3.0, 12.0, 21.0)}
"""Units from the top of the base to the tops of so many symbols, and of those under a light tone,
which is 2 high and stands 1 above them."""


@dataclass(frozen=True, slots=True)
class Span:
    """An annotation measured: the characters of its base, and its width in the unit of the
    advances. ``spelt`` if it is written in letters; ``beside`` if it stands in a column of zhuyin
    to the right of its base, not over it."""

    start: int
    end: int
    width: float
    spelt: bool = False
    beside: bool = False


@dataclass(slots=True)
class Widening:
    """What is added before and behind characters, by index; and how far an annotation hangs over
    the left of its first character (``head``) and the right of its last (``tail``)."""

    lead: dict[int, float] = field(default_factory=dict)
    trail: dict[int, float] = field(default_factory=dict)
    head: dict[int, float] = field(default_factory=dict)
    tail: dict[int, float] = field(default_factory=dict)


def widen(
    text: str,
    advances: Sequence[float],
    spans: Sequence[Span],
    *,
    em: float,
    language: str,
    vertical: bool = False,
) -> Widening:
    """How bases are moved apart so that no annotation touches another. In columns zhuyin stands
    between them and takes no room from the line."""
    result = Widening()
    taken = {index for span in spans for index in range(span.start, span.end)}
    shares = [_share(span, advances, em) for span in spans]
    hanging = {
        index
        for span, share in zip(spans, shares, strict=True)
        if share > 0
        for index in (span.start, span.end - 1)
    }
    for span, share in zip(spans, shares, strict=True):
        last = span.end - 1
        if span.beside:
            if not vertical:
                result.trail[last] = ZHUYIN_COLUMN * em
            continue
        if share <= 0:
            continue
        inside = 0.0 if _is_word(text[span.start : span.end]) else share
        outside = (share * (span.end - span.start) - inside * (last - span.start)) / 2
        for sides, hang, index, step in (
            (result.lead, result.head, span.start, -1),
            (result.trail, result.tail, last, 1),
        ):
            beside, beyond = index + step, index + 2 * step
            free = 0 <= beside < len(text) and beside not in taken
            room = _room(text[beside], language, shared=beyond in hanging) if free else 0.0
            hang[index] = min(room * em, outside)
            sides[index] = outside - hang[index]
        for index in range(span.start, last):
            result.trail[index] = result.trail.get(index, 0.0) + inside
    return result


def _is_word(base: str) -> bool:
    """True for a base in letters or digits, which a longer annotation does not part: it stands out
    at either end (jlreq, simple placement of ruby, group-ruby, rule 2)."""
    return all(is_latin(character) or character.isspace() for character in base)


def _share(span: Span, advances: Sequence[float], em: float) -> float:
    """By how much each character of a base is too narrow for an annotation over it."""
    if span.beside:
        return 0.0
    base = sum(advances[span.start : span.end])
    return (span.width + span.spelt * LETTER_GAP * em - base) / (span.end - span.start)


def _room(character: str, language: str, *, shared: bool) -> float:
    """em that an annotation may hang over a character. In Japanese an ideograph would be misread,
    kana and marks would not; where another annotation may hang over the same one (``shared``), each
    has half of it (jlreq §3.3.8). In Chinese they only must not come too close (clreq §3.3)."""
    kana = "\u3041" <= character <= "\u30ff"
    if not language.startswith("ja"):
        free = kana or is_han(character) or character in OPENING or character in CLOSING
        return OVERHANG if free else 0.0
    if kana or character in OPENING or character in CLOSING:
        return OVERHANG if shared else KANA_OVERHANG
    return 0.0


def is_spelt(text: str) -> bool:
    """True for an annotation in letters: pinyin, rōmaji, a gloss."""
    return any(character.isalpha() and not is_han(character) for character in text)


def is_zhuyin(text: str) -> bool:
    """True for zhuyin symbols with their tone marks."""
    symbols = text.strip(TONE_MARKS)
    return bool(symbols) and all(
        "\u3105" <= symbol <= "\u312f" or "\u31a0" <= symbol <= "\u31bf" for symbol in symbols
    )


def set_over(advances: Sequence[float], base: float, *, spelt: bool, em: float) -> list[float]:
    """Where the characters of an annotation begin, from the left of a base of some width.

    Letters are centred. Kana and Han are spread over a longer base, with half as much space at
    either end as between them, and no more than half an em of the base (jlreq §3.3.6).
    """
    width = sum(advances)
    count = len(advances)
    spare = base - width
    gap = 0.0
    end = spare / 2
    if spare > 0 and not spelt:
        end = min(spare / count / 2, em / 2)
        gap = (spare - 2 * end) / (count - 1) if count > 1 else 0.0
        end = end if count > 1 else spare / 2
    places, x = [], end
    for advance in advances:
        places.append(x)
        x += advance + gap
    return places


def set_beside(text: str) -> Iterator[tuple[float, float]]:
    """Where the zhuyin symbols of one base stand: for each, the middle of its em box, and for a
    tone the middle of its ink, em of the base from the base's right edge and from the middle of
    its em box, upwards.

    Symbols stand in a column one under another. The light tone stands over them; a checked tone at
    the right of the foot of the last; any other at the right of its upper edge (clreq §3.3, figures
    of regular, checked and neutral tones).
    """
    tops = _tops(sum(symbol not in TONE_MARKS for symbol in text), light=LIGHT_TONE in text)
    row = 0
    for symbol in text:
        if symbol == LIGHT_TONE:
            yield SYMBOL_MIDDLE * UNIT, (17 - tops[0]) * UNIT
        elif symbol in TONES:
            yield TONE_MIDDLE * UNIT, (14.5 - tops[-1]) * UNIT
        elif symbol in TONE_MARKS:
            yield TONE_MIDDLE * UNIT, (8.5 - tops[-1]) * UNIT
        else:
            yield SYMBOL_MIDDLE * UNIT, (10.5 - tops[row]) * UNIT
            row += 1


def _tops(count: int, *, light: bool) -> Sequence[float]:
    """The tops of so many symbols (units from that of the base), solid where no figure has them."""
    solid = [15 + 9 * (row - count / 2) for row in range(count)]
    return (LIGHT_SYMBOLS if light else SYMBOLS).get(count, solid)
