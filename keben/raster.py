"""A page of a PDF → a picture. The only module that imports pypdfium2."""

from __future__ import annotations

import io

import pypdfium2

COLOURS = 128
"""Enough for smooth edges of type in a few inks; a palette makes the file three times smaller."""


def draw_page(pdf: bytes, *, width: int) -> bytes:
    """The first page as a PNG of ``width`` px, its height in proportion.

    The same PDF gives the same bytes.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=0).save(file, "PNG", optimize=True)
    return file.getvalue()
