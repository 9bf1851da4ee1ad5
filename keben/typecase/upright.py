"""Characters → which of them stand upright in a column, and which numbers do.

Sources: UAX #50 (Vertical_Orientation), jlreq §2.3.2, clreq §2.4.4.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NARROW = re.compile(
    "[§©®±¼-¾×÷\u02ea\u02eb\u2016\u2020\u2021\u2030\u2031\u203b\u203c\u2042\u2047-\u2049\u2051"
    "\u2100\u2101\u2103-\u2109\u210f\u2113\u2114\u2116\u2117\u211e-\u2123\u2125\u2127\u2129"
    "\u212e\u2135-\u213f\u2145-\u214a\u214c\u214d\u214f-\u218f\u221e\u2234\u2235\u2300-\u2307"
    "\u230c-\u231f\u2324-\u2328\u237d-\u239a\u23be-\u23cd\u2400-\u24ff\u25a0-\u2767\u2776-\u2793"
    "\u2b12-\u2b2f\u2b50-\u2bff\ue000-\uf8ff]"
)
"""What stands upright though it is not wide (UAX #50: U)."""

_SIDEWAYS = frozenset(
    "－＜＞＝｜＿￣～〜〰ー゠〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝〝〞〟"
)
"""What is wide and yet lies on its side where a face has no vertical form (UAX #50: R, Tr)."""

LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

CONNECTED = LETTERS | frozenset("0123456789.,:%/+-=°′″'’&@#$€£¥~_^*")
"""What draws a number beside it into a sideways run: 3.5, A4, 12:30, 50%. A letter does so across a
space too: iPhone 12."""

_BESIDE = "[" + "".join(map(re.escape, sorted(CONNECTED))) + "]"
_UPRIGHT_NUMBER = re.compile(rf"(?<!{_BESIDE})(?<![A-Za-z] )[0-9]{{1,2}}(?!{_BESIDE})(?! [A-Za-z])")


@cache
def stands_upright(character: str) -> bool:
    """True for a character that stands in a column as it stands in a line."""
    if character in _SIDEWAYS:
        return False
    wide = unicodedata.east_asian_width(character) in ("W", "F")
    return wide or bool(_NARROW.match(character))


def number_runs(text: str) -> list[tuple[str, bool]]:
    """The text cut before and after each number that stands upright in one em: one or two digits
    (CSS Writing Modes 3 §9.1, text-combine-upright), with no letter or other number beside them."""
    runs: list[tuple[str, bool]] = []
    place = 0
    for found in _UPRIGHT_NUMBER.finditer(text):
        if found.start() > place:
            runs.append((text[place : found.start()], False))
        runs.append((found[0], True))
        place = found.end()
    if place < len(text) or not runs:
        runs.append((text[place:], False))
    return runs
