"""Publication, theme, settings, type case → the HTML and CSS of the printed edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from keben import walk
from keben.labels import format_date, labels
from keben.model import (
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
    PullQuote,
    Table,
)
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typeset.columns import column_rules, lay_down, lay_out_columns
from keben.typeset.formulas import draw
from keben.typeset.gathers import GATHER, divide
from keben.typeset.geometry import (
    Geometry,
    figure_spans,
    figure_width,
    lay_out,
    turned_measure,
)
from keben.typeset.highlight import CodeLine, code_lines
from keben.typeset.leading import identities, lead_ins
from keben.typeset.opening import cut_cap, name_width
from keben.typeset.page import faces, font_faces, page_rules, text_columns, variables
from keben.typeset.shared import Setting, colophon_rows, is_credited, list_contents, shelve
from keben.typeset.templates import Templates, as_it_is
from keben.typeset.wide import Fit, cell_class, fit_table, is_short

UNKNOWN = "000"
"""What stands for a folio until pages are laid out: as wide as most of a book's."""

NO_FOLIOS: Mapping[str, str] = MappingProxyType({})

FONT_ADDRESS = "keben:font/{name}.{suffix}"
PICTURE_ADDRESS = "keben:picture/{name}"
FORMULA_ADDRESS = "keben:formula/{name}.svg"
STANDING = "{address}/standing"
"""The address of a picture as it is, where the page shows it lying on its side."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What the layout engine is given: XHTML, a style sheet, the page, the pictures by address;
    ``asks_folios`` if the theme prints numbers of pages, as in the contents."""

    html: str
    css: str
    geometry: Geometry
    pictures: Mapping[str, Path | bytes]
    asks_folios: bool = False

    def gatherings(self) -> tuple[str, ...]:
        """The document in parts that are laid out by themselves: see :func:`divide`."""
        return divide(self.html)


@dataclass(frozen=True, slots=True)
class DrawnFormula:
    """The address of a formula's drawing, and its lengths in em: see
    :class:`keben.typeset.formulas.Drawing`."""

    address: str
    width: float
    height: float
    depth: float


