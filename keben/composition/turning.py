"""Drawn pages on their side → upright pages in columns that follow one another to the left.

The content of each page is turned to the right once and for all: the page that a reader, a printer
or an imposing program meets is upright and needs no /Rotate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ON_ITS_SIDE = "keben_on_its_side"
"""Where a document says, while it is drawn, that its pages lie on their side."""

BOXES = ("MediaBox", "TrimBox", "BleedBox", "CropBox")


def turn_pages(document: Any, pdf: Any) -> None:
    """Turn every page of a drawn PDF, with its links and pictures' boxes.

    What a page draws with patterns is turned too: those stand on the page itself (ISO 32000-1
    §8.7.3.1), not on what is drawn.
    """
    pages = [item for item in pdf.objects if is_kind(item, "/Page")]
    width = pages[0]["MediaBox"][2]
    for page in pages:
        # Every page of an edition has one size.
        at(pdf, page["Contents"]).stream.insert(0, f"0 -1 1 0 0 {_written(width)} cm".encode())
        for name in BOXES:
            if name in page:
                turn_box(page[name], width)
    for pattern in _patterns(pdf, pages):
        a, b, c, d, e, f = pattern.extra["Matrix"]
        pattern.extra["Matrix"][:] = b, -a, d, -c, f, width - e
    for item in pdf.objects:
        if isinstance(item, dict):
            _turn_places(item, width)


def is_kind(item: Any, kind: str) -> bool:
    """True for an object of a PDF that says it is of a kind."""
    return isinstance(item, dict) and item.get("Type") == kind


def at(pdf: Any, reference: Any) -> Any:
    """The object that a reference names."""
    return pdf.objects[int(reference.split()[0])]


def _patterns(pdf: Any, pages: list[Any]) -> Iterator[Any]:
    """The patterns that pages draw with; those of a group stand on the group."""
    references = {
        reference for page in pages for reference in at(pdf, page["Resources"])["Pattern"].values()
    }
    return (at(pdf, reference) for reference in references)


def _turn_places(item: Any, width: float) -> None:
    if "Rect" in item:
        turn_box(item["Rect"], width)
    more = item.get("A")  # the attributes of an element
    if isinstance(more, dict) and "BBox" in more:
        turn_box(more["BBox"], width)


def turn_point(x: float, y: float, width: float) -> tuple[float, float]:
    """Where a place of a page on its side, so wide, stands on the upright page."""
    return y, width - x


def turn_box(box: Any, width: float) -> None:
    """Turn two corners, in place; the lower left comes first."""
    x1, y1, x2, y2 = box
    box[:] = min(y1, y2), width - max(x1, x2), max(y1, y2), width - min(x1, x2)


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
