"""Marks in the text → the index of a book: entries in the order of their language, under letters,
each with the places that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from keben import walk
from keben.model import (
    Article,
    Block,
    CrossReference,
    Finding,
    IndexMark,
    Inline,
    Inlines,
    ListBlock,
    ListItem,
    Location,
    Paragraph,
    Publication,
    Severity,
    Strong,
    Text,
)
from keben.naming import Naming, naming
from keben.settings import Settings
from keben.transforms.collation import Key, collation
from keben.transforms.rewriting import inlines_of, rewrite

_Order = Callable[[Iterable["_Entry"]], list["_Entry"]]

SLUG = "apx-index"
SHORTEST_RANGE = 3
"""Pages in a row that are printed as a range."""


def give_anchors(publication: Publication) -> Publication:
    """Every mark an anchor: ``<slug>-x1``. The publication must have slugs."""

    def give(article: Article) -> Article:
        numbers = count(1)

        def inline(item: Inline) -> Inlines:
            if isinstance(item, IndexMark):
                return (replace(item, anchor=f"{article.slug}-x{next(numbers)}"),)
            return (item,)

        return rewrite(article, inline=inline) if any(inlines_of(article, IndexMark)) else article

    return walk.map_articles(publication, give)


def add_index(
    publication: Publication, settings: Settings
) -> tuple[Publication, tuple[Finding, ...]]:
    """The publication with its index at the end, where it has marks; and what is wrong with
    them."""
    entries, findings = _gather(publication)
    if not entries:
        return publication, ()
    language = publication.metadata.language
    order = collation(settings.index.order, language)
    for entry in entries.values():
        if not order(entry.term, entry.sort).is_placed:
            message = f'the index cannot place "{entry.term}": state its reading with sort="…".'
            findings.append(Finding("X002", Severity.WARNING, message, entry.location))
    title = (Text(naming(language).index),)
    blocks = tuple(_blocks(entries, settings, language, {}))
    index = Article(title, blocks, slug=SLUG, language=language, role="index")
    return replace(publication, back=(*publication.back, index)), tuple(findings)


def renew(publication: Publication, settings: Settings, pages: Mapping[str, str]) -> Publication:
    """The publication with its index, if it has one, made again: by pages, each named once."""
    if not any(article.role == "index" for article in publication.back):
        return publication
    entries, _ = _gather(publication)
    blocks = tuple(_blocks(entries, settings, publication.metadata.language, pages))
    back = (replace(a, blocks=blocks) if a.role == "index" else a for a in publication.back)
    return replace(publication, back=tuple(back))


def article_name(article: Article) -> str:
    """What an article is called where its pages are not known."""
    return article.label or walk.plain(article.title).strip() or article.slug


@dataclass(frozen=True, slots=True)
class _Place:
    anchor: str
    within: str


@dataclass(slots=True)
class _Entry:
    """What the index says of a term."""

    term: str
    sort: str = ""
    location: Location | None = None
    places: list[_Place] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    below: dict[str, _Entry] = field(default_factory=dict)


def _gather(publication: Publication) -> tuple[dict[str, _Entry], list[Finding]]:
    entries: dict[str, _Entry] = {}
    seen: list[tuple[str, Location | None]] = []
    for article in walk.articles(publication):
        for mark, location in inlines_of(article, IndexMark):
            entry = entries.setdefault(mark.term, _Entry(mark.term, location=location))
            entry.sort = entry.sort or mark.sort
            if mark.sub:
                entry = entry.below.setdefault(mark.sub, _Entry(mark.sub))
            if mark.see:
                seen.append((mark.see, location))
                entry.see.extend([mark.see] if mark.see not in entry.see else [])
            else:
                entry.places.append(_Place(mark.anchor, article_name(article)))
    lost = [(term, location) for term, location in seen if term not in entries]
    message = 'the index sends to "{}", under which it has nothing.'
    return entries, [Finding("X003", Severity.WARNING, message.format(t), at) for t, at in lost]


def _blocks(
    entries: Mapping[str, _Entry], settings: Settings, language: str, pages: Mapping[str, str]
) -> Iterator[Block]:
    words = naming(language)
    order = collation(settings.index.order, language)

    def key(entry: _Entry) -> Key:
        return order(entry.term, entry.sort)

    in_order = sorted(entries.values(), key=key)
    for letter, found in groupby(in_order, lambda entry: key(entry).letter):
        yield Paragraph((Strong((Text(letter or words.others),)),))
        yield _list(found, words, pages, lambda below: sorted(below, key=key))


def _list(
    entries: Iterable[_Entry], words: Naming, pages: Mapping[str, str], in_order: _Order
) -> ListBlock:
    items: list[ListItem] = []
    for entry in entries:
        run: list[Inline] = [Text(entry.term)]
        for place, shown in enumerate(_shown(entry.places, pages)):
            run.extend((Text(words.comma if place else "\u3000"), *shown))
        for place, other in enumerate(entry.see):
            joint = words.comma if place or entry.places else "\u3000"
            run.append(Text(joint + words.see_form.format(other)))
        blocks: tuple[Block, ...] = (Paragraph(tuple(run)),)
        if entry.below:
            blocks = (*blocks, _list(in_order(entry.below.values()), words, pages, in_order))
        items.append(ListItem(blocks))
    return ListBlock(tuple(items))


def _shown(places: Iterable[_Place], pages: Mapping[str, str]) -> Iterator[Inlines]:
    """A reference to each page, or where pages are not known to each chapter, once; pages in a row
    as a range."""
    known: dict[str, _Place] = {}
    for place in places:
        known.setdefault(pages.get(place.anchor) or place.within, place)
    shown = list(known.items())
    rows: list[list[tuple[str, _Place]]] = []
    for label, place in shown:
        follows = bool(rows) and place.anchor in pages and _follows(rows[-1][-1][0], label)
        if follows:
            rows[-1].append((label, place))
        else:
            rows.append([(label, place)])
    for row in rows:
        if len(row) < SHORTEST_RANGE:
            yield from ((_reference(*one),) for one in row)
        else:
            yield (_reference(*row[0]), Text("–"), _reference(*row[-1]))


def _reference(label: str, place: _Place) -> CrossReference:
    return CrossReference(f"#{place.anchor}", "folio", label)


def _follows(one: str, other: str) -> bool:
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1
