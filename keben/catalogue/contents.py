"""The tree of sources that an opened manuscript is, whatever kind of folder it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from keben.model import Finding, Location, Source
from keben.settings import Layer


@dataclass(frozen=True, slots=True)
class Chapter:
    """A text at its place in a book, with the chapters below it.

    ``label`` is what a list of contents calls it, empty where none does. Without a ``source`` it is
    a head over its children. ``location`` is the line that names it.
    """

    source: Source | None
    label: str = ""
    children: tuple[Chapter, ...] = ()
    location: Location | None = None
    is_appendix: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a book. Its first chapter names it where it ``has_index``, else its ``name``."""

    name: str
    chapters: tuple[Chapter, ...]
    has_index: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order of a folder's texts. ``top`` is the folder that an address such as ``/a/b.md``
    counts from, as on the website that the folder is made into. ``is_sorted`` where nothing states
    the order but the files' names."""

    body: tuple[Chapter | Group, ...]
    top: Path
    front: tuple[Chapter, ...] = ()
    back: tuple[Chapter, ...] = ()
    is_sorted: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """An opened manuscript. ``layer`` is its book.toml; ``is_book`` where a folder was named or
    sources are bound; ``roots`` are the folders within which its texts may name files, ``tops``
    those that their absolute addresses count from; ``findings`` name what was left out;
    ``is_sorted`` where nothing states the order but the files' names."""

    items: tuple[Chapter | Group, ...]
    roots: tuple[Path, ...]
    is_book: bool
    layer: Layer | None = None
    findings: tuple[Finding, ...] = ()
    front: tuple[Chapter, ...] = ()
    back: tuple[Chapter, ...] = ()
    tops: tuple[Path, ...] = ()
    is_sorted: bool = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every text in reading order."""
        return tuple(sources((*self.front, *self.items, *self.back)))


def sources(items: Iterable[Chapter | Group]) -> Iterator[Source]:
    """Every text of a run of chapters and parts, each before those below it."""
    for item in items:
        if isinstance(item, Group):
            yield from sources(item.chapters)
        else:
            if item.source is not None:
                yield item.source
            yield from sources(item.children)
