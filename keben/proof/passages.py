"""What every edition must hold, passage by passage: see :mod:`keben.proof.expected`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from keben.model import Image, Location
from keben.proof.reading import Annotated, Kind, Marks, state_marks
from keben.proof.standing import ANYWHERE, Standing


@dataclass(frozen=True, slots=True)
class Expected:
    """A passage that stands in one block of each edition.

    ``text`` has each annotation (ruby) after its base, ``bare`` has none. ``linked`` is as much of
    the text as is linked. ``dashed``: editions may set a dash before it, or
    in a note before a part of it. ``table`` numbers the tables, 0 outside them; the cells of a head
    may be repeated on each page. ``listed`` numbers the lists, the innermost counting. ``ruby`` are
    the parts of its annotated words, ``marks`` what else is said of its words, ``words`` its
    :func:`keben.proof.reading.spaced_words`.
    ``anchor`` is that to which contents lead,
    ``lines`` are those that :func:`keben.proof.reading.lines_of` tells.
    """

    kind: Kind
    text: str
    location: Location | None = None
    bare: str = ""
    linked: str = ""
    dashed: bool = False
    table: int = 0
    is_table_head: bool = False
    listed: int = 0
    ruby: Annotated = ()
    standing: Standing = ANYWHERE
    marks: Marks = ()
    words: frozenset[str] = frozenset()
    anchor: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that an edition must hold. ``heads`` are the titles of parts and articles and the
    heads right in them, for bookmarks and navigation; ``inner_heads`` those deeper in the text."""

    body: tuple[Expected, ...]
    notes: tuple[Expected, ...]
    heads: tuple[Expected, ...]
    inner_heads: frozenset[str]
    addresses: frozenset[str]
    targets: Mapping[str, int] = field(default_factory=dict)
    """How many links of the text lead to each anchor."""
    calls: Mapping[str, int] = field(default_factory=dict)
    """How many marks call the note of each anchor."""
    formulas: tuple[str, ...] = ()
    """What the MathML of each formula says."""
    images: tuple[Image, ...] = ()
    """The pictures."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The descriptions of its pictures."""
        return tuple(image.alt for image in self.images)


def joined(
    passages: Sequence[Expected], location: Location | None, anchor: str
) -> Iterator[Expected]:
    """A note as one passage, because in print its blocks cannot be told apart."""
    text, bare, linked = (
        "".join(getattr(passage, name) for passage in passages)
        for name in ("text", "bare", "linked")
    )
    if text:
        dashed = any(passage.dashed for passage in passages)
        ruby = tuple(part for passage in passages for part in passage.ruby)
        pieces = chain.from_iterable(passage.marks for passage in passages)
        yield Expected(
            *(Kind.TEXT, text, location, bare, linked, dashed),
            ruby=ruby,
            marks=state_marks(pieces),
            words=frozenset[str]().union(*(passage.words for passage in passages)),
            anchor=anchor,
        )
