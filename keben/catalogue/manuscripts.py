"""Paths of the command line → manuscripts, each with the name of what it will become."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keben.catalogue.files import below, is_folder, listed
from keben.errors import UsageError


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a text that is a template: the ``values`` of its row by the names of their
    columns, the ``number`` of the copy, its ``row`` in the file ``origin``, and what is wrong with
    it, where that is known already."""

    values: Mapping[str, Any]
    number: int
    row: int
    origin: Path
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What will become one publication under one name.

    ``paths`` holds one file or one folder; several where sources are bound into one book. Above
    ``top`` no book.toml counts. With a ``copy`` the file is a template, to be filled with it.
    """

    name: str
    paths: tuple[Path, ...]
    top: Path | None = None
    copy: Copy | None = None


def plan(
    paths: Sequence[Path], *, suffixes: Collection[str], shelf: Path, bind: str = ""
) -> tuple[Manuscript, ...]:
    """The manuscripts to build; without paths, everything on the ``shelf`` that can be read.

    Only names are settled here: a source that is missing or broken is met when it is opened, so
    that it does not stop the others. Raises UsageError where there is nothing to build, a name
    cannot be a file's, or two manuscripts would give one output.
    """
    if bind:
        return (_bound(paths, bind),)
    found = tuple(Manuscript(_name(path), (path,)) for path in paths or _shelved(shelf, suffixes))
    seen: dict[str, Path] = {}
    for manuscript in found:
        path = manuscript.paths[0]
        # Names that differ only in case are one file on macOS.
        other = seen.setdefault(unicodedata.normalize("NFC", manuscript.name).casefold(), path)
        if other is not path:
            raise UsageError(
                f'{other} and {path} would both be made into "{manuscript.name}".',
                hint="Rename one, build them apart, or bind them with --bind NAME.",
            )
    return found


def _bound(paths: Sequence[Path], name: str) -> Manuscript:
    if not paths:
        raise UsageError("--bind has nothing to bind.", hint="Name the sources in their order.")
    if name != Path(name).name or name.startswith("."):
        raise UsageError(f'--bind: "{name}" cannot be a file\'s name.', hint="Use a plain word.")
    return Manuscript(name, tuple(paths))


def _name(path: Path) -> str:
    name = path.stem if path.suffix and not is_folder(path) else path.name
    name = name if name not in ("", "..") else path.resolve().name
    if not name:
        raise UsageError(f"{path} has no name to give to a file.", hint="Name a folder below it.")
    return name


def _shelved(shelf: Path, suffixes: Collection[str]) -> list[Path]:
    if not shelf.is_dir():
        raise UsageError(
            f"no source is named, and there is no folder {shelf}.",
            hint="Name a text, as in: keben notes.txt",
        )
    # A folder without a text holds the pictures of its neighbours.
    entries = listed(shelf, suffixes)
    found = [path for path in entries if not path.is_dir() or any(below(path, suffixes))]
    if not found:
        raise UsageError(f"the folder {shelf} holds no text.", hint="Put a .md or .txt file there.")
    return found
