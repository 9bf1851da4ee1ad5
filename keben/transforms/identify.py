"""A publication → the same with a slug for every article, an anchor for all that can be pointed at,
numbers for figures, and the metadata that no author should have to state."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from keben import walk
from keben.model import (
    Anchor,
    Article,
    Block,
    Blocks,
    Figure,
    Heading,
    Inline,
    Inlines,
    Metadata,
    Part,
    Publication,
    PullQuote,
    Table,
)
from keben.transforms.rewriting import rewrite

NAMESPACE = uuid.UUID("0d1f7a6e-2c55-5b0e-9c0b-6b6562656e21")
"""The UUID namespace of publications without an identifier of their own (RFC 9562 §5.5)."""

OURS = re.compile(r"(c|part)[0-9a-f]+(-\d+)?(-[hfqnrtxcg]\d+(-\d+)?)?|page-\d+|apx-[a-z]+(-\d+)?")
"""The anchors that this program gives."""

ONLY = "c01"
DIGITS = 8


def identify(publication: Publication) -> Publication:
    """Give slugs, anchors, figure numbers, a title and an identifier.

    The only article is ``c01``. In a book a slug is made from the title (``c3fa81b02``, a second
    chapter of that title ``c3fa81b02-2``; parts ``part…``), so that those of other chapters stay
    when one is added: reading systems remember by them where a reader was.

    An article's slug is the anchor of its title. Heads are ``<slug>-h1``, figures ``<slug>-f1``,
    tables ``<slug>-t1``, pull quotes ``<slug>-q1`` unless the author named them. All are valid XML
    names (XML 1.0 §2.3) and unique in the publication. Figures and tables with a caption are
    numbered through the publication.
    """
    publication = _give_slugs(publication)
    taken: set[str] = set()
    publication = walk.map_articles(publication, lambda article: _keep_anchors(article, taken))
    figures, tables = count(1), count(1)
    publication = walk.map_articles(
        publication, lambda article: _give_anchors(article, taken, figures, tables)
    )
    return replace(publication, metadata=_complete(publication))


def xml_id(text: str) -> str:
    """A valid XML name made from what an author wrote; one that looks like ours gets a mark."""
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", text.strip())).strip("-")
    # XML names have no superscript digits and the like, which \w allows.
    name = "".join(c for c in name if unicodedata.category(c) not in ("No", "Nl"))
    if not re.match(r"[^\W\d]", name) or OURS.fullmatch(name):
        name = f"_{name}"
    return name


def _give_slugs(publication: Publication) -> Publication:
    if not walk.is_book(publication) and not any(isinstance(i, Part) for i in publication.body):
        return walk.map_articles(publication, lambda article: replace(article, slug=ONLY))
    times: Counter[str] = Counter()

    def slug(prefix: str, title: Inlines) -> str:
        words = unicodedata.normalize("NFC", walk.plain(title))
        name = prefix + hashlib.sha256(words.encode()).hexdigest()[:DIGITS]
        times[name] += 1
        return name if times[name] == 1 else f"{name}-{times[name]}"

    publication = walk.map_articles(
        publication, lambda article: replace(article, slug=slug("c", article.title))
    )
    body = tuple(
        replace(item, slug=slug("part", item.title)) if isinstance(item, Part) else item
        for item in publication.body
    )
    return replace(publication, body=body)


def _keep_anchors(article: Article, taken: set[str]) -> Article:
    """Make the author's own anchors valid, and different where two chapters use one."""

    def take(anchor: str) -> str:
        name = xml_id(anchor)
        if name in taken:
            name = next(_further(f"{article.slug}-{name}", taken))
        taken.add(name)
        return name

    def keep(block: Block) -> Blocks:
        if not isinstance(block, Heading | Figure | Table | PullQuote) or not block.anchor:
            return (block,)
        return (replace(block, anchor=take(block.anchor)),)

    def keep_inline(inline: Inline) -> Inlines:
        return (Anchor(take(inline.anchor)),) if isinstance(inline, Anchor) else (inline,)

    return rewrite(article, block=keep, inline=keep_inline)


def _further(name: str, taken: set[str]) -> Iterator[str]:
    yield from (n for n in (name, *(f"{name}-{i}" for i in range(2, 10_000))) if n not in taken)


def _give_anchors(
    article: Article, taken: set[str], figures: Iterator[int], tables: Iterator[int]
) -> Article:
    letters = {Heading: "h", Figure: "f", Table: "t", PullQuote: "q"}
    counters = {letter: count(1) for letter in letters.values()}

    def give(block: Block) -> Blocks:
        if isinstance(block, Figure) and block.caption:
            block = replace(block, number=next(figures))
        if isinstance(block, Table) and block.caption:
            block = replace(block, number=next(tables))
        if not isinstance(block, Heading | Figure | Table | PullQuote) or block.anchor:
            return (block,)
        letter = letters[type(block)]
        name = f"{article.slug}-{letter}{next(counters[letter])}"
        taken.add(name)
        return (replace(block, anchor=name),)

    return replace(article, blocks=walk.map_blocks(article.blocks, give))


def _complete(publication: Publication) -> Metadata:
    metadata = publication.metadata
    first = next(walk.articles(publication))
    if not metadata.title:
        stem = first.location.path.stem if first.location else ""
        metadata = replace(metadata, title=walk.plain(first.title) or stem or "Untitled")
    if not metadata.identifier:
        metadata = replace(metadata, identifier=_identifier(metadata, first))
    return metadata


def _identifier(metadata: Metadata, first: Article) -> str:
    """A UUID (version 5, RFC 9562) from what names the work: title, subtitle, contributors, series
    and the first source's file name. It stays the same when the text is mended."""
    series = metadata.series
    parts = (
        metadata.title,
        metadata.subtitle,
        *(f"{person.role} {person.name}" for person in metadata.contributors),
        f"{series.name} {series.position}" if series else "",
        first.location.path.name if first.location else "",
    )
    name = unicodedata.normalize("NFC", "\x1f".join(parts))
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"
