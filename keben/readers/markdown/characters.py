"""A character → how it behaves beside a line end and beside emphasis marks."""

from __future__ import annotations

import re

# Han, kana, bopomofo, their punctuation, and the full-width forms: what is written without word
# spaces. Hangul, which has them, lies in between and is left out.
_CJK = re.compile(
    "[\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6"
    "\U0001b000-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")

SHARED_MARKS = frozenset("“”‘’—–―…‥·")
"""Marks that Chinese and Latin text share: their neighbours tell which text they belong to."""


def is_cjk(character: str) -> bool:
    """True for a character of a script written without word spaces (Hangul is not one)."""
    return _CJK.match(character) is not None


def is_hangul(character: str) -> bool:
    """True for Korean syllables and letters, which stand between word spaces."""
    return _HANGUL.match(character) is not None


def has_cjk(text: str) -> bool:
    """True when a text holds a character of a Chinese, Japanese or Korean script."""
    return _CJK.search(text) is not None or _HANGUL.search(text) is not None


def is_variation_selector(character: str) -> bool:
    """True for the invisible characters that choose a shape of the one before."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
