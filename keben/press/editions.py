"""A publication made ready → its files, each by the module of its format."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben import proof
from keben.editions.ready import Made, Ready
from keben.findings import verdict
from keben.model import Artifact, Finding, FoundPages, PrintedPages
from keben.output import finished, scratch_folder
from keben.press.order import FOR_PRINTERS, PARTS, SUFFIXES
from keben.settings import Settings
from keben.transforms.references import fill_pages

PRINTED = "pdf"
"""The format whose pages the e-reader edition names."""


class Edition(Protocol):
    """What an edition's module offers."""

    def write(self, ready: Ready, path: Path) -> Artifact:
        """Write the file to ``path``."""
        ...


def original_of(ready: Ready) -> proof.Original:
    """What the finished files are compared with."""
    faces = tuple(font.face for font in ready.case.fonts)
    return proof.Original(ready.publication, ready.settings, faces)


def _why_unproved(name: str, settings: Settings) -> str:
    """Why a finished file is not read back; empty where it is."""
    if not settings.proof:
        return "it was not asked for"
    known = name in (*proof.FORMATS, *FOR_PRINTERS, "archive")
    return "" if known else "it cannot be read back"


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
    openings: proof.Openings = {}
    with scratch_folder() as kept:
        for name in _in_order(formats):
            if name == "epub" and ready.printed is None and ready.settings.epub.page_list is True:
                enter(PRINTED)
                found = _find_pages(ready, editions[PRINTED])
                ready = _with_pages(_with_folios(ready, found), found, target)
            enter(name)
            edition = cast(Edition, import_module(editions.get(name) or FOR_PRINTERS[name]))
            path = target.with_name(f"{target.name}{_ending(name, ready.settings)}")
            # Another build may replace a file in the folder, so what goes on is a copy of our own.
            at_work = kept / path.name if name in parts else path
            with finished(at_work) as temporary:
                artifact = edition.write(ready, temporary)
                findings += artifact.findings
                if stopped := verdict(artifact.findings, strict=ready.settings.strict):
                    raise stopped
                ready = _with_folios(ready, artifact.found)
                if why := _why_unproved(name, ready.settings):
                    broken = proof.check_rules(temporary, ready.settings, format=name, shown=path)
                    made = Made(artifact, broken, unproved=why)
                else:
                    enter("proof")
                    made = Made(artifact, _prove(name, ready, temporary, path, openings))
                findings += made.findings
                if error := proof.verdict(made.findings, path, strict=ready.settings.strict):
                    raise error
            if artifact.found.starts and ready.settings.epub.page_list:
                ready = _with_pages(ready, artifact.found, target)
            if name in parts:
                here = replace(made, artifact=replace(artifact, path=at_work))
                ready = replace(ready, made=(*ready.made, here))
            if name in formats:
                _put(at_work, path)
                yield replace(artifact, path=path)


def _in_order(formats: Sequence[str]) -> Sequence[str]:
    """Each format once, after those of which it is made; the printed edition first, because the
    e-reader edition names its pages."""
    names = dict.fromkeys(part for name in formats for part in (*PARTS.get(name, ()), name))
    return sorted(names, key=lambda name: name != PRINTED)


def _prove(
    name: str, ready: Ready, file: Path, shown: Path, openings: proof.Openings
) -> Sequence[Finding]:
    if name == "archive":
        return proof.check_archive(file, shown)
    if name == "imposed":
        return proof.check_imposed(file, ready.printed_edition.path, ready.settings, shown)
    if name == "prepress":
        return proof.check_prepress(file, ready.printed_edition.path, ready.settings, shown)
    return proof.prove(file, original_of(ready), format=name, shown=shown, openings=openings)


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
