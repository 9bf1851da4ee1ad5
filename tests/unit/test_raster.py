"""A page as a PNG in few colours."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from keben import pdfium
from keben.pdfium.document import STRIP
from keben.raster import draw_page

PATH = b"1 0.9 0.8 rg 0 0 90 100 re f 0.55 0.18 0.1 rg 10 13 m 70 20 l 40 91 l f"
"""A sheet in a light colour, and a triangle in a dark one."""


def page(width: float, height: float) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(width, height)).Contents = pdf.make_stream(PATH)
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True)
        return file.getvalue()


def most_different(one: Image.Image, other: Image.Image) -> int:
    """By how much of 255 any part of any pixel differs."""
    return max(ImageChops.difference(one, other).tobytes())


@pytest.mark.parametrize("height", [2 * STRIP, 2 * STRIP - 4, 2 * STRIP + 4, STRIP - 4])
def test_strips_are_the_page_as_it_is_drawn_at_once(height: int) -> None:
    with pdfium.opened(page(90, height / 4)) as pdf:
        whole = pdf.draw(width=360)
        strips = list(pdf.strips(width=360, height=height))
    assert whole.size == (360, height)
    found = Image.frombytes("RGBX", whole.size, b"".join(strips)).convert("RGB")
    # Where a strip ends, the smoothing of an edge is rounded otherwise.
    assert most_different(found, whole) <= 2


def test_a_picture_in_few_colours_differs_by_little() -> None:
    pdf = page(90, 120)
    found = Image.open(io.BytesIO(draw_page(pdf, width=720)))
    with pdfium.opened(pdf) as opened:
        whole = opened.draw(width=720)
    assert (found.mode, found.size) == ("P", (720, 960))
    assert most_different(found.convert("RGB"), whole) <= 12
    assert draw_page(pdf, width=720) == draw_page(pdf, width=720)
