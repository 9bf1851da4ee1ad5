"""An address or a short text → the drawing of its QR code (ISO/IEC 18004).

The only importer of segno.
"""

from __future__ import annotations

import hashlib
import io

from keben.model import Image, Inlines, Link, Text

LONGEST = 1_000
"""Characters. What holds more cannot be read from paper by every telephone."""

SIDE = 25
"""Millimetres with the quiet zone: at arm's length, ten times as far as the code is wide."""

FINEST = 0.4
"""The least side of a module, mm, that an office printer sets cleanly."""


def picture(text: str) -> Image:
    """A drawing of the code, square, with the quiet zone of four modules, its side in mm; of medium
    error correction, so that a crease does no harm. Raises ValueError for what is empty or too
    long."""
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"a QR code takes 1 to {LONGEST:,} characters; these are {len(text):,}")
    import segno  # most texts have no code

    code = segno.make(text, error="m", boost_error=False, micro=False)
    modules = code.symbol_size()[0]
    drawing = io.BytesIO()
    scale = round(max(SIDE / modules, FINEST), 4)
    code.save(drawing, kind="svg", unit="mm", scale=scale, nl=False)
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Image(address=f"qr-{name}.svg", alt=f"QR: {text}", data=drawing.getvalue())


def address(text: str) -> Inlines:
    """What stands below a code: the text, a link if it is a web address."""
    run = (Text(text),)
    return (Link(run, text),) if text.startswith(("http://", "https://")) else run
