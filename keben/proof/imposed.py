"""The sheets for a printer against the printed edition: each page once, whole, in its place.

Both files are read by PDFium: every character of a page must stand on its sheet where folding or
cutting asks for it, nothing may stand there besides, and what is drawn must look the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from keben.editions.imposed.laying import plan
from keben.model import Finding, Location, Severity
from keben.pdfium import Pdf, Picture, opened
from keben.pdfobjects import Placed, Side
from keben.settings import Settings

NEAR = 4
"""Steps to the point: how exactly a character must stand in its place."""

DOTS = 36 / 72
"""Pixels to the point of the pictures that are compared."""

PARTS = 12
"""The parts into which the width and the height of a page are divided to be compared."""

DIFFERENT = 30
"""Of 255: how much the mean grey of a part may differ between a page and its picture on the sheet,
which is drawn at another size."""

HERE = (1, 0, 0, 1, 0, 0)
"""The matrix that moves nothing (ISO 32000-1 §8.3.4)."""

Drawn = Counter[tuple[str, int, int]]
Size = tuple[float, float]


def compare_sheets(file: Path, edition: Path, settings: Settings, shown: Path) -> list[Finding]:
    """What is wrong with the sheets. Raises UnreadableFile."""
    with opened(file) as sheets, opened(edition) as pages:
        return [
            Finding("V007", Severity.ERROR, message, Location(shown, page=number))
            for number, message in _compare(sheets, pages, settings)
        ]


def _compare(sheets: Pdf, pages: Pdf, settings: Settings) -> Iterator[tuple[int, str]]:
    laid = plan(settings, [pages.size(number) for number in range(1, len(pages) + 1)])
    times = Counter(placed.page for side in laid.sides for placed in side.placed)
    for page in range(1, len(pages) + 1):
        if times[page] != 1:
            yield 1, f"page {page} is printed {times[page]} times."
    if len(sheets) != len(laid.sides):
        yield 1, f"there are {len(sheets)} sides of sheets and not {len(laid.sides)}."
        return
    for number, side in enumerate(laid.sides, 1):
        for message in _compare_side(sheets, pages, number, side):
            yield number, message


def _compare_side(sheets: Pdf, pages: Pdf, number: int, side: Side) -> Iterator[str]:
    left = drawn(sheets, number)
    for placed in side.placed:
        missing = take(left, drawn(pages, placed.page, placed.matrix))
        if missing:
            yield f'page {placed.page}: "{missing[:20]}" is not in its place.'
    if others := stray(left):
        yield f'"{others[:20]}" belongs to no page.'
    picture = sheets.picture(number, scale=DOTS)
    for placed in side.placed:
        page = pages.picture(placed.page, scale=DOTS)
        if difference(page, picture, placed, pages.size(placed.page), side) > DIFFERENT:
            yield f"page {placed.page} looks different."


def drawn(pdf: Pdf, number: int, matrix: Sequence[float] = HERE) -> Drawn:
    """The characters of a page, and where they stand after a matrix."""
    a, b, c, d, e, f = matrix
    with pdf.sheet(number) as sheet:
        return Counter(
            (
                g.character,
                round((a * g.x + c * g.y + e) * NEAR),
                round((b * g.x + d * g.y + f) * NEAR),
            )
            for g in sheet.glyphs()
        )


def take(left: Drawn, wanted: Drawn) -> str:
    """Take characters out; what is not there is given back. A place may differ by a step."""
    missing = []
    for character, x, y in wanted.elements():
        near = ((character, x + dx, y + dy) for dx in (0, 1, -1) for dy in (0, 1, -1))
        found = next((key for key in near if left[key] > 0), None)
        if found is None:
            missing.append(character)
        else:
            left[found] -= 1
    return "".join(missing)


def stray(left: Drawn) -> str:
    """The characters that nothing has taken out."""
    return "".join(character for character, _, _ in left.elements())


def difference(
    page: Picture, sheet: Picture, placed: Placed, pages_size: Size, side: Side
) -> float:
    """By how much the part of a page that differs most differs from its place on a sheet."""
    a, b, c, d, e, f = placed.matrix
    width, height = pages_size
    worst = 0.0
    for row in range(PARTS):
        for column in range(PARTS):
            corners = [
                (a * x + c * y + e, b * x + d * y + f)
                for x in (column * width / PARTS, (column + 1) * width / PARTS)
                for y in (height - row * height / PARTS, height - (row + 1) * height / PARTS)
            ]
            across = sorted(x / side.width for x, _ in corners)
            down = sorted(1 - y / side.height for _, y in corners)
            there = sheet.mean(across[0], down[0], across[-1], down[-1])
            here = page.mean(column / PARTS, row / PARTS, (column + 1) / PARTS, (row + 1) / PARTS)
            worst = max(worst, abs(here - there))
    return worst
