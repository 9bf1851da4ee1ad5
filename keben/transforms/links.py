"""A publication → the same with every link leading somewhere: ``#anchor`` in it, or out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from keben import walk
from keben.model import (
    Article,
    Figure,
    Finding,
    Heading,
    Inline,
    Inlines,
    Link,
    Location,
    Publication,
    PullQuote,
    Severity,
)
from keben.transforms.identify import OURS, xml_id
from keben.transforms.rewriting import located, rewrite

OUTWARD = ("http", "https", "mailto", "tel", "ftp", "doi", "urn")
"""The schemes of addresses that are printed; ``javascript:``, ``file:`` and the rest are not."""


@dataclass(frozen=True, slots=True)
class _Places:
    """What can be pointed at: an article's slug by its file, and anchors by article and name."""

    files: Mapping[Path, str]
    named: Mapping[tuple[str, str], str]
    anywhere: Mapping[str, str]


def resolve(publication: Publication) -> Publication:
    """Check every link, and turn the address of another text of the book into an anchor.

    ``#…`` may be an author's anchor, a slug, or a head's text as code hosts write it
    (``#标题-一``); ``other.md#…`` a text of the same book. A dead link is reported, and its text
    kept.
    """
    places = _survey(publication)
    findings: list[Finding] = []

    def mend(article: Article) -> Article:
        targets: dict[str, str | None] = {}
        for run, place in located(article):
            for inline in walk.inlines(run):
                if isinstance(inline, Link):
                    target, finding = _follow(inline.target, article, places, place)
                    targets[inline.target] = target
                    findings.extend([finding] if finding else [])
        return rewrite(article, inline=_Mending(targets)) if targets else article

    mended = walk.map_articles(publication, mend)
    return replace(mended, findings=(*mended.findings, *findings))


@dataclass(frozen=True, slots=True)
class _Mending:
    """Gives a link its new target; without one, leaves only the link's text."""

    targets: Mapping[str, str | None]

    def __call__(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Link):
            return (inline,)
        target = self.targets[inline.target]
        return inline.children if target is None else (replace(inline, target=target),)


def head_slug(text: str) -> str:
    """A head's anchor as code hosts make it: lower case, marks dropped, spaces to ``-``."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _survey(publication: Publication) -> _Places:
    files: dict[Path, str] = {}
    named: dict[tuple[str, str], str] = {}
    anywhere: dict[str, str] = {}
    for article in walk.articles(publication):
        if article.location:
            files.setdefault(article.location.path.resolve(), article.slug)
        for name, anchor in _anchors(article):
            named.setdefault((article.slug, name), anchor)
            anywhere.setdefault(name, anchor)
    return _Places(files, named, anywhere)


def _anchors(article: Article) -> Iterator[tuple[str, str]]:
    """Every name by which a place of the article can be called, with its anchor."""
    yield article.slug, article.slug
    heads: list[tuple[str, str]] = [(head_slug(walk.plain(article.title)), article.slug)]
    for block in walk.article_blocks(article):
        if isinstance(block, Heading | Figure | PullQuote):
            yield block.anchor, block.anchor
            # An anchor that a second chapter uses too was given the chapter's slug.
            if not OURS.fullmatch(block.anchor):
                yield block.anchor.removeprefix(f"{article.slug}-"), block.anchor
        if isinstance(block, Heading):
            heads.append((head_slug(walk.plain(block.inlines)), block.anchor))
    for note in article.notes:
        yield note.anchor, note.anchor
    for run in (article.title, *(run for run, _ in located(article))):
        for inline in walk.inlines(run):
            if anchor := getattr(inline, "anchor", ""):
                yield anchor, anchor
    times: dict[str, int] = {}
    for name, anchor in heads:
        seen = times[name] = times.get(name, -1) + 1
        yield (f"{name}-{seen}" if seen else name), anchor


def _follow(
    target: str, article: Article, places: _Places, place: Location | None
) -> tuple[str | None, Finding | None]:
    """The link's new target and no finding, or none and why."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None, Finding("L003", Severity.WARNING, f'"{target}" is no address.', place)
    if parts.scheme or parts.netloc:
        if parts.scheme in OUTWARD or not parts.scheme:
            return target, None
        message = f'an address that begins with "{parts.scheme}:" is not printed.'
        return None, Finding("L003", Severity.WARNING, message, place)
    fragment = unquote(parts.fragment)
    slug = article.slug
    if parts.path:
        found = _file(unquote(parts.path), article, places)
        if found is None:
            message = f'"{target}" is not part of this publication; the link is dropped.'
            return None, Finding("L002", Severity.WARNING, message, place)
        slug = found
        if not fragment:
            return f"#{slug}", None
    anchor = _anchor(fragment, slug, places, anywhere=not parts.path)
    if anchor is None:
        message = f'"{target}" names no place in this publication; the link is dropped.'
        return None, Finding("L001", Severity.WARNING, message, place)
    return f"#{anchor}", None


def _file(path: str, article: Article, places: _Places) -> str | None:
    if article.location is None:
        return None
    return places.files.get((article.location.path.parent / path).resolve())


def _anchor(name: str, slug: str, places: _Places, *, anywhere: bool) -> str | None:
    for form in (name, xml_id(name), head_slug(name)):
        if (slug, form) in places.named:
            return places.named[slug, form]
        if anywhere and form in places.anywhere:
            return places.anywhere[form]
    return None
