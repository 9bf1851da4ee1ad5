"""A PDF → the places in it to which its links lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def link_targets(pdf: pikepdf.Pdf, first_page: int) -> Iterator[str]:
    """For each link within a PDF, from a page on (from 1), the named destination to which it leads
    (ISO 32000-1 §12.3.2.3). A link of PDF 2.0 says the place and the element there, not the name
    (ISO 14289-2 §8.8): for it stand all names of that place."""
    names: dict[tuple[str, ...], list[str]] | None = None
    for page in pdf.pages[first_page - 1 :]:
        for annotation in page.obj.get("/Annots", ()):
            if annotation.get("/Subtype") != "/Link":
                continue
            action = annotation.get("/A", pikepdf.Dictionary())
            if "/Dest" in annotation:
                yield str(annotation.Dest)
            elif action.get("/S") == "/GoTo":
                names = _names(pdf) if names is None else names
                yield from names.get(_place(action.D), ())


def oddities(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a reader would be shown, or kept from, beside the text: layers that may be switched off
    (ISO 32000-1 §8.11), annotations that are no links (§12.5), pages that are turned (§7.7.3.3)."""
    if "/OCProperties" in pdf.Root:
        yield "it has layers, which may be hidden."
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", ()):
            if (kind := str(annotation.get("/Subtype", "/"))[1:]) != "Link":
                yield f"page {number} has an annotation of the kind {kind}."
        if int(page.obj.get("/Rotate", 0)) or "/UserUnit" in page.obj:
            yield f"page {number} is turned, or measures in other units."


def _names(pdf: pikepdf.Pdf) -> dict[tuple[str, ...], list[str]]:
    """The named destinations of each place."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name, end in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        found.setdefault(_place(end.D), []).append(str(name))
    return found


def _place(where: Any) -> tuple[str, ...]:
    """What is alike for one place of a page."""
    page, *rest = where
    return (str(page.objgen), *map(str, rest))
