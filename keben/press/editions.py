"""A publication made ready → its files, each by the module of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben import proof
from keben.editions.ready import Ready
from keben.model import Artifact, Finding, PageStart, PrintedPages
from keben.output import finished
from keben.settings import Settings

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

    Each file is moved into place when it is whole and proved. What the proof finds is added to
    ``findings``; ``enter`` is told each stage. Raises what the editions raise, and ProofError.
    """
    openings: proof.Openings = {}
    # The printed edition comes first, because the e-reader edition names its pages.
    for name in sorted(formats, key=lambda name: name != PRINTED):
        if name == "epub" and ready.printed is None and ready.settings.epub.page_list is True:
            enter(PRINTED)
            ready = _with_pages(ready, _find_pages(ready, editions[PRINTED]), target)
        enter(name)
        edition = cast(Edition, import_module(editions[name]))
        path = target.with_name(f"{target.name}.{_suffix(name, ready.settings)}")
        with finished(path) as temporary:
            artifact = edition.write(ready, temporary)
            if ready.settings.proof and name in proof.FORMATS:
                enter("proof")
                found = proof.prove(
                    temporary, original_of(ready), format=name, shown=path, openings=openings
                )
                findings += found
                if error := proof.verdict(found, path, strict=ready.settings.strict):
                    raise error
        if artifact.starts and ready.settings.epub.page_list:
            ready = _with_pages(ready, artifact.starts, target)
        yield replace(artifact, path=path)


def _with_pages(ready: Ready, starts: tuple[PageStart, ...], target: Path) -> Ready:
    return replace(ready, printed=PrintedPages(f"{target.name}.{PRINTED}", starts))


def _suffix(name: str, settings: Settings) -> str:
    """Kobo's own way of reading an EPUB is asked for by the end of its name."""
    is_kobo = name == "epub" and settings.epub.profile == "kobo"
    return "kepub.epub" if is_kobo else name


def _find_pages(ready: Ready, module: str) -> tuple[PageStart, ...]:
    """Where the pages of the printed edition begin, though it is not made."""
    edition = import_module(module)
    return cast(tuple[PageStart, ...], edition.find_pages(ready))
