"""Files that an archive or a PDF carries → the manuscript that they hold, made ready anew.

What is read here may come from anyone, so names are kept within their folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from keben import readers
from keben.catalogue import BOOK_SETTINGS, Manuscript
from keben.editions.carried import ASKED
from keben.errors import ProofError
from keben.model import Basis, Dated, Location
from keben.settings import Layer

LONGEST = 1_000_000
"""Bytes of what was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for when the files were made; empty where nothing says so."""

    name: str = ""
    sources: tuple[str, ...] = ()
    layers: tuple[Layer, ...] = ()
    dated: Dated | None = None


def read_asked(data: bytes, shown: Path) -> Asked:
    """What :func:`keben.editions.carried.state` wrote. Settings may also stand there as one table.

    Raises ProofError where it is no such file.
    """
    try:
        value = json.loads(data.decode()) if len(data) <= LONGEST else None
        if not isinstance(value, dict):
            raise ValueError("it is no table, or too long")
        name, date = str(value.get("name", "")), value.get("date")
        if name in (".", "..") or any(mark in name for mark in "/\\\0"):
            raise ValueError(f"{name[:60]!r} cannot be a file's name")
        return Asked(
            name=name,
            sources=tuple(map(str, value.get("sources") or ())),
            layers=tuple(_layers(value.get("settings", {}))),
            dated=Dated(_instant(date), _basis(value.get("date_from"))) if date else None,
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise ProofError(
            f"{ASKED} cannot be read: {error}.",
            location=Location(shown),
            hint="Take another copy, or compare with the source: --against SOURCE.",
        ) from error


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _basis(words: Any) -> Basis:
    return Basis(words) if words in set(Basis) else Basis.GIVEN


def _layers(settings: Any) -> Iterator[Layer]:
    for item in settings if isinstance(settings, list) else [settings]:
        if not isinstance(item, Mapping):
            raise ValueError("a setting is no table")
        values = item.get("values") if "values" in item else item
        if not isinstance(values, Mapping):
            raise ValueError("a setting is no table")
        if values:
            yield Layer(values, str(item.get("origin", "settings")) if "values" in item else ASKED)


def manuscript_in(folder: Path, asked: Asked, *, name: str) -> Manuscript:
    """The manuscript whose files lie in a folder. Where nothing says which, a text alone is a
    document, several are a book. ``name`` is its name if it has none.

    Raises ProofError where there is no text, or a name leads out of the folder.
    """
    paths = tuple(folder / inside(source, folder) for source in asked.sources)
    if not paths:
        texts = sorted(p for p in folder.rglob("*") if p.suffix.lower() in readers.READERS)
        alone = len(texts) == 1 and not (folder / BOOK_SETTINGS).is_file()
        paths = (texts[0],) if alone else (folder,)
    return Manuscript(asked.name or name, paths, top=folder)


def lay_down(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder by their names. Raises ProofError for a name that leads out."""
    for name, data in files.items():
        path = folder / inside(name, folder)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise _unsafe(name) from error


def inside(name: str, folder: Path) -> PurePosixPath:
    """A name as a path below a folder. Raises ProofError where it is none."""
    path = PurePosixPath(name)
    odd = any(ord(character) < 32 or character == "\\" for character in name)
    if odd or path.is_absolute() or ".." in path.parts or len(name) > 1_000:
        raise _unsafe(name)
    if not (folder / path).resolve().is_relative_to(folder.resolve()):
        raise _unsafe(name)
    return path


def _unsafe(name: str) -> ProofError:
    return ProofError(
        f"{name[:60]!r} is no name of a file within the source.",
        hint="Take another copy, from someone you trust.",
    )
