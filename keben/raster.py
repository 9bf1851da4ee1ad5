"""A page of a PDF → a picture."""

from __future__ import annotations

from keben import pdfium
from keben.pixels import indexed

REDUCED = 4
"""The palette is found in a drawing so many times smaller: no pixel comes to differ more."""


def draw_page(pdf: bytes, *, width: int) -> bytes:
    """The first page as a PNG of ``width`` px, its height in proportion.

    The same PDF gives the same bytes.
    """
    with pdfium.opened(pdf) as document:
        small = document.draw(width=width // REDUCED)
        height = small.height * REDUCED
        strips = document.strips(width=width, height=height)
        return indexed.as_png(small, strips, width=width, height=height)
