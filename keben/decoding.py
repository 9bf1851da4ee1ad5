"""A path → a Source: its bytes proved to be text and decoded."""

from __future__ import annotations

import codecs
import difflib
import re
import stat
from collections.abc import Collection
from pathlib import Path

from keben.errors import ManuscriptError
from keben.model import Location, Source

LARGEST = 50_000_000
"""Bytes; the longest novels known are under 40 million in UTF-8."""

KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, perhaps a word processor's document or an EPUB"),
    (b"\xd0\xcf\x11\xe0", "an older word processor's document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file, such as a WebP picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
"""The first bytes of what people name by mistake."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's come before UTF-16's, which they begin with."""

AS_UTF8 = "Save it as UTF-8 and build again."
AS_TEXT = "Export it as plain text or Markdown in UTF-8, and name that file."
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a]")
"""Control characters that no text holds (ESC is left out: terminals' output is text)."""


class EmptyText(ManuscriptError):
    """A file holds nothing but white space."""


def read_source(path: Path, root: Path, *, suffixes: Collection[str]) -> Source:
    """The text of a file in UTF-8, or in UTF-16 or UTF-32 with a byte order mark.

    ``root`` is the folder within which the text may name other files. Raises ManuscriptError where
    the file is missing, cannot be read, is no text, is empty or larger than ``LARGEST``.
    """
    place = Location(path)
    data = _read(path, suffixes)
    if not data.strip():
        raise EmptyText("the file is empty.", location=place, hint="Write something in it.")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Source(path, _decode(path, data, encoding, mark), encoding, root)
    _refuse_binary(path, data)
    return Source(path, _decode(path, data, "utf-8"), "utf-8", root)


def _read(path: Path, suffixes: Collection[str]) -> bytes:
    place = Location(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ManuscriptError(
                f"this is {_sort(status.st_mode)}, not a text file.",
                location=place,
                hint="Name a file or a folder of files.",
            )
        if path.suffix.lower() not in suffixes:
            raise ManuscriptError(
                f'files that end in "{path.suffix}" are not read.'
                if path.suffix
                else "a file whose name has no suffix is not read.",
                location=place,
                hint=f"The known suffixes are {', '.join(suffixes)}.",
            )
        if status.st_size > LARGEST:
            raise ManuscriptError(
                f"the file is too large: {status.st_size:,} bytes, at most {LARGEST:,}.",
                location=place,
                hint="Divide it into chapters in a folder.",
            )
        with path.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise ManuscriptError(
            "there is no such file or folder.", location=place, hint=_suggestion(path)
        ) from error
    except OSError as error:
        raise ManuscriptError(
            f"the file cannot be read: {error.strerror}.",
            location=place,
            hint="Check its permissions.",
        ) from error


def _sort(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _suggestion(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f'Did you mean "{path.with_name(near[0])}"?' if near else "Check the name."


def _refuse_binary(path: Path, data: bytes) -> None:
    place = Location(path)
    for magic, kind in KINDS:
        if data.startswith(magic):
            raise ManuscriptError(f"this is {kind}, not text.", location=place, hint=AS_TEXT)
    found = CONTROL.search(data)
    if not found:
        return
    if data.count(0) * 3 > len(data):
        raise ManuscriptError(
            "this looks like UTF-16 without a byte order mark.", location=place, hint=AS_UTF8
        )
    raise ManuscriptError(
        f"this is no text: byte 0x{found[0][0]:02X} at offset {found.start()} is a control "
        "character.",
        location=_line(path, data, found.start()),
        hint=AS_TEXT,
    )


def _decode(path: Path, data: bytes, encoding: str, mark: bytes = b"") -> str:
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        bad = data[offset : offset + 4].hex(" ").upper()
        raise ManuscriptError(
            f"not {encoding.upper()}: bytes {bad} at offset {offset}.",
            location=_line(path, data, offset),
            hint=AS_UTF8,
        ) from error


def _line(path: Path, data: bytes, offset: int) -> Location:
    return Location(path, data.count(b"\n", 0, offset) + 1)
