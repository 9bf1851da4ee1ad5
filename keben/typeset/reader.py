"""Publication, theme, settings → the XHTML documents of the e-reader edition.

Each article is one document, named by its slug. Before them stand the cover, in a book a title
page, and the contents; after them, in a book, a colophon. The package is the EPUB edition's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from keben import walk
from keben.labels import Labels, labels
from keben.model import (
    Blocks,
    CodeBlock,
    Heading,
    Image,
    Inlines,
    Metadata,
    Note,
    Paragraph,
    Publication,
    Text,
)
from keben.theme import Theme
from keben.transforms.page_breaks import Paged
from keben.typeset.anchors import anchors, calls
from keben.typeset.highlight import CodeLine, code_lines
from keben.typeset.imprint import byline, labelled, source_line
from keben.typeset.outline import Point, close_levels, outline
from keben.typeset.rare import text_runs
from keben.typeset.shared import Entry, Setting, colophon_rows, shelve
from keben.typeset.templates import Templates

COVER = "cover"
TITLE_PAGE = "title"
CONTENTS = "nav"
COLOPHON = "colophon"
LEAVES = {"titlepage": TITLE_PAGE, "contents": CONTENTS, "colophon": COLOPHON}
"""The documents of matter that editions add, by kind."""
MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
"""The zones of a book as EPUB's structural semantics name them."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One XHTML document, ``<name>.xhtml``. ``kind`` is ``cover``, ``titlepage``, ``contents``,
    ``part``, ``chapter`` or ``colophon``; ``entry`` is the place in the reading order that it
    prints, None for generated matter. The contents of a single article are for the reading
    system's menu only: not ``in_spine``."""

    name: str
    kind: str
    title: str
    html: str
    entry: Entry | None = None
    in_spine: bool = True


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems look for; ``kind`` is its epub:type."""

    kind: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ReaderEdition:
    """The documents in reading order, the tree of their heads, and the printed pages in order."""

    leaves: tuple[Leaf, ...]
    points: tuple[Point, ...]
    pages: tuple[Point, ...] = ()


def typeset_reader(
    publication: Publication,
    theme: Theme,
    *,
    pictures: Mapping[str, str],
    cover: str,
    rare: frozenset[str] = frozenset(),
    upright_numbers: bool = False,
    pages: Paged | None = None,
    listed_notes: bool = False,
    highlight: bool = True,
    tell: Callable[[int, int], None] = lambda chapter, total: None,
) -> ReaderEdition:
    """The e-reader edition's documents.

    ``pictures`` gives for each picture's path (as text) its address in the package, ``cover`` is
    that of the cover; ``rare`` are characters that only an embedded last-resort face has;
    ``upright_numbers`` marks those that stand upright in a column; ``pages`` are those of the
    printed edition, marked in the same publication. Without a ``cover`` it has no page;
    ``listed_notes`` makes notes a list, as Duokan's readers want them. ``highlight`` tells
    keywords, comments and strings of code apart. ``tell`` is told each chapter's number before it
    is set, and how many there are.
    """
    shop = _Shop(publication, theme, pictures, cover, rare, upright_numbers, pages, highlight)
    shop.values["listed_notes"] = listed_notes
    return shop.edition(tell)


class _Shop:
    """The state of setting one publication: which document is open, which notes it has."""

    def __init__(
        self,
        publication: Publication,
        theme: Theme,
        pictures: Mapping[str, str],
        cover: str,
        rare: frozenset[str],
        upright_numbers: bool,
        pages: Paged | None,
        highlight: bool,
    ) -> None:
        self.publication = pages.publication if pages else publication
        self.before = pages.before if pages else {}
        self.pictures = pictures
        self.rare = rare
        self.upright_numbers = upright_numbers
        self.highlight = highlight
        self.shelf = shelve(self.publication)
        self.is_book = walk.is_book(publication)
        self.leaf_of = {anchor: e.anchor for e in self.shelf for anchor in anchors(e)}
        self.leaf_of |= {
            found.anchor: LEAVES.get(place, place)
            for place, breaks in self.before.items()
            for found in breaks
        }
        self.open = ""
        metadata = publication.metadata
        self.state = Setting(metadata.language)
        self.levels = {a: n for entry in self.shelf for a, n in close_levels(entry)}
        untitled = metadata.title or labels(metadata.language).text
        self.points = outline(self.shelf, href=self.href, untitled=untitled)
        breaks = pages.breaks if pages else ()
        self.pages = tuple(Point(b.label, self.href(f"#{b.anchor}")) for b in breaks)
        self.templates = Templates(theme, "reader", self.given())
        self.values = self.shown(metadata, cover)

    def given(self) -> dict[str, Any]:
        """What macros may ask for."""
        return {
            **self.state.given(),
            "href": self.href,
            "picture": self.picture,
            "level": self.level,
            "text_runs": self.text_runs,
            "code_lines": self.code_lines,
        }

    def shown(self, metadata: Metadata, cover: str) -> dict[str, Any]:
        """What the shell of every document may print."""
        words = labels(metadata.language)
        return {
            "publication": self.publication,
            "metadata": metadata,
            "title_run": (Text(metadata.title),),
            "labels": words,
            "is_book": self.is_book,
            "cover": cover,
            "points": self.points,
            "pages": self.pages,
            "landmarks": self.landmarks(words, has_cover=bool(cover)),
            "cover_text": labelled(words.cover, metadata.title, metadata.language),
            "colophon": colophon_rows(metadata, words),
            "byline": lambda people, date: byline(people, date, metadata.language),
            "part_first": part_first,
            "calls": calls,
        }

    def edition(self, tell: Callable[[int, int], None]) -> ReaderEdition:
        words: Labels = self.values["labels"]
        leaves = [self.leaf(COVER, "cover", words.cover)] if self.values["cover"] else []
        if self.is_book:
            leaves.append(self.leaf(TITLE_PAGE, "titlepage", words.title_page))
        leaves.append(self.leaf(CONTENTS, "contents", words.contents, in_spine=self.is_book))
        for number, entry in enumerate(self.shelf, start=1):
            tell(number, len(self.shelf))
            kind = "chapter" if entry.article else "part"
            title = entry.label or self.publication.metadata.title
            leaves.append(self.leaf(entry.anchor, kind, title, entry))
        if self.is_book:
            leaves.append(self.leaf(COLOPHON, "colophon", words.colophon))
        return ReaderEdition(tuple(leaves), self.points, self.pages)

    def leaf(
        self, name: str, kind: str, title: str, entry: Entry | None = None, in_spine: bool = True
    ) -> Leaf:
        self.open = name
        article = entry.article if entry else None
        if entry is not None:
            self.state.enter(entry)
        metadata = self.publication.metadata
        page = self.templates.render(
            "reader.xhtml",
            kind=kind,
            matter=MATTER["back" if kind == "colophon" else entry.zone if entry else "front"],
            page_title=title,
            page_language=(article and article.language) or metadata.language,
            entry=entry,
            article=article,
            title_level=entry.level if entry else 1,
            opening=self.before.get(entry.anchor if entry else kind, ()),
            source=source_line(article, metadata) if article else "",
            **self.values,
        )
        return Leaf(name, kind, title, page, entry, in_spine)

    def href(self, target: str) -> str:
        """The address, from the open document, of an anchor of this publication; any other
        address stays as it is."""
        anchor = target.removeprefix("#")
        leaf = self.leaf_of.get(anchor)
        if not target.startswith("#") or leaf is None or leaf == self.open:
            return target
        return f"{leaf}.xhtml" if anchor == leaf else f"{leaf}.xhtml#{anchor}"

    def level(self, heading: Heading) -> int:
        """The HTML level of a head, no more than one below the head before it (WCAG 2.2, 1.3.1)."""
        return self.levels.get(heading.anchor) or self.state.level(heading)

    def picture(self, image: Image) -> str:
        return self.pictures[str(image.path)]

    def code_lines(self, node: CodeBlock) -> tuple[CodeLine, ...]:
        return code_lines(node, highlight=self.highlight)

    def landmarks(self, words: Labels, *, has_cover: bool) -> tuple[Landmark, ...]:
        first = next((e for e in self.shelf if e.zone == "body"), self.shelf[0])
        places = [Landmark("cover", words.cover, f"{COVER}.xhtml")] if has_cover else []
        if self.is_book:
            places.append(Landmark("titlepage", words.title_page, f"{TITLE_PAGE}.xhtml"))
            places.append(Landmark("toc", words.contents, f"{CONTENTS}.xhtml#toc"))
        places.append(Landmark("bodymatter", words.text, f"{first.anchor}.xhtml"))
        if self.is_book:
            places.append(Landmark("colophon", words.colophon, f"{COLOPHON}.xhtml"))
        return tuple(places)

    def text_runs(self, text: str) -> list[tuple[str, str]]:
        return text_runs(text, self.rare, upright_numbers=self.upright_numbers)


def part_first(note: Note) -> tuple[Inlines, Blocks]:
    """The inlines of a note's first paragraph, before which its number stands, and the other
    blocks."""
    first = note.blocks[0] if note.blocks else None
    if isinstance(first, Paragraph):
        return first.inlines, note.blocks[1:]
    return (), note.blocks
