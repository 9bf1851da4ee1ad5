"""A language and a level → which characters are rare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from keben.decoding.frequent import HANS, HANT, JA

FREQUENT = {"zh-Hans": HANS, "zh-Hant": HANT, "ja": JA}

LEVELS: Mapping[str, tuple[str, tuple[int, int], tuple[int, int]]] = {
    "zh-Hans": ("gb2312", (0xB0, 0xD7), (0xD8, 0xF7)),
    "zh-Hant": ("big5", (0xA4, 0xC6), (0xC9, 0xF9)),
    "ja": ("euc_jp", (0xB0, 0xCF), (0xD0, 0xF4)),
}
"""The first bytes of the two levels of a coded character set: 3,755 and 3,008 characters of GB/T
2312, 5,401 and 7,652 of Big5, 2,965 and 3,390 of JIS X 0208."""


@cache
def rarity(language: str, level: int, known: str) -> Callable[[str], bool]:
    """Whether a character is rarer than a level, from 1 to 3, and not among the ``known`` ones."""
    script = "ja" if language[:2] == "ja" else "zh-Hant" if "Hant" in language else "zh-Hans"
    codec, *ranges = LEVELS[script]
    common = FREQUENT[script] | set(known)
    allowed = ranges[: level - 1]

    def is_rare(character: str) -> bool:
        if character in common:
            return False
        try:
            first = character.encode(codec)[0]
        except UnicodeEncodeError:
            return True
        return not any(low <= first <= high for low, high in allowed)

    return is_rare
