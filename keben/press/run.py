"""Manuscripts and an order → a Result: each by itself, in one process or in several."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from keben import theme as themes
from keben import transforms, walk
from keben.catalogue import Manuscript
from keben.editions.ready import Ready
from keben.errors import (
    INTERRUPTED,
    FontError,
    ManuscriptError,
    PressError,
    SettingsError,
)
from keben.findings import verdict
from keben.model import Artifact, Finding, Location, Publication
from keben.press.editions import make_editions
from keben.press.order import Done, Order, Outcome, Report, Result, Stage, tell_nobody
from keben.press.reading import Read, read_manuscript
from keben.settings import Settings, combine
from keben.theme import Theme
from keben.typecase import TypeCase, fill
from keben.typeset.imprint import words_printed

HANDOUT = "handout"
BOOK = "book"

COLUMNS = ("zh", "ja", "ko")
"""The languages that are written in columns from right to left."""


def build(
    manuscripts: Sequence[Manuscript], order: Order, *, jobs: int = 1, report: Report = tell_nobody
) -> Result:
    """Make every manuscript; one that fails does not stop the others.

    With several ``jobs`` each manuscript is made in a process of its own, and only :class:`Done`
    is reported, in the order of finishing. What is no PressError is a bug and is raised.
    """
    jobs = min(jobs, len(manuscripts))
    if jobs > 1 and _can_part():
        return Result(_build_apart(manuscripts, order, jobs, report))
    outcomes: list[Outcome] = []
    for number, manuscript in enumerate(manuscripts, start=1):
        outcomes.append(make(manuscript, order, report))
        report(Done(outcomes[-1], number, len(manuscripts)))
    return Result(tuple(outcomes))


def make(manuscript: Manuscript, order: Order, report: Report = tell_nobody) -> Outcome:
    """Make one manuscript. Errors are returned, not raised."""
    findings: list[Finding] = []
    made: list[Artifact] = []
    error: PressError | None = None
    try:
        with TemporaryDirectory(prefix="keben-") as folder:
            for artifact in _make(manuscript, order, findings, report, Path(folder)):
                made.append(artifact)
        error = verdict(findings, strict=False)
    except PressError as raised:
        error = raised
    except RecursionError:
        error = ManuscriptError(
            "lists, quotations or brackets are nested too deeply.",
            location=Location(manuscript.paths[0]),
            hint="Take some levels out.",
        )
    return Outcome(manuscript.name, tuple(made), tuple(sorted(findings, key=_place)), error)


def _place(finding: Finding) -> tuple[str, int]:
    """The order in which a person goes through findings: by file, then by line."""
    place = finding.location
    return (str(place.path), place.line or 0) if place else ("", 0)


def _make(
    manuscript: Manuscript,
    order: Order,
    findings: list[Finding],
    report: Report,
    unpacked: Path,
) -> Iterator[Artifact]:
    def enter(stage: str) -> None:
        report(Stage(manuscript.name, stage))

    ready = prepare(manuscript, order, unpacked=unpacked, enter=enter)
    findings += ready.publication.findings
    stopped = verdict(findings, strict=True) if ready.settings.strict else None
    if stopped:
        raise stopped
    target = order.output / manuscript.name
    yield from make_editions(
        ready, order.formats, target, order.editions, findings=findings, enter=enter
    )


def prepare(
    manuscript: Manuscript, order: Order, *, unpacked: Path, enter: Callable[[str], None]
) -> Ready:
    """Read a manuscript and make it ready for its editions.

    ``unpacked`` is a folder for pictures that come inside a document; ``enter`` is told each
    stage. Raises what reading and the type case raise.
    """
    enter("reading")
    read = read_manuscript(manuscript, order.layers)
    theme, settings = choose_theme(read, order)
    publication = transforms.apply(read.publication, read.roots, settings, unpacked=unpacked)
    _check_direction(publication, settings)
    enter("type")
    case, publication = fill_case(publication, settings, theme, read.roots[0], order.font_lists)
    modified = order.modified or read.newest
    return Ready(publication, theme, settings, case, modified, read.sources)


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
    theme = themes.load(name, folders=order.theme_folders)
    return theme, combine(*theme.layers, *read.layers)


def fill_case(
    publication: Publication, settings: Settings, theme: Theme, root: Path, lists: Sequence[Path]
) -> tuple[TypeCase, Publication]:
    """The type case, with the fonts that the document or the theme adds to the project's.

    Raises FontError.
    """
    folders = (root, *(folder for _, folder in theme.chain))
    own: list[Path] = []
    for name in settings.fonts:
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
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
    return fill(publication, settings, lists=(*lists, *own), printed=printed)


def _build_apart(
    manuscripts: Sequence[Manuscript], order: Order, jobs: int, report: Report
) -> tuple[Outcome, ...]:
    outcomes: dict[str, Outcome] = {}

    def note(outcome: Outcome) -> None:
        outcomes[outcome.name] = outcome
        report(Done(outcome, len(outcomes), len(manuscripts)))

    suspects = list(manuscripts)
    faults: list[BaseException] = []
    with _workers(jobs) as pool:
        futures = {pool.submit(make, manuscript, order): manuscript for manuscript in manuscripts}
        try:
            for future in as_completed(futures):
                fault = future.exception()
                if isinstance(fault, BrokenProcessPool):
                    continue
                suspects.remove(futures[future])
                if fault is None:
                    note(future.result())
                else:
                    faults.append(fault)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    # When a worker dies, its fellows' work is lost with it. Each goes on alone, so that only the
    # manuscript that kills its worker is lost.
    for manuscript in suspects:
        with _workers(1) as pool:
            note(_alone(pool.submit(make, manuscript, order)) or _died(manuscript))
    if faults:
        raise faults[0]
    return tuple(outcomes[manuscript.name] for manuscript in manuscripts)


def _can_part() -> bool:
    """False where the system has no semaphores for several processes, as without /dev/shm."""
    try:
        multiprocessing.get_context("spawn").Semaphore()
    except (OSError, ImportError):
        return False
    return True


def _workers(jobs: int) -> ProcessPoolExecutor:
    # Started anew rather than forked: forking a process that has threads may hang.
    return ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_end_quietly
    )


def _end_quietly() -> None:
    """Let an interrupted worker remove its unfinished file and go without a traceback."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(INTERRUPTED)

    signal.signal(signal.SIGINT, leave)


def _alone(future: Future[Outcome]) -> Outcome | None:
    """What a worker of one manuscript made; None if it died."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _died(manuscript: Manuscript) -> Outcome:
    error = PressError(
        "the process that made this ended without a word, perhaps for want of memory.",
        location=Location(manuscript.paths[0]),
        hint="Build it by itself, or divide it.",
    )
    return Outcome(manuscript.name, error=error)
