"""What a page draws → whether it is seen, and what its pictures hold."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pypdfium2 import raw

LEAST = 1.0
"""pt: smaller letters and pictures are not seen."""

UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
"""Letters that are only there to be found (ISO 32000-1 table 106)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn in a marked content and is no text. ``digest`` is the SHA-256 of a picture's
    samples, of a JPEG that of its file, and empty for lines and what is put together; ``is_seen``
    if a picture lies within the page, in a size that can be seen, and is not mirrored."""

    mark: int
    digest: bytes
    is_seen: bool


def drawings(page: Any) -> Iterator[Drawing]:
    """What is tagged and no text, in drawing order."""
    matrix, frame = raw.FS_MATRIX(), frame_of(page)
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        kind = raw.FPDFPageObj_GetType(item)
        mark = -1 if kind == raw.FPDF_PAGEOBJ_TEXT else raw.FPDFPageObj_GetMarkedContentID(item)
        if mark < 0:
            continue
        raw.FPDFPageObj_GetMatrix(item, matrix)
        is_picture = kind == raw.FPDF_PAGEOBJ_IMAGE
        is_mirrored = matrix.a * matrix.d - matrix.b * matrix.c <= 0
        is_seen = not is_picture or (not is_mirrored and is_within(item, frame, LEAST))
        yield Drawing(mark, _digest(item) if is_picture else b"", is_seen)


def is_lettered(item: Any, matrix: Any) -> bool:
    """True for letters that are painted, and large enough to be read."""
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    height = size.value * max(abs(matrix.d), abs(matrix.b), abs(matrix.c))
    return height >= LEAST and raw.FPDFTextObj_GetTextRenderMode(item) not in UNPAINTED


def is_within(item: Any, frame: Any, least: float = 0) -> bool:
    """True for what has its middle on the page and is no smaller than ``least`` pt."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return True
    if right.value - left.value < least or top.value - bottom.value < least:
        return False
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    return bool(frame.left <= x <= frame.right and frame.bottom <= y <= frame.top)


def frame_of(page: Any) -> Any:
    """What of a page is seen (ISO 32000-1 §14.11.2)."""
    frame = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, frame)
    return frame


def _digest(item: Any) -> bytes:
    """The SHA-256 of a picture's samples; PDFium leaves a JPEG as it is."""
    size = raw.FPDFImageObj_GetImageDataDecoded(item, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataDecoded(item, buffer, size)
    return sha256(buffer.raw).digest()
