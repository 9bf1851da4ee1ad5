"""A path → a Source: its bytes proved to be text and decoded, on the evidence of the whole file.

:mod:`files` reads bytes, :mod:`proof` tries the :mod:`encodings` and compares what each gives by
its :mod:`likeness` to written text, for which :mod:`frequent` has the characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from keben.decoding.declared import declared_encoding
from keben.decoding.encodings import named
from keben.decoding.files import LARGEST, check_lines, check_width, read_bytes
from keben.decoding.proof import Unproved, decode, prove
from keben.errors import ManuscriptError
from keben.model import Location, Source

__all__ = ["LARGEST", "EmptyText", "check_lines", "read_source"]

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

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a]")
"""Control characters that no text holds (ESC is left out: terminals' output is text)."""
_CONTROLS_IN = 50
"""A text may hold stray control characters, which its reader drops; not one in so many."""

AS_TEXT = "Export it as plain text or Markdown in UTF-8, and name that file."
AS_UTF8 = "Save it as UTF-8 and build again, or name its encoding with --encoding."


MARKED_UP = (".html", ".htm", ".xhtml")
"""Suffixes of formats that may name their encoding themselves."""
PACKED = (".docx",)
"""Suffixes of formats that are no text: their readers get the bytes."""


class EmptyText(ManuscriptError):
    """A file holds nothing but white space."""


def read_source(path: Path, root: Path, *, suffixes: Collection[str], encoding: str = "") -> Source:
    """The text of a file, in the ``encoding`` named, else in the one that its bytes prove: UTF-8,
    UTF-16, UTF-32 with a mark, GB18030, Big5, Shift_JIS, EUC-JP, CP949.

    ``root`` is the folder within which the text may name other files. Raises ManuscriptError where
    the file is missing, cannot be read, is no text, is empty or larger than ``LARGEST``.
    """
    data = read_bytes(path, suffixes)
    if not data.strip():
        raise EmptyText(
            "the file is empty.", location=Location(path), hint="Write something in it."
        )
    if path.suffix.lower() in PACKED:
        return Source(path, "", "", root, data)
    for magic, kind in KINDS:
        if data.startswith(magic):
            raise ManuscriptError(
                f"this is {kind}, not text.", location=Location(path), hint=AS_TEXT
            )
    marked_up = path.suffix.lower() in MARKED_UP
    if not marked_up:
        check_width(path, data)
    try:
        named_inside = _declared(data) if marked_up and not encoding else ""
        text, name = _decode(data, encoding or named_inside)
    except Unproved as trouble:
        raise _explain(path, data, trouble) from trouble
    _refuse_binary(path, text)
    return Source(path, text, name, root, data)


def _declared(data: bytes) -> str:
    """The encoding that a page names, if its bytes bear it out; "" where they do not."""
    name = declared_encoding(data)
    try:
        if name:
            decode(data, named(name))
    except (LookupError, Unproved):
        return ""
    return name


def _decode(data: bytes, encoding: str) -> tuple[str, str]:
    if not encoding:
        proved = prove(data)
        return proved.text, proved.encoding
    known = named(encoding)
    return decode(data, known).removeprefix("\ufeff"), known.name


def _refuse_binary(path: Path, text: str) -> None:
    found = CONTROL.search(text)
    if not found:
        return
    if "\0" in text or len(CONTROL.findall(text)) * _CONTROLS_IN > len(text):
        raise ManuscriptError(
            f"this is no text: character {found.start() + 1} is the control character "
            f"U+{ord(found[0]):04X}.",
            location=Location(path, text.count("\n", 0, found.start()) + 1),
            hint=AS_TEXT,
        )


def _explain(path: Path, data: bytes, trouble: Unproved) -> ManuscriptError:
    offset, name = trouble.offset, trouble.name.upper()
    place = Location(path, data.count(b"\n", 0, offset) + 1)
    bad = f"bytes {data[offset : offset + 4].hex(' ').upper()} at offset {offset}"
    if trouble.then:
        return ManuscriptError(
            f"the encoding changes here from {name} to {trouble.then.upper()}: {bad}.",
            location=place,
            hint="Save each part as UTF-8, then put them together.",
        )
    if not trouble.name:
        return ManuscriptError(
            f"no known encoding explains this file: {bad}.", location=place, hint=AS_UTF8
        )
    return ManuscriptError(f"not {name}: {bad}.", location=place, hint=AS_UTF8)
