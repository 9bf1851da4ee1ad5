"""The tree of heads → the NCX, for readers of EPUB 2 (OPF 2.0.1 §2.4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from xml.etree import ElementTree as ET

from keben.typeset.outline import Point

SPACE = "http://www.daisy.org/z3986/2005/ncx/"
DEEPEST = 2
"""Kindle shows no more levels."""


def write_ncx(
    points: Iterable[Point],
    *,
    title: str,
    identifier: str,
    language: str,
    pages: Sequence[Point] = (),
) -> bytes:
    """The NCX with two levels at most; heads below them are left to the navigation document.
    ``pages`` are those of the printed edition."""
    root = ET.Element("ncx", {"xmlns": SPACE, "version": "2005-1", "xml:lang": language})
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "meta", {"name": "dtb:uid", "content": identifier})
    _label(ET.SubElement(root, "docTitle"), title)
    numbers = count(1)

    def add(parent: ET.Element, below: Iterable[Point], depth: int) -> None:
        for point in below:
            number = str(next(numbers))
            place = ET.SubElement(
                parent, "navPoint", {"id": f"point-{number}", "playOrder": number}
            )
            _label(ET.SubElement(place, "navLabel"), point.label)
            ET.SubElement(place, "content", {"src": point.href})
            if depth < DEEPEST:
                add(place, point.children, depth + 1)

    add(ET.SubElement(root, "navMap"), points, 1)
    if pages:
        _list_pages(ET.SubElement(root, "pageList"), pages, numbers)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _list_pages(parent: ET.Element, pages: Iterable[Point], numbers: Iterator[int]) -> None:
    """Page targets (OPF 2.0.1, DAISY Z39.86 §8.4.4); front matter in Roman numbers is ``front``."""
    for number, page in enumerate(pages, start=1):
        kind = "normal" if page.label.isdecimal() else "front"
        target = ET.SubElement(parent, "pageTarget", {"id": f"target-{number}", "type": kind})
        target.set("value", str(number))
        target.set("playOrder", str(next(numbers)))
        _label(ET.SubElement(target, "navLabel"), page.label)
        ET.SubElement(target, "content", {"src": page.href})


def _label(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text
