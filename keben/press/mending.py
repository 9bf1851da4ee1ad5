"""A manuscript of one file → its text mended, as Markdown, and the report of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keben.catalogue import Manuscript
from keben.editions import markdown
from keben.errors import UsageError
from keben.model import Finding
from keben.press.reading import read_manuscript
from keben.readers.repair.passage import Change
from keben.settings import Layer


@dataclass(frozen=True, slots=True)
class Mended:
    """``changes`` has the doubtful first, the least sure before the others, then by line."""

    markdown: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def mend(path: Path, layers: Sequence[Layer]) -> Mended:
    """Read a file as a build does, with the command line's settings as ``layers``.

    Raises UsageError for a folder, ManuscriptError, SettingsError.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", hint="Repair its files one at a time.")
    read = read_manuscript(Manuscript(path.stem, (path,)), layers)
    changes = sorted(read.report.changes, key=_doubt)
    return Mended(markdown.write(read.publication), tuple(changes), read.publication.findings)


def _doubt(change: Change) -> tuple[float, int]:
    return (change.confidence if change.is_doubtful else 1.0, change.line)
