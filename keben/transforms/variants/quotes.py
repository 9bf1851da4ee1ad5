"""Quotation marks of one way of writing Chinese → those of another.

GB/T 15834-2011 §4.9 has “ ” and, within them, ‘ ’; Taiwan and Hong Kong have 「 」 and 『 』 (clreq
§3.1.2).
"""

from __future__ import annotations

import re

CORNER = str.maketrans("“”", "「」")
CURLY = str.maketrans("「」『』", "“”‘’")

_INSIDE = re.compile(r"[A-Za-z]’[A-Za-z]")


def style_for(wanted: str, language: str) -> str:
    """``corner``, ``curly`` or ``keep``; ``auto`` is the custom of the language."""
    if wanted != "auto":
        return wanted
    return "corner" if language.startswith("zh-Hant") else "curly"


def exchange(text: str, style: str) -> str:
    """The text with its quotation marks exchanged, each for one. An apostrophe, as in don’t, is no
    quotation mark; a single mark without its fellow stays."""
    if style == "curly":
        return text.translate(CURLY)
    if style != "corner":
        return text
    found = list(text.translate(CORNER))
    opened: list[int] = []
    for index, character in enumerate(text):
        if character == "‘":
            opened.append(index)
        elif character == "’" and opened and not _is_apostrophe(text, index):
            found[opened.pop()], found[index] = "『", "』"
    return "".join(found)


def _is_apostrophe(text: str, index: int) -> bool:
    return bool(_INSIDE.match(text, max(0, index - 1)))
