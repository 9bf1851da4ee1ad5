"""An e-reader edition → a Reading: its documents in the order of the spine.

Read with the standard library's XML parser, which has no part in writing it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from keben.pdfium import UnreadableFile
from keben.proof.container import OPF, content, documents, parse, parse_content
from keben.proof.reading import ANNOTATION, BASE, Kind, Leaf, Reading, Zone, squeeze
from keben.shelf import NOWHERE, Shelf

XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl")
) | frozenset(
    ("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr")
)
BLOCKS |= frozenset(("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"))
BLOCKS |= frozenset(("tbody", "td", "tfoot", "th", "thead", "tr"))
"""Elements that begin a line of their own; any other stands in one."""

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
SECTIONS = frozenset(("section", "nav"))
MATTER = frozenset(("cover", "titlepage", "toc", "landmarks", "page-list", "colophon", "imprint"))
"""Kinds of sections that an edition adds (EPUB Structural Semantics 1.1)."""


@dataclass(slots=True)
class _Open:
    """A block that is being read."""

    kind: Kind
    zone: Zone
    table: int
    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    ruby: list[tuple[str, str]] = field(default_factory=list)


def read_epub(path: Path, shelf: Shelf = NOWHERE) -> Reading:
    """Read the whole file. What a ``shelf`` has of documents with the same bytes is not read again.

    Raises UnreadableFile, which names the document that is missing or broken.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _read(package, shelf)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(str(error)) from error


def _read(package: zipfile.ZipFile, shelf: Shelf) -> Reading:
    address, opf = documents(package)
    items = {item.get("id", ""): item for item in opf.iter(f"{OPF}item")}

    def where(item: ET.Element) -> str:
        return posixpath.join(posixpath.dirname(address), unquote(item.get("href", "")))

    spine = [ref.get("idref", "") for ref in opf.iter(f"{OPF}itemref")]
    if missing := [name for name in spine if name not in items]:
        raise UnreadableFile(f'its spine names "{missing[0]}", which the manifest lacks')
    leaves: list[Leaf] = []
    pictures: list[str] = []
    addresses: set[str] = set()
    matter: list[tuple[str, str]] = []
    targets: list[str] = []
    tables = 0
    for name in (where(items[ref]) for ref in spine):
        found = _read_document(package, name, shelf)
        matter.append((name, found.matter))
        leaves += (replace(x, table=x.table + tables) if x.table else x for x in found.leaves)
        pictures += found.pictures
        addresses |= found.addresses
        targets += found.targets
        tables += found.tables
    navs = [where(item) for item in items.values() if "nav" in item.get("properties", "").split()]
    trees = [parse(package, name) for name in navs]
    return Reading(
        tuple(leaves),
        tuple("".join(link.itertext()) for tree in trees for link in _links(tree, "toc")),
        tuple(pictures),
        frozenset(addresses),
        documents=tuple(matter),
        targets=tuple(targets),
        landmarks=frozenset(
            kind for tree in trees for link in _links(tree, "landmarks") for kind in types_of(link)
        ),
    )


def _read_document(package: zipfile.ZipFile, name: str, shelf: Shelf) -> _Reader:
    """A document of the spine by itself, its tables numbered from 1."""
    data, place = content(package, name), posixpath.basename(name)

    def read() -> _Reader:
        reader = _Reader(place)
        reader.read(parse_content(name, data))
        return reader

    return shelf.made("document", (place.encode(), data), read)


def _links(document: ET.Element, kind: str) -> Iterator[ET.Element]:
    """The lines of the contents or of the landmarks, in order."""
    for nav in document.iter(f"{XHTML}nav"):
        if kind in types_of(nav):
            yield from nav.iter(f"{XHTML}a")


def types_of(element: ET.Element) -> frozenset[str]:
    """The kinds that an element says it is (EPUB 3.3 §9.1, epub:type)."""
    return frozenset(element.get(EPUB_TYPE, "").split())


def is_hidden(element: ET.Element) -> bool:
    """True for what repeats the text, and for the ways back from a note. Ways back from the
    bibliography are words of it."""
    is_back = "backlink" in types_of(element) or element.get("role") == "doc-backlink"
    is_back = is_back and "back" not in element.get("class", "").split()
    return is_back or element.get("aria-hidden") == "true" or element.get("hidden") is not None


