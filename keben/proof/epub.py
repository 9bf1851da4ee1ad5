"""An e-reader edition → a Reading: its documents in the order of the spine.

Read with the standard library's XML parser, which has no part in writing it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from keben.pdfium import UnreadableFile
from keben.proof.container import OPF, content, documents, parse, parse_content
from keben.proof.document import DocumentReader
from keben.proof.reading import Leaf, Line, Reading, Shown
from keben.proof.xhtml import XHTML, anchor_of, landmarks, types_of
from keben.shelf import NOWHERE, Shelf


def read_epub(path: Path, shelf: Shelf = NOWHERE, language: str = "") -> Reading:
    """Read the whole file of a book in a ``language``. What a ``shelf`` has of documents with the
    same bytes is not read again.

    Raises UnreadableFile, which names the document that is missing or broken.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return _read(package, shelf, language)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(str(error)) from error


def _read(package: zipfile.ZipFile, shelf: Shelf, language: str) -> Reading:
    address, opf = documents(package)
    items = {item.get("id", ""): item for item in opf.iter(f"{OPF}item")}

    def where(item: ET.Element) -> str:
        return posixpath.join(posixpath.dirname(address), unquote(item.get("href", "")))

    spine = [ref.get("idref", "") for ref in opf.iter(f"{OPF}itemref")]
    if missing := [name for name in spine if name not in items]:
        raise UnreadableFile(f'its spine names "{missing[0]}", which the manifest lacks')
    bound = _Bound()
    for name in (where(items[ref]) for ref in spine):
        bound.add(name, _read_document(package, name, shelf, language))
    navs = [where(item) for item in items.values() if "nav" in item.get("properties", "").split()]
    trees = [parse(package, name) for name in navs]
    lines = tuple(line for tree in trees for line in _lines(tree))
    return Reading(
        tuple(bound.leaves),
        frozenset(bound.addresses),
        documents=tuple(bound.documents),
        targets=tuple(bound.targets),
        landmarks=frozenset(
            kind for tree in trees for link in landmarks(tree) for kind in types_of(link)
        ),
        lines=lines,
        shown=tuple(bound.shown),
        calls=tuple(map(anchor_of, bound.calls)),
        places=bound.places,
        ways=frozenset(bound.ways),
        marked_pages=bound.marked_pages,
        formulas=tuple(bound.formulas),
        programs=tuple(bound.programs),
    )


@dataclass(slots=True)
class _Bound:
    """The documents of the spine, one after another."""

    leaves: list[Leaf] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    documents: list[tuple[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    ways: set[str] = field(default_factory=set)
    marked_pages: int = 0
    formulas: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    tables: int = 0

    def add(self, name: str, read: DocumentReader) -> None:
        """Take in what was read of a document, whose tables are numbered from 1."""
        folder, before, tables = posixpath.dirname(name), len(self.leaves), self.tables
        self.documents.append((name, read.matter))
        self.leaves += (replace(x, table=x.table + tables) if x.table else x for x in read.leaves)
        self.shown += (
            replace(each, file=posixpath.normpath(posixpath.join(folder, unquote(each.file))))
            for each in read.pictures
        )
        self.addresses |= read.addresses
        self.targets += read.targets
        self.calls += read.calls
        self.tables += read.tables
        self.ways |= read.ways
        self.marked_pages += read.marked_pages
        self.formulas += read.formulas
        self.programs += [name] if read.has_program else []
        for anchor, number in read.places.items():
            self.places.setdefault(anchor, before + number)


def _read_document(
    package: zipfile.ZipFile, name: str, shelf: Shelf, language: str
) -> DocumentReader:
    data, place = content(package, name), posixpath.basename(name)

    def read() -> DocumentReader:
        reader = DocumentReader(place, language)
        reader.read(parse_content(name, data))
        return reader

    return shelf.made("document", (place.encode(), language.encode(), data), read)


def _lines(document: ET.Element) -> Iterator[Line]:
    """The lines of the contents, in order; a nested list goes one deeper (EPUB 3.3 §7.3)."""

    def below(element: ET.Element, depth: int) -> Iterator[Line]:
        for child in element:
            deeper = depth + (child.tag == f"{XHTML}ol")
            if child.tag == f"{XHTML}a":
                yield Line("".join(child.itertext()), depth, anchor_of(child.get("href", "")))
            yield from below(child, deeper)

    for nav in document.iter(f"{XHTML}nav"):
        if "toc" in types_of(nav):
            yield from below(nav, 0)
