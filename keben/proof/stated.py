"""A finished file → what it states of the work otherwise than the text that it was made from.

Shelves, search and reading aloud go by these statements, which no page shows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from keben.model import Finding, Location, Metadata, Severity
from keben.pdfobjects import BrokenFile, ObjectFile
from keben.proof.container import documents

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def check_printed(file: ObjectFile, metadata: Metadata, shown: Path) -> list[Finding]:
    """What a printed edition states otherwise: V010. Raises BrokenFile."""
    facts, packet = file.facts, _packed(file.packet)
    people = [person.name for person in metadata.contributors if person.is_creator]
    found = (
        # PDF/A-4 has no dictionary of facts (ISO 19005-4 §6.1.3).
        *_differs("title", metadata.title, facts.get("Title", metadata.title)),
        *_differs("author", ", ".join(people), facts.get("Author", ", ".join(people))),
        *(
            message
            for each in packet["title"]
            for message in _differs("title", metadata.title, each)
        ),
        *_differs("author", ", ".join(people), ", ".join(packet["creator"])),
        *_differs("language", metadata.language, *packet["language"]),
        *_differs("language", metadata.language, file.language),
    )
    return [_finding(message, shown) for message in dict.fromkeys(found)]


def check_reader(file: Path, metadata: Metadata, shown: Path) -> list[Finding]:
    """What an e-reader edition states otherwise: V010. Raises UnreadableFile, or what zip files
    raise."""
    with zipfile.ZipFile(file) as package:
        _, opf = documents(package)
    stated = {
        name: [" ".join((item.text or "").split()) for item in opf.iter(f"{DC}{name}")]
        for name in ("title", "creator", "contributor", "language")
    }
    people = [person.name for person in metadata.contributors]
    titles = [title for title in (metadata.title, metadata.subtitle) if title]
    found = (
        *_differs("title", ", ".join(titles), ", ".join(stated["title"])),
        *_differs(
            "author",
            ", ".join(sorted(people)),
            ", ".join(sorted((*stated["creator"], *stated["contributor"]))),
        ),
        *_differs("language", metadata.language, *stated["language"][:1]),
    )
    return [_finding(message, shown) for message in dict.fromkeys(found)]


def _packed(packet: bytes) -> dict[str, tuple[str, ...]]:
    """Titles, creators and languages of an XMP packet (ISO 16684-1 §8.3). Raises BrokenFile."""
    try:
        root = ET.fromstring(packet)
    except ET.ParseError as error:
        raise BrokenFile(f"its XMP packet: {error}") from error
    return {
        name: tuple(item.text or "" for item in root.findall(f".//{DC}{name}/*/{RDF}li"))
        for name in ("title", "creator", "language")
    }


def _differs(name: str, meant: str, *stated: str) -> Iterator[str]:
    """Nothing is said of what the text does not state: an edition may have a word for it."""
    found = " ".join(" ".join(stated).split())
    if meant and found != " ".join(meant.split()):
        yield f'the file states "{found}" as its {name}, the source "{meant}".'


def _finding(message: str, shown: Path) -> Finding:
    return Finding("V010", Severity.ERROR, message, Location(shown))
