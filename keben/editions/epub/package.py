"""Files, statements and an order of reading → an EPUB 3.3 container.

The only module that imports ebooklib. EbookLib 0.20 is given finished files and statements only;
what it would add by itself (clock times, a page list, a guide) is left out or written here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ebooklib import epub

from keben.errors import OutputError
from keben.model import Location

MIMETYPE = "application/epub+zip"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can state, given to every entry."""
MODE = 0o100644 << 16
UNIX = 3
IDENTIFIER = "pub-id"
NCX = "ncx"
"""The id of the NCX, which the spine names."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the package: its id, address, media type, bytes and manifest properties."""

    id: str
    address: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One element of the metadata: ``name`` is a Dublin Core term (``title``) or ``meta``."""

    name: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def write_package(
    path: Path,
    *,
    files: Sequence[File],
    spine: Sequence[str],
    statements: Sequence[Statement],
    prefixes: Sequence[str],
    identifier: str,
    language: str,
    modified: datetime,
    direction: str = "",
) -> None:
    """Write the container; the same arguments give the same bytes.

    ``spine`` are ids in reading order; ``direction`` is that in which pages follow one another
    (EPUB 3.3 §5.7.1), ``rtl`` or left to the reading system.
    Raises OutputError where the file cannot be written.
    """
    book = epub.EpubBook()
    # A new book already holds statements of EbookLib's own.
    book.metadata.clear()
    book.prefixes = list(prefixes)
    book.IDENTIFIER_ID = IDENTIFIER
    book.set_identifier(identifier)
    book.set_language(language)
    for statement in statements:
        space = None if statement.name == "meta" else "DC"
        book.add_metadata(space, statement.name, statement.text or None, dict(statement.attributes))
    for file in files:
        item = epub.EpubItem(file.id, file.address, file.media_type, file.data)
        item.properties = list(file.properties)
        book.add_item(item)
    book.spine = list(spine)
    if direction:
        book.set_direction(direction)
    writer = _Writer(str(path), book, {"mtime": modified.astimezone(UTC), "epub3_pages": False})
    try:
        writer.write()
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}.",
            location=Location(path),
            hint="Name a folder that you may write with --output.",
        ) from error


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib is untyped
    """EbookLib's writer with a language on the package and a zip file without clock or umask.
    ``write`` and ``_write_opf_file`` are overridden; look at both when EbookLib changes."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        super()._write_opf_file(root)

    def write(self) -> None:
        with _StillZip(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", MIMETYPE, compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()


class _StillZip(zipfile.ZipFile):
    """A zip file whose entries all have one time and mode."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        entry = zipfile.ZipInfo(str(name), date_time=ZIP_TIME)
        entry.create_system = UNIX
        entry.external_attr = MODE
        entry.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        super().writestr(entry, data, compresslevel=9)
