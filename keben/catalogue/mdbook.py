"""An mdBook (book.toml and src/SUMMARY.md) → the order of its texts, with what they include."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from keben.catalogue import plain
from keben.catalogue.contents import Arrangement, Chapter, Group
from keben.catalogue.files import Desk
from keben.catalogue.hidden import drop_hidden_lines
from keben.catalogue.includes import Includer
from keben.catalogue.listing import Lister
from keben.catalogue.summary import Item, parse_summary
from keben.decoding import read_source
from keben.errors import SettingsError
from keben.model import Location, Source
from keben.settings import Layer, read_toml
from keben.watching import is_there

SUMMARY = "SUMMARY.md"
SAME = ("title", "authors", "description", "language")
"""What mdBook's [book] and our settings call by one name."""
OURS = "keben"
"""``[output.keben]`` holds settings of ours; mdBook takes such a table for another renderer's."""
NOT_OURS = ("command", "optional", "enable")
"""What mdBook itself reads in the table of a renderer."""


def recognises(folder: Path) -> bool:
    """True for a folder whose book.toml has a table [book], or stands over a list of contents."""
    path = folder / plain.BOOK_SETTINGS
    if not is_there(path):
        return False
    values = read_toml(path).values
    return isinstance(values.get("book"), Mapping) or (
        "order" not in values and is_there(folder / "src" / SUMMARY)
    )


def read_settings(folder: Path) -> Layer:
    """What [book] says of the work, and every setting of [output.keben]. Raises SettingsError."""
    layer = read_toml(folder / plain.BOOK_SETTINGS)
    book, output = (_table(layer.values, name) for name in ("book", "output"))
    if "book" not in layer.values:
        return layer  # settings of ours beside a list of contents
    own = {k: v for k, v in _table(output, OURS).items() if k not in NOT_OURS}
    stated = {key: book[key] for key in SAME if key in book}
    return Layer({**stated, **own}, layer.origin)


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = values.get(name)
    return found if isinstance(found, Mapping) else {}


def text_folder(folder: Path) -> Path:
    """The folder that holds the texts. Raises SettingsError where it lies outside the book."""
    layer = read_toml(folder / plain.BOOK_SETTINGS)
    named = str(_table(layer.values, "book").get("src", "src"))
    path = Path(os.path.normpath(folder / named))
    if not path.is_relative_to(os.path.normpath(folder)):
        raise SettingsError(
            f'book.src "{named}" lies outside the book.',
            location=Location(folder / plain.BOOK_SETTINGS),
            hint="Name a folder below that of book.toml.",
        )
    return path


def _hidden_prefixes(folder: Path) -> dict[str, str]:
    """What hidden lines of code begin with, by language (``[output.html.code.hidelines]``)."""
    table: Mapping[str, Any] = read_toml(folder / plain.BOOK_SETTINGS).values
    for name in ("output", "html", "code", "hidelines"):
        table = _table(table, name)
    return {language: prefix for language, prefix in table.items() if isinstance(prefix, str)}


def prepare(source: Source, desk: Desk) -> Source:
    """The text as mdBook renders it: files included, hidden lines of code left out."""
    return drop_hidden_lines(Includer(desk).expand(source), _hidden_prefixes(desk.root))


def arrange(desk: Desk) -> Arrangement:
    """Links before the list are front matter, those behind it back matter; heads open parts."""
    top = text_folder(desk.root)
    file = top / SUMMARY
    if not is_there(file):
        start = top if top.is_dir() else desk.root
        return Arrangement(plain.arrange_below(start, desk), start)
    listed = read_source(file, desk.root, suffixes=(".md",), encoding=desk.encoding)
    summary = parse_summary(listed.text)
    includer = Includer(desk)
    hidden = _hidden_prefixes(desk.root)
    lister = Lister(desk, file, top, lambda s: drop_hidden_lines(includer.expand(s), hidden))
    front = chapters(summary.front, lister)
    body: list[Chapter | Group] = []
    for section in summary.sections:
        found = chapters(section.items, lister)
        body += [Group(section.title, found)] if section.title and found else found
    back = chapters(summary.back, lister)
    lister.report_rest(apart_from=(file, *includer.included))
    return Arrangement(tuple(body), top, front, back)


def chapters(items: Sequence[Item], lister: Lister) -> tuple[Chapter, ...]:
    """The chapters of a run of entries, with those below them."""
    found: list[Chapter] = []
    for item in items:
        # The entry itself first, so that findings stand in the order of the list.
        bare = None
        if item.target or not item.below:
            bare = lister.chapter(item.label, item.target, item.line, anchor=item.anchor)
        below = chapters(item.below, lister)
        if bare is not None:
            found.append(Chapter(bare.source, bare.label, below, bare.location))
        elif below:
            found.append(Chapter(None, item.label, below, lister.place(item.line)))
    return tuple(found)
