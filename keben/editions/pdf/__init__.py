"""Publication, theme, settings, type case → the printed edition, a tagged PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from keben.composition.forme import Forme, Rules, Sidebar
from keben.editions.pdf.furniture import Furniture, furnish
from keben.editions.pdf.gathering import Setter, setter
from keben.editions.pdf.ordering import flow_of
from keben.editions.pdf.page_starts import find_starts
from keben.editions.pdf.profile import PROFILES
from keben.editions.pdf.settling import Crowded, Settled, settle
from keben.editions.ready import Ready
from keben.model import Artifact, FoundPages
from keben.settings import Settings
from keben.typecase import CutFont, TypeCase, number_as_faces, turn_case
from keben.typeset import Printed, typeset_print
from keben.typeset.geometry import Geometry
from keben.typeset.page import file_stem
from keben.typeset.printed import FONT_ADDRESS, NO_FOLIOS

GAP = 0.2
"""The space between Han and Latin, em: between the ⅛ and the ¼ of clreq §3.2.3."""


def write(ready: Ready, path: Path) -> Artifact:
    """Write the printed edition.

    Raises ThemeError, FontError or OutputError, and PressError where a process that helps dies.
    """
    with _laid_out(ready) as made:
        data = _bind(made)
        settled = made.settled
        found = _found(settled)
    path.write_bytes(data)
    return Artifact(path, "pdf", hashlib.sha256(data).hexdigest(), len(settled.pages), found)


def find_pages(ready: Ready) -> FoundPages:
    """What stands on each page of the printed edition, without writing it.

    Raises ThemeError or FontError.
    """
    with _laid_out(ready) as made:
        return _found(made.settled)


def count_pages(ready: Ready) -> int:
    """How many pages the printed edition takes, without writing it.

    Raises ThemeError, FontError, SettingsError.
    """
    with _laid_out(ready) as made:
        return len(made.settled.pages)


@dataclass(frozen=True, slots=True)
class _Made:
    """A publication that is laid out: its pages, their geometry, what they share, and who lays out
    more."""

    settled: Settled
    geometry: Geometry
    forme: Forme
    setter: Setter


@contextmanager
def _laid_out(ready: Ready) -> Iterator[_Made]:
    """The pages, with pull quotes in the margin, or in the column where a page has too many."""
    case = turn_case(ready.case, ready.settings) if ready.settings.vertical else ready.case
    for in_column in (False, True):
        typeset = partial(_typeset, case=case, in_column=in_column)
        printed = typeset(ready, NO_FOLIOS)
        # Only where there are several can a gathering stay as it was when another changes.
        lasting = len(printed.gatherings()) > 1 and not ready.settings.vertical
        cut = number_as_faces(case, ready.workshop.shelf) if lasting else case
        forme = _forme(printed, ready, cut)
        with setter(forme, ready.workshop, lambda pages: ready.tell("page", pages, 0)) as at_work:
            try:
                settled = settle(ready, printed, typeset, at_work.gatherings)
            except Crowded:
                continue
            yield _Made(settled, printed.geometry, forme, at_work)
            return
    raise AssertionError("pull quotes in the column need no room in the margin")


def _typeset(
    ready: Ready, folios: Mapping[str, str], *, case: TypeCase, in_column: bool
) -> Printed:
    return typeset_print(
        ready.publication,
        ready.theme,
        ready.settings,
        case=case,
        folios=folios,
        in_column=in_column,
    )


def _forme(printed: Printed, ready: Ready, case: TypeCase) -> Forme:
    geometry, settings = printed.geometry, ready.settings
    sidebar = Sidebar(
        gap=geometry.gap,
        width=geometry.sidebar,
        space=settings.type.pitch,
        mirrored=settings.page.two_sided and not settings.vertical,
        left=settings.vertical,
    )
    signs = case.signs()
    has_pictures = any(font.face.last_resort for font in case.fonts)
    return Forme(
        css=printed.css,
        files={**font_files(case), **printed.pictures},
        rules=_rules(settings),
        variant=PROFILES[settings.pdf.profile].variant,
        on_its_side=settings.vertical,
        sidebar=sidebar if geometry.sidebar else None,
        draft=settings.draft,
        stranger=not ready.theme.is_ours,
        signs=signs,
        signs_beside=case.signs("furniture") if settings.vertical and has_pictures else signs,
        known_as={_address(font): font.stands_for for font in case.fonts},
        orders={font.face.name: font.order for font in case.fonts if font.order},
    )


def _bind(made: _Made) -> bytes:
    ready, pages = made.settled.ready, made.settled.pages
    metadata = ready.publication.metadata
    furnished = furnish(
        pages,
        ready.settings,
        made.geometry,
        language=metadata.language,
        set_lines=made.setter.lines,
    )

    def furniture() -> Furniture:
        found = furnished()
        made.setter.dismiss()
        return found

    # What writes PDF takes a while to be imported: the press has it done meanwhile.
    from keben.editions.pdf.closing import close

    return close(made.settled, furniture, made.forme)


def _found(settled: Settled) -> FoundPages:
    pages = settled.pages
    flow = flow_of([laid.facts for laid in settled.gatherings], pages)
    starts = find_starts(flow, settled.ready.publication, [page.folio for page in pages])
    return FoundPages(starts, tuple(settled.places.items()))


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
    return {_address(font): font.data for font in case.fonts}


def _address(font: CutFont) -> str:
    return FONT_ADDRESS.format(name=file_stem(font.face.name), suffix=font.suffix)
