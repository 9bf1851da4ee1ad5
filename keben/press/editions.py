"""A publication made ready → its files, each by the module of its format."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben.editions.ready import Made, Ready
from keben.errors import PressError
from keben.findings import verdict
from keben.model import Artifact, Finding, FoundPages, PrintedPages
from keben.output import finished, scratch_folder
from keben.press.order import FOR_PRINTERS, PARTS, SUFFIXES
from keben.settings import Settings
from keben.transforms.references import fill_pages

PRINTED = "pdf"
"""The format whose pages the e-reader edition names."""


NEEDED_LATER = ("keben.editions.pdf.closing", "keben.press.proving")
"""What is imported while other processes lay pages out: it is needed when they have done."""


class Edition(Protocol):
    """What an edition's module offers."""

    def write(self, ready: Ready, path: Path) -> Artifact:
        """Write the file to ``path``."""
        ...


def make_editions(
    ready: Ready,
    formats: Sequence[str],
    target: Path,
    editions: Mapping[str, str],
    *,
    findings: list[Finding],
    enter: Callable[[str], None],
) -> Iterator[Artifact]:
    """Make each format in turn; ``target`` is the path without its suffix.

    Each file is moved into place when it is whole and proved; what an edition is made of comes
    before it, once. What the proof finds is added to ``findings``; ``enter`` is told each stage.
    Raises what the editions raise, and ProofError.
    """
    formats = (*formats, *_for_printers(formats, ready.settings))
    parts = {part for name in formats for part in PARTS.get(name, ())}
    with scratch_folder() as kept, ExitStack() as stack:
        named = [editions[name] for name in formats if name in editions]
        meanwhile = cache(partial(_prepare, ready, (*NEEDED_LATER, *named), stack))
        ready = replace(ready, workshop=replace(ready.workshop, meanwhile=meanwhile))
        bench = _Bench(ready, target, editions, parts, kept, findings, enter)
        for group in _side_by_side(_in_order(formats), ready.workshop.jobs):
            for name, made in bench.make(group):
                path = bench.path(name)
                if name in formats:
                    _put(made.path, path)
                    yield replace(made, path=path)


def _side_by_side(names: Sequence[str], jobs: int) -> Iterator[Sequence[str]]:
    """The formats in groups: what is made while the printed edition is proved, which other
    processes do, is in a group with it."""
    first = 2 if jobs > 1 and names[:2] == [PRINTED, "epub"] else 1
    yield names[:first]
    yield from ([name] for name in names[first:])


