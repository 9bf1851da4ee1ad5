"""A manuscript → its publication as it was read, and the settings that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from keben import readers, walk
from keben.catalogue import Contents, Folder, Manuscript, open_manuscript
from keben.model import Article, Finding, Metadata, Part, Publication, Source, Text
from keben.readers.repair.passage import EMPTY, Report
from keben.settings import ALIASES, Layer, combine

OF_THE_WORK = frozenset(
    ("title", "subtitle", "authors", "date", "publisher", "source", "rights", "identifier")
) | frozenset(("subjects", "series", "description", "cover"))
"""Settings that speak of a whole work, so that a book's are not also each chapter's."""


@dataclass(frozen=True, slots=True)
class Read:
    """A manuscript that has been read. ``layers`` are book.toml, front matter and command line,
    lowest first; ``report`` is that of a raw text that stands alone."""

    publication: Publication
    layers: tuple[Layer, ...]
    roots: tuple[Path, ...]
    sources: tuple[Source, ...]
    report: Report = EMPTY


def read_manuscript(manuscript: Manuscript, above: Sequence[Layer]) -> Read:
    """Read every source and bind them. ``above`` are the command line's settings.

    Raises ManuscriptError, SettingsError.
    """
    contents = open_manuscript(
        manuscript, suffixes=readers.READERS, encoding=combine(*above).encoding
    )
    sources = _sources(contents)
    below = (contents.layer,) if contents.layer else ()
    if contents.is_book:
        layers = (*below, *above)
        publication = _read_book(contents, layers, manuscript.name)
        return Read(publication, layers, contents.roots, sources)
    publication, layers, report = _read_file(contents, below, above)
    return Read(publication, layers, contents.roots, sources, report)


def _read_file(
    contents: Contents, below: Sequence[Layer], above: Sequence[Layer]
) -> tuple[Publication, tuple[Layer, ...], Report]:
    source = contents.items[0]
    assert isinstance(source, Source)  # a file alone is opened as one source
    front = readers.read_front_matter(source)
    layers = (*below, *((front.layer,) if front and front.layer else ()), *above)
    settings = combine(*layers)
    read, report = readers.read_with_report(source, settings)
    return replace(read, metadata=_over(read.metadata, settings.metadata())), layers, report


def _over(below: Metadata, above: Metadata) -> Metadata:
    """The metadata with everything that ``above`` states. The language is stated or empty, so that
    it is told from the text; a reader's guess does not count."""
    stated = {f.name: value for f in fields(Metadata) if (value := getattr(above, f.name))}
    return replace(below, **{"language": "", **stated})


def _read_book(contents: Contents, layers: Sequence[Layer], name: str) -> Publication:
    settings = combine(*layers)
    ground = tuple(_without_work(layer) for layer in layers)
    findings = list(contents.findings)
    body: list[Article | Part] = []
    metadata = settings.metadata()
    for item in contents.items:
        if isinstance(item, Folder):
            body += _read_part(item, ground, findings)
        else:
            chapter = _read_chapter(item, ground)
            findings += chapter.findings
            body += chapter.body
            if len(contents.items) == 1 and not walk.is_book(chapter):
                # A folder that holds one text and its pictures is that text.
                metadata = _over(chapter.metadata, metadata)
    metadata = replace(metadata, title=metadata.title or name)
    return Publication(metadata, tuple(body), findings=tuple(findings))


def _without_work(layer: Layer) -> Layer:
    kept = {k: v for k, v in layer.values.items() if ALIASES.get(k, k) not in OF_THE_WORK}
    return Layer(kept, layer.origin)


def _read_part(folder: Folder, ground: Sequence[Layer], findings: list[Finding]) -> list[Part]:
    articles: list[Article] = []
    for source in folder.sources:
        chapter = _read_chapter(source, ground)
        findings += chapter.findings
        articles += _top(chapter)
    title = articles[0].title if folder.has_index else (Text(folder.name),)
    if folder.has_index and not articles[0].blocks and len(articles) > 1:
        del articles[0]  # an index that only names its part
    return [Part(title, tuple(articles))] if articles else []


def _top(publication: Publication) -> list[Article]:
    """The topmost articles, those of parts among them."""
    return [
        article
        for item in (*publication.front, *publication.body, *publication.back)
        for article in (item.articles if isinstance(item, Part) else (item,))
    ]


def _read_chapter(source: Source, ground: Sequence[Layer]) -> Publication:
    """A source as part of a book: what it states of itself becomes its articles' own."""
    front = readers.read_front_matter(source)
    settings = combine(*ground, *((front.layer,) if front and front.layer else ()))
    read = readers.read(source, settings)
    metadata = _over(read.metadata, settings.metadata())
    stated = bool(front and front.layer and {"language", "lang"} & front.layer.values.keys())

    def own(article: Article) -> Article:
        return replace(
            article,
            contributors=article.contributors or metadata.contributors,
            language=article.language or (settings.language if stated else ""),
        )

    def item(found: Article | Part) -> Article | Part:
        if isinstance(found, Part):
            return replace(found, articles=tuple(own(article) for article in found.articles))
        return own(found)

    body = tuple(item(found) for found in (*read.front, *read.body, *read.back))
    return replace(read, metadata=metadata, front=(), body=body, back=())


def _sources(contents: Contents) -> tuple[Source, ...]:
    return tuple(
        source
        for item in contents.items
        for source in (item.sources if isinstance(item, Folder) else (item,))
    )
