"""A folder without a list of contents → its texts in natural order, its folders as parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from keben.catalogue.contents import Arrangement, Chapter, Group
from keben.catalogue.files import Desk, is_index, listed
from keben.model import Location
from keben.natural_order import are_ordered, shown_name
from keben.settings import Layer, read_toml
from keben.watching import is_there

BOOK_SETTINGS = "book.toml"


def recognises(folder: Path) -> bool:
    """True for every folder."""
    return folder.is_dir()


def read_settings(folder: Path) -> Layer | None:
    """Its book.toml, if it has one. Raises SettingsError."""
    path = folder / BOOK_SETTINGS
    return read_toml(path) if is_there(path) else None


def arrange(desk: Desk) -> Arrangement:
    """2 before 10, 第二章 before 第十章, README or index first, folders after files."""
    return Arrangement(arrange_below(desk.root, desk), desk.root, is_sorted=True)


def arrange_below(folder: Path, desk: Desk) -> tuple[Chapter | Group, ...]:
    """The texts of a folder, and a part for each folder in it that holds any."""
    items: list[Chapter | Group] = []
    for path, name, is_folder in _named(folder, desk):
        if is_folder:
            part = _part_of(path, name, desk)
            items += [part] if part.chapters else []
        elif source := desk.read(path):
            items.append(Chapter(replace(source, name=name)))
    return tuple(items)


def _named(folder: Path, desk: Desk) -> Iterator[tuple[Path, str, bool]]:
    """What a folder holds, each with its name as a title, and whether it is a folder."""
    found = [(path, path.is_dir()) for path in listed(folder, desk.suffixes)]
    names = [path.name if is_folder else path.stem for path, is_folder in found]
    ordered = are_ordered(names)
    for (path, is_folder), name in zip(found, names, strict=True):
        yield path, shown_name(name, ordered=ordered), is_folder


def _part_of(folder: Path, name: str, desk: Desk) -> Group:
    """A folder as a part; folders in it are chapters over their own."""
    chapters = _chapters(folder, desk)
    return Group(name, chapters, has_index=begins_with_index(chapters, folder))


def begins_with_index(chapters: tuple[Chapter, ...], folder: Path) -> bool:
    """True where the first of a folder's chapters speaks for the folder."""
    first = chapters[0].source if chapters else None
    return first is not None and first.path.parent == folder and is_index(first.path)


def as_chapter(part: Group, folder: Path) -> Chapter:
    """A part as a chapter over its chapters: its index, if it has one, else a bare head."""
    if part.has_index:
        first, *rest = part.chapters
        return Chapter(first.source, children=(*first.children, *rest))
    return Chapter(None, part.name, part.chapters, Location(folder))


def _chapters(folder: Path, desk: Desk) -> tuple[Chapter, ...]:
    chapters: list[Chapter] = []
    for path, name, is_folder in _named(folder, desk):
        if not is_folder:
            source = desk.read(path)
            chapters += [Chapter(replace(source, name=name))] if source else []
        else:
            part = _part_of(path, name, desk)
            chapters += [as_chapter(part, path)] if part.chapters else []
    return tuple(chapters)
