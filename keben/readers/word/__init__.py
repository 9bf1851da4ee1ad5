"""Word document (.docx, ECMA-376) → Publication.

Styles say what is a head, a list, a quotation; where a document uses none, boldness, size and
centring do, and last what raw text would show. Tables, notes, pictures, ruby (拼音指南), emphasis
marks (着重号) and links are kept. What is not printed becomes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Contributor,
    Inlines,
    Location,
    Metadata,
    Note,
    Publication,
    Source,
    Table,
    Text,
)
from keben.readers import name_of
from keben.readers.chapters import LEAST_TEXT, Plan, divide, plan_by_heads, text_length
from keben.readers.masthead import complete
from keben.readers.repair.chapters import chapter_level
from keben.readers.repair.passage import Passage, Role
from keben.readers.word.blocks import make_blocks, plain_blocks
from keben.readers.word.body import BodyReader, Line
from keben.readers.word.inlines import ParagraphReader
from keben.readers.word.look import Looks
from keben.readers.word.numbers import read_numbering
from keben.readers.word.package import Element, Package, W, open_package
from keben.readers.word.report import Report
from keben.readers.word.roles import find_roles
from keben.settings import Settings

_NOBODY = re.compile(
    r"(?:microsoft|windows)?[\s_-]*(?:office)?\s*(?:administrator|admin|users?|owner|用户)"
    r"|微软(?:用户|中国)|microsoft|python-docx|pandoc",
    re.IGNORECASE,
)
"""Names that programs put where the author's stands."""


def read(source: Source, settings: Settings) -> Publication:
    """The document that a .docx holds. What the settings state stands over what it says.

    Raises ManuscriptError for what is no .docx, is encrypted or broken, or holds no text.
    """
    place = Location(source.path)
    package = open_package(source)
    report = Report(source.path)
    notes, body = _read_parts(package, report, place)
    items = list(body)
    if not items:
        raise ManuscriptError(
            "there is no text in it.", location=place, hint="Write something in it and save it."
        )
    passages = find_roles(items)
    title = next((p for p in passages if p.role is Role.TITLE), None)
    metadata, kept = complete(settings.metadata(), passages)
    metadata = _with_author(metadata, package)
    words = title.text if title else metadata.title or package.title
    metadata = replace(metadata, title=metadata.title or words or name_of(source))
    article = Article(
        title=_title_run(items, title) or (Text(words or metadata.title),),
        blocks=make_blocks(items, kept, place),
        language=metadata.language,
        notes=notes,
        location=place,
    )
    publication = Publication(metadata, (article,), findings=report.findings())
    plan = _plan(kept, article)
    return divide(publication, plan) if plan else publication


def _read_parts(
    package: Package, report: Report, place: Location
) -> tuple[tuple[Note, ...], Sequence[Line | Table]]:
    """The notes, and the lines and tables of the body."""
    roots = {"foo": package.part("footnotes"), "end": package.part("endnotes")}
    elements = {
        f"{kind}{element.get(f'{W}id', '')}": element
        for kind, root in roots.items()
        for element in (root.iterchildren() if root is not None else ())
        if element.get(f"{W}type", "normal") == "normal"
    }
    looks, numbering = Looks(package), read_numbering(package.part("numbering"))
    body = BodyReader(ParagraphReader(looks, report, frozenset(elements)), numbering, place)
    # A note's links and pictures are relations of its own part.
    apart = BodyReader(ParagraphReader(looks, report, related=False), numbering, place)
    notes = tuple(_note(name, element, apart, place) for name, element in elements.items())
    return notes, list(body.read(package.body))


def _note(name: str, element: Element, body: BodyReader, place: Location) -> Note:
    items = list(body.read(element))
    lines = [item for item in items if isinstance(item, Line)]
    return Note(name, plain_blocks(lines, place), location=place)


def _with_author(metadata: Metadata, package: Package) -> Metadata:
    """The author that the file names, where neither the settings nor the text name anyone."""
    if metadata.contributors or not package.author or _NOBODY.fullmatch(package.author):
        return metadata
    return replace(metadata, contributors=(Contributor(package.author),))


def _title_run(items: Sequence[Line | Table], title: Passage | None) -> Inlines:
    item = items[title.line] if title else None
    return item.bare if isinstance(item, Line) and title and item.text == title.text else ()


def _plan(passages: Sequence[Passage], article: Article) -> Plan | None:
    if text_length(article.blocks) < LEAST_TEXT:
        return None
    level = chapter_level(tuple(passages))
    return Plan(level) if level else plan_by_heads(article.blocks)
