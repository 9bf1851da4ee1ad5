"""Words of strangers → a line that a terminal shows as it is."""

from __future__ import annotations

import re

LONGEST, ITS_END = 2_000, 500
"""Characters of a line that is told, and of its end, where the remedy stands."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would write over other lines, or turn this one round."""


def legible(line: str) -> str:
    """What is told of files that strangers named and wrote, of a length that can be read."""
    line = CONTROL.sub(lambda found: ascii(found[0])[1:-1], line)
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST - ITS_END]} … {line[-ITS_END:]}"
