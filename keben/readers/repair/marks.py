"""What single characters and line ends say: widths, scripts, closing marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

STOPS = "。！？…；：.!?;:．｡"
"""Marks that may end a paragraph."""
CLOSERS = "”’」』）》〉】〕］｝)]}\"'"
OPENERS = "“‘「『（《〈【〔［｛([{"
COMMAS = "，、,､"

_CLOSED = re.compile(rf"[{re.escape(STOPS)}][{re.escape(CLOSERS)}]*$")
_SENTENCE = re.compile(rf"[。！？!?.．｡…][{re.escape(CLOSERS)}]*$")
_HAN = re.compile(
    r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_NO_IDEOGRAPH = re.compile("[^\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def ends_closed(text: str) -> bool:
    """True where the last mark may end a paragraph: ``。`` ``？”`` ``：`` …"""
    return bool(_CLOSED.search(text[-8:]))


def ends_sentence(text: str) -> bool:
    """True where the last mark ends a sentence; a colon or semicolon does not."""
    return bool(_SENTENCE.search(text[-8:]))


def ends_hanging(text: str) -> bool:
    """True where the text cannot end: after a comma, or inside a bracket just opened."""
    return text.endswith(tuple(COMMAS + OPENERS))


def is_cjk(character: str) -> bool:
    """Han or kana: scripts written without spaces."""
    return bool(_HAN.match(character) or _KANA.match(character))


def is_hangul(character: str) -> bool:
    return bool(_HANGUL.match(character))


def width(text: str) -> int:
    """The width of a text in half-ems: 2 for a full-width character, 1 for the others."""
    return 2 * len(text) - sum(map(_is_narrow, _NO_IDEOGRAPH.findall(text)))


@cache
def _is_narrow(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in "WFA"


def joint(above: str, below: str) -> str:
    """What stands between two pieces of one paragraph: a space between words of a script that
    writes them, nothing beside Han, kana or their marks (clreq § 3.2.1)."""
    last, first = above[-1:], below[:1]
    if is_hangul(last) and is_hangul(first):
        return " "
    spaced = last.isascii() and first.isascii() and not re.search(r"[-/]$", above)
    alphabets = last.isalpha() and first.isalpha() and not is_cjk(last) and not is_cjk(first)
    return " " if spaced or alphabets else ""
