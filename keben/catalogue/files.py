"""A folder → its texts in natural order, and each of them read once it has proved to lie within."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from keben.decoding import EmptyText, read_source
from keben.errors import ManuscriptError
from keben.model import Finding, Location, Severity, Source
from keben.natural_order import natural_key

FIRST = ("readme", "index")


@dataclass(slots=True)
class Desk:
    """Reads the texts of one book. ``root`` is the folder that they may not leave; ``findings``
    grow as texts are left out."""

    root: Path
    suffixes: Collection[str]
    encoding: str = ""
    findings: list[Finding] = field(default_factory=list)

    def read(self, path: Path) -> Source | None:
        """A text of the book, which a symbolic link must not fetch from elsewhere; None for an
        empty file, which is often a chapter to come.

        Raises ManuscriptError.
        """
        if path.is_symlink() and not path.resolve().is_relative_to(self.root.resolve()):
            raise ManuscriptError(
                "this is a symbolic link that leads out of the folder.",
                location=Location(path),
                hint="Copy the text into the folder.",
            )
        try:
            return read_source(path, self.root, suffixes=self.suffixes, encoding=self.encoding)
        except EmptyText:
            self.report("B001", "an empty file is left out.", Location(path))
            return None

    def report(
        self, code: str, message: str, place: Location, severity: Severity = Severity.WARNING
    ) -> None:
        """Note something that a person should know."""
        self.findings.append(Finding(code, severity, message, place))


def is_folder(path: Path) -> bool:
    """True for a folder, or a link to one."""
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have; opening it will say so
        return False


def is_index(path: Path) -> bool:
    """True for the text that speaks for its folder."""
    return path.stem.lower() in FIRST


def below(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    """Every text in and below a folder, in reading order."""
    for path in listed(folder, suffixes):
        if path.is_dir():
            yield from below(path, suffixes)
        else:
            yield path


def listed(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """A folder's texts, then its folders, in reading order; hidden ones and links to folders left
    out, because a link may lead in a circle or out of the book."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: natural_key(path.name))
    except OSError as error:
        raise ManuscriptError(
            f"the folder cannot be read: {error.strerror}.",
            location=Location(folder),
            hint="Check its permissions.",
        ) from error
    shown = [path for path in entries if not path.name.startswith(".")]
    files = [path for path in shown if not path.is_dir() and path.suffix.lower() in suffixes]
    folders = [path for path in shown if path.is_dir() and not path.is_symlink()]
    return [*sorted(files, key=lambda path: not is_index(path)), *folders]
