"""Saved web page (.html) → Publication: its main text, and what its head says of it.

Menus, advertisements, scripts and whatever else stands around the text are left out with a
finding; the text itself is read by the same rules as HTML in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Blocks,
    Contributor,
    Finding,
    Heading,
    Location,
    Metadata,
    Publication,
    Severity,
    Source,
    Text,
)
from keben.readers import name_of
from keben.readers.chapters import divide, plan_by_heads
from keben.readers.markdown.findings import Report
from keben.readers.markdown.reading import Reading
from keben.readers.markdown.titles import settle_title
from keben.readers.web.blocks import Links, read_blocks
from keben.readers.web.main_text import MainText, find_main_text
from keben.readers.web.metadata import Said, read_metadata
from keben.readers.web.plain import read_plain
from keben.readers.web.tree import Page, parse_page
from keben.settings import Settings
from keben.walk import plain

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHOWN = 24
"""Characters of a paragraph by which a finding names it."""


def read(source: Source, settings: Settings) -> Publication:
    """The text of a page. What the settings state stands over what the page says of itself.

    Raises ManuscriptError where there is no text.
    """
    page = parse_page(source.text)
    main = find_main_text(page)
    said = read_metadata(page, until=main.element)
    report = Report(source.path)
    reading = Reading(source.path, report)
    anchors = frozenset(e.get("id") for e in page.root.descendants() if e.name in _HEADS)
    blocks = read_blocks(main.element, main.dropped, reading, Links(said.source, anchors))
    if not blocks:
        raise ManuscriptError(
            "there is no text in it.",
            location=Location(source.path),
            hint="Save the page as it is shown (complete, or as HTML only), and build that file.",
        )
    title = settings.title or said.title
    titled = settle_title(_without(blocks, said.title), wanted=title)
    metadata = _metadata(settings.metadata(), said)
    metadata, kept = read_plain(titled.plain or title, titled.blocks, metadata)
    metadata = _with_author(metadata, said)
    words = titled.plain or title or name_of(source)
    article = Article(
        title=titled.title or (Text(words),),
        blocks=kept,
        language=metadata.language,
        notes=reading.notes(),
        location=Location(source.path, main.element.line),
    )
    findings = (*_findings(main, page, source), *_told(report))
    metadata = replace(metadata, title=metadata.title or words)
    publication = Publication(metadata, (article,), findings=findings)
    plan = plan_by_heads(article.blocks)
    return divide(publication, plan) if plan else publication


def _told(report: Report) -> Iterator[Finding]:
    """What was left out of the text; that a <div> has no meaning is no news on a web page."""
    return (finding for finding in report.findings() if finding.code != "M002")


def _without(blocks: Blocks, title: str) -> Blocks:
    """The blocks without a head that repeats the title."""
    same = [b for b in blocks if isinstance(b, Heading) and _ink(plain(b.inlines)) == _ink(title)]
    return tuple(block for block in blocks if not (same and block is same[0]))


def _ink(text: str) -> str:
    return "".join(text.split())


def _metadata(stated: Metadata, said: Said) -> Metadata:
    return replace(
        stated,
        published=stated.published or said.published,
        source=stated.source or said.source,
        description=stated.description or said.description,
    )


def _with_author(metadata: Metadata, said: Said) -> Metadata:
    """The author that the page's head names, where neither settings nor the text name anyone."""
    if metadata.contributors or not said.author:
        return metadata
    return replace(metadata, contributors=(Contributor(said.author),))


def _findings(main: MainText, page: Page, source: Source) -> Iterator[Finding]:
    scripts = sum(1 for _ in page.find("script"))
    if main.left or scripts:
        message = (
            f"what stands around the text is left out: {main.left} characters of menus and "
            f"other matter, {scripts} scripts."
        )
        yield Finding("H001", Severity.NOTE, message, Location(source.path))
    for element in main.prose_left:
        words = "".join(element.text().split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        message = f'a paragraph outside the main text is left out: "{shown}"'
        yield Finding("H002", Severity.WARNING, message, Location(source.path, element.line))
