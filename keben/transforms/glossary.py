"""Glossaries → the same in the order of their language, with links from the words that name their
terms."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from keben import walk
from keben.model import (
    Article,
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Finding,
    Inline,
    Inlines,
    Link,
    Location,
    Publication,
    Severity,
)
from keben.settings import Settings
from keben.transforms.collation import Key, collation
from keben.transforms.rewriting import inlines_of, rewrite


def settle(publication: Publication, settings: Settings) -> Publication:
    """Sort every glossary as the index is sorted, give its terms the anchors ``<slug>-g1`` …, and
    lead to them what the text marks as a term. Articles must have slugs."""
    found = tuple(_glossaries(publication))
    if not found and not any(_links(publication)):
        return publication
    publication = _sorted(publication, settings)
    terms: dict[str, str] = {}
    for glossary in _glossaries(publication):
        for item in glossary.items:
            terms.setdefault(_name(item), item.anchor)
    findings = tuple(
        _no_term(link, terms, place)
        for link, place in _links(publication)
        if _term(link) not in terms
    )

    def inline(item: Inline) -> Inlines:
        if not isinstance(item, Link) or item.role != "term":
            return (item,)
        anchor = terms.get(_term(item))
        return (replace(item, target=f"#{anchor}"),) if anchor else item.children

    linked = walk.map_articles(publication, lambda article: rewrite(article, inline=inline))
    return replace(linked, findings=(*linked.findings, *findings))


def _glossaries(publication: Publication) -> Iterator[DefinitionList]:
    for article in walk.articles(publication):
        for block in walk.article_blocks(article):
            if isinstance(block, DefinitionList) and block.is_glossary:
                yield block


def _links(publication: Publication) -> Iterator[tuple[Link, Location | None]]:
    for article in walk.articles(publication):
        yield from (each for each in inlines_of(article, Link) if each[0].role == "term")


def _name(item: Definition) -> str:
    return "".join(walk.plain(item.term).split())


def _term(link: Link) -> str:
    return "".join(link.target.removeprefix("#").split())


def _sorted(publication: Publication, settings: Settings) -> Publication:
    def article(item: Article) -> Article:
        order = collation(settings.index.order, item.language or publication.metadata.language)
        numbers = count(1)

        def key(definition: Definition) -> Key:
            return order(walk.plain(definition.term), "")

        def block(found: Block) -> Blocks:
            if not isinstance(found, DefinitionList) or not found.is_glossary:
                return (found,)
            items = (
                replace(each, anchor=f"{item.slug}-g{next(numbers)}")
                for each in sorted(found.items, key=key)
            )
            return (replace(found, items=tuple(items)),)

        return rewrite(item, block=block)

    return walk.map_articles(publication, article)


def _no_term(link: Link, terms: Mapping[str, str], place: Location | None) -> Finding:
    near = difflib.get_close_matches(_term(link), terms, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    message = f'no glossary has "{_term(link)}"; its words are printed without a link.{hint}'
    return Finding("X004", Severity.WARNING, message, place)
