"""A whole: articles with their notes, parts, and the publication that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from keben.model.blocks import Blocks
from keben.model.facts import Contributor, Finding, Location, Metadata
from keben.model.inlines import Image, Inlines


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text; ``number`` and ``anchor`` are given by a transform."""

    note_id: str
    blocks: Blocks
    number: int = 0
    anchor: str = ""
    location: Location | None = None


Role = Literal["", "index", "figures", "tables", "bibliography"]
"""What the program makes an article of the others for: the index, a list of figures, of tables or
of the works cited."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text, or one chapter of a book. ``slug`` names its file and its anchors; ``children``
    are the chapters below it. ``label`` is what the book's list of contents calls it, where that
    is not its title. One with a ``role`` was made of the others;
    ``anchor`` is what its author calls it in references; ``number`` is given by a transform, where
    heads are numbered."""

    title: Inlines
    blocks: Blocks
    slug: str = ""
    language: str = ""
    notes: tuple[Note, ...] = ()
    children: tuple[Article, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    label: str = ""
    is_appendix: bool = False
    number: str = ""
    anchor: str = ""
    role: Role = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: a title over several chapters."""

    title: Inlines
    articles: tuple[Article, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A document or a book, with what was found out while reading it. ``cover`` is the author's own
    cover picture; ``bibliography`` are the files of the works that its texts cite, as they name
    them."""

    metadata: Metadata
    body: tuple[Article | Part, ...]
    front: tuple[Article, ...] = ()
    back: tuple[Article, ...] = ()
    cover: Image | None = None
    findings: tuple[Finding, ...] = ()
    bibliography: tuple[str, ...] = ()
