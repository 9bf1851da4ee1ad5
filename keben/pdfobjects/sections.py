"""A tagged PDF → on which pages the sections of its structure tree begin, in the tree's order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

SECTIONS = ("/Part", "/Sect", "/Art")
"""Elements that follow one another as their pages do (ISO 32000-1 §14.8.4.2)."""


def first_pages(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    """The page, from 1, on which each of the topmost sections begins; those without content are
    left out."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    tops = (top for document in _kids(pdf.Root.StructTreeRoot) for top in _kids(document))
    found = (_first_page(top, numbers) for top in tops if _type(top) in SECTIONS)
    return tuple(filter(None, found))


def _first_page(element: Any, numbers: Mapping[tuple[int, int], int]) -> int:
    """The page of the first content of an element; 0 where it has none."""
    if not isinstance(element, pikepdf.Dictionary):
        return 0
    for kid in _kids(element):
        if found := _first_page(kid, numbers):
            return found
    return numbers.get(element.Pg.objgen, 0) if "/Pg" in element else 0


def _kids(element: Any) -> list[Any]:
    """What an element holds; nothing where it is none itself, as a marked-content number."""
    kids = element.get("/K", pikepdf.Array()) if isinstance(element, pikepdf.Dictionary) else ()
    return list(kids) if isinstance(kids, pikepdf.Array | tuple) else [kids]


def _type(element: Any) -> str:
    return str(element.get("/S", "")) if isinstance(element, pikepdf.Dictionary) else ""
