"""A folder whose book.toml states an ``[order]`` → its texts in that order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from keben.catalogue import plain
from keben.catalogue.contents import Arrangement, Chapter, Group
from keben.catalogue.files import Desk
from keben.catalogue.listing import Lister
from keben.errors import SettingsError
from keben.model import Location
from keben.settings import Layer, combine, read_toml
from keben.watching import is_there

if TYPE_CHECKING:
    from keben.settings import OrderEntry


def recognises(folder: Path) -> bool:
    """True for a folder whose book.toml has a table [order]."""
    path = folder / plain.BOOK_SETTINGS
    return is_there(path) and "order" in read_toml(path).values


def read_settings(folder: Path) -> Layer:
    """Its book.toml. Raises SettingsError."""
    return read_toml(folder / plain.BOOK_SETTINGS)


def arrange(desk: Desk) -> Arrangement:
    """As ``front``, ``body``, ``appendices`` and ``back`` say. Raises SettingsError."""
    path = desk.root / plain.BOOK_SETTINGS
    order = combine(read_toml(path)).order
    lister = Lister(desk, path, desk.root)
    binder = _Order(lister)
    front = binder.chapters(order.front)
    body = tuple(item for entry in order.body for item in binder.item(entry))
    appendices = binder.chapters(order.appendices, is_appendix=True)
    back = binder.chapters(order.back)
    lister.report_rest()
    return Arrangement(body, desk.root, front, (*appendices, *back))


class _Order:
    """Makes chapters of entries."""

    def __init__(self, lister: Lister) -> None:
        self.lister = lister

    def item(self, entry: OrderEntry) -> Sequence[Chapter | Group]:
        if not entry.part:
            return self.chapters((entry,))
        if entry.file or entry.title or not entry.chapters:
            raise self._refusal(f'the part "{entry.part}" needs chapters, and nothing else')
        chapters = self.chapters(entry.chapters)
        return (Group(entry.part, chapters),) if chapters else ()

    def chapters(
        self, entries: Sequence[OrderEntry], *, is_appendix: bool = False
    ) -> tuple[Chapter, ...]:
        found: list[Chapter] = []
        for entry in entries:
            if entry.part:
                raise self._refusal(f'the part "{entry.part}" stands inside something else')
            if not entry.file and not (entry.title and entry.chapters):
                raise self._refusal("an entry names no file, nor a title over chapters")
            # The entry itself first, so that findings stand in the order of the list.
            bare = self.lister.chapter(entry.title, entry.file, 0) if entry.file else None
            children = self.chapters(entry.chapters)
            if bare or children:
                source = bare.source if bare else None
                place = self.lister.place(0)
                label = entry.title or (entry.file if source is None else "")
                found.append(Chapter(source, label, children, place, is_appendix))
        return tuple(found)

    def _refusal(self, message: str) -> SettingsError:
        return SettingsError(
            f"[order]: {message}.",
            location=Location(self.lister.file),
            hint='Write "a.md", {file = "a.md", title = "A"} or {part = "I", chapters = ["a.md"]}.',
        )
