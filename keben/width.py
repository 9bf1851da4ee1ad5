"""Text → the text without white space and marks without width, as finished files are compared."""

from __future__ import annotations

import re

NO_WIDTH = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
"""White space, controls, marks without width and variation selectors: setting type adds and drops
them, and no reader sees them."""


TWICE = re.compile("([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff])\\1+")
"""The same mark over and over on one character: drawn in one place, PDFium gives it once."""

SPELLED = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "ſt", "st"), strict=True))
"""Latin ligatures that are characters (Unicode §7.1), of which PDFium gives the letters."""

_LIGATURE = re.compile("[ﬀ-ﬆ]")


def _first(marks: re.Match[str]) -> str:
    return marks[1]


def _spelled(letters: re.Match[str]) -> str:
    return SPELLED[letters[0]]


def squeeze(text: str) -> str:
    """The text without what has no width."""
    # Not by str.translate, which takes ten times as long to find none.
    return _LIGATURE.sub(_spelled, TWICE.sub(_first, NO_WIDTH.sub("", text)))


def place_of(text: str, number: int) -> int:
    """The place in a text of the character before which ``number`` others have width: the text's
    length where there is none. White space and marks before it stay with what they follow."""
    begin = 0
    for gap in NO_WIDTH.finditer(text):
        if number < gap.start() - begin:
            break
        number -= gap.start() - begin
        begin = gap.end()
    return min(begin + number, len(text))
