"""A document of an e-reader edition → its blocks in reading order, its pictures and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from keben.proof.reading import (
    ANNOTATION,
    BASE,
    LANGUAGE,
    LINE_END,
    Kind,
    Leaf,
    Shown,
    Zone,
    joined,
    lines_of,
    spaced_words,
    squeeze,
    state_marks,
)
from keben.proof.standing import ANYWHERE, Group, Place, Role, Standing
from keben.proof.xhtml import (
    BLOCKS,
    CELLS,
    HEADS,
    MATH,
    MATTER,
    SECTIONS,
    XHTML,
    anchor_of,
    is_hidden,
    name_of,
    said_by,
    types_of,
)

ROLES = {
    "p": Role.PARAGRAPH,
    "pre": Role.CODE,
    "td": Role.CELL,
    "th": Role.COLUMN_HEAD,
    "caption": Role.CAPTION,
    "figcaption": Role.CAPTION,
    "dt": Role.TERM,
    **dict.fromkeys(HEADS, Role.HEAD),
}
GROUPS = {
    "blockquote": Group.QUOTATION,
    "ul": Group.LIST,
    "dl": Group.LIST,
    "ol": Group.NUMBERED,
    "tr": Group.ROW,
}
UNCOUNTED = {"thead": Group.HEADS}

PROGRAMS = frozenset(("script", "style"))
"""Elements that may change all that is seen; no edition has any."""

MARKED = frozenset(("em", "strong", "code", "del", "sup", "sub", "u"))
"""Elements that set words apart."""


@dataclass(frozen=True, slots=True)
class _Around:
    """In what an element stands: its zone, the number of its table, what else holds it, whether it
    is linked, the language in force, and what sets it apart."""

    zone: Zone = Zone.BODY
    table: int = 0
    place: Place = ()
    link: bool = False
    language: str = ""
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A block that is being read: the element's name, and pieces of text."""

    name: str
    around: _Around
    pieces: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    ruby: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)


