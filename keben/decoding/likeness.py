"""Decoded text → how much it looks like text that people write, from the frequency of characters.

A wrong encoding turns common characters into rare ones, into the private-use area, or into a
medley of scripts; the right one gives the few hundred characters that most of a text is made of.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache

from keben.decoding.frequent import HANS, HANT, JA, KO, MARKS

LANGUAGES = ("hans", "hant", "ja", "ko")
PLAIN = 0.5
"""What text in ASCII alone is worth: nothing speaks for it or against it."""

_FREQUENT = {"hans": HANS, "hant": HANT, "ja": JA, "ko": KO}
_NOT_TEXT = -3.0


def likeness(text: str, languages: Collection[str]) -> float:
    """The mean weight of the characters beyond ASCII in the language that suits them best.

    1 for the commonest characters alone, below 0 for text that no one would write.
    """
    counts = Counter(text)
    controls = sum(n for c, n in counts.items() if c < " " and c not in "\t\n\v\f\r\x1a\x1b")
    counted = [(c, n) for c, n in counts.items() if c > "\x7e"]
    total = sum(n for _, n in counted) + controls
    if not total:
        return PLAIN
    worth = max(sum(_weight(c, lang) * n for c, n in counted) for lang in languages)
    return (worth + _NOT_TEXT * controls) / total


def beyond_ascii(text: str) -> int:
    """How many characters the judgement rests on."""
    return len(text) - len(text.encode("ascii", "ignore"))


@cache
def _weight(character: str, language: str) -> float:
    if character in _FREQUENT[language]:
        return 1.0
    if character in MARKS:
        return 0.6
    if character in _first_level(language):
        return 0.4
    return next((weight for fits, weight in _KINDS if fits(character)), -0.2) + (
        _own_script(character, language)
    )


def _own_script(character: str, language: str) -> float:
    """Kana belong in Japanese and hangul in Korean; elsewhere they are strangers."""
    if language == "ja" and "\u3041" <= character <= "\u30ff":
        return 1.0
    return 0.5 if language == "ko" and "\uac00" <= character <= "\ud7a3" else 0.0


def _between(first: str, last: str) -> Callable[[str], bool]:
    return lambda character: first <= character <= last


def _is_no_character(character: str) -> bool:
    return unicodedata.category(character) in ("Cn", "Cc", "Cs")


_KINDS: tuple[tuple[Callable[[str], bool], float], ...] = (
    (_is_no_character, _NOT_TEXT),
    ("\ue5e5".__eq__, 0.0),  # GBK's A3A0, which many programs wrote for an ideographic space
    (_between("\ue000", "\uf8ff"), _NOT_TEXT),
    (_between("\u3041", "\u30ff"), -0.3),
    (_between("\uac00", "\ud7a3"), -0.5),
    (_between("\u4e00", "\u9fff"), -0.5),
    (_between("\uff01", "\uff5e"), 0.2),
    (_between("\uff61", "\uff9f"), -1.0),
    (_between("\u3400", "\u4dbf"), -1.0),
    (_between("\uf900", "\ufaff"), -0.8),
    (_between("\U00020000", "\U0003ffff"), -1.0),
    (_between("\u00c0", "\u024f"), 0.2),
)
"""Kinds of characters and what one of them is worth, the first that fits."""


@cache
def _first_level(language: str) -> frozenset[str]:
    """The characters of everyday use by the national standard: GB 2312 level 1, Big5 level 1,
    JIS X 0208 level 1, the syllables of KS X 1001."""
    codec, rows, cells = {
        "hans": ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
        "hant": ("cp950", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
        "ja": ("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF)),
        "ko": ("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)),
    }[language]
    codes = bytes(byte for row in rows for cell in cells for byte in (row, cell))
    return frozenset(codes.decode(codec, "ignore"))
