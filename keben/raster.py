"""A page of a PDF → a picture."""

from __future__ import annotations

import io

from keben import pdfium

COLOURS = 128
"""Enough for smooth edges of type in a few inks; a palette makes the file three times smaller."""


def draw_page(pdf: bytes, *, width: int) -> bytes:
    """The first page as a PNG of ``width`` px, its height in proportion.

    The same PDF gives the same bytes.
    """
    with pdfium.opened(pdf) as document:
        picture = document.draw(width=width).convert("RGB")
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=0).save(file, "PNG", optimize=True)
    return file.getvalue()
