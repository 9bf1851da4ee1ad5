"""The contents of a folder, or of sources bound together → one publication, as they were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from keben import readers, walk
from keben.catalogue import Chapter, Contents, Group
from keben.model import Article, Finding, Heading, Metadata, Part, Publication, Source, Text
from keben.places import PROGRAM
from keben.readers import chapters
from keben.settings import ALIASES, Layer, combine
from keben.shelf import NOWHERE, Shelf
from keben.watching import watching

OF_THE_WORK = frozenset(
    ("title", "subtitle", "authors", "date", "publisher", "source", "rights", "identifier")
) | frozenset(("subjects", "series", "description", "cover"))
"""Settings that speak of a whole work, so that a book's are not also each chapter's."""


def over(below: Metadata, above: Metadata) -> Metadata:
    """The metadata with everything that ``above`` states. The language is stated or empty, so that
    it is told from the text; a reader's guess does not count."""
    stated = {f.name: value for f in fields(Metadata) if (value := getattr(above, f.name))}
    return replace(below, **{"language": "", **stated})


def read_book(
    contents: Contents, layers: Sequence[Layer], name: str, shelf: Shelf = NOWHERE
) -> Publication:
    """Read every text of a book and bind them in their order.

    ``layers`` are the book's settings, lowest first; ``name`` is its title where none is stated.
    A text that was read before may come from a ``shelf``.
    Raises ManuscriptError, SettingsError.
    """
    binder = _Binder(
        tuple(_without_work(layer) for layer in layers), list(contents.findings), shelf
    )
    metadata = combine(*layers).metadata()
    front = binder.articles(contents.front)
    body = binder.body(contents.items)
    back = binder.articles(contents.back)
    if contents.is_sorted:
        front, body, back = _zones(body)
    if len(contents.sources) == 1 and binder.alone:
        # A folder that holds one text and its pictures is that text.
        metadata = over(binder.alone, metadata)
    metadata = replace(metadata, title=metadata.title or name)
    return Publication(
        metadata,
        body,
        front,
        back,
        findings=tuple(binder.findings),
        bibliography=tuple(binder.bibliography),
    )


def _without_work(layer: Layer) -> Layer:
    kept = {k: v for k, v in layer.values.items() if ALIASES.get(k, k) not in OF_THE_WORK}
    return Layer(kept, layer.origin)


Zones = tuple[tuple[Article, ...], tuple[Article | Part, ...], tuple[Article, ...]]


def _zones(body: tuple[Article | Part, ...]) -> Zones:
    """Front matter, body and back matter, told by titles: the first texts that are nothing but a
    preface, and the last that are an afterword, though folders, which sort after them, follow."""
    start = 0
    while start < len(body) - 1 and _is_only(body[start], chapters.is_preface):
        start += 1
    rest = list(body[start:])
    back: list[Article] = []
    for place in reversed(range(len(rest))):
        item = rest[place]
        if isinstance(item, Article):
            if len(rest) == 1 or not _is_only(item, chapters.is_afterword):
                break
            back.insert(0, item)
            del rest[place]
    front = tuple(item for item in body[:start] if isinstance(item, Article))
    return front, tuple(rest), tuple(back)


def _is_only(item: Article | Part, judge: Callable[[str], bool]) -> bool:
    return isinstance(item, Article) and not item.children and judge(walk.plain(item.title))


