"""Laid-out pages → the folio of each: roman before the text, arabic from 1 with it.

A style sheet begins folios anew on the first page of the kinds in ``STARTS`` (``counter-reset``
there); what stands before it is numbered i, ii, iii.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

STARTS = ("start", "part-start")
"""The names of the pages on which the text begins (typeset/page.py)."""

_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


def folios(pages: Sequence[Any]) -> tuple[str, ...]:
    """The folio of every page, whether it is printed or not."""
    before = front_pages(pages)
    return (
        *(roman(number) for number in range(1, before + 1)),
        *(str(number) for number in range(1, len(pages) - before + 1)),
    )


def front_pages(pages: Sequence[Any]) -> int:
    """How many pages stand before the one on which folios begin anew; 0 where they never do."""
    for index, page in enumerate(pages):
        kind = page._page_box.page_type
        if any(name in STARTS and number == 0 for name, number in kind.groups):
            return index
    return 0


def roman(number: int) -> str:
    """A number from 1 in lower-case roman numerals."""
    letters = []
    for value, letter in _ROMAN:
        while number >= value:
            letters.append(letter)
            number -= value
    return "".join((*letters, "i" * number))


def label_pages(pdf: Any, before: int) -> None:
    """Tell viewers the folios (ISO 32000-1 §12.4.2); pages that are counted plainly need none."""
    if before:
        ranges = f"0 <</S /r>> {before} <</S /D>>"
        pdf.catalog["PageLabels"] = f"<</Nums [{ranges}]>>"
