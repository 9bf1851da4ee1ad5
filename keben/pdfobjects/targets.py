"""A PDF → the places in it to which its links lead."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from keben.pdfobjects.file import BrokenFile


def link_targets(data: bytes, first_page: int) -> tuple[str, ...]:
    """For each link within the file, from a page on (from 1), the named destination to which it
    leads (ISO 32000-1 §12.3.2.3). Raises BrokenFile."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return tuple(_targets(pdf, first_page))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError) as error:
        raise BrokenFile(str(error)) from error


def _targets(pdf: pikepdf.Pdf, first_page: int) -> Iterator[str]:
    for page in pdf.pages[first_page - 1 :]:
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") == "/Link" and "/Dest" in annotation:
                yield str(annotation.Dest)
