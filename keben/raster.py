"""A page of a PDF → a picture."""

from __future__ import annotations

import io

from keben import pdfium

COLOURS = 128
"""Enough for smooth edges of type in a few inks; a palette makes the file three times smaller."""


OCTREE = 2
"""Pillow's way to a palette (``Quantize.FASTOCTREE``) that is quick, and as true for flat colours
and the edges of type as the median cut."""

REDUCED = 4
"""The palette is found in a picture so many times smaller. It holds the same inks, and their edges:
no pixel comes to differ more, in a fifth of the time."""

LEVEL = 7
"""How hard zlib tries. From here on a cover gets a tenth smaller for three times the time."""


def draw_page(pdf: bytes, *, width: int) -> bytes:
    """The first page as a PNG of ``width`` px, its height in proportion.

    The same PDF gives the same bytes.
    """
    with pdfium.opened(pdf) as document:
        picture = document.draw(width=width)
    palette = picture.reduce(REDUCED).quantize(COLOURS, method=OCTREE, dither=0)
    file = io.BytesIO()
    picture.quantize(palette=palette, dither=0).save(file, "PNG", compress_level=LEVEL)
    return file.getvalue()
