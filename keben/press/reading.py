"""A manuscript → its publication as it was read, and the settings that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from keben import readers
from keben.catalogue import Contents, Manuscript, open_manuscript
from keben.model import Publication, Source
from keben.press.binding import over, read_book
from keben.readers.repair.passage import EMPTY, Report
from keben.settings import Layer, combine


@dataclass(frozen=True, slots=True)
class Read:
    """A manuscript that has been read. ``layers`` are book.toml, front matter and command line,
    lowest first; ``newest`` is when one of the ``sources`` was last changed; ``report`` is that of
    a raw text that stands alone; ``tops`` are the folders that absolute addresses count from."""

    publication: Publication
    layers: tuple[Layer, ...]
    roots: tuple[Path, ...]
    newest: datetime
    sources: tuple[Source, ...]
    report: Report = EMPTY
    tops: tuple[Path, ...] = ()


def read_manuscript(manuscript: Manuscript, above: Sequence[Layer]) -> Read:
    """Read every source and bind them. ``above`` are the command line's settings.

    Raises ManuscriptError, SettingsError.
    """
    contents = open_manuscript(
        manuscript, suffixes=readers.READERS, encoding=combine(*above).encoding
    )
    sources = contents.sources
    below = (contents.layer,) if contents.layer else ()
    layers: tuple[Layer, ...] = (*below, *above)
    report = EMPTY
    if contents.is_book:
        publication = read_book(contents, layers, manuscript.name)
    else:
        publication, layers, report = _read_file(contents, below, above)
    newest = _newest(sources)
    return Read(publication, layers, contents.roots, newest, sources, report, contents.tops)


def _read_file(
    contents: Contents, below: Sequence[Layer], above: Sequence[Layer]
) -> tuple[Publication, tuple[Layer, ...], Report]:
    (source,) = contents.sources  # a file alone is opened as one source
    front = readers.read_front_matter(source)
    layers = (*below, *((front.layer,) if front and front.layer else ()), *above)
    settings = combine(*layers)
    read, report = readers.read_with_report(source, settings)
    return replace(read, metadata=over(read.metadata, settings.metadata())), layers, report


def _newest(sources: Sequence[Source]) -> datetime:
    files = (path for source in sources for path in (source.path, *source.included))
    newest = max(path.stat().st_mtime for path in files)
    return datetime.fromtimestamp(int(newest), tz=UTC)
