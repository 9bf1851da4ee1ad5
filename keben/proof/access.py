"""An e-reader edition → what it says of how it can be read, where that is not so.

EPUB Accessibility 1.1 §2: the statements must be there, and true to the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from keben.labels import labels
from keben.model import Publication
from keben.proof.package import Package
from keben.proof.reading import Reading
from keben.settings import Settings

ALWAYS = frozenset(
    ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")
)
"""The features that every edition has."""


def untrue(
    package: Package, reading: Reading, publication: Publication, settings: Settings
) -> Iterator[str]:
    """A message for each statement that is missing, or is not true."""
    pictures = reading.pictures
    complete = all(words.strip() for words in pictures)
    flashes = any(each.file.endswith(".gif") for each in reading.shown)
    words = labels(publication.metadata.language)
    summary = words.accessibility if complete else words.accessibility_with_gaps
    features = {
        *ALWAYS,
        *(["alternativeText"] if pictures and complete else []),
        *(["rubyAnnotations"] if any(leaf.ruby for leaf in reading.leaves) else []),
        *(["pageBreakMarkers", "pageNavigation"] if reading.marked_pages else []),
    }
    wanted = {
        "schema:accessMode": {"textual", "visual"} if pictures else {"textual"},
        "schema:accessModeSufficient": {"textual" if complete else "textual,visual"},
        "schema:accessibilityFeature": features,
        "schema:accessibilityHazard": {"unknown" if flashes else "none"},
        "schema:accessibilitySummary": {
            summary + (words.accessibility_pages if reading.marked_pages else "")
        },
        "dcterms:conformsTo": set(filter(None, [settings.epub.conforms_to])),
    }
    for name, must in wanted.items():
        found = set(package.stated(name))
        for lost in sorted(must - found):
            yield f'it does not state "{lost[:40]}" as its {name}.'
        for other in sorted(found - must):
            yield f'it states "{other[:40]}" as its {name}, which is not so.'
