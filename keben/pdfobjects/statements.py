"""A PDF → what it states of its work: in its dictionary of facts, in XMP, in its catalogue."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf

from keben.pdfobjects.file import BrokenFile

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FACTS = {"title": "/Title", "creator": "/Author"}
"""Names of Dublin Core and of ISO 32000-1 table 317."""

Statements = tuple[Mapping[str, str], Mapping[str, tuple[str, ...]], str]


def statements(data: bytes) -> Statements:
    """The title and creator of the dictionary of facts; titles, creators and languages of XMP (ISO
    16684-1 §8.3); the language of the document. What is not stated is left out, or empty. Raises
    BrokenFile."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            facts: Any = pdf.docinfo
            stated = {name: str(facts[key]) for name, key in FACTS.items() if key in facts}
            packet = pdf.Root.Metadata.read_bytes()
            return stated, dict(_packed(packet)), str(pdf.Root.get("/Lang", ""))
    except (pikepdf.PdfError, AttributeError, KeyError, ET.ParseError) as error:
        raise BrokenFile(str(error)) from error


def _packed(packet: bytes) -> list[tuple[str, tuple[str, ...]]]:
    root = ET.fromstring(packet)
    return [
        (name, tuple(item.text or "" for item in root.findall(f".//{DC}{name}/*/{RDF}li")))
        for name in ("title", "creator", "language")
    ]
