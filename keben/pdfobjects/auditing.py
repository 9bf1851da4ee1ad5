"""A PDF → the colours in which something of it is painted, and the pixels of its pictures.

It reads every object, used or not, and knows nothing of how colours were changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

RGB_OPERATORS = ("rg", "RG")


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture as it prints: its page from 1, its size in px, and the pixels to the inch of the
    direction that has fewer."""

    page: int
    width: int
    height: int
    dpi: float


def rgb_left(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Where red, green and blue are still used: what holds them, in words."""
    for number, page in enumerate(pdf.pages, 1):
        if _paints_rgb(page):
            yield f"the content of page {number}"
    for item in pdf.objects:
        yield from _in_object(item)


def _in_object(item: Any) -> Iterator[str]:
    if isinstance(item, Array):
        if _is_rgb(item):
            yield "a colour space"
        return
    if not isinstance(item, Dictionary | Stream):
        return
    kind = str(item.get("/Subtype", item.get("/Type", "an object"))).removeprefix("/")
    has_content = isinstance(item, Stream) and (kind == "Form" or "/PatternType" in item)
    if has_content and _paints_rgb(item):
        yield f"the content of a {kind}"
    for key, value in item.items():
        yield from (f"{key} of {kind}" for found in _direct(value) if _is_rgb(found))
    if kind not in ("Page", "OutputIntent"):
        colour = item.get("/C")
        if isinstance(colour, Array) and len(colour) == 3 and "/Rect" in item:
            yield f"the colour of a {kind}"


def _direct(value: Any) -> Iterator[Any]:
    """A value and what stands in it, as far as it is no object of its own."""
    yield value
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return
    if isinstance(value, Array):
        for part in value:
            yield from _direct(part)
    elif isinstance(value, Dictionary):
        for _, part in value.items():
            yield from _direct(part)


def _is_rgb(value: Any) -> bool:
    if isinstance(value, Name):
        return str(value) in ("/DeviceRGB", "/CalRGB")
    if isinstance(value, Array) and len(value) == 2 and value[0] == Name.ICCBased:
        return int(value[1].get("/N", 0)) == 3
    return False


def _paints_rgb(content: Any) -> bool:
    return any(
        str(instruction.operator) in RGB_OPERATORS
        or any(_is_rgb(operand) for operand in instruction.operands)
        for instruction in pikepdf.parse_content_stream(content)
        if not isinstance(instruction, pikepdf.ContentStreamInlineImage)
    )


def pictures(pdf: pikepdf.Pdf) -> Iterator[PrintedPicture]:
    """The pictures that pages show, those in forms too."""
    for number, page in enumerate(pdf.pages, 1):
        start = pikepdf.Matrix()
        for item, matrix in _shown(page, page.obj.get("/Resources"), start, depth=0):
            width, height = int(item.Width), int(item.Height)
            across, up = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
            if across and up and "/ImageMask" not in item:
                dpi = min(width / across, height / up) * 72
                yield PrintedPicture(number, width, height, dpi)


DEEPEST = 20
"""Forms within each other: a file that nests them deeper is going in a circle."""


def _shown(
    content: Any, resources: Any, matrix: pikepdf.Matrix, *, depth: int
) -> Iterator[tuple[Any, pikepdf.Matrix]]:
    """The pictures that a stream shows, each with what takes its unit square to the page."""
    if depth > DEEPEST or not isinstance(resources, Dictionary):
        return
    named: Any = resources.get("/XObject", Dictionary())
    kept = [matrix]
    for instruction in pikepdf.parse_content_stream(content, "q Q cm Do"):
        name, operands = str(instruction.operator), instruction.operands
        if name == "q":
            kept.append(kept[-1])
        elif name == "Q" and len(kept) > 1:
            kept.pop()
        elif name == "cm":
            kept[-1] = pikepdf.Matrix(*(float(part) for part in operands)) @ kept[-1]
        elif name == "Do" and str(operands[0]) in named:
            item = named[str(operands[0])]
            if item.get("/Subtype") == Name.Image:
                yield item, kept[-1]
            else:
                own = item.get("/Matrix")
                inner = pikepdf.Matrix(own) @ kept[-1] if own is not None else kept[-1]
                below = item.get("/Resources", resources)
                yield from _shown(item, below, inner, depth=depth + 1)
