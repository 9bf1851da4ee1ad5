"""A finished PDF → the pages on which characters stand outside the type area.

The type area is measured, not told: its edges are those at which most lines of the pages of one
side and one size begin and end.
"""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

SLACK = 1.5
"""pt: how far ink may stand out: dashes do."""

OVERHANG = 1.0
"""pt: how far the ink of a slanted letter, such as f, may hang over its own place besides."""

SLANTED = 64
"""The flag of a face that is slanted (ISO 32000-1 table 123)."""

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
    """The left and the right edge of the ink of each character that is seen, without what hangs
    over its place."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if right > left and top > bottom and not character.isspace():
            over = OVERHANG if _is_slanted(text, index) else 0.0
            yield left + over, right - over
    text.close()


def _is_slanted(text: pypdfium2.PdfTextPage, index: int) -> bool:
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, index, None, 0, flags)
    return bool(flags.value & SLANTED)


def _edges(boxes: list[Edges]) -> Edges:
    """The outermost places, to half a point, at which many characters begin and end."""
    starts = Counter(round(left * 2) / 2 for left, _ in boxes)
    ends = Counter(round(right * 2) / 2 for _, right in boxes)
    few = max(starts.values(), default=1) / 20
    left = min((place for place, times in starts.items() if times >= few), default=0.0)
    right = max((place for place, times in ends.items() if times >= few), default=0.0)
    return left, right
