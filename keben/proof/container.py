"""A file of an e-reader edition, open → its documents, parsed."""

from __future__ import annotations

import zipfile
import zlib
from xml.etree import ElementTree as ET

from keben.pdfium import UnreadableFile

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"

LARGEST = 100_000_000
"""Bytes of one document; the longest novels known are under 40 million as a whole."""


def documents(package: zipfile.ZipFile) -> tuple[str, ET.Element]:
    """The address of the package document, and what it holds. Raises UnreadableFile."""
    root = parse(package, "META-INF/container.xml").find(f".//{CONTAINER}rootfile")
    address = root.get("full-path", "") if root is not None else ""
    return address, parse(package, address)


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
