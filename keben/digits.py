"""Digits that a stranger wrote → a number."""

from __future__ import annotations

LONGEST = 9
"""Digits of a number that anyone counts with. Python refuses to read thousands, and a mark such as
² is a digit to it, but no number."""


def number_in(text: str, otherwise: int = 0) -> int:
    """The number of a text that is nothing but up to nine decimal digits, of any script."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else otherwise
