"""What the macros of a printed edition ask for: addresses of pictures and drawings, how tables and
figures fit, which note is called for the first time, on which page something stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from keben import walk
from keben.model import (
    Block,
    CodeBlock,
    Figure,
    Formula,
    Image,
    Inlines,
    Math,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    Table,
)
from keben.settings import Settings
from keben.typeset.columns import lay_down
from keben.typeset.floats import floating
from keben.typeset.formulas import draw
from keben.typeset.gathers import GATHER
from keben.typeset.geometry import Geometry, figure_spans, figure_width, turned_measure
from keben.typeset.highlight import CodeLine, code_lines
from keben.typeset.leading import bare_heads, captions_below, heads_of, identities, lead_ins
from keben.typeset.opening import cut_cap, name_width
from keben.typeset.shared import Setting
from keben.typeset.templates import as_it_is
from keben.typeset.wide import Fit, cell_class, fit_table, hang, is_short, is_short_code

UNKNOWN = "000"
"""What stands for a folio until pages are laid out: as wide as most of a book's."""

PICTURE_ADDRESS = "keben:picture/{name}"
FORMULA_ADDRESS = "keben:formula/{name}.svg"
STANDING = "{address}/standing"
"""The address of a picture as it is, where the page shows it lying on its side."""


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """The address of a formula's drawing, and its lengths in em: see
    :class:`keben.typeset.formulas.Drawing`."""

    address: str
    width: float
    height: float
    depth: float


