"""Files of a bibliography (BibTeX, BibLaTeX, CSL-JSON) → its works by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from keben.decoding import read_source
from keben.errors import SettingsError
from keben.model import Finding, Location, Severity, Source
from keben.readers.sheets import DataTrouble, find_file
from keben.readers.works.csl import read_csl
from keben.readers.works.work import Date, Found, Name, Work

__all__ = ["SUFFIXES", "Date", "Name", "Shelf", "Work", "find_files", "read_works"]


def _read_bibtex(source: Source) -> Iterator[Found]:
    # Its libraries take a twentieth of a second to import, and most texts cite nothing.
    from keben.readers.works.bibtex import read_bibtex

    return read_bibtex(source)


READERS: dict[str, Callable[[Source], Iterator[Found]]] = {
    ".bib": _read_bibtex,
    ".bibtex": _read_bibtex,
    ".json": read_csl,
}
SUFFIXES = tuple(READERS)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The works of all files by their keys, in the order of the files, and what is wrong with
    them."""

    works: dict[str, Work] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def find_files(names: Sequence[str], roots: Sequence[Path]) -> tuple[tuple[Path, Path], ...]:
    """The files of a bibliography, each with the root in which it lies.

    Raises SettingsError for one that is in none of the roots, or leads out of them.
    """
    return tuple(_find(name, roots) for name in names)


def _find(name: str, roots: Sequence[Path]) -> tuple[Path, Path]:
    trouble: DataTrouble | None = None
    for root in roots:
        try:
            return find_file(name, root, root, suffixes=SUFFIXES), root
        except DataTrouble as found:
            trouble = trouble or found
    assert trouble is not None  # there is always a root
    raise SettingsError(
        f'setting "bibliography.files": {trouble.message}',
        location=Location(roots[0]),
        hint=trouble.hint,
    )


def read_works(names: Sequence[str], roots: Sequence[Path]) -> Shelf:
    """Every work of the files. Where two have one key, the first stands, and it is reported.

    Raises SettingsError for files that cannot be had, ManuscriptError for one that is no such file
    or no text.
    """
    works: dict[str, Work] = {}
    findings: list[Finding] = []
    for path, root in find_files(names, roots):
        source = read_source(path, root, suffixes=SUFFIXES)
        for found in READERS[path.suffix.lower()](source):
            if isinstance(found, Finding):
                findings.append(found)
            elif works.setdefault(found.key, found) is not found:
                message = f'the key "{found.key}" is used twice; the first work stands.'
                findings.append(Finding("Y002", Severity.WARNING, message, found.location))
    return Shelf(works, tuple(findings))
