"""A finished file → what it states of the work otherwise than the text that it was made from.

Shelves, search and reading aloud go by these statements, which no page shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from keben.model import Finding, Location, Metadata, Severity
from keben.pdfobjects import BrokenFile, ObjectFile
from keben.proof.container import DC, OPF

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
META = f"{OPF}meta"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
COLLECTION = "belongs-to-collection"

SINGLE = ("identifier", "source")
FACTS = ("date", "publisher", "description", "rights", *SINGLE)
"""The terms of Dublin Core that both editions state once."""


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
        *(
            message
            for name, meant in _facts_of(metadata).items()
            for message in _differs(name, meant, ", ".join(packet[name][:1]))
        ),
        *_differs("subject", ", ".join(metadata.subjects), ", ".join(packet["subject"])),
    )
    return [_finding(message, shown) for message in dict.fromkeys(found)]


def check_reader(opf: ET.Element, metadata: Metadata, shown: Path) -> list[Finding]:
    """What the package document of an e-reader edition states otherwise: V010."""
    stated = {
        name: [" ".join((item.text or "").split()) for item in opf.iter(f"{DC}{name}")]
        for name in ("title", "creator", "contributor", "language", "subject", *FACTS)
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
        *_differs("language", metadata.language, opf.get(XML_LANG, "")),
        *(
            message
            for name, meant in _facts_of(metadata).items()
            for message in _differs(name, meant, *stated[name][:1])
        ),
        *_differs("subject", ", ".join(metadata.subjects), ", ".join(stated["subject"])),
        *_people(metadata, opf),
        *_series(metadata, opf),
    )
    return [_finding(message, shown) for message in dict.fromkeys(found)]


def _facts_of(metadata: Metadata) -> dict[str, str]:
    """What is stated of the work in one place each, by its name in Dublin Core."""
    return {name: getattr(metadata, "published" if name == "date" else name) for name in FACTS}


def _people(metadata: Metadata, opf: ET.Element) -> Iterator[str]:
    """Who did what, in the order of the title page (MARC relators)."""
    metas = (meta for meta in opf.iter(META) if meta.get("property") == "role")
    known = {meta.get("refines", ""): meta.text or "" for meta in metas}
    for kind in ("creator", "contributor"):
        meant = [
            (person.name, person.role)
            for person in metadata.contributors
            if person.is_creator == (kind == "creator")
        ]
        roles = [known.get(f"#{e.get('id')}", "") for e in opf.iter(f"{DC}{kind}")]
        named = [" ".join((e.text or "").split()) for e in opf.iter(f"{DC}{kind}")]
        wanted = "; ".join(f"{' '.join(name.split())} ({role})" for name, role in meant)
        found = "; ".join(f"{name} ({role})" for name, role in zip(named, roles, strict=True))
        yield from _differs("author", wanted, found)


def _series(metadata: Metadata, opf: ET.Element) -> Iterator[str]:
    if metadata.series is not None:
        stated = {m.get("property"): m.text or "" for m in opf.iter(META)}
        yield from _differs("series", metadata.series.name, stated.get(COLLECTION, ""))
        yield from _differs("number", metadata.series.position, stated.get("group-position", ""))


def _packed(packet: bytes) -> dict[str, tuple[str, ...]]:
    """What an XMP packet states of the work (ISO 16684-1 §8.3). Raises BrokenFile."""
    try:
        root = ET.fromstring(packet)
    except ET.ParseError as error:
        raise BrokenFile(f"its XMP packet: {error}") from error
    several = {
        name: tuple(item.text or "" for item in root.findall(f".//{DC}{name}/*/{RDF}li"))
        for name in ("title", "creator", "language", "subject", *FACTS)
    }
    single = {name: tuple(i.text or "" for i in root.iter(f"{DC}{name}")) for name in SINGLE}
    return several | single


def _differs(name: str, meant: str, *stated: str) -> Iterator[str]:
    """Nothing is said of what the text does not state: an edition may have a word for it."""
    found = " ".join(" ".join(stated).split())
    if meant and found != " ".join(meant.split()):
        yield f'the file states "{found}" as its {name}, the source "{meant}".'


def _finding(message: str, shown: Path) -> Finding:
    return Finding("V010", Severity.ERROR, message, Location(shown))
