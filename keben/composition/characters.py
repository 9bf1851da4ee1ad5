"""Characters → what a compositor must know of them: where a line may break, what may be squeezed.

Sources: W3C clreq §3.1.4 (marks), §3.1.5 (line start and end), §3.2.2 (adjacent marks),
§3.2.3 (Han and Latin); jlreq §3.1; GB/T 15834-2011 §5.1; UAX #14.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

OPENING = frozenset("‘“（〈《「『【〔〖〘〚［｛｟〝")
CLOSING_BRACKETS = frozenset("’”）〉》」』】〕〗〙〛］｝｠〟")
COMMAS = frozenset("，、；：")
STOPS = frozenset("。．！？")
CLOSING = CLOSING_BRACKETS | COMMAS | STOPS
MIDDLE = frozenset("·・‧")
INSEPARABLE = frozenset("—…‥⋯⸺⸻")
"""Dashes and dots, which are written in pairs that no line may divide."""

NEVER_FIRST = (
    CLOSING
    | MIDDLE
    | frozenset("…‥⋯～〜–％‰℃℉°′″∶／￠〞‼⁇⁈⁉゛゜゠〼")
    | frozenset(
        "々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    )
    | frozenset("｡､｣･ｧｨｩｪｫｬｭｮｯｰﾞﾟ﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞")
    | frozenset(",.;:!?)]}%»›-/")
)
"""What may not begin a line: 行首禁则, clreq §3.1.5; UAX #14, classes CL, EX, NS, CJ, IN, PO."""

NEVER_LAST = OPENING | frozenset("([{￥¥＄$￡£￦₩€＃#№«‹｢﹙﹛﹝")
"""What may not end a line: 行尾禁则, clreq §3.1.5; UAX #14, classes OP and PR."""

HANGING = frozenset("、，。．､｡")
"""What may hang in the margin (CSS Text 4 §8.3, hanging-punctuation)."""

CLOSERS = "".join(CLOSING) + " .,!?:;)]\"'"
"""What closes a sentence, in the marks of any language, and keeps no character company."""

POINTS = COMMAS | STOPS
"""点号: they stand at the left of their em or in its middle, as the face has it."""

CENTRED_IN_JAPANESE = frozenset("！？：；")

IDEOGRAPH = "一"

JOINER = "\u2060"
JOINERS = JOINER + "\ufeff"
ZERO_WIDTH_JOINER = "\u200d"
SPACES = " \u00a0\u3000\u2002\u2003\u2009\u202f"

_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)
_SYLLABLE = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u4e00-\u9fff\u3400-\u4dbf]")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_OTHER = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_LATIN = re.compile(
    "[0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u03ff\u0400-\u052f%]"
)

_LEADING_MARKS = re.compile("""["'(\\[{.#@$]+(?=[0-9A-Za-z])""")
_CLOSING_MARKS = re.compile("""(?<=[0-9A-Za-z])(?:[+][+]|[]"')}.,;:!?#]+)""")
"""Marks before and behind a word. What might join it to the Han beside it, as in 甲/B or 甲-B, is
neither."""


@cache
def is_han(character: str) -> bool:
    """True for Han, kana and bopomofo: characters set solid in an em box."""
    return bool(_HAN.match(character))


@cache
def is_syllable(character: str) -> bool:
    """True for Hangul and Han, of which Korean words are made."""
    return bool(_SYLLABLE.match(character))


def is_hanging(character: str) -> bool:
    """True for a comma or stop that may hang in the margin."""
    return character in HANGING


@cache
def is_latin(character: str) -> bool:
    """True for letters and digits that stand apart from Han (clreq §3.2.3)."""
    return bool(_LATIN.match(character))


@cache
def is_full_width(character: str) -> bool:
    """True for characters of one em: Han, kana and the marks that go with them."""
    return (
        is_han(character)
        or character in OPENING
        or character in CLOSING
        or character in INSEPARABLE
        or "\u3001" <= character <= "\u303f"
        or "\uff01" <= character <= "\uff60"
        or "\u2460" <= character <= "\u24ff"
        or "\u25a0" <= character <= "\u25ff"
    )


def is_mark(character: str) -> bool:
    """True for an opening or closing mark; False for no character."""
    return character in OPENING or character in CLOSING


