"""A finished PDF → the pages on which characters stand outside the type area.

The type area is measured, not told: its edges are those at which most lines of the pages of one
side and one size begin and end. A character stands outside where both its ink and its place in the
line do: a slanted f hangs over its place, and a mark at a line's end leaves the blank half of its
own outside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

SLACK = 1.5
"""pt: how far a character may stand out: dashes do."""

Edges = tuple[float, float]


def overflowing(file: Path) -> Iterator[int]:
    """The page of each character that stands out, from 1."""
    document = pypdfium2.PdfDocument(file)
    boxes: list[list[Edges]] = []
    sides: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for number in range(len(document)):
        page = document[number]
        boxes.append(list(_boxes(page)))
        size = (round(page.get_width()), round(page.get_height()))
        sides[(number % 2, *size)].append(number)
        page.close()
    document.close()
    for (_, width, height), numbers in sides.items():
        if width > height:  # a page on its side is as wide as what stands on it
            edges = (0.0, float(width))
        else:
            edges = _edges([box for number in numbers for box in boxes[number]])
        for number in numbers:
            for left, right in boxes[number]:
                if left < edges[0] - SLACK or right > edges[1] + SLACK:
                    yield number + 1


def _boxes(page: pypdfium2.PdfPage) -> Iterator[Edges]:
    """The left and the right edge of each character that is seen: of its ink, or of its place in
    the line where that is narrower."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if right > left and top > bottom and not character.isspace():
            start, end = _place(text, index)
            yield max(left, start), min(right, end)
    text.close()


def _place(text: pypdfium2.PdfTextPage, index: int) -> Edges:
    """Where a character stands in its line, with the blank of its glyph."""
    left, _, right, _ = text.get_charbox(index, loose=True)
    return left, right


def _edges(boxes: list[Edges]) -> Edges:
    """The outermost places, to half a point, at which many characters begin and end."""
    starts = Counter(round(left * 2) / 2 for left, _ in boxes)
    ends = Counter(round(right * 2) / 2 for _, right in boxes)
    few = max(starts.values(), default=1) / 20
    left = min((place for place, times in starts.items() if times >= few), default=0.0)
    right = max((place for place, times in ends.items() if times >= few), default=0.0)
    return left, right
