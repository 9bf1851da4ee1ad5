"""What is known of a gathering once it is laid out and drawn: plain values that may leave the
process and be kept.

Lengths are pt; places are counted from the lower left of the finished, upright page. An element of
the structure tree, and every other object, is known by its number in the gathering's own PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SCALE = 0.75
"""pt in a px of the layout."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The text that flows through the pages, without white space: no notes, no running heads, no
    ornament; a picture is U+FFFC.

    ``pages`` are the places at which each page begins, None for a page without text; ``anchors``
    those of elements with an id; ``contents`` is where the contents begin, None without any.
    """

    text: str
    pages: tuple[int | None, ...]
    anchors: Mapping[str, int]
    contents: int | None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page: what the style sheet calls it (``name``), which kinds of pages begin with it, where
    its type area stands (left, bottom, right, top), and how far to the right its content would
    stand on the other side of a sheet.

    ``first`` and ``last`` are what named strings are set to on it (CSS GCPM 3 §1.1).
    """

    name: str
    opens: frozenset[str]
    is_blank: bool
    is_left: bool
    size: tuple[float, float]
    area: tuple[float, float, float, float]
    shift: float
    first: Mapping[str, str]
    last: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page (counted from 0), and the nearest element there; 0 for none."""

    page: int
    x: float
    y: float
    element: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark. ``level`` is from 1; one that is ``closed`` hides what is below it."""

    level: int
    label: str
    place: Place
    closed: bool = False


@dataclass(frozen=True, slots=True)
class FaceUse:
    """What a gathering draws from a face: by the codes of its glyphs (:mod:`keben.glyph_codes`)
    their widths, in thousandths of an em, and the texts that they stand for. ``digest`` is what the
    face is known as: see :class:`keben.composition.composer.Forme`."""

    digest: str
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    widths: Mapping[int, int]
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class TreeFacts:
    """The structure tree: its topmost element, the heads with the levels that the document states,
    the elements with an identifier and its first letters, those with a place on a page, those of
    PDF 2.0's own name space, lines of contents that lead to another gathering, and by name those
    to which something may lead."""

    root: int
    heads: tuple[tuple[int, int], ...]
    named: tuple[tuple[int, str], ...]
    placed: tuple[tuple[int, int], ...]
    spaced: tuple[int, ...]
    leads: tuple[tuple[int, str], ...]
    anchors: Mapping[str, int]
    titled: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """A gathering. ``begins`` says on which side its style lets it begin: ``right``, ``left``,
    ``page`` for either, or nothing where it would run on from what stands before it. ``is_sided``
    where what stands on its pages hangs on their side, ``is_crowded`` where a page has no room for
    its pull quotes."""

    pages: tuple[PageFacts, ...]
    flow: Flow
    begins: str
    is_sided: bool
    is_crowded: bool
    anchors: Mapping[str, Place]
    marks: tuple[Mark, ...]
    faces: Mapping[str, FaceUse]
    tree: TreeFacts
