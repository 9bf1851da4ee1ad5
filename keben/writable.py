"""Which characters a file of a finished edition can hold."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, which have no shape: those, the separators and marks that turn the text after them
round, whatever it is, and those around annotations (Unicode §23.1, §23.2, §23.8), and what no XML
document may hold."""

SEPARATORS = "\x85\u2028\u2029"
"""Those of them that end a line: a space stands for them where lines end otherwise."""


def printable(text: str) -> str:
    """The text without controls."""
    return UNPRINTABLE.sub(lambda found: " " if found[0] in SEPARATORS else "", text)


UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, and so no edition (XML 1.0 §2.2)."""
