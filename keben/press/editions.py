"""A publication made ready → its files, each by the module of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben import proof
from keben.editions.ready import Ready
from keben.model import Artifact, Finding
from keben.output import finished
from keben.settings import Settings


class Edition(Protocol):
    """What an edition's module offers."""

    def write(self, ready: Ready, path: Path) -> Artifact:
        """Write the file to ``path``."""
        ...


def original_of(ready: Ready) -> proof.Original:
    """What the finished files are compared with."""
    faces = tuple(font.face for font in ready.case.fonts)
    return proof.Original(ready.publication, ready.settings, faces)


def _is_proved(name: str, settings: Settings) -> bool:
    """True where the finished file is read back. Columns in PDF are not: where pages turn from
    right to left, PDFium takes the words of a line to run that way too and changes their order."""
    return settings.proof and name in proof.FORMATS and not (name == "pdf" and settings.vertical)


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
    for name in formats:
        enter(name)
        edition = cast(Edition, import_module(editions[name]))
        path = target.with_name(f"{target.name}.{name}")
        with finished(path) as temporary:
            artifact = edition.write(ready, temporary)
            if _is_proved(name, ready.settings):
                enter("proof")
                found = proof.prove(temporary, original_of(ready), format=name, shown=path)
                findings += found
                if error := proof.verdict(found, path):
                    raise error
        yield replace(artifact, path=path)
