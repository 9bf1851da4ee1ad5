"""A page of a PDF → a picture."""

from __future__ import annotations

import io

from keben import pdfium

COLOURS = 128
"""Enough for smooth edges of type in a few inks; a palette makes the file three times smaller."""


OCTREE = 2
"""Pillow's way to a palette (``Quantize.FASTOCTREE``) that is quick, and as true for flat colours
and the edges of type: the median cut of five million pixels took a quarter of an article's time."""

LEVEL = 7
"""How hard zlib tries. From here on a cover gets a tenth smaller for three times the time."""


def draw_page(pdf: bytes, *, width: int) -> bytes:
    """The first page as a PNG of ``width`` px, its height in proportion.

    The same PDF gives the same bytes.
    """
    with pdfium.opened(pdf) as document:
        picture = document.draw(width=width).convert("RGB")
    file = io.BytesIO()
    picture.quantize(COLOURS, method=OCTREE, dither=0).save(file, "PNG", compress_level=LEVEL)
    return file.getvalue()
