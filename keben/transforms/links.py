"""A publication → the same with every link leading somewhere: ``#anchor`` in it, or out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from keben import walk
from keben.model import (
    Article,
    CrossReference,
    Finding,
    Inline,
    Inlines,
    Link,
    Location,
    Publication,
    Severity,
)
from keben.transforms.anchors import Places, head_slug, survey
from keben.transforms.identify import xml_id
from keben.transforms.rewriting import located, rewrite

MARKDOWN = (".md", ".markdown", ".mdown", ".txt")
OUTWARD = ("http", "https", "mailto", "tel", "ftp", "doi", "urn")
"""The schemes of addresses that are printed; ``javascript:``, ``file:`` and the rest are not."""


def resolve(publication: Publication, tops: Sequence[Path] = ()) -> Publication:
    """Check every link, and turn the address of another text of the book into an anchor.

    ``tops`` are the folders from which an address such as ``/a/b.md`` counts.

    ``#…`` may be an author's anchor, a slug, or a head's text as code hosts, mdBook or MkDocs
    write it (``#标题-一``, ``#_1``); ``other.md#…`` or ``other.html#…`` a text of the same book. A
    dead link is reported, and its text kept.
    """
    places = survey(publication)
    findings: list[Finding] = []

    def mend(article: Article) -> Article:
        targets: dict[str, str | None] = {}
        for run, place in located(article):
            for inline in walk.inlines(run):
                if isinstance(inline, Link | CrossReference):
                    target, finding = _follow(inline.target, article, places, place, tops)
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
        if isinstance(inline, CrossReference):
            return (replace(inline, target=self.targets[inline.target] or ""),)
        if not isinstance(inline, Link):
            return (inline,)
        target = self.targets[inline.target]
        return inline.children if target is None else (replace(inline, target=target),)


def _follow(
    target: str,
    article: Article,
    places: Places,
    place: Location | None,
    tops: Sequence[Path],
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
    key: Path | str = article.slug
    if parts.path:
        found = _file(unquote(parts.path), article, places, tops)
        if found is None:
            message = f'"{target}" is not part of this publication; the link is dropped.'
            return None, Finding("L002", Severity.WARNING, message, place)
        key = found
        if not fragment:
            return f"#{places.files[found]}", None
    anchor = _anchor(fragment, key, places, anywhere=not parts.path)
    if anchor is None:
        message = f'"{target}" names no place in this publication; the link is dropped.'
        return None, Finding("L001", Severity.WARNING, message, place)
    return f"#{anchor}", None


def _file(path: str, article: Article, places: Places, tops: Sequence[Path]) -> Path | None:
    """The text of the publication that an address names: as its file, or as the page that a site
    makes of it (``x.html``, ``x/``)."""
    if article.location is None:
        return None
    own = article.location.path.resolve()
    if path.startswith("/"):
        above = [top.resolve() for top in tops if own.is_relative_to(top.resolve())]
        bases = [max(above, key=lambda top: len(top.parts))] if above else []
    else:
        # The page of a text may be a folder of its own, from which its links then count.
        bases = [own.parent, *([own.with_suffix("")] if path.endswith("/") else [])]
    named = (Path(os.path.normpath(base / path.lstrip("/"))) for base in bases)
    return next((f for p in named for f in _forms(p, path) if f in places.files), None)


def _forms(page: Path, written: str) -> Iterator[Path]:
    """The files that a site could have made a page of."""
    yield page
    if page.suffix.lower() in (".html", ".htm"):
        yield from (page.with_suffix(suffix) for suffix in MARKDOWN)
        if page.stem.lower() == "index":
            yield page.with_name("README.md")
    elif written.endswith("/") or not page.suffix:
        yield from (page.with_name(page.name + suffix) for suffix in MARKDOWN)
        yield from (page / name for name in ("index.md", "README.md"))


def _anchor(name: str, key: Path | str, places: Places, *, anywhere: bool) -> str | None:
    for form in (name, xml_id(name), head_slug(name)):
        if (key, form) in places.named:
            return places.named[key, form]
        if anywhere and form in places.anywhere:
            return places.anywhere[form]
    return None
