"""Metadata → what a PDF says of itself, twice: an XMP packet and the dictionary of facts.

Both say the same, and the same as the e-reader edition's package.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from keben import __version__
from keben.editions.pdf.profile import Profile
from keben.model import Metadata
from keben.writable import UNWRITABLE

PRODUCER = "WeasyPrint, qpdf"
TOOL = f"keben {__version__}"

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}

EXCHANGE_SPACES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}

EXTENSION_SPACES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
"""PDF/A-3 knows nothing of PDF/UA and is told what its property means (ISO 19005-3 §6.6.2.3)."""

HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
FOOT = '<?xpacket end="r"?>'


def write_packet(metadata: Metadata, modified: datetime, profile: Profile) -> bytes:
    """The XMP packet (ISO 16684-1 §7)."""
    extends = profile.archive is not None and profile.has_facts
    exchanged = EXCHANGE_SPACES if profile.exchange else {}
    spaces = {**SPACES, **(EXTENSION_SPACES if extends else {}), **exchanged}
    declared = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in spaces.items())
    lines = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        f'<rdf:RDF xmlns:rdf="{SPACES["rdf"]}">',
        f'<rdf:Description rdf:about=""{declared}>',
        *_standards(profile),
        *_work(metadata),
        *_file(metadata, modified),
        *(_exchange(metadata, profile.exchange) if exchanged else ()),
        *((EXTENSION.rstrip(),) if extends else ()),
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
    )
    return (HEAD + "\n".join(lines) + "\n" + FOOT).encode()


def write_facts(metadata: Metadata, modified: datetime) -> dict[str, str]:
    """The dictionary of facts (ISO 32000-1 table 317)."""
    when = modified.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    facts = {
        "Title": metadata.title,
        "Author": ", ".join(_creators(metadata)),
        "Subject": metadata.description,
        "Keywords": ", ".join(metadata.subjects),
        "Creator": TOOL,
        "Producer": PRODUCER,
        "CreationDate": when,
        "ModDate": when,
    }
    return {name: text for name, text in facts.items() if text}


def _standards(profile: Profile) -> Iterator[str]:
    if profile.archive:
        part, level, year = profile.archive
        yield _simple("pdfaid:part", part)
        yield _simple("pdfaid:conformance", level)
        if year:
            yield _simple("pdfaid:rev", year)
    if profile.access:
        part, year = profile.access
        yield _simple("pdfuaid:part", part)
        if year:
            yield _simple("pdfuaid:rev", year)


def _work(metadata: Metadata) -> Iterator[str]:
    """Dublin Core (ISO 16684-1 §8.3)."""
    others = [p.name for p in metadata.contributors if not p.is_creator]
    yield from _alternatives("dc:title", metadata.title, metadata.language)
    yield from _several("dc:creator", "Seq", _creators(metadata))
    yield from _several("dc:contributor", "Bag", others)
    yield from _several("dc:language", "Bag", [metadata.language])
    yield from _several("dc:date", "Seq", [metadata.published])
    yield from _several("dc:publisher", "Bag", [metadata.publisher])
    yield from _several("dc:subject", "Bag", metadata.subjects)
    yield from _alternatives("dc:description", metadata.description, metadata.language)
    yield from _alternatives("dc:rights", metadata.rights, metadata.language)
    for name in ("identifier", "source"):
        if text := getattr(metadata, name):
            yield _simple(f"dc:{name}", text)
    yield _simple("dc:format", "application/pdf")


def _file(metadata: Metadata, modified: datetime) -> Iterator[str]:
    when = modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        yield _simple(name, when)
    yield _simple("xmp:CreatorTool", TOOL)
    yield _simple("pdf:Producer", PRODUCER)
    if metadata.subjects:
        yield _simple("pdf:Keywords", ", ".join(metadata.subjects))


def _exchange(metadata: Metadata, standard: str) -> Iterator[str]:
    """What PDF/X asks for (ISO 15930-7 §6.14, 6.15)."""
    digest = hashlib.sha256((metadata.identifier or metadata.title).encode()).digest()
    yield _simple("pdfxid:GTS_PDFXVersion", standard)
    yield _simple("xmpMM:DocumentID", f"uuid:{uuid.UUID(bytes=digest[:16], version=4)}")
    yield _simple("xmpMM:VersionID", "1")
    yield _simple("xmpMM:RenditionClass", "default")
    yield _simple("pdf:Trapped", "False")


def _creators(metadata: Metadata) -> list[str]:
    return [person.name for person in metadata.contributors if person.is_creator]


def _simple(name: str, text: str) -> str:
    return f"<{name}>{_written(text)}</{name}>"


def _several(name: str, kind: str, texts: Iterable[str]) -> Iterator[str]:
    items = "".join(f"<rdf:li>{_written(text)}</rdf:li>" for text in texts if text)
    if items:
        yield f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _alternatives(name: str, text: str, language: str) -> Iterator[str]:
    """A text by language; its own, and the one for every other (ISO 16684-1 §8.2.2.4)."""
    if text:
        tags = dict.fromkeys(("x-default", language) if language else ("x-default",))
        items = "".join(
            f"<rdf:li xml:lang={quoteattr(tag)}>{_written(text)}</rdf:li>" for tag in tags
        )
        yield f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _written(text: str) -> str:
    return escape(UNWRITABLE.sub("", text))
