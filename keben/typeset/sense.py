"""A run of inlines → the pieces between which a short display line may best be broken.

A head breaks before its dash or the parenthesis that ends it, a pull quote after its commas, so
that no word is torn where the column is narrow. Pieces are set as inline blocks: a line ends
between two of them if it can.
"""

from __future__ import annotations

from keben import walk
from keben.model import Inlines, Text
from keben.phrasing import HAN

AFTER = "，、；：。！？,;:!?"
CLOSING = "”’）》〉」』】〕)"
BEFORE = "—"
SHORTEST = 4
"""A piece of fewer characters joins its neighbour."""


def pieces(run: Inlines) -> tuple[Inlines, ...]:
    """The pieces of a run; a run with markup of its own, or without a good place, is one piece."""
    if not all(isinstance(inline, Text) for inline in run):
        return (run,)
    cut = _cut(walk.plain(run))
    return tuple((Text(piece),) for piece in cut) if len(cut) > 1 else (run,)


def _cut(text: str) -> list[str]:
    found: list[str] = []
    start = 0
    for place in range(1, len(text)):
        if _may_break(text, place) and place - start >= SHORTEST:
            found.append(text[start:place])
            start = place
    rest = text[start:]
    if found and len(rest) < SHORTEST:
        rest = found.pop() + rest
    return [*found, rest]


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in AFTER or after in CLOSING or (before.isascii() and after.isascii()):
        return False
    if before in AFTER:
        return True
    if before in " \u3000":  # typed between Han, it divides a title or names
        return place >= 2 and text[place - 2] >= HAN and after >= HAN
    if before in CLOSING:
        return place >= 2 and text[place - 2] in AFTER
    if after == "（":
        return text.find("）", place) == len(text) - 1
    return after in BEFORE and before not in BEFORE