@dataclass(slots=True)
class _Bench:
    """Makes editions of what is ready; ``parts`` are those of which others are made, which lie in
    the folder ``kept``."""

    ready: Ready
    target: Path
    editions: Mapping[str, str]
    parts: Collection[str]
    kept: Path
    findings: list[Finding]
    enter: Callable[[str], None]
    openings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """The path of a finished file."""
        return self.target.with_name(f"{self.target.name}{_ending(name, self.ready.settings)}")

    def make(self, names: Sequence[str]) -> Iterator[tuple[str, Artifact]]:
        """Write some editions, then prove each. One that fails does not keep those before it from
        being finished."""
        error: Exception | None = None
        with ExitStack() as stack:
            at_work = [stack.enter_context(closing(self._make(name))) for name in names]
            begun = []
            for work in at_work:
                try:
                    next(work)
                    begun.append(work)
                except Exception as raised:  # noqa: BLE001 # raised when those before are finished
                    error = raised
                    break
            for name, work in zip(names, begun, strict=False):
                artifact = next(work)
                assert artifact
                yield name, artifact
        if error:
            raise error

    def _make(self, name: str) -> Generator[Artifact | None, None, None]:
        """Write an edition; then, when asked again, end its proof and give it."""
        if name == "epub":
            self._look_for_pages()
        self.enter(name)
        edition = cast(Edition, import_module(self.editions.get(name) or FOR_PRINTERS[name]))
        path = self.path(name)
        # Another build may replace a file in the folder, so what goes on is a copy of our own.
        at_work = self.kept / path.name if name in self.parts else path
        with finished(at_work) as temporary:
            artifact = edition.write(self.ready, temporary)
            self.findings += artifact.findings
            settings = self.ready.settings
            if stopped := verdict(artifact.findings, strict=settings.strict):
                raise stopped
            self.ready = _with_folios(self.ready, artifact.found)
            # What reads finished files is not needed before there is one.
            from keben.press import proving

            why = proving.why_unproved(name, settings)
            if not why:
                self.enter("proof")
            with proving.begin(name, self.ready, temporary, path, self.openings, why) as prove:
                if artifact.found.starts and settings.epub.page_list:
                    self.ready = _with_pages(self.ready, artifact.found, self.target)
                yield None
                made = Made(artifact, prove(), unproved=why)
            self.findings += made.findings
            if error := proving.verdict(made.findings, path, strict=settings.strict):
                raise error
        done = replace(artifact, path=at_work)
        if name in self.parts:
            self.ready = replace(self.ready, made=(*self.ready.made, replace(made, artifact=done)))
        yield done

    def _look_for_pages(self) -> None:
        """Lay out the printed edition, though it is not made, where its pages are asked for."""
        ready = self.ready
        if ready.printed is None and ready.settings.epub.page_list is True:
            self.enter(PRINTED)
            found = _find_pages(ready, self.editions[PRINTED])
            self.ready = _with_pages(_with_folios(ready, found), found, self.target)


def _in_order(formats: Sequence[str]) -> Sequence[str]:
    """Each format once, after those of which it is made; the printed edition first, because the
    e-reader edition names its pages."""
    names = dict.fromkeys(part for name in formats for part in (*PARTS.get(name, ()), name))
    return sorted(names, key=lambda name: name != PRINTED)


def _prepare(ready: Ready, modules: Sequence[str], stack: ExitStack) -> None:
    """Import what will be needed, and begin what does not wait for pages, until the stack ends."""
    for module in map(import_module, modules):
        if hasattr(module, "beginning"):
            with suppress(PressError):  # it is raised when that edition is made
                stack.enter_context(module.beginning(ready))


def _put(made: Path, path: Path) -> None:
    """Copy a file that lies elsewhere into place."""
    if made != path:
        with finished(path) as temporary:
            shutil.copyfile(made, temporary)


def _with_pages(ready: Ready, found: FoundPages, target: Path) -> Ready:
    return replace(ready, printed=PrintedPages(f"{target.name}.{PRINTED}", found.starts))


def _with_folios(ready: Ready, found: FoundPages) -> Ready:
    """With the pages that the text names, as they are printed."""
    publication = fill_pages(ready.publication, dict(found.places), ready.settings)
    return replace(ready, publication=publication)


def _for_printers(formats: Sequence[str], settings: Settings) -> Iterator[str]:
    """What the settings ask for beside the printed edition, where that is made."""
    if PRINTED in formats and settings.impose.form != "none":
        yield "imposed"
    if PRINTED in formats and settings.prepress.profile != "none":
        yield "prepress"


def _ending(name: str, settings: Settings) -> str:
    """What follows the manuscript's name in a file's. Kobo's own way of reading an EPUB is asked
    for by the end of its name."""
    if name == "imposed":
        return f"-{settings.impose.form}.pdf"
    if name == "prepress":
        return "-prepress.pdf"
    is_kobo = name == "epub" and settings.epub.profile == "kobo"
    return f".{'kepub.epub' if is_kobo else SUFFIXES.get(name, name)}"


def _find_pages(ready: Ready, module: str) -> FoundPages:
    """What stands on the pages of the printed edition, though it is not made."""
    edition = import_module(module)
    return cast(FoundPages, edition.find_pages(ready))
