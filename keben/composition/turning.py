"""Drawn pages on their side → upright pages in columns that follow one another to the left.

The content of each page is turned to the right once and for all: the page that a reader, a printer
or an imposing program meets is upright and needs no /Rotate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

DIRECTION = "/R2L"
"""In which direction pages follow one another (ISO 32000-1 §12.2)."""

BOXES = ("MediaBox", "TrimBox", "BleedBox", "CropBox")


def turn_pages(document: Any, pdf: Any) -> None:
    """Turn every page of a drawn PDF, with its links, destinations and pictures' boxes.

    What a page draws with patterns is turned too: those stand on the page itself (ISO 32000-1
    §8.7.3.1), not on what is drawn.
    """
    pages = [item for item in pdf.objects if _is(item, "/Page")]
    width = pages[0]["MediaBox"][2]
    for page in pages:
        # Every page of an edition has one size.
        _at(pdf, page["Contents"]).stream.insert(0, f"0 -1 1 0 0 {_written(width)} cm".encode())
        for name in BOXES:
            if name in page:
                _turn_box(page[name], width)
    for pattern in _patterns(pdf, pages):
        a, b, c, d, e, f = pattern.extra["Matrix"]
        pattern.extra["Matrix"][:] = b, -a, d, -c, f, width - e
    for item in pdf.objects:
        if isinstance(item, dict):
            _turn_places(item, width)
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", ())
    for destination in names[1::2]:
        _turn_destination(destination, width)
    # Tagged documents have this dictionary (WeasyPrint's pdf/tags.py).
    pdf.catalog["ViewerPreferences"]["Direction"] = DIRECTION


def _is(item: Any, kind: str) -> bool:
    return isinstance(item, dict) and item.get("Type") == kind


def _at(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _patterns(pdf: Any, pages: list[Any]) -> Iterator[Any]:
    """The patterns that pages draw with; those of a group stand on the group."""
    references = {
        reference for page in pages for reference in _at(pdf, page["Resources"])["Pattern"].values()
    }
    return (_at(pdf, reference) for reference in references)


def _turn_places(item: Any, width: float) -> None:
    if "Rect" in item:
        _turn_box(item["Rect"], width)
    if isinstance(item.get("Dest"), list):
        _turn_destination(item["Dest"], width)
    more = item.get("A")  # attributes of an element, or the action of a link in PDF 2.0
    if isinstance(more, dict) and "BBox" in more:
        _turn_box(more["BBox"], width)
    elif isinstance(more, dict) and isinstance(more.get("D"), list):
        _turn_destination(more["D"], width)


def _turn_destination(destination: Any, width: float) -> None:
    """A destination is [page, /XYZ, left, top, zoom], in PDF 2.0 within an action."""
    if isinstance(destination, dict):
        destination = destination["D"]
    x, y = destination[2:4]
    destination[2:4] = y, width - x


def _turn_box(box: Any, width: float) -> None:
    x1, y1, x2, y2 = box
    box[:] = min(y1, y2), width - max(x1, x2), max(y1, y2), width - min(x1, x2)


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
