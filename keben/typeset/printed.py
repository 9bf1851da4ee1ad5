"""Publication, theme, settings, type case → the HTML and CSS of the printed edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from keben import walk
from keben.labels import format_date, labels
from keben.model import Publication, PullQuote
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typeset.columns import column_rules, lay_out_columns
from keben.typeset.gathers import divide
from keben.typeset.geometry import Geometry, lay_out
from keben.typeset.imprint import labelled
from keben.typeset.page import faces, font_faces, page_rules, text_columns, variables
from keben.typeset.print_macros import PrintMacros
from keben.typeset.shared import colophon_rows, is_credited, list_contents, shelve
from keben.typeset.templates import Templates

NO_FOLIOS: Mapping[str, str] = MappingProxyType({})

FONT_ADDRESS = "keben:font/{name}.{suffix}"


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
    beside = not in_column and _has_pull_quotes(publication)
    geometry = (lay_out_columns if settings.vertical else lay_out)(settings, with_sidebar=beside)
    macros = PrintMacros(publication, settings, geometry, folios)
    html = _render(publication, theme, settings, macros)
    language = publication.metadata.language
    css = "\n".join(
        (
            font_faces(case, FONT_ADDRESS),
            variables(settings, geometry, case, language),
            theme.style("print.css"),
            text_columns(geometry),
            *_page(theme, settings, geometry, case, language),
        )
    )
    return Printed(html, css, geometry, macros.pictures, bool(macros.asked))


def _has_pull_quotes(publication: Publication) -> bool:
    return any(
        isinstance(block, PullQuote)
        for article in walk.articles(publication)
        for block in walk.article_blocks(article)
    )


def _render(publication: Publication, theme: Theme, settings: Settings, macros: PrintMacros) -> str:
    """The theme's shell with all that it may ask for."""
    metadata, matter = publication.metadata, settings.matter
    words, shelf = labels(metadata.language), shelve(publication)
    return Templates(theme, "print", macros.given()).render(
        "print.html",
        publication=publication,
        metadata=metadata,
        labels=words,
        colophon=colophon_rows(metadata, words),
        published=format_date(metadata.published, metadata.language),
        shelf=shelf,
        lines=list_contents(shelf, matter.contents_depth),
        half_title=matter.half_title,
        colophon_place=_colophon_place(settings, metadata.language),
        is_book=walk.is_book(publication),
        is_credited=is_credited(publication),
        source=_source(publication),
        index_columns=settings.index.columns,
        show_contents=_shows_contents(publication, settings),
        two_sided=settings.page.two_sided,
        recto=settings.page.recto,
        enter=macros.state.enter,
    )


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


def _source(publication: Publication) -> str:
    """The line that says where the text comes from; empty where the text says it itself."""
    metadata = publication.metadata
    if is_credited(publication) or not metadata.source:
        return ""
    return labelled(labels(metadata.language).source, metadata.source, metadata.language)


def _shows_contents(publication: Publication, settings: Settings) -> bool:
    if settings.contents is not None:
        return settings.contents
    return walk.is_book(publication)


def _colophon_place(settings: Settings, language: str) -> str:
    place = settings.matter.colophon
    if place == "auto":
        return "end" if language[:2] in ("ja", "ko") else "verso"
    return place
