"""A cell of a table → its number before the point and from it on, for columns that stand at it."""

from __future__ import annotations

from keben.model import Inlines, Text
from keben.numerals import halves_of


def at_point(cell: Inlines) -> tuple[Inlines, Inlines]:
    """The two parts of a cell; the second is empty where it has no point. A page of the printed
    edition may begin right before the number."""
    for place, inline in enumerate(cell):
        if isinstance(inline, Text):
            whole, rest = halves_of(inline.text)
            if rest:
                return (*cell[:place], Text(whole)), (Text(rest), *cell[place + 1 :])
    return cell, ()
