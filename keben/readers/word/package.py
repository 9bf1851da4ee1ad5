"""The bytes of a .docx file → its document, styles, notes and pictures, opened within bounds.

The only module that imports python-docx, which knows the package (OPC, ECMA-376 part 2) and the
inheritance of styles; its parser resolves no entities.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from keben.errors import ManuscriptError
from keben.model import Location, Source

Element = Any
"""An XML element of the document; its names are written ``{namespace}name``."""

LARGEST = 200_000_000
"""Bytes of everything in the package, unpacked."""
LARGEST_PART = 80_000_000
MOST_PARTS = 10_000
_MOST_PACKED = 250
"""How many times smaller than its content a large part may be: text packs to a fifth, a bomb to a
thousandth."""
_SMALL = 2_000_000
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OpcError, EOFError, OSError, KeyError,
    ValueError, AttributeError, TypeError, SyntaxError, NotImplementedError,
)  # fmt: skip
"""What zipfile, python-docx and lxml raise over packages that are damaged, lack a part or hold
broken XML."""
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = f"{{{_RELATIONS}}}"


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's or run's style: its name as Word stores it, its own properties, the style that
    it is based on."""

    name: str
    paragraph: Element | None
    run: Element | None
    base: str


@dataclass
class Package:
    """A document that has been opened. ``place`` is its file, for errors."""

    document: Document
    place: Location

    @property
    def body(self) -> Element:
        return self.document.element.body

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """Every style by its identifier."""
        found = {}
        for element in self.document.styles.element.iterchildren(f"{W}style"):
            based, name = element.find(f"{W}basedOn"), element.find(f"{W}name")
            found[element.get(f"{W}styleId", "")] = Style(
                name="" if name is None else name.get(f"{W}val", ""),
                paragraph=element.find(f"{W}pPr"),
                run=element.find(f"{W}rPr"),
                base="" if based is None else based.get(f"{W}val", ""),
            )
        return found

    @cached_property
    def default_style(self) -> str:
        """The identifier of the style of paragraphs that name none."""
        for element in self.document.styles.element.iterchildren(f"{W}style"):
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in (
                "1",
                "true",
            ):
                return str(element.get(f"{W}styleId", ""))
        return ""

    def part(self, kind: str) -> Element | None:
        """The root of the part of this kind (``footnotes``, ``numbering`` …), if there is one."""
        for relation in self.document.part.rels.values():
            if not relation.is_external and relation.reltype == f"{_RELATIONS}/{kind}":
                try:
                    return parse_xml(relation.target_part.blob)
                except SyntaxError as error:  # lxml's errors of syntax are Python's
                    raise _broken(self.place, str(error)) from error
        return None

    def target(self, relation_id: str) -> str:
        """The address that a relation names outside the package; "" where it names none."""
        relation = self.document.part.rels.get(relation_id)
        return relation.target_ref if relation is not None and relation.is_external else ""

    def picture(self, relation_id: str) -> tuple[str, bytes]:
        """The name and the bytes of a picture in the package; empty where there is none."""
        relation = self.document.part.rels.get(relation_id)
        if relation is None or relation.is_external:
            return "", b""
        part = relation.target_part
        return str(part.partname).lstrip("/"), part.blob

    @property
    def title(self) -> str:
        return str(self.document.core_properties.title or "").strip()

    @property
    def author(self) -> str:
        return str(self.document.core_properties.author or "").strip()


def open_package(source: Source) -> Package:
    """The document in a source's bytes.

    Raises ManuscriptError for what is no .docx, is encrypted, broken, or unpacks to more than
    ``LARGEST``.
    """
    place = Location(source.path)
    if source.data.startswith(_COMPOUND):
        raise _old(place, encrypted=_ENCRYPTED in source.data)
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            _refuse_bombs(archive, place)
        package = Package(docx.Document(BytesIO(source.data)), place)
        package.styles  # noqa: B018 - read now, so that what is broken in them is known here
        if package.body is None:
            raise _broken(place, "it has no body")
    except _BROKEN as error:
        raise _broken(place, str(error)) from error
    return package


def _refuse_bombs(archive: zipfile.ZipFile, place: Location) -> None:
    parts = archive.infolist()
    bomb = any(
        part.file_size > _SMALL and part.file_size > _MOST_PACKED * max(part.compress_size, 1)
        for part in parts
    )
    large = max((part.file_size for part in parts), default=0) > LARGEST_PART
    whole = sum(part.file_size for part in parts)
    if bomb or large or whole > LARGEST or len(parts) > MOST_PARTS:
        raise ManuscriptError(
            f"the document unpacks to {whole:,} bytes in {len(parts):,} parts, more than is read.",
            location=place,
            hint="Make its pictures smaller in Word (Compress Pictures), or divide it.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _old(place, encrypted=True)


def _old(place: Location, *, encrypted: bool) -> ManuscriptError:
    if encrypted:
        return ManuscriptError(
            "the document is protected by a password.",
            location=place,
            hint="Open it in Word, take the password off, and save it.",
        )
    return ManuscriptError(
        "this is a document of Word 97–2003 (.doc) under another name.",
        location=place,
        hint="Open it in Word or LibreOffice and save it as .docx.",
    )


def _broken(place: Location, reason: str) -> ManuscriptError:
    told = f": {reason.rstrip('.')[:120]}" if reason else ""
    return ManuscriptError(
        f"this is no whole Word document (.docx){told}.",
        location=place,
        hint="Open it in Word or LibreOffice and save it anew.",
    )
