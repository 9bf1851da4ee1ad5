"""A printed edition → in what its pages do not stand in the order in which they are numbered and
read: folios, and sections of the structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from keben import walk
from keben.model import Finding, Location, Part, Publication, Severity
from keben.pdfium import Pdf
from keben.pdfobjects import first_pages
from keben.proof.reading import Reading

FOLIO = re.compile(r"[—–·\-]*(\d+|[ivxlcdm]+)[—–·\-]*")
"""What stands around the text and is a number by itself."""


def check_order(
    file: Path, pdf: Pdf, reading: Reading, publication: Publication, shown: Path
) -> list[Finding]:
    """Folios that are not what their page calls itself (ISO 32000-1 §12.4.2), and sections that are
    read before those on earlier pages. Raises BrokenFile."""
    wrong = [*_folios(pdf, reading, publication), *_sections(file)]
    return [
        Finding("V009", Severity.ERROR, message, Location(shown, page=page))
        for page, message in wrong
    ]


def _folios(pdf: Pdf, reading: Reading, publication: Publication) -> Iterator[tuple[int, str]]:
    """A running head may be a number too, where a title or a name is one."""
    numbers = set(re.findall(r"\d+|[ivxlcdm]+", _words(publication)))
    for page, text in reading.around:
        found = FOLIO.fullmatch(text)
        if not found or found[1] in numbers:
            continue
        if found[1] != (folio := pdf.folio(page)):
            yield page, f'"{found[1]}" is printed on page {folio}.'


def _words(publication: Publication) -> str:
    metadata = publication.metadata
    words = [metadata.title, *(person.name for person in metadata.contributors)]
    words += (walk.plain(item.title) for item in publication.body if isinstance(item, Part))
    for article in walk.articles(publication):
        words += (walk.plain(article.title), article.label, article.number)
    return "\n".join(words)


def _sections(file: Path) -> Iterator[tuple[int, str]]:
    for before, page in pairwise(first_pages(file.read_bytes())):
        if page < before:
            yield page, f"what begins here is read after what begins on page {before}."
