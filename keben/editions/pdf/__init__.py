"""Publication, theme, settings, type case → the printed edition, a tagged PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from keben.composition import engine
from keben.composition.artifacts import mark_artifacts, strip_furniture
from keben.composition.flow import read_flow
from keben.composition.foliation import folios
from keben.composition.line_numbers import number_lines
from keben.composition.run import Rules
from keben.composition.sidebar import Sidebar, arrange
from keben.editions.pdf.finishing import finish, identify
from keben.editions.pdf.page_starts import find_starts
from keben.editions.pdf.profile import PROFILES
from keben.editions.pdf.settling import settle
from keben.editions.ready import Ready
from keben.model import Artifact, FoundPages, PageStart
from keben.settings import Settings
from keben.typecase import TypeCase, turn_case
from keben.typeset import typeset_print
from keben.typeset.page import file_stem
from keben.typeset.printed import FONT_ADDRESS

GAP = 0.2
"""The space between Han and Latin, em: between the ⅛ and the ¼ of clreq §3.2.3."""


def write(ready: Ready, path: Path) -> Artifact:
    """Write the printed edition.

    Raises ThemeError, FontError or OutputError.
    """
    settings = ready.settings
    ready, layout, places = settle(ready, _lay_out)
    found = FoundPages(_starts(layout, ready), tuple(places.items()))
    mark_artifacts(layout)
    if settings.draft:
        number_lines(layout, columns=settings.vertical)
    if layout.pages == 1:
        strip_furniture(layout)
    profile = PROFILES[settings.pdf.profile]
    drawn = engine.draw(
        layout,
        variant=profile.variant,
        identifier=identify(ready.publication.metadata),
        on_its_side=settings.vertical,
    )
    data = finish(drawn, ready, profile)
    path.write_bytes(data)
    return Artifact(path, "pdf", hashlib.sha256(data).hexdigest(), layout.pages, found)


def find_pages(ready: Ready) -> FoundPages:
    """What stands on each page of the printed edition, without writing it.

    Raises ThemeError or FontError.
    """
    ready, layout, places = settle(ready, _lay_out)
    return FoundPages(_starts(layout, ready), tuple(places.items()))


def count_pages(ready: Ready) -> int:
    """How many pages the printed edition takes, without writing it.

    Raises ThemeError, FontError, SettingsError.
    """
    return settle(ready, _lay_out)[1].pages


def _starts(layout: engine.Layout, ready: Ready) -> tuple[PageStart, ...]:
    return find_starts(read_flow(layout), ready.publication, folios(layout.document.pages))


def _lay_out(ready: Ready) -> engine.Layout:
    """The pages, with pull quotes in the margin, or in the column where a page has too many."""
    settings = ready.settings
    case = turn_case(ready.case, settings) if settings.vertical else ready.case
    for in_column in (False, True):
        printed = typeset_print(
            ready.publication, ready.theme, settings, case=case, in_column=in_column
        )
        layout = engine.lay_out(
            printed.html,
            printed.css,
            files={**font_files(case), **printed.pictures},
            rules=_rules(settings),
            tell=lambda page: ready.tell("page", page, 0),
        )
        geometry = printed.geometry
        if not geometry.sidebar:
            break
        sidebar = Sidebar(
            gap=geometry.gap,
            width=geometry.sidebar,
            space=settings.type.pitch,
            mirrored=settings.page.two_sided and not settings.vertical,
            left=settings.vertical,
        )
        if arrange(layout, sidebar):
            break
    return layout


def _rules(settings: Settings) -> Rules:
    asked = settings.composition
    trim = asked.text_spacing_trim
    ends: dict[str, Literal["force", "none"]] = {"trim-both": "force", "space-all": "none"}
    return Rules(
        trim=trim != "space-all",
        trim_start=trim.startswith("trim-"),
        trim_end=ends.get(trim, "allow"),
        hang=asked.hanging_punctuation == "allow-end",
        gap=GAP if asked.text_autospace == "normal" else 0.0,
        justify=asked.text_justify == "inter-character",
        keep_all=asked.word_break == "keep-all",
        vertical=settings.vertical,
    )


def font_files(case: TypeCase) -> dict[str, bytes]:
    """The cut fonts by the addresses that the style sheet gives them."""
    return {
        FONT_ADDRESS.format(name=file_stem(font.face.name), suffix=font.suffix): font.data
        for font in case.fonts
    }
