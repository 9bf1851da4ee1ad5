"""A finished PDF → the same with a change, as an accident or a bug would leave it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The bytes of the file when something was done to it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()