class _Reader:
    """Gathers a document, which is called ``place``."""

    def __init__(self, place: str) -> None:
        self.leaves: list[Leaf] = []
        self.pictures: list[str] = []
        self.addresses: set[str] = set()
        self.targets: list[str] = []
        self.tables = 0
        self.matter = ""
        self.place = place

    def read(self, document: ET.Element) -> None:
        """Read the whole of it."""
        body = document.find(f"{XHTML}body")
        if body is not None:
            # Kobo wants every document in two divisions.
            parts = (part for part in body.iter() if _name(part) in SECTIONS)
            kinds = (sorted(types_of(part) & MATTER) for part in parts)
            self.matter = next((kind for found in kinds for kind in found), "")
            self._block(body, Zone.BODY, table=0, link=False)

    def _block(self, element: ET.Element, zone: Zone, *, table: int, link: bool) -> None:
        """Read an element that is a block: the lines in it, and the blocks between them."""
        name = _name(element)
        types = types_of(element)
        if is_hidden(element):
            return
        if types & MATTER:
            zone = Zone.FRAME
        elif "footnote" in types or "endnote" in types:
            zone = Zone.NOTE
        if name == "table":
            self.tables += 1
            table = self.tables
        kind = Kind.HEAD if name in HEADS else Kind.CELL if name in CELLS else Kind.TEXT
        first = len(self.leaves)
        self._close(self._within(element, _Open(kind, zone, table), link=link))
        if zone is Zone.NOTE and types and len(self.leaves) > first:
            self.leaves[first:] = [_join(self.leaves[first:])]

    def _within(self, element: ET.Element, line: _Open, *, link: bool) -> _Open:
        """Read what an element holds. A block inside ends the line, and another line follows it."""
        self._add(line, element.text, link=link)
        for child in element:
            if not isinstance(child.tag, str) or is_hidden(child):
                pass
            elif child.tag == MATH:
                self._add(line, child.get("alttext"), link=link)
            elif _name(child) in BLOCKS:
                self._close(line)
                self._block(child, line.zone, table=line.table, link=link)
                line = _Open(line.kind, line.zone, line.table)
            else:
                line = self._inline(child, line, link=link)
            self._add(line, child.tail, link=link)
        return line

    def _inline(self, element: ET.Element, line: _Open, *, link: bool) -> _Open:
        name = _name(element)
        if name == "img" and line.zone is not Zone.FRAME:
            self.pictures.append(element.get("alt", ""))
        if name == "a" and "noteref" not in types_of(element):
            address = element.get("href", "")
            parts = urlsplit(address)
            if parts.scheme:
                self.addresses.add(address)
            elif line.zone is not Zone.FRAME:
                # A whole document is named by its anchor.
                name = posixpath.basename(unquote(parts.path)).partition(".")[0]
                self.targets.append(unquote(parts.fragment) or name)
            link = True
        if name == "ruby":
            line.ruby += (
                (part, words) for part, text in _ruby(element) if (words := squeeze(text))
            )
        return self._within(element, line, link=link)

    def _add(self, line: _Open, text: str | None, *, link: bool) -> None:
        if text:
            line.pieces.append(text)
            if link:
                line.linked.append(text)

    def _close(self, line: _Open) -> None:
        text = squeeze("".join(line.pieces))
        if text:
            linked = squeeze("".join(line.linked))
            self.leaves.append(
                Leaf(
                    text,
                    line.kind,
                    line.zone,
                    self.place,
                    linked=linked,
                    table=line.table,
                    ruby=tuple(line.ruby),
                )
            )


def _ruby(element: ET.Element) -> Iterator[tuple[str, str]]:
    """Base and annotation in turn (HTML §4.5.10)."""
    yield BASE, element.text or ""
    for child in element:
        if _name(child) != "rp":
            yield ANNOTATION if _name(child) == "rt" else BASE, "".join(child.itertext())
        yield BASE, child.tail or ""


def _join(leaves: Sequence[Leaf]) -> Leaf:
    """A note as one block."""
    text, linked = ("".join(getattr(leaf, part) for leaf in leaves) for part in ("text", "linked"))
    ruby = tuple(part for leaf in leaves for part in leaf.ruby)
    return replace(leaves[0], text=text, linked=linked, ruby=ruby, kind=Kind.TEXT, table=0)


def _name(element: ET.Element) -> str:
    return str(element.tag).removeprefix(XHTML)
