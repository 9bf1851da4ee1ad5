"""A manuscript and an order → its files, findings and error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from keben import theme as themes
from keben import transforms, walk
from keben.catalogue import Manuscript
from keben.editions.ready import Origin, Ready
from keben.editions.workshop import Workshop
from keben.errors import (
    FontError,
    ManuscriptError,
    PressError,
    SettingsError,
    ThemeError,
)
from keben.findings import verdict
from keben.model import Artifact, Dated, Finding, Location, Publication, Source
from keben.output import of_system, out_of_memory, scratch_folder
from keben.press.dating import date_of
from keben.press.editions import make_editions
from keben.press.limits import check_lengths
from keben.press.order import Order, Outcome, Report, Stage, needed, tell_nobody
from keben.press.pairing import each_variant, pair, variant_of, with_room
from keben.press.reading import Read, read_manuscript
from keben.press.slips import ground
from keben.proof.kept import check_kept
from keben.settings import Settings, combine
from keben.shelf import NOWHERE, Shelf
from keben.theme import Theme
from keben.transforms.classroom import ask
from keben.transforms.language import settle
from keben.typecase import TypeCase, fill
from keben.typeset.charts import draw_charts
from keben.typeset.imprint import words_printed
from keben.watching import forget, is_there

HANDOUT = "handout"
BOOK = "book"

PARTS = "parts"
"""The folder of the stock in which parts of documents are kept."""

COLUMNS = ("zh", "ja", "ko")
"""The languages that are written in columns from right to left."""


def make(manuscript: Manuscript, order: Order, report: Report = tell_nobody) -> Outcome:
    """Make one manuscript. Errors are returned, not raised."""
    findings: list[Finding] = []
    made: list[Artifact] = []
    dates: list[Dated] = []
    error: PressError | None = None
    try:
        with scratch_folder() as folder:
            for artifact in _make(manuscript, order, findings, dates, report, folder):
                made.append(artifact)
        forget(folder)
        error = verdict(findings, strict=False)
    except PressError as raised:
        error = raised
    except OSError as raised:
        error = of_system(raised)
    except RecursionError:
        error = ManuscriptError(
            "lists, quotations or brackets are nested too deeply.",
            location=Location(manuscript.paths[0]),
            hint="Take some levels out.",
        )
    except MemoryError:
        error = out_of_memory(manuscript.paths[0])
    told = tuple(sorted(findings, key=_place))
    dated = dates[0] if dates else None
    return Outcome(manuscript.name, tuple(made), told, error, dated=dated)


def _place(finding: Finding) -> tuple[str, int]:
    """The order in which a person goes through findings: by file, then by line."""
    place = finding.location
    return (str(place.path), place.line or 0) if place else ("", 0)


def _make(
    manuscript: Manuscript,
    order: Order,
    findings: list[Finding],
    dates: list[Dated],
    report: Report,
    unpacked: Path,
) -> Iterator[Artifact]:
    stages = [""]

    def enter(stage: str) -> None:
        stages.append(stage)
        report(Stage(manuscript.name, stage))

    def tell(unit: str, number: int, total: int) -> None:
        report(Stage(manuscript.name, stages[-1], unit, number, total))

    enter("reading")
    read = read_manuscript(manuscript, order.layers, _workshop(order).shelf)
    _, settings = choose_theme(read, order)
    for own, narrowed in each_variant(read, order, settings):
        ready = prepare(manuscript, narrowed, unpacked=unpacked, enter=enter, read=own)
        ready = replace(ready, tell=tell)
        findings += (f for f in ready.publication.findings if f not in findings)
        dates[:] = [ready.origin.dated] if ready.origin else []
        stopped = verdict(findings, strict=True) if ready.settings.strict else None
        if stopped:
            raise stopped
        if ready.settings.fit.pages and "pdf" in needed(order.formats):
            enter("fit")
            ready, told = import_module("keben.editions.fit").fit(ready)
            findings += told
        assert ready.origin is not None  # prepare states it
        target = order.output / ready.origin.file_name
        yield from make_editions(
            ready, order.formats, target, order.editions, findings=findings, enter=enter
        )


def prepare(
    manuscript: Manuscript,
    order: Order,
    *,
    unpacked: Path,
    enter: Callable[[str], None],
    read: Read | None = None,
) -> Ready:
    """Read a manuscript, unless it has been ``read``, and make it ready for its editions.

    ``unpacked`` is a folder for pictures that come inside a document; ``enter`` is told each
    stage. Raises what reading and the type case raise, and ProofError.
    """
    workshop = _workshop(order)
    if read is None:
        enter("reading")
        read = read_manuscript(manuscript, order.layers, workshop.shelf)
    check_lengths(read.publication)
    theme, settings = choose_theme(read, order)
    settings = with_room(settings)
    paired = pair(read, settings)
    asked = ask(settle(paired.publication), settings)
    publication = transforms.apply(asked, read.roots, settings, unpacked=unpacked, tops=read.tops)
    _check_direction(publication, settings)
    enter("type")
    case, publication = fill_case(
        publication, settings, theme, read.roots[0], order.font_lists, workshop.shelf
    )
    publication = draw_charts(publication, settings, case, unpacked)
    if settings.proof:
        check_kept(asked, publication, case.missing)
    dated = _date(order, publication, (*read.sources, *paired.sources))
    origin = Origin(
        name=manuscript.name,
        paths=manuscript.paths,
        roots=read.roots,
        layers=order.layers,
        dated=dated,
        publication=read.publication,
        beside=(*read.beside, *paired.beside),
        variant=variant_of(settings),
        changes=paired.changes,
    )
    return Ready(
        publication,
        theme,
        settings,
        case,
        dated.when,
        (*read.sources, *paired.sources),
        origin=origin,
        workshop=workshop,
    )


def _workshop(order: Order) -> Workshop:
    if order.stock is None:
        return Workshop(order.jobs)
    return Workshop(order.jobs, Shelf(order.stock.folder / PARTS, ground(order), order.renew))


def _date(order: Order, publication: Publication, sources: Sequence[Source]) -> Dated:
    if order.modified is not None:
        return Dated(order.modified, order.basis)
    return date_of(publication.metadata, sources)


def _check_direction(publication: Publication, settings: Settings) -> None:
    language = publication.metadata.language
    if settings.vertical and not language.startswith(COLUMNS):
        raise SettingsError(
            f'"vertical" is set, but a text in "{language}" is not written in columns.',
            hint='Leave "vertical" out, or state the language: zh-Hans, zh-Hant, ja or ko.',
        )


def choose_theme(read: Read, order: Order) -> tuple[Theme, Settings]:
    """The theme that is named, or the one for the kind of publication; all settings over its own.

    Raises ThemeError, SettingsError.
    """
    stated = combine(*read.layers)
    name = stated.theme or (BOOK if walk.is_book(read.publication) else HANDOUT)
    if name == themes.BASE:
        others = ", ".join(themes.names(folders=order.theme_folders))
        raise ThemeError(
            f'theme "{name}" prints no pages: others extend it.', hint=f"There are: {others}."
        )
    theme = themes.load(name, folders=order.theme_folders)
    return theme, combine(*theme.layers, *read.layers)


def fill_case(
    publication: Publication,
    settings: Settings,
    theme: Theme,
    root: Path,
    lists: Sequence[Path],
    shelf: Shelf = NOWHERE,
) -> tuple[TypeCase, Publication]:
    """The type case, with the fonts that the document or the theme adds to the project's.

    Raises FontError.
    """
    folders = (root, *(folder for _, folder in theme.chain))
    own: list[Path] = []
    for name in settings.fonts:
        found = next((folder / name for folder in folders if is_there(folder / name)), None)
        if found is None:
            raise FontError(
                f'the list of fonts "{name}" is neither in the document\'s folder nor in the '
                "theme's.",
                location=Location(root),
                hint='Correct "fonts" in the settings.',
            )
        own.append(found)
    metadata = publication.metadata
    people = (
        *metadata.contributors,
        *(p for a in walk.articles(publication) for p in a.contributors),
    )
    printed = words_printed(replace(metadata, contributors=people))
    return fill(publication, settings, lists=(*lists, *own), printed=printed, shelf=shelf)
