"""Files ↔ a PDF that carries them as associated files (ISO 32000-2 §14.13, ISO 19005-3 §6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that a PDF carries: its name (with ``/`` between folders), its kind (RFC 2046), what
    it is to the PDF (``Source``, ``Supplement``, ``Data`` …), a word on it."""

    name: str
    media_type: str
    relationship: str
    description: str
    data: bytes


def embed(pdf: pikepdf.Pdf, files: Sequence[Embedded], moment: datetime) -> None:
    """Embed each file, named once in the name tree and once in /AF."""
    if not files:
        return
    made = [(file.name, pdf.make_indirect(_specify(pdf, file, moment))) for file in files]
    pairs = sorted(made, key=lambda pair: _bytes(pair[0]))
    names = [part for name, item in pairs for part in (String(name), item)]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(names)))
    pdf.Root.AF = Array([item for _, item in made])


def _bytes(name: str) -> bytes:
    """Names in a tree stand in the order of their bytes (ISO 32000-1 §7.9.6)."""
    return bytes(String(name))


def _specify(pdf: pikepdf.Pdf, file: Embedded, moment: datetime) -> Dictionary:
    """ISO 32000-1 tables 44 to 46."""
    when = String(moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    stream = pdf.make_stream(file.data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name(f"/{file.media_type}")
    stream.Params = Dictionary(
        Size=len(file.data),
        CheckSum=String(hashlib.md5(file.data, usedforsecurity=False).digest()),
        CreationDate=when,
        ModDate=when,
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=String(file.description),
        AFRelationship=Name(f"/{file.relationship}"),
        EF=Dictionary(F=stream, UF=stream),
    )


def read(pdf: pikepdf.Pdf) -> tuple[Embedded, ...]:
    """The associated files of a document."""
    return tuple(map(_read, pdf.Root.get("/AF", Array())))  # type: ignore[arg-type]


def _read(item: Dictionary) -> Embedded:
    stream = item.EF.F
    return Embedded(
        str(item.get("/UF", item.get("/F", ""))),
        str(stream.get("/Subtype", "/")).removeprefix("/"),
        str(item.get("/AFRelationship", "/")).removeprefix("/"),
        str(item.get("/Desc", "")),
        stream.read_bytes(),
    )
