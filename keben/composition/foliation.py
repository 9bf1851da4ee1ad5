"""The kinds of pages → the folio of each: roman before the text, arabic from 1 with it.

Folios begin anew on the first page of the kinds in ``STARTS``; what stands before it is numbered
i, ii, iii.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

STARTS = frozenset(("start", "part-start"))
"""The names of the pages on which the text begins (typeset/page.py)."""

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


def folios(opens: Sequence[Collection[str]]) -> tuple[str, ...]:
    """The folio of every page, whether it is printed or not. ``opens`` are the kinds of pages that
    begin with each."""
    before = front_pages(opens)
    return (
        *(roman(number) for number in range(1, before + 1)),
        *(str(number) for number in range(1, len(opens) - before + 1)),
    )


def front_pages(opens: Sequence[Collection[str]]) -> int:
    """How many pages stand before the one on which folios begin anew; 0 where they never do."""
    begun = (number for number, kinds in enumerate(opens) if not STARTS.isdisjoint(kinds))
    return next(begun, 0)


def roman(number: int) -> str:
    """A number from 1 in lower-case roman numerals."""
    letters = []
    for value, letter in _ROMAN:
        while number >= value:
            letters.append(letter)
            number -= value
    return "".join((*letters, "i" * number))
