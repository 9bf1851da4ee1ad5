"""Finished editions → what they hold, counted from the files alone."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
from pypdfium2 import raw

CLAIMS = {
    ("pdfaid:part", "3"): "PDFA-3A",
    ("pdfaid:part", "4"): "PDFA-4F",
    ("pdfuaid:part", "1"): "PDFUA-1",
    ("pdfuaid:part", "2"): "PDFUA-2-ISO32005",
}
"""By what a PDF says of itself (ISO 19005-3 §6.6.4, ISO 14289-1 §5), the names of veraPDF's
profiles."""

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class Finished:
    """``entries`` are the lines of the navigation, flat; ``lines`` the text outside code, a
    paragraph each, where the format tells.

    Pictures without words to describe them are no structure elements of a PDF: ``described`` are
    those in the tree, ``pixels`` the pictures in pixels that are drawn. ``lone`` are the paragraphs
    that are one piece of code in a line: a PDF has them built as blocks of code are.
    """

    entries: tuple[str, ...]
    pictures: int
    pixels: int
    described: int
    tables: int
    code: int
    notes: int
    lone: int = 0
    lines: tuple[str, ...] = ()


def claims(file: Path) -> tuple[str, ...]:
    """The profiles of veraPDF by which a PDF is to be validated, as it says itself; none where it
    says nothing, or cannot be read."""
    try:
        with pikepdf.open(file) as pdf, pdf.open_metadata() as metadata:
            return tuple(gate for (key, part), gate in CLAIMS.items() if metadata.get(key) == part)
    except (OSError, pikepdf.PdfError):
        return ()


def read_epub(file: Path) -> Finished:
    """Count an EPUB, its cover left out."""
    with zipfile.ZipFile(file) as package:
        container = ET.fromstring(package.read("META-INF/container.xml"))
        opf = next(e.get("full-path", "") for e in container.iter() if e.get("full-path"))
        tree = ET.fromstring(package.read(opf))
        items = {item.get("id"): item for item in tree.iter(f"{OPF}item")}
        folder = posixpath.dirname(opf)

        def document(item: ET.Element) -> ET.Element:
            name = posixpath.join(folder, unquote(item.get("href", "")))
            return ET.fromstring(package.read(name))

        nav = next(i for i in items.values() if "nav" in (i.get("properties") or "").split())
        entries = _navigation(document(nav))
        spine = [items[ref.get("idref")] for ref in tree.iter(f"{OPF}itemref")]
        texts = [document(item) for item in spine if item is not nav]
    bodies = [text for text in texts if not any("cover" in _type(e) for e in text.iter())]

    def count(name: str, kind: str = "") -> int:
        found = (e for body in bodies for e in body.iter(XHTML + name))
        return sum(not kind or kind in _type(e) for e in found)

    lines = tuple(line for body in bodies for line in _paragraphs(body))
    notes = count("aside", "footnote") + count("li", "footnote")
    pictures = [e for body in bodies for e in body.iter(f"{XHTML}img")]
    described = sum(bool(picture.get("alt")) for picture in pictures)
    pixels = sum(not (picture.get("src") or "").endswith(".svg") for picture in pictures)
    counts = (len(pictures), pixels, described, count("table"), count("pre"), notes)
    lone = sum(_is_lone(p) for body in bodies for p in body.iter(f"{XHTML}p"))
    return Finished(entries, *counts, lone, lines)


def _type(element: ET.Element | None) -> list[str]:
    return (element.get(TYPE) or "").split() if element is not None else []


def _is_lone(paragraph: ET.Element) -> bool:
    texts = (paragraph.text, *(child.tail for child in paragraph))
    shown = [child.tag for child in paragraph if "pagebreak" not in _type(child)]
    return shown == [f"{XHTML}code"] and not any((text or "").strip() for text in texts)


def _navigation(nav: ET.Element) -> tuple[str, ...]:
    toc = next(n for n in nav.iter(f"{XHTML}nav") if "toc" in _type(n))
    return tuple("".join(link.itertext()) for link in toc.iter(f"{XHTML}a"))


def _paragraphs(element: ET.Element) -> Iterator[str]:
    """The text of each element that holds some, code left out."""
    if element.tag in (f"{XHTML}pre", f"{XHTML}code", f"{XHTML}head"):
        return
    yield (element.text or "") + "".join(child.tail or "" for child in element)
    for child in element:
        yield from _paragraphs(child)


def read_pdf(file: Path) -> Finished:
    """Count the structure elements of a tagged PDF (ISO 32000-1 §14.7)."""
    with pikepdf.open(file) as pdf:
        with pdf.open_outline() as outline:
            entries = tuple(_bookmarks(outline.root))
        kinds: dict[str, int] = {}
        for element, inner in _elements(pdf.Root.StructTreeRoot):
            kind = str(element.S)
            if kind == "/P" and [str(i.get("/S")) for i in inner] == ["/Code"]:
                kind = "/Pre"
            kinds[kind] = kinds.get(kind, 0) + 1
    described, tables, code, notes = (
        kinds.get(kind, 0) for kind in ("/Figure", "/Table", "/Pre", "/Note")
    )
    return Finished(entries, described, _drawn(file), described, tables, code, notes)


def _drawn(file: Path) -> int:
    """The pictures in pixels of all pages, as often as they are drawn."""
    document = pypdfium2.PdfDocument(file)
    kinds = (raw.FPDF_PAGEOBJ_IMAGE,)
    pages = (document[number] for number in range(len(document)))
    found = sum(len(list(page.get_objects(filter=kinds, max_depth=1))) for page in pages)
    document.close()
    return found


def _bookmarks(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _bookmarks(item.children)


def _elements(top: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Every structure element, with those right in it; none where content stands beside them."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        inner = [k for k in kids if isinstance(k, pikepdf.Dictionary) and "/S" in k]
        if "/S" in element:
            yield element, inner if len(inner) == len(kids) else []
        waiting += inner
