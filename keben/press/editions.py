"""A publication made ready → its files, each by the module of its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben.model import Artifact, Publication
from keben.output import finished
from keben.settings import Settings
from keben.theme import Theme
from keben.typecase import TypeCase

EDITIONS: dict[str, str] = {"pdf": "keben.editions.pdf", "epub": "keben.editions.epub"}
"""A new edition: one module with ``write``, one line here. The format is the file's suffix."""


class Edition(Protocol):
    """What an edition's module offers."""

    def write(
        self,
        publication: Publication,
        theme: Theme,
        settings: Settings,
        path: Path,
        *,
        case: TypeCase,
        modified: datetime,
    ) -> Artifact:
        """Write the file to ``path``."""
        ...


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that editions are made from."""

    publication: Publication
    theme: Theme
    settings: Settings
    case: TypeCase
    modified: datetime


def make_editions(
    ready: Ready, formats: Sequence[str], target: Path, editions: Mapping[str, str]
) -> Iterator[Artifact]:
    """Make each format in turn; ``target`` is the path without its suffix.

    Each file is moved into place when it is whole. Raises what the editions raise.
    """
    for name in formats:
        edition = cast(Edition, import_module(editions[name]))
        path = target.with_name(f"{target.name}.{name}")
        with finished(path) as temporary:
            artifact = edition.write(
                ready.publication,
                ready.theme,
                ready.settings,
                temporary,
                case=ready.case,
                modified=ready.modified,
            )
        yield replace(artifact, path=path)
