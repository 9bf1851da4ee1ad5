"""Words of a text → where a line may end inside one of them, with a hyphen.

Patterns say where (Liang's, as pyphen has them). Words are divided that are nothing but letters:
no address, no code, no abbreviation in capitals. A name that is put together of words with capitals
(PostScript) is divided between them. A word in a Chinese, Japanese or Korean text is English unless
the text says otherwise. Pure arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyphen

HYPHEN = "-"

MOST_IN_A_ROW = 2
"""Lines one after another that may end with a hyphen: one fewer than Chicago lets pass (Manual of
Style, 17th ed., §7.47)."""

PREFERRED = {"en": "en_US", "de": "de_DE", "pt": "pt_PT", "sr": "sr_Latn"}
"""Which patterns stand for a language that names no country."""

_ENGLISH = ("zh", "ja", "ko")
"""The languages among which a word in Latin letters is English."""

_TOKEN = re.compile(r"[!-~\u00a1-\u024f\u0370-\u058f\u1e00-\u1fff]+")
_MARKS_BEFORE, _MARKS_AFTER = "\"'([{", "\"'.,:;!?)]}"
_LETTERS, _ENGLISH_LETTERS = re.compile(r"[^\W\d_]+"), re.compile("[A-Za-z]+")

_NAME = re.compile("(?:[A-Z][a-z]{2,}){2,}")
"""Words with capitals in one."""

_COMPOUND = re.compile(
    r"[\"'“‘(\[{—–]*[^\W\d_]+(?:['’—–-]+[^\W\d_]+)*[\"'”’.,:;!?…)\]}—–-]*",
)
"""A word of alphabetic text, which may be put together of several."""


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How words are divided: the language that the text is in; the fewest letters of a word, before
    the hyphen and after it (CSS Text 4, hyphenate-limit-chars); how much may stay empty at a line's
    end before a word is divided (hyphenate-limit-zone), as a ``share`` of the line or, where that
    is 0, a ``length``; and how wide the hyphen is, both in the unit of the text."""

    language: str
    word: int
    before: int
    after: int
    width: float
    share: float = 0.0
    length: float = 0.0

    def zone(self, line: float) -> float:
        """What may stay empty at the end of a line that is so wide."""
        return self.share * line if self.share else self.length


def words(text: str, how: Hyphenation, before: str | None, after: str | None) -> Iterator[range]:
    """The places of the words of a text that may be divided; ``before`` and ``after`` are the
    characters that stand beside it in its paragraph."""
    letters = _ENGLISH_LETTERS if how.language[:2] in _ENGLISH else _LETTERS
    for token in _TOKEN.finditer(text):
        if token.end() - token.start() < how.word:
            continue
        if (not token.start() and _joins(before)) or (token.end() == len(text) and _joins(after)):
            continue
        bare = token.group().lstrip(_MARKS_BEFORE)
        start = token.end() - len(bare)
        word = bare.rstrip(_MARKS_AFTER)
        if len(word) < how.word or not letters.fullmatch(word):
            continue
        if word[1:].islower() or _NAME.fullmatch(word):
            yield range(start, start + len(word))


def _joins(neighbour: str | None) -> bool:
    return neighbour is not None and bool(_TOKEN.fullmatch(neighbour))


def divisions(word: str, how: Hyphenation) -> tuple[int, ...]:
    """After how many letters a word may be divided, the fewest first. Where a language would spell
    it otherwise (Druk-ker), it is not."""
    if _NAME.fullmatch(word):
        capitals = (place for place, letter in enumerate(word) if letter.isupper())
        return tuple(n for n in capitals if how.before <= n <= len(word) - how.after)
    language = "en" if how.language[:2] in _ENGLISH else how.language
    patterns = _patterns(PREFERRED.get(language, language), how.before, how.after)
    if patterns is None:
        return ()
    return tuple(int(place) for place in patterns.positions(word) if not place.data)


@cache
def _patterns(language: str, before: int, after: int) -> pyphen.Pyphen | None:
    found = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=found, left=before, right=after) if found else None


def knows(language: str) -> bool:
    """True for a language whose words can be divided. ``zh-Latn`` and its like are none."""
    if language[:2] in _ENGLISH:
        return "-Latn" not in language
    return bool(language) and pyphen.language_fallback(language) is not None


def may_divide(text: str, place: int) -> bool:
    """True if what stands around a place of alphabetic text is a word, not an address."""
    start = max(text.rfind(blank, 0, place) for blank in " \u00a0\n\t") + 1
    ends = (found for blank in " \u00a0\n\t" if (found := text.find(blank, place)) >= 0)
    return bool(_COMPOUND.fullmatch(text[start : min(ends, default=len(text))]))
