"""Metadata and content → the statements of an EPUB package (EPUB 3.3 §5.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keben.editions.epub.package import Statement
from keben.labels import Labels
from keben.model import Contributor, Metadata, PrintedPages


def describe(
    metadata: Metadata, *, cover_id: str, specified_fonts: bool, vertical: bool = False
) -> Iterator[Statement]:
    """The statements on a work but its identifier and language, which every package has.

    ``specified_fonts`` asks Apple Books to use the embedded fonts; ``vertical`` tells Kindle that
    the text stands in columns.
    """
    yield from _titles(metadata)
    for number, person in enumerate(metadata.contributors, start=1):
        yield from _person(person, f"person-{number}")
    for name in ("published", "publisher", "description", "source", "rights"):
        text = getattr(metadata, name)
        if text:
            yield Statement("date" if name == "published" else name, text)
    for subject in metadata.subjects:
        yield Statement("subject", subject)
    if metadata.series:
        yield _property("belongs-to-collection", metadata.series.name, id="series")
        yield _property("collection-type", "series", refines="#series")
        if metadata.series.position:
            yield _property("group-position", metadata.series.position, refines="#series")
    # EPUB 2 readers find the cover by this.
    yield Statement("meta", "", {"name": "cover", "content": cover_id})
    if vertical:
        content = {"name": "primary-writing-mode", "content": "vertical-rl"}
        yield Statement("meta", "", content)
    if specified_fonts:
        yield _property("ibooks:specified-fonts", "true")


def describe_pages(pages: PrintedPages | None) -> Iterator[Statement]:
    """The printed edition whose pages are marked (EPUB Accessibility 1.1 §3.2)."""
    if pages:
        yield _property("pageBreakSource", pages.source)


def describe_claim(standard: str, certifier: str) -> Iterator[Statement]:
    """The claim to conform to a standard, which somebody has looked into (EPUB Accessibility 1.1
    §3.5.2). Nothing is claimed by itself."""
    if standard:
        yield _property("dcterms:conformsTo", standard, id="conformance")
        if certifier:
            yield _property("a11y:certifiedBy", certifier, refines="#conformance")


def describe_access(
    *,
    alternatives: Iterable[str],
    animated: bool,
    has_ruby: bool,
    has_pages: bool,
    words: Labels,
) -> Iterator[Statement]:
    """How the work can be read (EPUB Accessibility 1.1 §2), told from what it holds.

    ``alternatives`` are the alternative texts of its pictures, the cover left out; an ``animated``
    picture may flash.
    """
    texts = tuple(alternatives)
    complete = all(text.strip() for text in texts)
    yield _property("schema:accessMode", "textual")
    if texts:
        yield _property("schema:accessMode", "visual")
    yield _property("schema:accessModeSufficient", "textual" if complete else "textual,visual")
    features = ["ARIA", "displayTransformability", "readingOrder", "structuralNavigation"]
    features.append("tableOfContents")
    if texts and complete:
        features.append("alternativeText")
    if has_ruby:
        features.append("rubyAnnotations")
    if has_pages:
        features += ("pageBreakMarkers", "pageNavigation")
    for feature in sorted(features):
        yield _property("schema:accessibilityFeature", feature)
    yield _property("schema:accessibilityHazard", "unknown" if animated else "none")
    summary = words.accessibility if complete else words.accessibility_with_gaps
    summary += words.accessibility_pages if has_pages else ""
    yield _property("schema:accessibilitySummary", summary)


def _titles(metadata: Metadata) -> Iterator[Statement]:
    titles = (("main", metadata.title), ("subtitle", metadata.subtitle))
    for order, (kind, title) in enumerate(titles, start=1):
        if title:
            yield Statement("title", title, {"id": f"title-{order}"})
            yield _property("title-type", kind, refines=f"#title-{order}")
            yield _property("display-seq", str(order), refines=f"#title-{order}")


def _person(person: Contributor, name: str) -> Iterator[Statement]:
    kind = "creator" if person.is_creator else "contributor"
    yield Statement(kind, person.name, {"id": name})
    yield _property("role", person.role, refines=f"#{name}", scheme="marc:relators")
    if person.file_as:
        yield _property("file-as", person.file_as, refines=f"#{name}")


def _property(name: str, text: str, **attributes: str) -> Statement:
    return Statement("meta", text, {"property": name, **attributes})
