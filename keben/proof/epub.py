"""An e-reader edition → a Reading: its documents in the order of the spine.

Read with the standard library's XML parser, which has no part in writing it.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from keben.pdfium import UnreadableFile
from keben.proof.reading import Kind, Leaf, Reading, Zone, squeeze
from keben.shelf import NOWHERE, Shelf

XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"

BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl")
) | frozenset(
    ("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr")
)
BLOCKS |= frozenset(("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"))
BLOCKS |= frozenset(("tbody", "td", "tfoot", "th", "thead", "tr"))
"""Elements that begin a line of their own; any other stands in one."""

LARGEST = 100_000_000
"""Bytes of one document; the longest novels known are under 40 million as a whole."""

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
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


def read_epub(path: Path, shelf: Shelf = NOWHERE) -> Reading:
    """Read the whole file. What a ``shelf`` has of documents with the same bytes is not read again.

    Raises UnreadableFile, which names the document that is missing or broken.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _read(package, shelf)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(str(error)) from error


def documents(package: zipfile.ZipFile) -> tuple[str, ET.Element]:
    """The address of the package document, and what it holds. Raises UnreadableFile."""
    root = parse(package, "META-INF/container.xml").find(f".//{CONTAINER}rootfile")
    address = root.get("full-path", "") if root is not None else ""
    return address, parse(package, address)


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
    tables = 0
    for name in (where(items[ref]) for ref in spine):
        found = _read_document(package, name, shelf)
        leaves += (replace(x, table=x.table + tables) if x.table else x for x in found.leaves)
        pictures += found.pictures
        addresses |= found.addresses
        tables += found.tables
    navs = [where(item) for item in items.values() if "nav" in item.get("properties", "").split()]
    heads = tuple(title for name in navs for title in _titles(parse(package, name)))
    return Reading(tuple(leaves), heads, tuple(pictures), frozenset(addresses))


def _read_document(package: zipfile.ZipFile, name: str, shelf: Shelf) -> _Reader:
    """A document of the spine by itself, its tables numbered from 1."""
    data, place = content(package, name), posixpath.basename(name)

    def read() -> _Reader:
        reader = _Reader(place)
        reader.read(parse_content(name, data))
        return reader

    return shelf.made("document", (place.encode(), data), read)


def parse(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A document of the package. Raises UnreadableFile, which names it."""
    return parse_content(name, content(package, name))


def content(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a document of the package. Raises UnreadableFile, which names it."""
    try:
        if package.getinfo(name).file_size > LARGEST:
            raise UnreadableFile(f"{name} is larger than {LARGEST:,} bytes")
        with package.open(name) as file:
            # What an entry states of its size need not be so.
            return file.read(LARGEST)
    except KeyError as error:
        raise UnreadableFile(f"it lacks {name}") from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        # zipfile raises RuntimeError for an encrypted file.
        raise UnreadableFile(f"{name} is broken: {error}") from error


def parse_content(name: str, data: bytes) -> ET.Element:
    """The document that some bytes are. Raises UnreadableFile, which names it."""
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise UnreadableFile(f"{name} is broken: {error}") from error


def _titles(document: ET.Element) -> Iterator[str]:
    """The lines of the contents, in order."""
    for nav in document.iter(f"{XHTML}nav"):
        if "toc" in types_of(nav):
            yield from ("".join(link.itertext()) for link in nav.iter(f"{XHTML}a"))


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
        self.tables = 0
        self.place = place

    def read(self, document: ET.Element) -> None:
        """Read the whole of it."""
        body = document.find(f"{XHTML}body")
        if body is not None:
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
            if urlsplit(address).scheme:
                self.addresses.add(address)
            link = True
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
            leaf = Leaf(text, line.kind, line.zone, self.place, linked=linked, table=line.table)
            self.leaves.append(leaf)


def _join(leaves: Sequence[Leaf]) -> Leaf:
    """A note as one block."""
    text, linked = ("".join(getattr(leaf, part) for leaf in leaves) for part in ("text", "linked"))
    return replace(leaves[0], text=text, linked=linked, kind=Kind.TEXT, table=0)


def _name(element: ET.Element) -> str:
    return element.tag.removeprefix(XHTML)
