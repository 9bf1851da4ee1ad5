"""What both proofs compare: a finished file as it was read back, and text without white space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from keben.proof.standing import ANYWHERE, Standing
from keben.width import NO_WIDTH, squeeze

__all__ = [
    "ANNOTATION",
    "BASE",
    "DIVIDED",
    "LANGUAGE",
    "LINE_END",
    "Annotated",
    "Kind",
    "Leaf",
    "Line",
    "Marks",
    "PrintedPicture",
    "Reading",
    "Shown",
    "Zone",
    "joined",
    "lines_of",
    "spaced_words",
    "squeeze",
    "state_marks",
]

DIVIDED = "\ufdd0"
"""In a leaf of a printed edition: a hyphen at a line end, the author's or the compositor's. No
text holds this code point (Unicode §23.7)."""


BASE, ANNOTATION = "base", "annotation"
"""The two parts of ruby."""

Annotated = tuple[tuple[str, str], ...]
"""The parts of all ruby of a block in reading order: BASE or ANNOTATION, and the words of it."""

Marks = tuple[tuple[str, str], ...]
"""The words of a block that stand in elements of one kind, such as ``em``, or in a language."""

LANGUAGE = "lang:"
"""With a tag of BCP 47 behind it, the mark of words in another language than that of the book."""

SPACED = re.compile("[A-Za-z\u00c0-\u024f\u0300-\u036f]+")


def state_marks(pieces: Iterable[tuple[str, str]], language: str = "") -> Marks:
    """The pieces of each mark together, squeezed; ``language`` is that of the book."""
    found: dict[str, str] = {}
    for mark, text in pieces:
        if mark != LANGUAGE + language:
            found[mark] = found.get(mark, "") + text
    return tuple(sorted((mark, words) for mark, text in found.items() if (words := squeeze(text))))


def spaced_words(text: str) -> frozenset[str]:
    """The words of Latin letters without accents that spaces or marks part from others."""
    if not SPACED.search(text):
        return frozenset()
    text = NO_WIDTH.sub(_gap, text)
    return frozenset(word for word in SPACED.findall(text) if word.isascii())


LINE_END = "\u2028"
"""Stands in a text that is read for the end of a line that was asked for (Unicode §23.2)."""


def lines_of(text: str, *, is_code: bool) -> tuple[str, ...]:
    """The lines of code, with the spaces before them; of any other text those that end where it was
    asked for, squeezed, if there are several."""
    if is_code:
        return tuple(text.rstrip().expandtabs(1).split("\n"))
    lines = tuple(filter(None, map(squeeze, text.split(LINE_END)))) if LINE_END in text else ()
    return lines if len(lines) > 1 else ()


def _gap(found: re.Match[str]) -> str:
    """What has no width parts no words."""
    return " " if any(map(str.isspace, found[0])) else ""


class Kind(StrEnum):
    """What a block is, as far as both the model and a finished file can tell."""

    TEXT = "text"
    HEAD = "head"
    CELL = "cell"


class Zone(StrEnum):
    """Where a block stands: in the text, in a note, or in matter that an edition adds."""

    BODY = "text"
    NOTE = "note"
    FRAME = "matter"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block of a finished file, or the piece of one that stands on a page: its text, squeezed,
    and as much of that as is linked.

    ``place`` names the page or the document; ``page`` is 0 where there are none. ``table`` numbers
    the table elements of the file, 0 outside them, and ``listed`` its lists, the innermost counting
    (-1 where the file does not tell); ``broken`` is true where the rest of the block may follow on
    the next page, ``columns`` where it may follow on its own, in the next column. Where texts stand
    beside each other, ``side`` tells apart whose block it is, in reading order; else it is empty.
    ``floats``: of a figure that stands on the page after its place. ``ruby`` are the parts of its
    annotated words, ``marks`` what else is said of its words, as far as the format tells; ``words``
    are its :func:`spaced_words`, in print those within a line.
    """

    text: str
    kind: Kind
    zone: Zone
    place: str
    page: int = 0
    linked: str = ""
    table: int = 0
    broken: bool = False
    listed: int = -1
    columns: bool = False
    side: str = ""
    floats: bool = False
    ruby: Annotated = ()
    standing: Standing = ANYWHERE
    marks: Marks = ()
    words: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()


def joined(leaf: Leaf, other: Leaf) -> Leaf:
    """Two pieces of a block as one, which stands where the second does."""
    return replace(
        other,
        text=leaf.text + other.text,
        linked=leaf.linked + other.linked,
        ruby=leaf.ruby + other.ruby,
        marks=state_marks((*leaf.marks, *other.marks)),
        words=leaf.words | other.words,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents or a bookmark: how deep it stands, from 1, and where it leads: to the
    anchor that an address names, or to a page (0 for none)."""

    title: str
    depth: int
    anchor: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its description, and what file of the book it is."""

    description: str
    file: str


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture of a page: its description, the digests of the samples that it is made of (see
    :class:`keben.pdfium.Drawing`), and whether it is seen."""

    description: str
    page: int
    digests: tuple[bytes, ...]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A finished file: its blocks in reading order, the outside addresses that it links to; each
    piece of what stands around the text, squeezed, with its page; for each document in reading
    order its name and what matter it is, empty for text; the kinds of its landmarks; and for each
    link within it the anchor to which it leads.

    ``lines`` are the titles that lead to its heads, ``shown`` the pictures of documents,
    ``printed`` those of pages, ``calls`` the anchors to which marks of notes lead.
    ``places`` tells of each anchor the number of the block at which it stands, in print that of its
    page. ``ways`` are the anchors to which anything in an e-reader edition leads, ``marked_pages``
    the number of its marks of pages, ``formulas`` what its MathML says, ``programs`` the documents
    with scripts or style sheets of their own.
    """

    leaves: tuple[Leaf, ...]
    addresses: frozenset[str]
    around: tuple[tuple[int, str], ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    landmarks: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    shown: tuple[Shown, ...] = ()
    printed: tuple[PrintedPicture, ...] = ()
    calls: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    ways: frozenset[str] = frozenset()
    marked_pages: int = 0
    formulas: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """The descriptions of its pictures."""
        shown = (each.description for each in self.shown)
        return (*shown, *(each.description for each in self.printed))
