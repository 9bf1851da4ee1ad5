"""Boxed remarks without a title → the same with the word for their kind; captions → the same with
their numbers in front, where the settings ask for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from keben import walk
from keben.labels import labels
from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Figure,
    Publication,
    Strong,
    Table,
    Text,
)
from keben.settings import Settings


def fill(publication: Publication) -> Publication:
    """Title every box that has none and of whose kind the article's language has a word."""

    def article(item: Article) -> Article:
        words = labels(item.language or publication.metadata.language).asides

        def block(found: Block) -> Blocks:
            if isinstance(found, Aside) and not found.title and found.kind in words:
                return (replace(found, title=(Text(words[found.kind]),)),)
            return (found,)

        return replace(
            item,
            blocks=walk.map_blocks(item.blocks, block),
            notes=tuple(
                replace(note, blocks=walk.map_blocks(note.blocks, block)) for note in item.notes
            ),
        )

    return walk.map_articles(publication, article)


def number_captions(publication: Publication, settings: Settings) -> Publication:
    """Put ``图 3`` or, counted anew in each chapter, ``图 2-3`` before the captions of figures and
    tables. Chapters are the articles at the top of a book; what has no caption has no number."""
    asked = {Figure: settings.figures.numbers, Table: settings.tables.numbers}
    if set(asked.values()) == {"none"}:
        return publication
    counting = _Counting(asked, publication.metadata.language, _chapters(publication))
    return walk.map_articles(publication, counting.article)


def _chapters(publication: Publication) -> dict[str, int]:
    """The slugs of the body's articles, each with the number of its chapter."""
    return {
        article.slug: number
        for number, top in enumerate(walk.chapters(publication), start=1)
        for article in walk.with_children(top)
    }


@dataclass(slots=True)
class _Counting:
    """What has been counted in each chapter; ``asked`` is how each kind is numbered."""

    asked: Mapping[type, str]
    language: str
    chapters: dict[str, int]
    counted: dict[tuple[type, int], int] = field(default_factory=dict)

    def article(self, article: Article) -> Article:
        chapter = self.chapters.get(article.slug, 0)
        words = labels(article.language or self.language)
        forms = {Figure: words.figure_form, Table: words.table_form}

        def block(found: Block) -> Blocks:
            if not isinstance(found, Figure | Table) or not found.caption:
                return (found,)
            kind = type(found)
            if self.asked[kind] == "none":
                return (found,)
            number = str(found.number)
            if self.asked[kind] == "chapter" and chapter:
                self.counted[kind, chapter] = self.counted.get((kind, chapter), 0) + 1
                number = f"{chapter}-{self.counted[kind, chapter]}"
            label = Strong((Text(forms[kind].format(number)),))
            return (replace(found, caption=(label, Text("\u3000"), *found.caption)),)

        return replace(article, blocks=walk.map_blocks(article.blocks, block))
