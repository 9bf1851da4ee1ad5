"""A publication whose places have anchors and numbers → its cross-references with their words, and
lists of figures and tables; and the same with the pages of the printed edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from keben import walk
from keben.model import (
    Article,
    CrossReference,
    Figure,
    Finding,
    Heading,
    IndexMark,
    Inline,
    Inlines,
    Location,
    Paragraph,
    Part,
    Publication,
    Role,
    Severity,
    Table,
    Text,
)
from keben.naming import Naming, naming
from keben.settings import Settings
from keben.transforms import indexing
from keben.transforms.rewriting import inlines_of, rewrite

UNKNOWN = "??"
"""What a reference prints that leads nowhere; it has been reported."""

LISTS: tuple[tuple[Role, type], ...] = (("figures", Figure), ("tables", Table))


def name_places(publication: Publication, settings: Settings) -> Publication:
    """Give every reference the words for what it names, add the lists that are asked for, and the
    index where there are marks for one. What has neither number nor title is reported."""
    places = _survey(publication, settings)
    findings: list[Finding] = []
    language = publication.metadata.language

    def give(article: Article) -> Article:
        words = naming(article.language or language)
        for reference, place in inlines_of(article, CrossReference):
            if reference.target:
                findings.extend(_unnamed(reference, places, words, place))

        def inline(item: Inline) -> Inlines:
            if not isinstance(item, CrossReference):
                return (item,)
            return (replace(item, text=places.called(item.target, words) or UNKNOWN),)

        return rewrite(article, inline=inline)

    if any(_references(publication)):
        publication = walk.map_articles(publication, give)
    publication = _add_lists(publication, settings)
    publication, found = indexing.add_index(publication, settings)
    return replace(publication, findings=(*publication.findings, *findings, *found))


def names_pages(publication: Publication) -> bool:
    """True where the text names pages, so that it must be set twice."""
    return any(r.form != "name" and r.target for r in _references(publication))


def fill_pages(
    publication: Publication, pages: Mapping[str, str], settings: Settings
) -> Publication:
    """The publication with the page of everything that is named by its page. ``pages`` gives the
    folio of each anchor; without one, the place is named as it was."""
    if not pages or not names_pages(publication):
        return publication
    language = publication.metadata.language

    def fill(article: Article) -> Article:
        words = naming(article.language or language)

        def inline(item: Inline) -> Inlines:
            match item:
                case CrossReference(target, "page") if page := pages.get(target[1:]):
                    return (replace(item, text=words.page_form.format(page)),)
                case CrossReference(target, "folio") if page := pages.get(target[1:]):
                    return (replace(item, text=page),)
                case _:
                    return (item,)

        return rewrite(article, inline=inline)

    return indexing.renew(walk.map_articles(publication, fill), settings, pages)


def anchors_named(publication: Publication) -> frozenset[str]:
    """The anchors whose pages the text may name."""
    wanted = {r.target[1:] for r in _references(publication) if r.form != "name"}
    marks = (
        inline.anchor
        for article in walk.articles(publication)
        for inline, _ in inlines_of(article, IndexMark)
    )
    return frozenset(filter(None, wanted.union(marks)))


def _references(publication: Publication) -> Iterator[CrossReference]:
    for article in walk.articles(publication):
        yield from (reference for reference, _ in inlines_of(article, CrossReference))


def _unnamed(
    reference: CrossReference, places: _Places, words: Naming, place: Location | None
) -> Iterator[Finding]:
    if not places.called(reference.target, words):
        message = f'"{reference.target}" has neither number nor title to be called by.'
        yield Finding("X001", Severity.WARNING, message, place)


@dataclass(slots=True)
class _Places:
    """What each anchor can be called: ``fixed`` whatever the language, by a number of ``chapters``,
    appendices, sections and notes, or by its title."""

    fixed: dict[str, str] = field(default_factory=dict)
    chapters: dict[str, str] = field(default_factory=dict)
    appendices: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def called(self, target: str, words: Naming) -> str:
        anchor = target[1:]
        if anchor in self.fixed:
            return self.fixed[anchor]
        for found, form in (
            (self.chapters, words.chapter_form),
            (self.appendices, words.appendix_form),
            (self.sections, words.section_form),
            (self.notes, words.note_form),
            (self.titles, words.title_form),
        ):
            if anchor in found:
                return form.format(found[anchor])
        return ""


def _survey(publication: Publication, settings: Settings) -> _Places:
    places = _Places()
    in_words = settings.heads.numbers == "chinese"
    for item in publication.body:
        if isinstance(item, Part):
            places.titles[item.slug] = walk.plain(item.title).strip()
    for article in walk.articles(publication):
        if article.number:
            numbers = places.appendices if article.is_appendix else places.chapters
            deep = "." in article.number
            found = places.fixed if in_words else places.sections if deep else numbers
            found[article.slug] = article.number
        elif title := article.label or walk.plain(article.title).strip():
            places.titles[article.slug] = title
        for block in walk.article_blocks(article):
            match block:
                case Heading():
                    _survey_head(block, article, places, in_words=in_words)
                case Figure() | Table() if block.caption:
                    numbers_of = settings.figures if isinstance(block, Figure) else settings.tables
                    numbered = numbers_of.numbers != "none"
                    words = walk.plain(block.caption[:1] if numbered else block.caption).strip()
                    (places.fixed if numbered else places.titles)[block.anchor] = words
        places.notes.update((note.anchor, str(note.number)) for note in article.notes)
    return places


def _survey_head(head: Heading, article: Article, places: _Places, *, in_words: bool) -> None:
    if head.number and not in_words:
        places.sections[head.anchor] = head.number
    elif head.number and head.level == 2 and article.number:
        places.fixed[head.anchor] = article.number + head.number
    else:
        title = walk.plain(head.inlines).strip().removeprefix(head.number).strip()
        places.titles[head.anchor] = title


def _add_lists(publication: Publication, settings: Settings) -> Publication:
    """The lists of figures and of tables, before the text of a book, behind that of an article."""
    asked = {"figures": settings.figures.listed, "tables": settings.tables.listed}
    language = publication.metadata.language
    titles = {"figures": naming(language).figures, "tables": naming(language).tables}
    made: list[Article] = []
    for role, kind in LISTS:
        lines = tuple(_lines(publication, kind)) if asked[role] else ()
        if lines:
            title = (Text(titles[role]),)
            made.append(Article(title, lines, slug=f"apx-{role}", language=language, role=role))
    if not made:
        return publication
    if walk.is_book(publication):
        return replace(publication, front=(*publication.front, *made))
    return replace(publication, back=(*publication.back, *made))


def _lines(publication: Publication, kind: type) -> Iterator[Paragraph]:
    for article in walk.articles(publication):
        for block in walk.article_blocks(article):
            if not isinstance(block, kind) or not isinstance(block, Figure | Table):
                continue
            # A caption may hold a picture alone: a line for it would be dots and a folio.
            if words := walk.plain(block.caption).strip():
                target = f"#{block.anchor}"
                folio = CrossReference(target, "folio", indexing.article_name(article))
                yield Paragraph((CrossReference(target, "name", words), Text("\u3000"), folio))
