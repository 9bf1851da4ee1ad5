"""Citations of a publication, and the files of its bibliography → what is printed for each, and the
list of the works that are cited."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from keben import walk
from keben.model import (
    Article,
    Bibliography,
    Block,
    Blocks,
    Citation,
    Credit,
    Finding,
    Heading,
    Inline,
    Inlines,
    ListedWork,
    Location,
    NoteReference,
    Part,
    Publication,
    PullQuote,
    Severity,
    Span,
    Text,
)
from keben.naming import naming
from keben.readers.works import Shelf, Work, read_works
from keben.settings import Settings
from keben.transforms.citing.marks import STYLES, Cited, Style
from keben.transforms.rewriting import in_reading_order, inlines_of, rewrite

SLUG = "apx-bibliography"


def cite(publication: Publication, roots: Sequence[Path], settings: Settings) -> Publication:
    """Give every citation its words, and print the works that are cited where ``::: bibliography``
    stands, else at the end. Where several articles that cite ask for it, each has a list of its
    own.

    Articles must have slugs and their notes be numbered. A key that no file has is printed as it
    was written, and reported. Raises what :func:`read_works` raises.
    """
    files = files_of(publication, settings)
    publication = walk.map_articles(publication, _without_repeated)
    asks = {article.slug for article in walk.articles(publication) if _asks(article)}
    if not files and not asks:
        return publication
    shelf = read_works(files, roots) if files else Shelf()
    publication = walk.map_articles(publication, _give_anchors)
    language = publication.metadata.language
    findings = [*shelf.findings, *_unknown(publication, shelf.works)]

    def filling(articles: Iterable[Article], name: str = "apx") -> _Filling:
        cited = _gather(articles, shelf.works, language, settings.index.order, name)
        style = STYLES[settings.bibliography.style](cited)
        return _Filling(style, language, tuple(style.list()))

    articles = tuple(walk.articles(publication))
    asking = [a for a in articles if a.slug in asks and any(True for _ in _in_order(a))]
    own = asking if len(asking) > 1 else []
    fills = {article.slug: filling([article], article.slug) for article in own}
    rest = filling(article for article in articles if article.slug not in fills)
    publication = walk.map_articles(
        publication, lambda article: fills.get(article.slug, rest).article(article)
    )
    if rest.works and not rest.is_placed:
        end = Bibliography(rest.works_in(language), rest.style.is_numbered)
        publication = _with_list(publication, end, (Text(naming(language).bibliography),))
    findings += (finding for fill in (*fills.values(), rest) for finding in fill.findings)
    return replace(publication, findings=(*publication.findings, *findings))


def _asks(article: Article) -> bool:
    return any(isinstance(block, Bibliography) for block in walk.article_blocks(article))


def files_of(publication: Publication, settings: Settings) -> tuple[str, ...]:
    """The files of the bibliography that the settings and the texts name, each once."""
    return tuple(dict.fromkeys((*settings.bibliography.files, *publication.bibliography)))


def _with_list(publication: Publication, end: Bibliography, title: Inlines) -> Publication:
    """The list as the last section of an article, before the credits that close it; of a book as a
    chapter behind the text."""
    language = publication.metadata.language
    if walk.is_book(publication) or any(isinstance(item, Part) for item in publication.body):
        made = Article(title, (end,), slug=SLUG, language=language, role="bibliography")
        return replace(publication, back=(*publication.back, made))

    def add(article: Article) -> Article:
        place = len(article.blocks)
        while place and isinstance(article.blocks[place - 1], Credit):
            place -= 1
        head = Heading(title, anchor=SLUG)
        blocks = (*article.blocks[:place], head, end, *article.blocks[place:])
        return replace(article, blocks=blocks)

    return walk.map_articles(publication, add)


def _without_repeated(article: Article) -> Article:
    """A sentence repeated as a pull quote cites where it stands in the text only."""

    def block(item: Block) -> Blocks:
        if isinstance(item, PullQuote) and item.repeats:
            return (replace(item, inlines=walk.map_inlines(item.inlines, _no_citation)),)
        return (item,)

    return replace(article, blocks=walk.map_blocks(article.blocks, block))


def _no_citation(inline: Inline) -> Inlines:
    return () if isinstance(inline, Citation) else (inline,)


def _give_anchors(article: Article) -> Article:
    """Every citation an anchor: ``<slug>-c1``."""
    numbers = count(1)

    def inline(item: Inline) -> Inlines:
        if isinstance(item, Citation):
            return (replace(item, anchor=f"{article.slug}-c{next(numbers)}"),)
        return (item,)

    return rewrite(article, inline=inline)


def _in_order(article: Article) -> Iterator[Citation]:
    """The citations of an article as they are read, those of a note where it is called."""
    notes = {note.note_id: note for note in article.notes}

    def read(run: Inlines) -> Iterator[Citation]:
        for inline in walk.inlines(run):
            if isinstance(inline, Citation):
                yield inline
            elif isinstance(inline, NoteReference) and inline.note_id in notes:
                for below in in_reading_order(notes.pop(inline.note_id).blocks):
                    yield from read(below)

    for run in (article.title, *in_reading_order(article.blocks)):
        yield from read(run)


def _gather(
    articles: Iterable[Article], works: Mapping[str, Work], language: str, order: str, name: str
) -> Cited:
    back: dict[str, str] = {}
    for article in articles:
        for citation in _in_order(article):
            for named in citation.works:
                if named.key in works:
                    back.setdefault(named.key, citation.anchor)
    found = [works[key] for key in back]
    return Cited(found, back, language, order, name)


def _unknown(publication: Publication, works: Mapping[str, Work]) -> Iterator[Finding]:
    for article in walk.articles(publication):
        for citation, place in inlines_of(article, Citation):
            keys = (work.key for work in citation.works)
            yield from (_no_work(key, works, place) for key in keys if key not in works)


def _no_work(key: str, works: Mapping[str, Work], place: Location | None) -> Finding:
    near = difflib.get_close_matches(key, works, n=3)
    hint = f" Did you mean {' or '.join(f'@{name}' for name in near)}?" if near else ""
    message = f'no file of the bibliography has "@{key}"; it is printed as it was written.{hint}'
    return Finding("Y001", Severity.WARNING, message, place)


@dataclass(slots=True)
class _Filling:
    """Puts words into citations, and the ``works`` where their list is asked for, once."""

    style: Style
    language: str
    works: tuple[ListedWork, ...]
    is_placed: bool = False
    findings: list[Finding] = field(default_factory=list)

    def article(self, article: Article) -> Article:
        language = article.language or self.language

        def inline(item: Inline) -> Inlines:
            return (self._cite(item, language),) if isinstance(item, Citation) else (item,)

        def block(item: Block) -> Blocks:
            if not isinstance(item, Bibliography):
                return (item,)
            return self._place(item, language, item.location or article.location)

        return rewrite(article, block=block, inline=inline)

    def _cite(self, citation: Citation, language: str) -> Citation:
        known = tuple(work for work in citation.works if work.key in self.style.works)
        if not known:
            return replace(citation, children=(Text(citation.written),))
        lost = [work.key for work in citation.works if work not in known]
        told = replace(citation, works=known)
        children = self.style.cite(told, language)
        written = (Text("".join(f"[@{key}]" for key in lost)),) if lost else ()
        return replace(citation, children=(*children, *written))

    def _place(self, block: Bibliography, language: str, place: Location | None) -> Blocks:
        if self.is_placed or not self.works:
            why = "it stands elsewhere already" if self.works else "the text cites no work"
            message = f"no bibliography is printed here: {why}."
            self.findings.append(Finding("Y004", Severity.WARNING, message, place))
            return ()
        self.is_placed = True
        works = self.works_in(language)
        return (replace(block, works=works, is_numbered=self.style.is_numbered),)

    def works_in(self, language: str) -> tuple[ListedWork, ...]:
        """The works, those in another language than the page's marked as such."""
        return tuple(
            replace(listed, inlines=self._marked(listed, language)) for listed in self.works
        )

    def _marked(self, listed: ListedWork, language: str) -> Inlines:
        own = self.style.works[listed.key].language
        if own[:2] == language[:2]:
            return listed.inlines
        if not self.style.is_numbered:
            return (Span(listed.inlines, own),)
        label, *rest = listed.inlines
        return (label, Span(tuple(rest), own))
