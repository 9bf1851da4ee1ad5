"""A HonKit or GitBook folder (SUMMARY.md, book.json) → the order of its texts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keben.catalogue import plain
from keben.catalogue.contents import Arrangement, Chapter, Group
from keben.catalogue.files import Desk
from keben.catalogue.listing import Lister
from keben.catalogue.mdbook import chapters
from keben.catalogue.summary import parse_summary
from keben.catalogue.template_tags import TagReader
from keben.decoding import read_source
from keben.errors import SettingsError
from keben.model import Location
from keben.plain_yaml import MappingNode, NoYaml, ScalarNode, compose
from keben.settings import Layer, beyond_reason, read_toml
from keben.watching import is_there
from keben.writable import printable

BOOK = "book.json"
GITBOOK = ".gitbook.yaml"
SAME = {"title": "title", "description": "description", "author": "authors", "isbn": "identifier"}
PARTS = {"readme": "README.md", "summary": "SUMMARY.md", "glossary": "GLOSSARY.md"}
"""The files that a book's ``structure`` may call by other names."""
LANGUAGES = {"zh-tw": "zh-Hant", "zh": "zh-Hans", "zh-cn": "zh-Hans", "jp": "ja", "kr": "ko"}


def recognises(folder: Path) -> bool:
    """True for a folder with a book.json, or a SUMMARY.md where its texts are."""
    if _has_order(folder):
        return False
    return is_there(folder / BOOK) or is_there(_top(folder) / _names(folder)["summary"])


def _has_order(folder: Path) -> bool:
    path = folder / plain.BOOK_SETTINGS
    return is_there(path) and "order" in read_toml(path).values


def read_settings(folder: Path) -> Layer:
    """What book.json says of the work, then a book.toml beside it. Raises SettingsError."""
    book = _book(folder)
    values = {ours: str(book[theirs]) for theirs, ours in SAME.items() if book.get(theirs)}
    if language := str(book.get("language") or ""):
        values["language"] = LANGUAGES.get(language.lower(), language)
    own = folder / plain.BOOK_SETTINGS
    stated = {**values, **(read_toml(own).values if is_there(own) else {})}
    return Layer(stated, Location(own if is_there(own) else folder / BOOK))


def arrange(desk: Desk) -> Arrangement:
    """README.md first, then SUMMARY.md; its heads open parts, an entry that names no text and
    stands over others is one too. GLOSSARY.md is back matter."""
    top, names = _top(desk.root), _names(desk.root)
    file = top / names["summary"]
    tags = TagReader(desk, _book(desk.root))
    if not is_there(file):
        return Arrangement(plain.arrange_below(top, desk), top)
    listed = read_source(file, desk.root, suffixes=(file.suffix,), encoding=desk.encoding)
    summary = parse_summary(listed.text)
    lister = Lister(desk, file, top, tags.resolve)
    sections = [(section.title, chapters(section.items, lister)) for section in summary.sections]
    loose = chapters((*summary.front, *summary.back), lister)
    front: tuple[Chapter, ...] = ()
    readme, glossary = (top / names[name] for name in ("readme", "glossary"))
    if readme not in lister.taken and is_there(readme):
        front = _alone(readme, lister)
    back = _alone(glossary, lister) if is_there(glossary) else ()
    lister.report_rest(apart_from=(file, *tags.included))
    body: list[Chapter | Group] = [*loose]
    for title, found in sections:
        body += [Group(title, found)] if title and found else map(_part, found)
    return Arrangement(tuple(body), top, front, back)


def _alone(path: Path, lister: Lister) -> tuple[Chapter, ...]:
    if path in lister.taken:
        return ()
    chapter = lister.chapter("", path.relative_to(lister.folder).as_posix(), 0)
    return (chapter,) if chapter else ()


def _part(chapter: Chapter) -> Chapter | Group:
    """A head without a text over chapters is a part."""
    if chapter.source is None and chapter.children:
        return Group(chapter.label, chapter.children)
    return chapter


def _book(folder: Path) -> Mapping[str, Any]:
    path = folder / BOOK
    if not is_there(path):
        return {}
    source = read_source(path, folder, suffixes=(".json",))
    try:
        found = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise SettingsError(
            f"not valid JSON: {error.msg}.",
            location=Location(path, error.lineno),
            hint="Mend the line and build again.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise beyond_reason(path) from error
    return found if isinstance(found, dict) else {}


def _names(folder: Path) -> dict[str, str]:
    stated = _book(folder).get("structure") or _gitbook(folder).get("structure")
    given = stated if isinstance(stated, Mapping) else {}
    return {key: printable(str(given.get(key) or name)) for key, name in PARTS.items()}


def _top(folder: Path) -> Path:
    """The folder of the texts, which must not lie outside the book. Raises SettingsError."""
    named = str(_book(folder).get("root") or _gitbook(folder).get("root") or ".")
    named = printable(named)
    path = Path(os.path.normpath(folder / named.lstrip("/")))
    if not path.is_relative_to(os.path.normpath(folder)):
        raise SettingsError(
            f'the root "{named}" lies outside the book.',
            location=Location(folder / BOOK),
            hint="Name a folder of the book.",
        )
    return path


def _gitbook(folder: Path) -> dict[str, Any]:
    """GitBook's own settings: ``root`` and ``structure``."""
    path = folder / GITBOOK
    if not is_there(path):
        return {}
    try:
        root = compose(read_source(path, folder, suffixes=(path.suffix,)).text)
    except NoYaml as error:
        raise SettingsError(
            f"{error.problem}.", location=Location(path, error.line), hint="Mend the line."
        ) from error
    return _words(root) if isinstance(root, MappingNode) else {}


def _words(table: MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.value:
        if isinstance(value, ScalarNode):
            found[str(key.value)] = str(value.value)
        elif isinstance(value, MappingNode):
            found[str(key.value)] = _words(value)
    return found
