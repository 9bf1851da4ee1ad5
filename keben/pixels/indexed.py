"""Pixels, a few rows at a time → a PNG in few colours."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image

COLOURS = 128
"""Enough for smooth edges of type in a few inks; a palette makes the file three times smaller."""

RUNS = 3
"""zlib's way to look for nothing but repeated bytes (``Z_RLE``). It takes less than half the time
of the others, and an EPUB, which deflates the picture once more, comes out smaller."""


def as_png(small: Any, strips: Iterable[bytes], *, width: int, height: int) -> bytes:
    """A picture of ``width`` × ``height`` px. Its strips, one below another, have four bytes to the
    pixel, of which the last plays no part; ``small`` is the same picture in so few pixels that its
    palette is soon found. It holds the same inks, and their edges."""
    # The octree is quick, and as true for flat colours and the edges of type as the median cut.
    palette = small.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    picture = Image.new("P", (width, height))
    picture.putpalette(palette.getpalette())
    top = 0
    for strip in strips:
        rows = len(strip) // (4 * width)
        pixels = Image.frombytes("RGB", (width, rows), strip, "raw", "RGBX")
        picture.paste(pixels.quantize(palette=palette, dither=Image.Dither.NONE), (0, top))
        top += rows
    file = io.BytesIO()
    picture.save(file, "PNG", compress_type=RUNS)
    return file.getvalue()
