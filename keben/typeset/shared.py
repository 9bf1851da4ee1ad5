"""What both editions give to their templates: the reading order and the state of setting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from keben import walk
from keben.crediting import credited
from keben.labels import Labels, format_date
from keben.model import (
    Article,
    Credit,
    Heading,
    Inlines,
    Metadata,
    Note,
    NoteReference,
    Part,
    Publication,
)
from keben.runs import lost_picture, own_heads
from keben.typeset.figures import at_point

DEEPEST = 6
"""The lowest level of a head in HTML."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the reading order: an article, or a part (then ``article`` is None).

    ``depth`` is 1 for a chapter, one more below each part or chapter; ``heads`` are the article's
    own, for the contents. ``label`` is what the contents, bookmarks and running heads call it.
    ``rank`` is 1 for the topmost chapters, in a part or not, 2 for those below them, and 0 for a
    part. ``is_first`` is the first of its zone, where folios begin anew; ``in_first`` is that one
    and what stands below it.
    """

    title: Inlines
    anchor: str
    depth: int
    article: Article | None
    heads: tuple[Heading, ...] = ()
    zone: str = "body"
    label: str = ""
    rank: int = 1
    is_first: bool = False
    in_first: bool = False

    @property
    def level(self) -> int:
        """The HTML level of its title."""
        return min(self.depth, DEEPEST)


def shelve(publication: Publication) -> tuple[Entry, ...]:
    """The reading order: front matter, body with its parts, back matter."""
    entries: list[Entry] = []

    def add(article: Article, depth: int, zone: str, rank: int = 1, above: bool = False) -> None:
        heads = tuple(own_heads(article))
        label = article.label or walk.plain(article.title).strip()
        first = begins(zone)
        within = first or above
        entries.append(
            Entry(
                article.title,
                article.slug,
                depth,
                article,
                heads,
                zone,
                label,
                rank,
                is_first=first,
                in_first=within,
            )
        )
        for child in article.children:
            add(child, depth + 1, zone, rank + 1, within)

    def begins(zone: str) -> bool:
        return not any(entry.zone == zone for entry in entries)

    for article in publication.front:
        add(article, 1, "front")
    for item in publication.body:
        if isinstance(item, Part):
            label = walk.plain(item.title).strip()
            entries.append(
                Entry(item.title, item.slug, 1, None, (), "body", label, 0, begins("body"))
            )
            for article in item.articles:
                add(article, 2, "body")
        else:
            add(item, 1, "body")
    for article in publication.back:
        add(article, 1, "back")
    return tuple(entries)


TAIL = 4
"""Characters of a line of the contents that stay with its folio."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the printed contents. ``rank`` is 0 for a part, 1 for a chapter, and so on; an
    entry's ``zone`` says how its folio is written."""

    label: str
    anchor: str
    rank: int
    zone: str
    language: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        """The label in two parts, of which the last stays on the line of its folio: neither dots
        alone nor one character stands there."""
        return self.label[:-TAIL], self.label[-TAIL:]


def list_contents(shelf: Iterable[Entry], depth: int) -> tuple[Line, ...]:
    """The lines of the contents down to a ``depth``: 1 for parts and chapters only."""
    lines: list[Line] = []
    for entry in shelf:
        language = entry.article.language if entry.article else ""
        if entry.rank <= depth:
            lines.append(Line(entry.label, entry.anchor, entry.rank, entry.zone, language))
        for head in entry.heads:
            rank = entry.rank + head.level - 1
            label = walk.plain(head.inlines).strip()
            if rank <= depth and label:
                lines.append(Line(label, head.anchor, rank, entry.zone, language))
    return tuple(lines)


class Setting:
    """Where the templates stand: the article that is being set, its notes, its depth. ``language``
    is the publication's."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.article = Article(title=(), blocks=())
        self.depth = 1
        self.rank = 1
        self.notes: Mapping[str, Note] = {}

    def enter(self, entry: Entry) -> str:
        """Begin an article; called by the shell before its blocks. Prints nothing."""
        if entry.article is not None:
            self.article = entry.article
            self.notes = {note.note_id: note for note in entry.article.notes}
        self.depth = entry.depth
        self.rank = max(1, entry.rank)
        return ""

    def given(self) -> dict[str, Any]:
        """The functions that macros of both editions call."""
        return {
            "level": self.level,
            "depth_of": self.depth_of,
            "look": self.look,
            "note_target": self.note_target,
            "lost_picture": lost_picture,
            "plain": walk.plain,
            "credited": lambda people: credited(people, self.language),
            "at_point": at_point,
        }

    def level(self, heading: Heading) -> int:
        """The HTML level of a head: below its article's own title."""
        return min(self.depth_of(heading), DEEPEST)

    def depth_of(self, heading: Heading) -> int:
        """How deep a head stands, for bookmarks, which know no deepest level."""
        return heading.level + self.depth - 1

    def look(self, heading: Heading) -> int:
        """The level by which a head is dressed: lower in a chapter that runs on in another."""
        return min(heading.level + self.rank - 1, DEEPEST)

    def note_target(self, reference: NoteReference) -> str:
        """The address of a note within the publication."""
        return f"#{self.notes[reference.note_id].anchor}"


def is_credited(publication: Publication) -> bool:
    """True where the text itself says where it comes from, so that the page need not say it."""
    return any(
        isinstance(block, Credit)
        for article in walk.articles(publication)
        for block in article.blocks
    )


def _shelf_mark(identifier: str) -> str:
    """An identifier that means something to a reader: an ISBN or the like, not a UUID."""
    return "" if identifier.startswith("urn:uuid:") else identifier.removeprefix("urn:isbn:")


def colophon_rows(metadata: Metadata, words: Labels) -> tuple[tuple[str, str], ...]:
    """The colophon's lines after the contributors: (label, value), the empty ones left out."""
    series = metadata.series
    rows = (
        (words.publisher, metadata.publisher),
        (words.published, format_date(metadata.published, metadata.language)),
        (words.series, f"{series.name} {series.position}".strip() if series else ""),
        (words.source, metadata.source),
        (words.identifier, _shelf_mark(metadata.identifier)),
        (words.rights, metadata.rights),
    )
    return tuple((label, value) for label, value in rows if value)