@dataclass(slots=True)
class _Binder:
    """Reads chapters over the settings of their book; ``alone`` are the metadata of the last text
    that was one article."""

    ground: tuple[Layer, ...]
    findings: list[Finding]
    shelf: Shelf
    alone: Metadata | None = None
    bibliography: dict[str, None] = field(default_factory=dict)

    def body(self, items: Sequence[Chapter | Group]) -> tuple[Article | Part, ...]:
        found: list[Article | Part] = []
        for item in items:
            if isinstance(item, Group):
                found += self.part(item)
            elif item.source and not item.children:
                found += self.text(item.source, item).body
            else:
                found += self.chapter(item)
        return tuple(found)

    def part(self, group: Group) -> list[Part]:
        articles = list(self.articles(group.chapters))
        title = articles[0].title if group.has_index else (Text(group.name),)
        if group.has_index and not articles[0].blocks and len(articles) > 1:
            first = articles.pop(0)  # an index that only names its part
            articles[:0] = first.children
        return [Part(title, tuple(articles))] if articles else []

    def articles(self, chapters: Sequence[Chapter]) -> tuple[Article, ...]:
        return tuple(article for chapter in chapters for article in self.chapter(chapter))

    def chapter(self, chapter: Chapter) -> list[Article]:
        """A chapter with those below it; several where its text is itself a book."""
        if chapter.source is None:
            found = [Article((Text(chapter.label),), (), location=chapter.location)]
        else:
            found = _top(self.text(chapter.source, chapter))
        children = self.articles(chapter.children)
        if children:
            found[-1] = replace(found[-1], children=(*found[-1].children, *children))
        return found

    def text(self, source: Source, chapter: Chapter) -> Publication:
        read = _read_once(source, self.ground, self.shelf)
        self.findings += read.findings
        self.bibliography |= dict.fromkeys(read.bibliography)
        if not walk.is_book(read):
            self.alone = read.metadata
            (article,) = walk.articles(read)
            return replace(read, body=(_labelled(article, source, chapter),))
        return read


def _labelled(article: Article, source: Source, chapter: Chapter) -> Article:
    """The article as the list of contents calls it; that is its title where it has no other."""
    article = replace(article, is_appendix=chapter.is_appendix)
    named = _same(readers.name_of(source))
    if chapter.label and _same(walk.plain(article.title)) == named:
        article = _headed(article)
    title = walk.plain(article.title)
    if not chapter.label or _same(title) == _same(chapter.label):
        return article
    if not title or _same(title) == named:
        return replace(article, title=(Text(chapter.label),))
    return replace(article, label=chapter.label)


def _headed(article: Article) -> Article:
    """The article with the head that begins it for its title, whatever the head's level, unless
    another is higher: a website shows that alone above the text."""
    match article.blocks:
        case (Heading(run, level, anchor), *others):
            heads = (b for b in walk.blocks(others) if isinstance(b, Heading))
            if all(head.level >= level for head in heads):
                return replace(article, title=run, anchor=anchor, blocks=tuple(others))
    return article


def _same(text: str) -> str:
    return "".join(text.split())


def _top(publication: Publication) -> list[Article]:
    """The topmost articles, those of parts among them."""
    return [
        article
        for item in (*publication.front, *publication.body, *publication.back)
        for article in (item.articles if isinstance(item, Part) else (item,))
    ]


def _read_once(source: Source, ground: Sequence[Layer], shelf: Shelf) -> Publication:
    """A source as part of a book, from where it is kept or read now. What hangs on other files,
    such as a table of figures, is not kept."""
    if shelf.ready is None:
        return _read_text(source, ground)
    stated = [getattr(source, each.name) for each in fields(Source)]
    laid = [(layer.values, layer.origin) for layer in ground]
    key = shelf.key("text", (repr((stated, laid)).encode(),))
    read: Publication | None = shelf.take(key)
    if read is None:
        with watching() as seen:
            read = _read_text(source, ground)
        looked_at = map(Path, (*seen.files, *seen.folders, *seen.absent))
        if all(_is_ours(path, source.root) for path in looked_at):
            shelf.keep(key, read)
    return read


def _is_ours(path: Path, root: Path) -> bool:
    """True for a file of the program, or of what it stands on, that is none of the book's."""
    return any(map(path.is_relative_to, PROGRAM)) and not path.is_relative_to(root.absolute())


def _read_text(source: Source, ground: Sequence[Layer]) -> Publication:
    """A source as part of a book: what it states of itself becomes its articles' own."""
    front = readers.read_front_matter(source)
    settings = combine(*ground, *((front.layer,) if front and front.layer else ()))
    read = readers.read(source, settings)
    metadata = over(read.metadata, settings.metadata())
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