@cache
def is_squeezable(character: str, language: str, *, vertical: bool = False) -> bool:
    """True if half of the mark's em box is blank, so that it may be taken away.

    Centred marks are not: those of Taiwan and Hong Kong, and ！？：； in Japanese and in columns,
    where they are as long as a character. That is how faces have them as a rule; where a face is
    known, its glyphs decide (:func:`keben.composition.spacing.space`).
    """
    if character in OPENING or character in CLOSING_BRACKETS:
        return True
    if language.startswith("zh-Hant"):
        return False
    if (vertical or language.startswith("ja")) and character in CENTRED_IN_JAPANESE:
        return False
    return character in CLOSING


@cache
def _alike(character: str) -> str:
    """One Han character for all: those that no set above names behave alike, and pairs of them are
    too many to remember."""
    return IDEOGRAPH if _IDEOGRAPH.match(character) else character


def may_break(before: str, after: str) -> bool | None:
    """Whether a line may end between two characters; None where only Latin rules apply (UAX #14).

    A space belongs to the line that it ends, and does not let a full-width mark begin the next.
    """
    return _may_break(_alike(before), _alike(after))


@cache
def _may_break(before: str, after: str) -> bool | None:
    if before in JOINERS or after in JOINERS or before == ZERO_WIDTH_JOINER or _continues(after):
        return False
    if after in SPACES or after == "\u200b":
        return False
    if before in " \u200b\u3000\u2002\u2003\u2009":
        return after not in NEVER_FIRST or not (is_full_width(after) or before == "\u3000")
    if before in "\u00a0\u202f":
        return False
    if not (is_full_width(before) or is_full_width(after)):
        return None
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if before == after and before in INSEPARABLE:
        return False
    if before in "-/" and is_latin(after):
        return None
    return True


def _continues(character: str) -> bool:
    """True for what makes one sign of itself and what stands before it: combining marks, variation
    selectors, colours of skin, tags of flags (UAX #14, LB8a, LB9, LB30b)."""
    return (
        character == ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or (character != "" and unicodedata.category(character[0]).startswith("M"))
    )


def odd_places(text: str) -> list[int]:
    """The places of all characters but ideographs. Most of a text is ideographs, and between two
    of them a line may end and nothing stands."""
    return [found.start() for found in _OTHER.finditer(text)]


def meetings(odd: Iterable[int], size: int) -> Iterator[int]:
    """The places at which something else than an ideograph meets what follows it, or is met by
    it, and the last of ``size``, which meets what nobody here knows."""
    done = -1
    for place in odd:
        if place - 1 > done:
            yield place - 1
        yield place
        done = place
    if size - 1 > done:
        yield size - 1


def is_gap(before: str, after: str) -> bool:
    """True where Han meets Latin: a thin space belongs between them (clreq §3.2.3)."""
    return _is_gap(_alike(before), _alike(after))


@cache
def _is_gap(before: str, after: str) -> bool:
    return (is_han(before) and is_latin(after)) or (is_latin(before) and is_han(after))


def gaps_beside_marks(text: str, followers: Sequence[str]) -> Iterator[int]:
    """The places where Han meets a mark that belongs to a Latin word or number, so that a thin
    space belongs there as well: A.木, (1)木 (such marks are Latin: jlreq appendix A, cl-27)."""
    for mark in _LEADING_MARKS.finditer(text):
        if mark.start() and is_han(text[mark.start() - 1]):
            yield mark.start() - 1
    for mark in _CLOSING_MARKS.finditer(text):
        if is_han(followers[mark.end() - 1]):
            yield mark.end() - 1


def may_stretch(before: str, after: str) -> bool:
    """True if space may be added between two characters to justify a line: where it might also
    have been broken, so never inside a word, a dash or a bracketed pair's edge; and not between two
    marks, which would look as if they had not been squeezed."""
    if is_mark(before) and is_mark(after):
        return False
    return bool(may_break(before, after)) and before != "\u200b"


def may_tear(text: str, end: int) -> bool:
    """True if a line torn inside a word at ``end`` breaks no rule for marks."""
    return text[end - 1] not in NEVER_LAST and text[end : end + 1] not in NEVER_FIRST


def is_in_word(text: str, end: int) -> bool:
    """True if ``end`` lies inside an alphabetic word."""
    return is_latin(text[end - 1]) and is_latin(text[end])


def is_part_of_word(rest: str) -> bool:
    """True for letters alone, with or without the marks that close them."""
    return all(map(is_latin, rest.rstrip(CLOSERS)))


def is_lonely(rest: str) -> bool:
    """True for one character alone, with or without the marks that close it."""
    return len(rest.rstrip(CLOSERS)) == 1
