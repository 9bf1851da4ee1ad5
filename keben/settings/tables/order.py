"""The order of a book's texts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from keben.settings.tables.base import Table


def _read_entry(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


class OrderEntry(Table):
    """A file, or a table: a file with a title for the contents, a part, a head over chapters."""

    file: str = ""
    title: str = ""
    part: str = ""
    chapters: tuple[Annotated[OrderEntry, BeforeValidator(_read_entry)], ...] = ()


Entries = tuple[Annotated[OrderEntry, BeforeValidator(_read_entry)], ...]


class OrderSettings(Table):
    """``[order]`` of a book.toml: its texts in order, named from its folder."""

    front: Entries = ()
    """Prefaces and the like, whose pages are numbered i, ii, iii."""
    body: Entries = ()
    """Chapters and parts."""
    appendices: Entries = ()
    back: Entries = ()
    """What stands behind the appendices: an afterword, a glossary."""
