"""An order and a language → how terms are sorted, and the letter over each."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from keben.naming import chinese
from keben.strokes import strokes

ROWS = "あかさたなはまやらわ"
"""The rows of the kana table, by which Japanese indexes are divided."""

INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The first letter of each of the 19 groups of Hangul syllables (Unicode §3.12), doubled ones
under the single."""

SYLLABLES = 588
"""Hangul syllables that begin with one letter."""

LATIN = 100
"""The group of Latin words where the groups before are numbers of strokes, of which no character
has so many."""

_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where a term stands: first by its group (letters of the order, then of the other script, then
    the rest; or its strokes), its letter, then its spelling."""

    group: int
    letter: str
    spelling: tuple[str, ...]
    term: str

    @property
    def is_placed(self) -> bool:
        """False where the order knows no letter for the term, though it is made of letters."""
        return bool(self.letter) or not self.term[:1].isalpha()


Order = Callable[[str, str], Key]


def collation(order: str, language: str) -> Order:
    """How terms are sorted; ``auto`` is the custom of the language. The second argument of an order
    is how a term is spelt for sorting, empty where that is the term itself."""
    if order == "auto":
        order = {"zh": "pinyin", "ja": "kana", "ko": "hangul"}.get(language[:2], "alphabet")
        order = "stroke" if language.startswith("zh-Hant") else order
    if order == "stroke":
        return partial(_stroke, form="{}畫" if language.startswith("zh-Hant") else "{}画")
    return {"pinyin": _pinyin, "kana": _kana, "hangul": _hangul, "alphabet": _alphabet}[order]


def _stroke(term: str, sort: str, *, form: str) -> Key:
    """By the strokes of each character, those of as many by their radicals, which is the order of
    their code points (as CLDR's collation "stroke"); then Latin words."""
    spelt = sort or term
    number = strokes(spelt[0]) if spelt else 0
    if not number:
        found = _alphabet(term, sort)
        return Key(LATIN + found.group, found.letter, found.spelling, term)
    spelling = tuple(f"{strokes(c):02}{c}" for c in spelt)
    return Key(number, form.format(chinese(number)), spelling, term)


def _pinyin(term: str, sort: str) -> Key:
    """By syllables, then tones, then characters, Latin words among them (GB/T 13418)."""
    # Its dictionary takes a fifth of a second to open, and most texts have no index.
    from keben.transforms.readings.mandarin import syllables

    spelt = sort or term
    tones = syllables(spelt, tones=True)
    return _latin(term, (*map(_plain, syllables(spelt)), "", *tones))


def _alphabet(term: str, sort: str) -> Key:
    return _latin(term, (_plain(sort or term),))


def _latin(term: str, spelling: tuple[str, ...]) -> Key:
    first = spelling[0][:1]
    letter = first.upper() if first.isascii() and first.isalpha() else ""
    return Key(0 if letter else 2, letter, spelling, term)


def _kana(term: str, sort: str) -> Key:
    """In the order of kana, voiced ones as the plain ones (JIS X 4061); then Latin words."""
    spelt = _hiragana(sort or term)
    first = spelt[:1]
    if not "あ" <= first <= "ん":
        found = _alphabet(term, sort)
        return Key(found.group + 1, found.letter, found.spelling, term)
    row = next(row for row in reversed(ROWS) if row <= first)
    return Key(0, row, (spelt,), term)


def _hiragana(text: str) -> str:
    """Readings as plain hiragana: without marks of voice, small kana as large ones."""
    folded = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    parts = unicodedata.normalize("NFD", "".join(folded))
    return "".join(c for c in parts if not unicodedata.combining(c)).translate(_SMALL)


def _hangul(term: str, sort: str) -> Key:
    spelt = sort or term
    first = spelt[:1]
    if not "가" <= first <= "힣":
        found = _alphabet(term, sort)
        return Key(found.group + 1, found.letter, found.spelling, term)
    return Key(0, INITIALS[(ord(first) - ord("가")) // SYLLABLES], (spelt,), term)


def _plain(text: str) -> str:
    """Letters without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
