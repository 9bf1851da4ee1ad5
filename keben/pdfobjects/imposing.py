"""The pages of a PDF → the same on larger sheets, each as a form (ISO 32000-1 §8.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

Matrix = tuple[float, float, float, float, float, float]
"""As an operand of ``cm``: a point x, y goes to ax + cy + e, bx + dy + f (ISO 32000-1 §8.3.3)."""

Line = tuple[float, float, float, float]
"""A stroke from x, y to x, y, pt."""

HAIRLINE = 0.25
"""Width of a rule, pt."""

KEPT = ("/Type", "/Pages", "/Version", "/Lang", "/Metadata", "/OutputIntents", "/Extensions")
"""What a catalogue still says rightly when its pages are on sheets: neither their structure nor
their order, names or bookmarks."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A page, numbered from 1, and the matrix that takes its lower left corner and its axes to
    those of the sheet."""

    page: int
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a sheet: its size in pt, the pages on it, and rules."""

    width: float
    height: float
    placed: tuple[Placed, ...]
    rules: tuple[Line, ...] = ()


def clear_catalogue(pdf: pikepdf.Pdf) -> None:
    """Drop from the catalogue what is not :data:`KEPT`."""
    for key in [str(key) for key in pdf.Root if key not in KEPT]:
        del pdf.Root[key]


def page_sizes(pdf: pikepdf.Pdf) -> tuple[tuple[float, float], ...]:
    """Width and height of every page, trimmed, as it is seen, pt."""
    return tuple(_size(page) for page in pdf.pages)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, low, right, high = (float(edge) for edge in page.trimbox.as_list())
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    width, height = abs(right - left), abs(high - low)
    return (height, width) if turned else (width, height)


def impose(pdf: pikepdf.Pdf, sides: Sequence[Side], *, short_edge: bool | None) -> None:
    """Let the sides of sheets be the pages of a PDF.

    ``short_edge`` tells a print dialogue about which edge sheets are turned, None that one side is
    printed (ISO 32000-1 table 150). Links, tags, bookmarks and what is carried stay behind: they
    belong to the order of reading.
    """
    forms = [_as_form(pdf, page) for page in pdf.pages]
    count = len(forms)
    for side in sides:
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(_sheet(pdf, side, forms))))
    del pdf.pages[:count]
    clear_catalogue(pdf)
    turned = {None: Name.Simplex, True: Name.DuplexFlipShortEdge, False: Name.DuplexFlipLongEdge}
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=turned[short_edge]
    )


def _as_form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form whose lower left corner is 0, 0."""
    form = page.as_form_xobject()
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    return pdf.make_indirect(form)


def _sheet(pdf: pikepdf.Pdf, side: Side, forms: Sequence[pikepdf.Object]) -> Dictionary:
    used = {placed.page: forms[placed.page - 1] for placed in side.placed}
    lines = [
        f"q {' '.join(_number(part) for part in placed.matrix)} cm /P{placed.page} Do Q"
        for placed in side.placed
    ]
    if side.rules:
        strokes = "".join(
            f"{_number(x)} {_number(y)} m {_number(to_x)} {_number(to_y)} l "
            for x, y, to_x, to_y in side.rules
        )
        lines.append(f"q {HAIRLINE} w 0 G {strokes}S Q")
    box = Array([0, 0, round(side.width, 3), round(side.height, 3)])
    return Dictionary(
        Type=Name.Page,
        MediaBox=box,
        TrimBox=box,
        Resources=Dictionary(
            XObject=Dictionary({f"/P{page}": form for page, form in used.items()})
        ),
        Contents=pdf.make_stream("\n".join(lines).encode()),
    )


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
