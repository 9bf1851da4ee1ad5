"""A text as it was measured → the same as spacing must see it in a column.

A number of one em stands upright in a column (jlreq §3.2.5): no gap parts it from the Han beside
it, and a line may end before and after it but not within. Its face made it so, and it is known by
its width: no digit in a line is an em wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST = 0.9
"""em: from this width on a digit stands upright."""

DIGIT = re.compile("[0-9]")

STANDING = "—"
"""A mark that behaves so: parted from nothing, and from its like by no line's end."""


def as_set(text: str, advances: Sequence[float], *, em: float) -> str:
    """The text with :data:`STANDING` for every digit that stands upright; as long as before."""
    if not DIGIT.search(text) or all(
        advance < LEAST * em
        for character, advance in zip(text, advances, strict=True)
        if "0" <= character <= "9"
    ):
        return text
    seen: list[str] = []
    for character, advance in zip(text, advances, strict=True):
        digit = "0" <= character <= "9"
        # The second of two digits in one em has no width of its own.
        second = digit and not advance and seen and seen[-1] == STANDING
        seen.append(STANDING if digit and (advance >= LEAST * em or second) else character)
    return "".join(seen)
