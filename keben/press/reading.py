"""A manuscript → its publication as it was read, and the settings that it states."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from keben import readers
from keben.catalogue import Chapter, Contents, Copy, Manuscript, open_manuscript
from keben.model import Publication, Source
from keben.press.binding import over, read_book
from keben.readers.repair.passage import EMPTY, Report
from keben.settings import Layer, combine
from keben.shelf import NOWHERE, Shelf
from keben.watching import Seen, watching


@dataclass(frozen=True, slots=True)
class Read:
    """A manuscript that has been read. ``layers`` are book.toml, front matter and command line,
    lowest first; ``report`` is that of a raw text that stands alone; ``tops`` are the folders that
    absolute addresses count from; ``beside`` are the files that were opened besides the sources:
    what orders a book, and what its texts include."""

    publication: Publication
    layers: tuple[Layer, ...]
    roots: tuple[Path, ...]
    sources: tuple[Source, ...]
    report: Report = EMPTY
    tops: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()


def read_manuscript(manuscript: Manuscript, above: Sequence[Layer], shelf: Shelf = NOWHERE) -> Read:
    """Read every source and bind them. ``above`` are the command line's settings; the texts of a
    book may come from a ``shelf``.

    Raises ManuscriptError, SettingsError.
    """
    with watching() as seen:
        read = _read(manuscript, above, shelf)
    return replace(read, beside=tuple(_beside(seen, read)))


def _read(manuscript: Manuscript, above: Sequence[Layer], shelf: Shelf) -> Read:
    contents = open_manuscript(
        manuscript, suffixes=readers.READERS, encoding=combine(*above).encoding
    )
    if manuscript.copy is not None:
        contents = _filled(contents, manuscript.copy)
    below = (contents.layer,) if contents.layer else ()
    layers: tuple[Layer, ...] = (*below, *above)
    report = EMPTY
    if contents.is_book:
        publication = read_book(contents, layers, manuscript.name, shelf)
    else:
        publication, layers, report = _read_file(contents, below, above)
    return Read(publication, layers, contents.roots, contents.sources, report, contents.tops)


def _filled(contents: Contents, copy: Copy) -> Contents:
    # A run without copies has no use for it.
    from keben.press.copies import fill_source

    (source,) = contents.sources  # only a file alone is a template
    return replace(contents, items=(Chapter(fill_source(source, copy)),))


def _beside(seen: Seen, read: Read) -> Iterator[Path]:
    """The files of the document's folders that were opened and are no sources."""
    roots = {_full(root): root for root in read.roots}
    sources = {_full(source.path) for source in read.sources}
    for path in map(Path, sorted(seen.files)):
        root = next((root for root in roots if path.is_relative_to(root)), None)
        if root is not None and path not in sources:
            yield roots[root] / path.relative_to(root)


def _full(path: Path) -> Path:
    """As the watch names files: absolute, links not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 # Path.resolve follows links


def _read_file(
    contents: Contents, below: Sequence[Layer], above: Sequence[Layer]
) -> tuple[Publication, tuple[Layer, ...], Report]:
    (source,) = contents.sources  # a file alone is opened as one source
    front = readers.read_front_matter(source)
    layers = (*below, *((front.layer,) if front and front.layer else ()), *above)
    settings = combine(*layers)
    read, report = readers.read_with_report(source, settings)
    return replace(read, metadata=over(read.metadata, settings.metadata())), layers, report
