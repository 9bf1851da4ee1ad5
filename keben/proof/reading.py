"""What both proofs compare: a finished file as it was read back, and text without white space."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from keben.width import squeeze

__all__ = [
    "ANNOTATION",
    "BASE",
    "DIVIDED",
    "Annotated",
    "Kind",
    "Leaf",
    "Reading",
    "Zone",
    "squeeze",
]

DIVIDED = "\ufdd0"
"""In a leaf of a printed edition: a hyphen at a line end, the author's or the compositor's. No
text holds this code point (Unicode §23.7)."""


BASE, ANNOTATION = "base", "annotation"
"""The two parts of ruby."""

Annotated = tuple[tuple[str, str], ...]
"""The parts of all ruby of a block in reading order: BASE or ANNOTATION, and the words of it."""


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
    annotated words.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A finished file: its blocks in reading order, the titles that lead to its heads, the
    descriptions of its pictures, the outside addresses that it links to; each piece of what
    stands around the text, squeezed, with its page; for each document in reading order its name
    and what matter it is, empty for text; the kinds of its landmarks; and for each link within it
    the anchor to which it leads."""

    leaves: tuple[Leaf, ...]
    heads: tuple[str, ...]
    pictures: tuple[str, ...]
    addresses: frozenset[str]
    around: tuple[tuple[int, str], ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    landmarks: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()
