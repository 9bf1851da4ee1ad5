"""Metadata → the lines that say who wrote a text, when, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from keben import walk
from keben.crediting import credited
from keben.labels import format_date, labels
from keben.model import Article, Contributor, Credit, Metadata
from keben.naming import naming

MOST = 3
"""The names that a cover has room for."""


def byline(people: Iterable[Contributor], published: str, language: str) -> str:
    """Names, with their part in the work where they are not its authors, and the date."""
    parts: list[str] = []
    for share in credited(people, language):
        authors = [person.name for person in share.people]
        parts += authors if share.role == "aut" else [share.phrase]
    parts += [format_date(published, language)] if published else []
    return (" · " if labels(language).language == "en" else "　").join(parts)


def credits_of(people: Iterable[Contributor], language: str) -> Iterator[str]:
    """What title pages, colophons and covers print of people: colophons and the heads of articles
    give names and words singly."""
    for share in credited(people, language):
        yield from (share.line, share.phrase, share.names, share.word, share.first(MOST).line)
        yield from (person.name for person in share.people)


def labelled(label: str, text: str, language: str) -> str:
    """``来源：…`` or ``Source: …``, with the colon of the language."""
    wide = labels(language).language in ("zh-Hans", "zh-Hant", "ja")
    return f"{label}：{text}" if wide else f"{label}: {text}"


def source_line(article: Article, metadata: Metadata) -> str:
    """Where the text comes from; empty where the text states it itself in a credit."""
    credits = (walk.plain(b.inlines) for b in article.blocks if isinstance(b, Credit))
    if not metadata.source or any(metadata.source in line for line in credits):
        return ""
    return labelled(labels(metadata.language).source, metadata.source, metadata.language)


def words_printed(metadata: Metadata) -> tuple[str, ...]:
    """Every word that editions add to a text of this language: for the type case."""
    words = labels(metadata.language)
    return (
        *(text for f in fields(words) if isinstance(text := getattr(words, f.name), str)),
        *words.asides.values(),
        *naming(metadata.language).all(),
        *credits_of(metadata.contributors, metadata.language),
        byline((), metadata.published, metadata.language),
        labelled("", "", metadata.language),
        "keben",
    )
