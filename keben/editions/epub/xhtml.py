"""A leaf's text → the bytes of a well-formed XHTML file, and what its manifest entry must state."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from keben.errors import ThemeError
from keben.model import Location, Metadata
from keben.theme import Theme
from keben.typeset.reader import Leaf
from keben.writable import UNWRITABLE

EMBEDDED = {
    "svg": "{http://www.w3.org/2000/svg}svg",
    "mathml": "{http://www.w3.org/1998/Math/MathML}math",
}
"""Manifest properties (EPUB 3.3 §D.6.2) and the element that calls for each."""


def encode(leaf: Leaf, theme: Theme) -> tuple[bytes, tuple[str, ...]]:
    """A leaf as UTF-8, without forbidden characters, and its manifest properties.

    Raises ThemeError where the theme's templates left it ill-formed.
    """
    data = UNWRITABLE.sub("", leaf.html).encode()
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        path = theme.find("reader.xhtml")
        raise ThemeError(
            f'the theme "{theme.name}" makes no well-formed XHTML of "{leaf.title}": {error}.',
            location=Location(path) if path else None,
            hint="Close every element in the theme's templates.",
        ) from error
    return data, tuple(name for name, tag in EMBEDDED.items() if root.find(f".//{tag}") is not None)


def bare(metadata: Metadata) -> Metadata:
    """The metadata without forbidden characters, and with no white space but single spaces."""

    def clean(text: str) -> str:
        return " ".join(UNWRITABLE.sub("", text).split())

    return replace(
        metadata,
        title=clean(metadata.title),
        subtitle=clean(metadata.subtitle),
        publisher=clean(metadata.publisher),
        source=clean(metadata.source),
        rights=clean(metadata.rights),
        description=clean(metadata.description),
        contributors=tuple(
            replace(p, name=clean(p.name), file_as=clean(p.file_as)) for p in metadata.contributors
        ),
        subjects=tuple(filter(None, map(clean, metadata.subjects))),
    )
