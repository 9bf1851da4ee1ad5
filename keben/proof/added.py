"""Metadata and labels → the words that editions add to a text, so that nothing else passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from keben import walk
from keben.labels import format_date, labels
from keben.model import Metadata, Publication
from keben.proof.expected import Expectation
from keben.proof.reading import DIVIDED, Kind, squeeze
from keben.settings import Settings
from keben.typeset.imprint import byline, credits_of, labelled, source_line
from keben.typeset.shared import colophon_rows

MARKER = re.compile(r"[•◦▪‣☐☑]|\d+[.．、)）]|\[\d+\]|[一二三四五六七八九十百]+[、.．]")
"""The number or bullet of a list's item, the box of a task, the number of a note."""

LEADER = re.compile(r"[·.…]*(\d+|[ivxlcdm]+)")
"""What a line of the contents ends with in print: dots, and a page's number."""

LONG = 60
"""Characters of a title for which one page may be too small."""

HYPHENS = str.maketrans("", "", f"-\u2010{DIVIDED}")


class Added:
    """The words that stand in an edition without standing in the text."""

    def __init__(
        self, publication: Publication, expectation: Expectation, settings: Settings
    ) -> None:
        titles = (passage for passage in expectation.body if passage.kind is Kind.HEAD)
        heads = (
            *(head.text for head in expectation.heads),
            *expectation.inner_heads,
            *(title.bare for title in titles),
        )
        around = map(squeeze, _around(publication, settings))
        self._around, self._heads = frozenset(filter(None, around)), frozenset(filter(None, heads))
        self._words = _Words(self._around, self._heads)
        stated = (publication.metadata.title, publication.metadata.subtitle)
        self._long = tuple(words for words in map(squeeze, stated) if len(words) > LONG)

    @cached_property
    def _unhyphened(self) -> _Words:
        return _Words(_without_hyphens(self._around), _without_hyphens(self._heads))

    def in_text(self, text: str) -> bool:
        """True for a block that an edition may set between two passages of the text."""
        if MARKER.fullmatch(text) or self._words.make(text):
            return True
        # Whether a hyphen at a line end belongs to the word cannot be seen on the page.
        return DIVIDED in text and self._unhyphened.make(text.translate(HYPHENS))

    def in_matter(self, text: str) -> bool:
        """True for a block of a title page, of the contents or of a colophon."""
        if self._words.list(text) or self.in_text(text) or self._is_part(text):
            return True
        return DIVIDED in text and self._unhyphened.list(text.translate(HYPHENS))

    def _is_part(self, text: str) -> bool:
        """True for a piece of a title that may go on over the end of its page."""
        return any(text in title for title in self._long)


class _Words:
    """What editions print around a text, and the heads of which contents are made."""

    def __init__(self, around: frozenset[str], heads: frozenset[str]) -> None:
        self._around, self._heads = around, heads

    def make(self, text: str) -> bool:
        """True for some of the words, one after another."""
        return text in self._around or bool(self._runs.fullmatch(text))

    def list(self, text: str) -> bool:
        """True for a head as the contents list it: with the number of a page or without. A head
        may end with a number itself, so every end is tried."""
        ends = (end for end in range(len(text), 0, -1) if text[:end] in self._heads)
        return any(end == len(text) or LEADER.fullmatch(text, end) for end in ends)

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        """Several of the words in one block, as in a byline."""
        longest_first = sorted(self._around, key=lambda word: (-len(word), word))
        return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}|[·　])+")


def _without_hyphens(words: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (word.translate(HYPHENS) for word in words)))


def _around(publication: Publication, settings: Settings) -> Iterator[str]:
    metadata = publication.metadata
    words = labels(metadata.language)
    articles = tuple(walk.articles(publication))
    yield from (metadata.title, metadata.subtitle, metadata.publisher, metadata.rights)
    yield from (metadata.source, format_date(metadata.published, metadata.language))
    yield from (words.contents, words.colophon, words.notes, "keben")
    yield words.made_with_form.format("keben")
    yield from _series(metadata)
    for row in colophon_rows(metadata, words):
        yield from row
    yield byline(metadata.contributors, metadata.published, metadata.language)
    for article in articles:
        yield byline(article.contributors, "", metadata.language)
        yield source_line(article, metadata)
    for people in (metadata.contributors, *(article.contributors for article in articles)):
        yield from credits_of(people, metadata.language)
    yield labelled(words.source, metadata.source, metadata.language)
    yield settings.scene_break
    yield from settings.ornaments


def _series(metadata: Metadata) -> Iterator[str]:
    series = metadata.series
    if series is not None:
        yield from (series.name, f"{series.name} · {series.position}")
