"""A publication → what a link can point at, by every name that writers and sites give it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from keben import walk
from keben.model import (
    Anchor,
    Article,
    DefinitionList,
    Figure,
    Heading,
    Publication,
    PullQuote,
    Table,
)
from keben.transforms.identify import OURS, xml_id
from keben.transforms.rewriting import located


@dataclass(frozen=True, slots=True)
class Places:
    """An article's slug by its file (that of the first, where a file holds several); anchors by
    name, within an article (its slug) or a file, and anywhere."""

    files: Mapping[Path, str]
    named: Mapping[tuple[Path | str, str], str]
    anywhere: Mapping[str, str]


def survey(publication: Publication) -> Places:
    """Everything in the publication that can be pointed at."""
    files: dict[Path, str] = {}
    named: dict[tuple[Path | str, str], str] = {}
    anywhere: dict[str, str] = {}
    for article in walk.articles(publication):
        path = article.location.path.resolve() if article.location else None
        if path:
            files.setdefault(path, article.slug)
        for name, anchor in _anchors(article):
            named.setdefault((article.slug, name), anchor)
            if path:
                named.setdefault((path, name), anchor)
            anywhere.setdefault(name, anchor)
    return Places(files, named, anywhere)


def head_slug(text: str) -> str:
    """A head's anchor as code hosts and mdBook make it: lower case, marks dropped, spaces to
    ``-``."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def site_slug(text: str) -> str:
    """A head's anchor as MkDocs makes it: of the ASCII characters only, so that a Chinese head's
    is empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _anchors(article: Article) -> Iterator[tuple[str, str]]:
    """Every name by which a place of the article can be called, with its anchor."""
    yield article.slug, article.slug
    if article.anchor:
        yield xml_id(article.anchor), article.slug
    heads: list[tuple[str, str]] = [(walk.plain(article.title), article.slug)]
    for block in walk.article_blocks(article):
        if isinstance(block, Heading | Figure | Table | PullQuote):
            yield block.anchor, block.anchor
            # An anchor that a second chapter uses too was given the chapter's slug.
            if not OURS.fullmatch(block.anchor):
                yield block.anchor.removeprefix(f"{article.slug}-"), block.anchor
        if isinstance(block, DefinitionList):
            yield from ((item.anchor, item.anchor) for item in block.items if item.anchor)
        if isinstance(block, Heading):
            heads.append((walk.plain(block.inlines), block.anchor))
    for note in article.notes:
        yield note.anchor, note.anchor
        yield note.note_id, note.anchor
    for run in (article.title, *(run for run, _ in located(article))):
        for inline in walk.inlines(run):
            if anchor := getattr(inline, "anchor", ""):
                yield anchor, anchor
            if isinstance(inline, Anchor):
                yield anchor.removeprefix(f"{article.slug}-"), anchor
    yield from _slugs(heads)
    yield from _site_slugs(heads)


def _slugs(heads: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Code hosts and mdBook count the heads of one name: ``a``, ``a-1``, ``a-2``."""
    times: dict[str, int] = {}
    for text, anchor in heads:
        name = head_slug(text)
        seen = times[name] = times.get(name, -1) + 1
        yield (f"{name}-{seen}" if seen else name), anchor


def _site_slugs(heads: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """MkDocs numbers a name that is empty or taken: ``_1``, ``_2``; ``a``, ``a_1``. A head with an
    anchor of its own has no other."""
    taken = {anchor for _, anchor in heads if not OURS.fullmatch(anchor)}
    for text, anchor in heads:
        if not OURS.fullmatch(anchor):
            continue
        name = site_slug(text)
        while name in taken or not name:
            counted = re.fullmatch(r"(.*)_(\d+)", name)
            name = f"{counted[1]}_{int(counted[2]) + 1}" if counted else f"{name}_1"
        taken.add(name)
        yield name, anchor
