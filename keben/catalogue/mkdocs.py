"""An MkDocs folder (mkdocs.yml and docs/) → the order of its texts: its nav, else their own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from keben.catalogue import plain
from keben.catalogue.contents import Arrangement, Chapter, Group
from keben.catalogue.files import Desk
from keben.catalogue.includes import Includer
from keben.catalogue.listing import Lister
from keben.decoding import read_source
from keben.errors import ManuscriptError, SettingsError
from keben.model import Location
from keben.plain_yaml import MappingNode, Node, NoYaml, ScalarNode, SequenceNode, compose
from keben.settings import Layer, read_toml
from keben.watching import is_there
from keben.writable import printable

FILES = ("mkdocs.yml", "mkdocs.yaml")
SAME = {"site_name": "title", "site_description": "description", "site_author": "authors"}
MOST = 20_000
"""Entries of a nav; with YAML's aliases a short file could hold any number."""
DEPTH = 40


def recognises(folder: Path) -> bool:
    """True for a folder with an mkdocs.yml."""
    return _file(folder) is not None


def _file(folder: Path) -> Path | None:
    return next((folder / name for name in FILES if is_there(folder / name)), None)


def read_settings(folder: Path) -> Layer:
    """What mkdocs.yml says of the work, then ``extra.keben``, then a book.toml beside it, which has
    our settings. Raises SettingsError, ManuscriptError."""
    path = _file(folder)
    assert path is not None  # asked only of a folder that is recognised
    table = _read(path)
    values: dict[str, Any] = {
        ours: _word(table[theirs]) for theirs, ours in SAME.items() if theirs in table
    }
    if "copyright" in table:
        values["rights"] = " ".join(re.sub(r"<[^<>]*>", "", _word(table["copyright"])).split())
    theme = _table(table.get("theme"))
    if re.fullmatch(r"(?:zh|ja|ko|en)(?:[-_].+)?", language := _word(theme.get("language"))):
        values["language"] = language.replace("_", "-")
    values |= _plain(_table(table.get("extra")).get("keben"))
    own = folder / plain.BOOK_SETTINGS
    if is_there(own):
        values |= read_toml(own).values
    return Layer({key: value for key, value in values.items() if value}, Location(path))


def arrange(desk: Desk) -> Arrangement:
    """A section of the nav is a part, one inside it a chapter over its own; without a nav, folders
    are. Files of the folder that the nav does not name are noted."""
    path = _file(desk.root)
    assert path is not None
    table = _read(path)
    top = _text_folder(desk.root, path, _word(table.get("docs_dir")) or "docs")
    nav = table.get("nav", table.get("pages"))
    if not isinstance(nav, SequenceNode):
        return Arrangement(plain.arrange_below(top, desk), top)
    includer = Includer(desk)
    lister = Lister(desk, path, top, includer.expand_snippets)
    body = tuple(_Nav(lister).top(nav))
    lister.report_rest(apart_from=includer.included)
    return Arrangement(body, top)


def _text_folder(folder: Path, file: Path, named: str) -> Path:
    path = Path(os.path.normpath(folder / named))
    if not path.is_relative_to(os.path.normpath(folder)) or not path.is_dir():
        raise SettingsError(
            f'docs_dir "{named}" is no folder of the book.',
            location=Location(file),
            hint="Name a folder beside mkdocs.yml.",
        )
    return path


class _Nav:
    """Makes chapters of a nav: ``page.md``, ``title: page.md``, ``title: [entries]``."""

    def __init__(self, lister: Lister) -> None:
        self.lister = lister
        self.count = 0

    def top(self, nav: SequenceNode) -> Iterator[Chapter | Group]:
        for label, value, line in self._entries(nav):
            if isinstance(value, SequenceNode):
                chapters = self._below(value)
                if chapters:
                    yield Group(label, chapters)
            elif chapter := self._page(label, value, line):
                yield chapter

    def _below(self, nav: SequenceNode) -> tuple[Chapter, ...]:
        found: list[Chapter] = []
        for label, value, line in self._entries(nav):
            if not isinstance(value, SequenceNode):
                chapter = self._page(label, value, line)
                found += [chapter] if chapter else []
            elif children := self._below(value):
                found.append(Chapter(None, label, children, self.lister.place(line)))
        return tuple(found)

    def _page(self, label: str, value: Node, line: int) -> Chapter | None:
        target, _, anchor = _word(value).partition("#")
        return self.lister.chapter(label, target, line, anchor=anchor)

    def _entries(self, nav: SequenceNode) -> Iterator[tuple[str, Node, int]]:
        for entry in nav.value:
            self.count += 1
            line = entry.start_mark.line + 1
            if self.count > MOST:
                raise ManuscriptError(
                    f"the nav has more than {MOST:,} entries.",
                    location=self.lister.place(line),
                    hint="Take aliases out of it.",
                )
            if not isinstance(entry, MappingNode):
                yield "", entry, line
                continue
            for key, value in entry.value:
                yield _word(key), value, key.start_mark.line + 1


def _read(path: Path) -> Mapping[str, Node]:
    source = read_source(path, path.parent, suffixes=(path.suffix,))
    try:
        root = compose(source.text, aliases=True, depth=DEPTH)
    except NoYaml as error:
        raise SettingsError(
            f"{error.problem}.",
            location=Location(path, error.line),
            hint=error.remedy or "Mend the line and build again.",
        ) from error
    return _table(root)


def _table(node: Node | None) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        return {}
    return {_word(key): value for key, value in node.value}


def _word(node: Node | None) -> str:
    return printable(str(node.value)).strip() if isinstance(node, ScalarNode) else ""


def _plain(node: Node | None) -> dict[str, Any]:
    """Settings of ours in the file: tables, lists and words, two deep at most."""
    found: dict[str, Any] = {}
    for key, value in _table(node).items():
        if isinstance(value, SequenceNode):
            found[key] = [_word(item) for item in value.value]
        else:
            inner = {name: _word(item) for name, item in _table(value).items()}
            found[key] = inner or _word(value)
    return found
