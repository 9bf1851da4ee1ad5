"""Where a text stands, what a catalogue says of it, and what was found out about it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source: the file and, where known, the line; or one in a finished file: its
    page. The first is 1."""

    path: Path
    line: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        if self.page:
            return f"{self.path}:page {self.page}"
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a text that was put together: from its line ``first`` on they are those of the file
    ``path`` from ``line`` on."""

    first: int
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was found: decoded, otherwise untouched.

    ``root`` is the folder within which the text may name other files. ``data`` are the bytes of the
    file; of a format that is no text, such as a word processor's, the ``text`` is empty. A text
    that was put together of several files has ``stretches``, in order, and names the files that it
    ``included``. ``name`` is what the file is called among its neighbours, where it has any: the
    title of a text that states none.
    """

    path: Path
    text: str
    encoding: str
    root: Path
    data: bytes = field(default=b"", repr=False)
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    included: tuple[Path, ...] = ()
    name: str = ""

    def place(self, line: int) -> Location:
        """Where a line of the text was written."""
        after = bisect_right(self.stretches, line, key=lambda stretch: stretch.first)
        if not after:
            return Location(self.path, line)
        stretch = self.stretches[after - 1]
        return Location(stretch.path, stretch.line + line - stretch.first)


class Severity(StrEnum):
    """How much a finding matters; ``--strict`` makes a warning an error."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know, under a stable code such as ``M001``."""

    code: str
    severity: Severity
    message: str
    location: Location | None = None

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        return f"{place}{self.severity} {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body. ``role`` is a MARC relator code (``aut``, ``edt``, ``trl`` …)."""

    name: str
    role: str = "aut"
    file_as: str = ""

    @property
    def is_creator(self) -> bool:
        """True for one who made the work; others helped (Dublin Core, creator and contributor)."""
        return self.role in ("aut", "cre")


@dataclass(frozen=True, slots=True)
class Series:
    """The series a publication belongs to, and its place in it (``"2"``)."""

    name: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a catalogue card says. ``language`` is a BCP 47 tag, ``published`` an ISO 8601 date
    that may stop at the year or the month."""

    title: str = ""
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    language: str = "zh-Hans"
    identifier: str = ""
    published: str = ""
    publisher: str = ""
    source: str = ""
    rights: str = ""
    subjects: tuple[str, ...] = ()
    series: Series | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where in the text a page of the printed edition begins: before the character ``offset`` of
    the ``run`` with that number (:mod:`keben.runs`), or in ``matter`` that the edition adds.
    ``label`` is the page's folio."""

    label: str
    run: int = 0
    offset: int = 0
    matter: Literal["", "titlepage", "contents", "colophon"] = ""


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """The pages of a printed edition; ``source`` names it."""

    source: str
    starts: tuple[PageStart, ...]


@dataclass(frozen=True, slots=True)
class FoundPages:
    """What is known of the pages of a printed edition: where each begins, and on which the places
    stand that the text names by their pages (anchor, folio)."""

    starts: tuple[PageStart, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file. ``pages`` is 0 where pages do not apply; ``found`` says what stands on
    them, and ``findings`` what a person should know of how it was made."""

    path: Path
    format: str
    sha256: str
    pages: int = 0
    found: FoundPages = FoundPages()
    findings: tuple[Finding, ...] = ()


class Basis(StrEnum):
    """Where the time comes from that editions state, as it is told to people."""

    GIVEN = "SOURCE_DATE_EPOCH"
    OWN_DATE = "the document's own date"
    COMMIT = "the sources' last commit"
    CHANGE = "the sources' last change"


@dataclass(frozen=True, slots=True)
class Dated:
    """The time that editions state (with a time zone), and where it comes from."""

    when: datetime
    basis: Basis
