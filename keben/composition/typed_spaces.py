"""Spaces that a typist put beside marks → those that take no width, and those that take less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

WIDE_SPACE = "\u3000"
"""U+3000. It keeps its em, and a mark beside it gives up its half (CSS Text 4 §8.4.1). Two marks
beside it take an em and a half with it, as they would without it (clreq §3.1.6)."""


def absorbed_spaces(text: str, given: Sequence[bool]) -> frozenset[int]:
    """The places of spaces that a typist put beside a mark: on one side it has its own blank half,
    and on the other none belongs (clreq §3.1.6).

    ``given`` says of what stands before the text, of each of its characters, and of what stands
    behind it, whether it is a mark that has a half to give.
    """
    return frozenset(
        index
        for index, character in enumerate(text)
        if character == " " and (given[index] or given[index + 2])
    )


def beside_two_marks(text: str, given: Sequence[bool]) -> Iterator[int]:
    """The places of wide spaces that two marks adjoin, on one side or on both: from the first mark
    to what follows it would be two em, where an em and a half is the most (clreq §3.1.6); ``given``
    as above."""
    for index, character in enumerate(text):
        if character == WIDE_SPACE:
            before, after = given[max(index - 1, 0) : index + 1], given[index + 2 : index + 4]
            if _in_a_row(reversed(before)) + _in_a_row(after) > 1:
                yield index


def _in_a_row(given: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, given))