class PrintMacros:
    """Answers what macros ask while a publication is set. ``pictures`` are those that were asked
    for, by address; ``asked`` the anchors whose folios were."""

    def __init__(
        self,
        publication: Publication,
        settings: Settings,
        geometry: Geometry,
        folios: Mapping[str, str],
    ) -> None:
        self.state = Setting(publication.metadata.language)
        self.pictures: dict[str, Path | bytes] = {}
        self.asked: set[str] = set()
        self._settings, self._geometry, self._folios = settings, geometry, folios
        self._leading = identities(
            paragraph
            for article in walk.articles(publication)
            for run in (article.blocks, *(note.blocks for note in article.notes))
            for paragraph in lead_ins(run)
        )
        self._trailing = identities(
            paragraph
            for article in walk.articles(publication)
            for paragraph in captions_below(article.blocks)
        )
        self._bare = identities(
            head for article in walk.articles(publication) for head in bare_heads(article.blocks)
        )
        self._fits: dict[tuple[int, bool], Fit] = {}
        self._turned = identities(
            block
            for article in walk.articles(publication)
            for block in heads_of(article.blocks, self._is_turned)
        )
        self._floats = identities(floating(publication, settings))
        self._called: set[tuple[str, str]] = set()
        self._addresses: dict[Path, str] = {}
        self._named_alike: Counter[str] = Counter()
        self._drawn: dict[str, DrawnFormula | None] = {}

    def given(self) -> dict[str, Any]:
        """All of it by the names that macros and shells know."""
        even = self._settings.composition.even_names
        return {
            **self.state.given(),
            "href": lambda target: target,
            "first_call": self.first_call,
            "note": self.note,
            "picture": self.picture,
            "drawing_of": self.formula,
            "code_lines": self.code_lines,
            "fit": self.fit,
            "is_short": self.is_short,
            "is_short_code": self.is_short_code,
            "hang": self.hang,
            "cell_class": cell_class,
            "figure_width": self.figure_width,
            "figure_spans": self.figure_spans,
            "floats": lambda block: id(block) in self._floats,
            "bookmark": bookmark,
            "trails": lambda paragraph: id(paragraph) in self._trailing,
            "leads": lambda paragraph: id(paragraph) in self._leading,
            "heads_nothing": lambda head: id(head) in self._bare,
            "turns": lambda block: id(block) in self._turned,
            "in_margin": self._geometry.sidebar > 0,
            "opening": self.opening,
            "gather": lambda: as_it_is(GATHER),
            "folio": self.folio,
            "name_width": name_width if even else lambda people: 0,
        }

    def first_call(self, reference: NoteReference) -> bool:
        """True where a note of the open article is called for the first time."""
        key = (self.state.article.slug, reference.note_id)
        new = key not in self._called
        self._called.add(key)
        return new

    def note(self, reference: NoteReference) -> Note:
        return self.state.notes[reference.note_id]

    def picture(self, image: Image) -> str:
        """The address of a picture that was found."""
        assert image.path is not None
        if image.path not in self._addresses:
            # The file may have another name where an archive is built again.
            name = _name(image.address)
            self._named_alike[name] += 1
            address = PICTURE_ADDRESS.format(name=f"{name}-{self._named_alike[name]}")
            self._addresses[image.path] = address
            self.pictures[address] = image.path
            if self._settings.vertical and image.width and image.height:
                standing = STANDING.format(address=address)
                self.pictures[standing] = image.path
                self.pictures[address] = lay_down(standing, width=image.width, height=image.height)
        return self._addresses[image.path]

    def formula(self, node: Math | Formula) -> DrawnFormula | None:
        """The drawing of a formula; None where it cannot be drawn."""
        if node.mathml not in self._drawn:
            made = draw(node.mathml, self._settings.colour.ink) if node.mathml else None
            address = FORMULA_ADDRESS.format(name=_name(node.mathml))
            if made:
                self.pictures[address] = made.svg
            self._drawn[node.mathml] = (
                DrawnFormula(address, made.width, made.height, made.depth) if made else None
            )
        return self._drawn[node.mathml]

    def code_lines(self, node: CodeBlock) -> tuple[CodeLine, ...]:
        return code_lines(node, highlight=self._settings.code.highlight)

    def fit(self, table: Table) -> Fit:
        """How a table fits into its room."""
        return self._fit(table, is_alone=self._is_alone(table))

    def _is_turned(self, block: Block) -> bool:
        """True for a block of an article that has a page on its side."""
        return isinstance(block, Table) and self._fit(block, is_alone=True).turned

    def _fit(self, table: Table, *, is_alone: bool) -> Fit:
        """Whether heads go to the page of a table is asked before the table is set."""
        key = (id(table), is_alone)
        if key not in self._fits:
            self._fits[key] = self._measured_fit(table, is_alone=is_alone)
        return self._fits[key]

    def _measured_fit(self, table: Table, *, is_alone: bool) -> Fit:
        settings, geometry = self._settings, self._geometry
        size = settings.type.size
        alone = is_alone and not settings.vertical
        return fit_table(
            table,
            settings.tables,
            room=geometry.column / size,
            turned_room=turned_measure(settings) / size if alone else 0.0,
            spanned_room=geometry.measure / size if alone and geometry.columns > 1 else 0.0,
        )

    def is_short(self, table: Table, *, spans: bool = False) -> bool:
        """True for a table that had better stay on one page."""
        room = self._geometry.measure if spans else self._geometry.column
        lines = self._geometry.lines
        return is_short(table, room=room / self._settings.type.size, page_lines=lines)

    def is_short_code(self, block: CodeBlock) -> bool:
        """True for code that had better stay on one page."""
        return is_short_code(block.text, room=self._code_room(), page_lines=self._geometry.lines)

    def hang(self, line: CodeLine) -> float:
        """How far the rest of a line of code is set in, beyond what all are, em."""
        runs = [text for text, _ in line.runs if isinstance(text, str)]
        return hang(runs, room=self._code_room())

    def _code_room(self) -> float:
        """The measure in em of code."""
        return self._geometry.column / (self._settings.type.size * self._settings.code.size)

    def figure_spans(self, figure: Figure) -> bool:
        """True for a figure that goes over all columns."""
        return self._is_alone(figure) and figure_spans(figure.image, self._settings, self._geometry)

    def figure_width(self, image: Image, *, spans: bool = False) -> float:
        return figure_width(image, self._settings, self._geometry, spans=spans)

    def opening(self, paragraph: Paragraph) -> tuple[str, Inlines]:
        """The drop cap of an article's first paragraph, and the rest of it."""
        first = next((b for b in self.state.article.blocks if isinstance(b, Paragraph)), None)
        wanted = self._settings.composition.drop_cap > 1 and paragraph is first
        return cut_cap(paragraph.inlines) if wanted else ("", paragraph.inlines)

    def folio(self, anchor: str) -> str:
        """That of the page on which an anchor stands, as far as it is known."""
        self.asked.add(anchor)
        return self._folios.get(anchor, UNKNOWN)

    def _is_alone(self, block: Table | Figure) -> bool:
        return any(other is block for other in self.state.article.blocks)


def bookmark(run: Inlines) -> str:
    """The bookmark of a head that calls a note, whose number is no word of it; else empty."""
    calls = any(isinstance(inline, NoteReference) for inline in walk.inlines(run))
    return walk.plain(run) if calls else ""


def _name(text: str) -> str:
    """What a picture is called: by what its author called it, which stays when another is
    added."""
    return sha256(text.encode()).hexdigest()[:16]
