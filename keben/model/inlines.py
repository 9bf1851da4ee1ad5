"""What stands in a line: text and its marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress; shown by a change of face or by emphasis dots, never by slanting Han."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Importance; shown by a heavier face."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code or a command inside a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to ``target``: an absolute address, or ``#anchor`` within the publication. ``role`` is
    what it leads to, where the program made it: a work of the bibliography, from there back to the
    text, or a term of the glossary."""

    children: tuple[Inline, ...]
    target: str
    role: Literal["", "work", "back", "term"] = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A place that names another: ``name`` prints what that is called (图 3), ``page`` the page on
    which it stands (第 12 页), ``folio`` the bare number of that page. ``target`` is ``#anchor``;
    ``text`` is given by transforms, and empty until then. Without a target, it leads nowhere."""

    target: str
    form: Literal["name", "page", "folio"] = "name"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links can lead to, right before what it names; it prints nothing. ``anchor`` is
    what the author calls it, and then, given by a transform, its name in the publication."""

    anchor: str


@dataclass(frozen=True, slots=True)
class IndexMark:
    """A place that the index names, right before what it speaks of; it prints nothing. ``sub`` is
    an entry under ``term``, ``sort`` how the term is spelt for sorting (a reading), ``see`` another
    term to look under instead."""

    term: str
    sub: str = ""
    sort: str = ""
    see: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work named by its ``key``, and what the author writes around it: ``locator`` is the place
    in it. ``is_bare``: its authors are named in the text already."""

    key: str
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the text names works of the bibliography. ``written`` is how the author wrote it; a
    ``narrative`` one names the authors within its sentence. A transform gives ``children``."""

    works: tuple[CitedWork, ...]
    written: str
    narrative: bool = False
    children: tuple[Inline, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The mark in the text that calls a note. ``number`` and ``anchor`` are given by a transform;
    a note called twice has one number and two anchors."""

    note_id: str
    number: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Ruby:
    """A base with its annotation (pinyin, furigana, gloss)."""

    base: str
    text: str


@dataclass(frozen=True, slots=True)
class Dotted:
    """Text under emphasis dots (着重号, 圏点)."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A proper name (专名号: of a person, a place, an age) or the title of a work (书名号), told by
    a line along it (GB/T 15834-2011 §4.15–4.16, clreq §3.4.2)."""

    children: tuple[Inline, ...]
    kind: Literal["name", "title"] = "name"


@dataclass(frozen=True, slots=True)
class Strike:
    """Text struck out."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. ``address`` is what the author wrote; ``path`` (absolute), ``media_type`` and the
    size in px are filled in when the file has been found, proved harmless and read. ``data`` is the
    picture itself where it came inside its document, until it has been written to a file; the
    ``anchor`` is for the figure that the picture becomes."""

    address: str
    alt: str = ""
    title: str = ""
    path: Path | None = None
    media_type: str = ""
    width: int = 0
    height: int = 0
    anchor: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in a line: the TeX that the author wrote, and the same as presentation MathML 3
    where it could be understood."""

    tex: str
    mathml: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line end that the author asked for."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place at which a page of the printed edition begins.
    ``label`` is the page's folio. Only the e-reader edition has it, given just before it is set."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Span:
    """A run in another language (BCP 47), set in that language's face."""

    children: tuple[Inline, ...]
    language: str


@dataclass(frozen=True, slots=True)
class ParagraphNumber:
    """The number that a numbered paragraph begins with."""

    text: str


Inline = (
    Text
    | Emphasis
    | Strong
    | Code
    | Link
    | CrossReference
    | Anchor
    | IndexMark
    | Citation
    | NoteReference
    | Ruby
    | Dotted
    | Named
    | Strike
    | Superscript
    | Subscript
    | Image
    | Math
    | LineBreak
    | PageBreak
    | Span
    | ParagraphNumber
)
Inlines = tuple[Inline, ...]