def typeset_print(
    publication: Publication,
    theme: Theme,
    settings: Settings,
    *,
    case: TypeCase,
    folios: Mapping[str, str] = NO_FOLIOS,
    in_column: bool = False,
) -> Printed:
    """The whole publication as one document for the printer.

    ``folios`` are those of the pages on which anchors stand, as far as they are known;
    ``in_column`` puts pull quotes into the text column whatever the theme says.
    """
    beside = not in_column and any(
        isinstance(block, PullQuote)
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
    )
    geometry = (lay_out_columns if settings.vertical else lay_out)(settings, with_sidebar=beside)
    pictures: dict[str, Path | bytes] = {}
    known: dict[Path, str] = {}
    named_alike: Counter[str] = Counter()
    language = publication.metadata.language
    state = Setting(language)
    called: set[tuple[str, str]] = set()

    def first_call(reference: NoteReference) -> bool:
        key = (state.article.slug, reference.note_id)
        new = key not in called
        called.add(key)
        return new

    def note(reference: NoteReference) -> Note:
        return state.notes[reference.note_id]

    def picture(image: Image) -> str:
        assert image.path is not None  # the macro asks only for pictures that were found
        if image.path not in known:
            # The file may have another name where an archive is built again.
            name = _name(image.address)
            named_alike[name] += 1
            address = PICTURE_ADDRESS.format(name=f"{name}-{named_alike[name]}")
            known[image.path] = address
            pictures[address] = image.path
            if settings.vertical and image.width and image.height:
                standing = STANDING.format(address=address)
                pictures[standing] = image.path
                pictures[address] = lay_down(standing, width=image.width, height=image.height)
        return known[image.path]

    drawn: dict[str, DrawnFormula | None] = {}

    def formula(node: Math | Formula) -> DrawnFormula | None:
        if node.mathml not in drawn:
            made = draw(node.mathml, settings.colour.ink) if node.mathml else None
            address = FORMULA_ADDRESS.format(name=_name(node.mathml))
            if made:
                pictures[address] = made.svg
            drawn[node.mathml] = (
                DrawnFormula(address, made.width, made.height, made.depth) if made else None
            )
        return drawn[node.mathml]

    def lines(node: CodeBlock) -> tuple[CodeLine, ...]:
        return code_lines(node, highlight=settings.code.highlight)

    def is_alone(block: Table | Figure) -> bool:
        return any(other is block for other in state.article.blocks)

    def fit(table: Table) -> Fit:
        size = settings.type.size
        alone = not settings.vertical and is_alone(table)
        return fit_table(
            table,
            settings.tables,
            room=geometry.column / size,
            turned_room=turned_measure(settings) / size if alone else 0.0,
            spanned_room=geometry.measure / size if alone and geometry.columns > 1 else 0.0,
        )

    def short(table: Table, *, spans: bool = False) -> bool:
        room = geometry.measure if spans else geometry.column
        return is_short(table, room=room / settings.type.size)

    def spans(figure: Figure) -> bool:
        return is_alone(figure) and figure_spans(figure.image, settings, geometry)

    def width(image: Image, *, spans: bool = False) -> float:
        return figure_width(image, settings, geometry, spans=spans)

    leading = identities(
        paragraph
        for article in walk.articles(publication)
        for run in (article.blocks, *(note.blocks for note in article.notes))
        for paragraph in lead_ins(run)
    )

    def opening(paragraph: Paragraph) -> tuple[str, Inlines]:
        first = next((b for b in state.article.blocks if isinstance(b, Paragraph)), None)
        wanted = settings.composition.drop_cap > 1 and paragraph is first
        return cut_cap(paragraph.inlines) if wanted else ("", paragraph.inlines)

    asked: set[str] = set()

    def folio(anchor: str) -> str:
        asked.add(anchor)
        return folios.get(anchor, UNKNOWN)

    given: dict[str, Any] = {
        **state.given(),
        "href": lambda target: target,
        "first_call": first_call,
        "note": note,
        "picture": picture,
        "drawing_of": formula,
        "code_lines": lines,
        "fit": fit,
        "is_short": short,
        "cell_class": cell_class,
        "figure_width": width,
        "figure_spans": spans,
        "leads": lambda paragraph: id(paragraph) in leading,
        "in_margin": geometry.sidebar > 0,
        "opening": opening,
        "gather": lambda: as_it_is(GATHER),
        "folio": folio,
        "name_width": name_width if settings.composition.even_names else lambda people: 0,
    }
    templates = Templates(theme, "print", given)
    words = labels(language)
    shelf = shelve(publication)
    html = templates.render(
        "print.html",
        publication=publication,
        metadata=publication.metadata,
        labels=words,
        colophon=colophon_rows(publication.metadata, words),
        published=format_date(publication.metadata.published, language),
        shelf=shelf,
        lines=list_contents(shelf, settings.matter.contents_depth),
        half_title=settings.matter.half_title,
        colophon_place=_colophon_place(settings, language),
        is_book=walk.is_book(publication),
        is_credited=is_credited(publication),
        index_columns=settings.index.columns,
        show_contents=_shows_contents(publication, settings),
        two_sided=settings.page.two_sided,
        recto=settings.page.recto,
        enter=state.enter,
    )
    css = "\n".join(
        (
            font_faces(case, FONT_ADDRESS),
            variables(settings, geometry, case, language),
            theme.style("print.css"),
            text_columns(geometry),
            *_page(theme, settings, geometry, case, language),
        )
    )
    return Printed(html, css, geometry, pictures, bool(asked))


def _name(text: str) -> str:
    """What a picture is called: by what its author called it, which stays when another is
    added."""
    return sha256(text.encode()).hexdigest()[:16]


def _page(
    theme: Theme, settings: Settings, geometry: Geometry, case: TypeCase, language: str
) -> tuple[str, ...]:
    """What differs between a page in lines and one in columns."""
    if not settings.vertical:
        return (page_rules(settings, geometry),)
    return (
        theme.style("print.vertical.css"),
        f":root{{{faces(case, language, ('furniture',))}}}",
        column_rules(settings, geometry),
    )


def _shows_contents(publication: Publication, settings: Settings) -> bool:
    if settings.contents is not None:
        return settings.contents
    return walk.is_book(publication)


def _colophon_place(settings: Settings, language: str) -> str:
    place = settings.matter.colophon
    if place == "auto":
        return "end" if language[:2] in ("ja", "ko") else "verso"
    return place