class DocumentReader:
    """Gathers a document, which is called ``place``, of a book in a ``language``. ``places`` are
    the identifiers in it, each with the number of the block, of ``leaves``, at which it stands;
    ``calls`` are the addresses to which marks of notes lead, ``ways`` the anchors to which all
    links within the book do; for ``formulas`` see :func:`keben.proof.xhtml.said_by`."""

    def __init__(self, place: str, language: str) -> None:
        self.leaves: list[Leaf] = []
        self.pictures: list[Shown] = []
        self.addresses: set[str] = set()
        self.targets: list[str] = []
        self.calls: list[str] = []
        self.places: dict[str, int] = {}
        self.ways: set[str] = set()
        self.marked_pages = 0
        self.formulas: list[str] = []
        self.has_program = False
        self.tables = 0
        self.matter = ""
        self.place, self.language = place, language
        self._groups = 0
        self._terms: dict[Place, tuple[Group, int]] = {}

    def read(self, document: ET.Element) -> None:
        """Read the whole of it."""
        self.has_program = any(name_of(each) in PROGRAMS for each in document.iter())
        body = document.find(f"{XHTML}body")
        if body is not None:
            # Kobo wants every document in two divisions.
            parts = (part for part in body.iter() if name_of(part) in SECTIONS)
            kinds = (sorted(types_of(part) & MATTER) for part in parts)
            self.matter = next((kind for found in kinds for kind in found), "")
            links = (link.get("href", "") for link in body.iter(f"{XHTML}a"))
            self.ways = {anchor_of(each) for each in links if not urlsplit(each).scheme}
            self.marked_pages = sum("pagebreak" in types_of(each) for each in body.iter())
            self._block(body, _Around(language=document.get("lang", "")))

    def _block(self, element: ET.Element, around: _Around) -> None:
        """Read an element that is a block: the lines in it, and the blocks between them."""
        if is_hidden(element):
            return
        types = types_of(element)
        around = self._entered(element, around)
        first = len(self.leaves)
        self._close(self._within(element, _Open(name_of(element), around)))
        if around.zone is Zone.NOTE and types and len(self.leaves) > first:
            self.leaves[first:] = [_join(self.leaves[first:])]

    def _entered(self, element: ET.Element, around: _Around) -> _Around:
        """What an element is in for what stands in it."""
        name, types = name_of(element), types_of(element)
        self.places.setdefault(element.get("id", ""), len(self.leaves))
        zone, table, place = around.zone, around.table, around.place
        if types & MATTER:
            zone = Zone.FRAME
        elif "footnote" in types or "endnote" in types:
            zone = Zone.NOTE
        if name == "table":
            self.tables += 1
            table = self.tables
        group = GROUPS.get(name)
        if name in ("aside", "section") and "box" in element.get("class", "").split():
            group = Group.BOX
        elif "pullquote" in types:
            group = Group.QUOTATION
        if group:
            place += (self._counted(group),)
        elif name in UNCOUNTED:
            place += ((UNCOUNTED[name], 0),)
        elif name == "li":
            place += (self._counted(Group.ITEM), (Group.BODY, 0))
        elif name == "dt":
            self._terms[place] = self._counted(Group.ITEM)
            place += (self._terms[place],)
        elif name == "dd":
            place += (self._terms.get(place) or self._counted(Group.ITEM), (Group.BODY, 0))
        language = element.get("lang", around.language)
        marks = (*around.marks, name) if name in MARKED else around.marks
        return replace(around, zone=zone, table=table, place=place, language=language, marks=marks)

    def _counted(self, group: Group) -> tuple[Group, int]:
        self._groups += 1
        return group, self._groups

    def _within(self, element: ET.Element, line: _Open) -> _Open:
        """Read what an element holds. A block inside ends the line, and another line follows it."""
        self._add(line, element.text)
        for child in element:
            if not isinstance(child.tag, str) or is_hidden(child):
                pass
            elif child.tag == MATH:
                self.formulas.append(said_by(child))
                self._add(line, child.get("alttext"))
            elif name_of(child) in BLOCKS:
                self._close(line)
                self._block(child, line.around)
                line = _Open(line.name, line.around)
            else:
                line = self._inline(child, line)
            self._add(line, child.tail)
        return line

    def _inline(self, element: ET.Element, line: _Open) -> _Open:
        name, outer = name_of(element), line.around
        around = self._entered(element, outer)
        if name == "img" and outer.zone is not Zone.FRAME:
            self.pictures.append(Shown(element.get("alt", ""), element.get("src", "")))
        elif name == "br":
            self._add(line, LINE_END)
        elif name == "a" and "noteref" in types_of(element):
            self.calls.append(element.get("href", ""))
            self._add(line, "".join(element.itertext()))
            return line
        elif name == "a":
            self._read_link(element.get("href", ""), outer.zone)
            around = replace(around, link=True)
        elif name == "ruby":
            line.ruby += (
                (part, words) for part, text in _ruby(element) if (words := squeeze(text))
            )
        if line.name == "pre" and name == "code":
            around = replace(around, marks=outer.marks)
        line.around = around
        line = self._within(element, line)
        line.around = outer
        return line

    def _read_link(self, address: str, zone: Zone) -> None:
        parts = urlsplit(address)
        if parts.scheme:
            self.addresses.add(address)
        elif zone is not Zone.FRAME:
            self.targets.append(anchor_of(address))

    def _add(self, line: _Open, text: str | None) -> None:
        if not text:
            return
        line.pieces.append(text)
        if line.around.link:
            line.linked.append(text)
        line.marked += ((mark, text) for mark in line.around.marks)
        line.marked.append((f"{LANGUAGE}{line.around.language}", text))

    def _close(self, line: _Open) -> None:
        written = "".join(line.pieces)
        text = squeeze(written)
        if not text:
            return
        name, around = line.name, line.around
        kind = Kind.HEAD if name in HEADS else Kind.CELL if name in CELLS else Kind.TEXT
        level = int(name[1]) if kind is Kind.HEAD else 0
        self.leaves.append(
            Leaf(
                text,
                kind,
                around.zone,
                self.place,
                linked=squeeze("".join(line.linked)),
                table=around.table,
                ruby=tuple(line.ruby),
                standing=Standing(ROLES.get(name, Role.OTHER), around.place, level),
                marks=state_marks(line.marked, self.language),
                words=spaced_words(written),
                lines=lines_of(written, is_code=name == "pre"),
            )
        )


def _ruby(element: ET.Element) -> Iterator[tuple[str, str]]:
    """Base and annotation in turn (HTML §4.5.10)."""
    yield BASE, element.text or ""
    for child in element:
        if name_of(child) != "rp":
            yield ANNOTATION if name_of(child) == "rt" else BASE, "".join(child.itertext())
        yield BASE, child.tail or ""


def _join(leaves: Sequence[Leaf]) -> Leaf:
    """A note as one block."""
    return replace(reduce(joined, leaves), kind=Kind.TEXT, table=0, standing=ANYWHERE)
