"""Copies that were joined for a printer against the single ones: every page once, in order, whole.

Both are read by PDFium: each character must stand where it stood, and what is drawn must be the
same to the pixel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from keben.model import Finding, Location, Severity
from keben.pdfium import Pdf, opened
from keben.proof.imposed import DOTS, drawn, stray, take


def compare_joined(file: Path, copies: Sequence[Path], shown: Path) -> list[Finding]:
    """What is wrong with the joined file. Raises UnreadableFile."""
    with opened(file) as whole:
        return [
            Finding("V007", Severity.ERROR, message, Location(shown, page=number))
            for number, message in _compare(whole, copies)
        ]


def _compare(whole: Pdf, copies: Sequence[Path]) -> Iterator[tuple[int, str]]:
    number = 0
    for path in copies:
        with opened(path) as copy:
            for page in range(1, len(copy) + 1):
                number += 1
                if number > len(whole):
                    yield len(whole), f"page {page} of {path.name} is lost."
                    return
                if trouble := _difference(whole, number, copy, page):
                    yield number, f"page {page} of {path.name}: {trouble}."
    if number < len(whole):
        yield number + 1, f"there are {len(whole)} pages and not {number}."


def _difference(whole: Pdf, number: int, copy: Pdf, page: int) -> str:
    """In what a page of the joined file is not that of a copy; empty where it is."""
    left = drawn(whole, number)
    if missing := take(left, drawn(copy, page)):
        return f'"{missing[:20]}" is not in its place'
    if others := stray(left):
        return f'"{others[:20]}" does not belong there'
    same = whole.picture(number, scale=DOTS) == copy.picture(page, scale=DOTS)
    return "" if same else "it looks different"
