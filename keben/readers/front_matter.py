"""A source → its front matter as a layer of settings, and the text below it.

Front matter is YAML between two ``---`` lines at the very start. Only text, lists and tables are
read from it: every plain value stays the text that was written, so that an identifier ``0123`` or
a title ``12:30`` is not turned into a number; the settings give each value its type. Tags, anchors
and aliases are refused, and so nothing can be built or multiplied while reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from keben.errors import ManuscriptError
from keben.model import Finding, Location, Severity, Source
from keben.plain_yaml import MappingNode, Node, NoYaml, ScalarNode, SequenceNode, compose
from keben.settings import ALIASES, Layer, Settings
from keben.writable import printable


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


FOREIGN_KEYS = _names(
    "aliases archive banner canonical_url categories category comment comments copyright disqus "
    "draft excerpt excerpt_separator expirydate featured feature_image feed head header_img hidden "
    "hide icon id image images katex last_modified_at lastmod layout license linktitle markup math "
    "mathjax menu mermaid nav_order navbar navigation order outline parent password permalink "
    "photos pin prev next publishdate published pubdate redirect_from reward robots sidebar_label "
    "sidebar_position sitemap slug sticky summary tag tags template thumbnail toc top type_post "
    "updated url uuid videos weight"
)
"""Keys of Hugo, Jekyll, Hexo, MkDocs, VuePress and Docusaurus that say how a site shows a page.

They are left out with a note; ``tags`` and ``categories`` become the subjects where none are given.
"""

SUBJECT_KEYS = ("tags", "tag", "categories", "category")

TABLE_KEYS = frozenset({"page", "type", "sidebar"})
"""Tables of our settings whose names mean something else, and hold a plain value, on websites."""

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(r"""(?:[A-Za-z_][\w .-]*|"[^"\n]*"|'[^'\n]*'|[^\W\d_][\w-]*)[ \t]*:(?=\s|$)|\{""")
_WIDE_COLON = re.compile(r"([A-Za-z_]+)[ \t]*：")
_TIME_OF_DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:[Tt]|\s+)\d.*")
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above the text, and the text. ``first_line`` is the line of the source (from 1)
    at which ``body`` begins."""

    layer: Layer | None
    body: str
    first_line: int
    findings: tuple[Finding, ...] = ()


def split(source: Source) -> FrontMatter:
    """Part a source into front matter and body.

    An opening ``---`` that is never closed, or that holds no ``key: value``, is a thematic break
    and so part of the body. Raises ManuscriptError, which names the line, for front matter that is
    not YAML, is no table of keys, names a key twice, or uses aliases.
    """
    found = fences(source.text)
    if found is None:
        return FrontMatter(None, source.text.removeprefix("\ufeff"), 1)
    opening, closing = found
    text = source.text[opening.end() : closing.start()]
    if not _looks_like_keys(text, source):
        return FrontMatter(None, source.text.removeprefix("\ufeff"), 1)
    layer, findings = _adopt(_read(text, source), source)
    lines = source.text.count("\n", 0, closing.end()) + 1
    return FrontMatter(layer, source.text[closing.end() :].removeprefix("\n"), lines + 1, findings)


def fences(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The lines around what may be front matter."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    return (opening, closing) if opening and closing else None


def _looks_like_keys(text: str, source: Source) -> bool:
    for number, line in enumerate(text.split("\n"), start=2):
        if line.strip() and not line.lstrip().startswith("#"):
            wide = _WIDE_COLON.match(line)
            if wide and ALIASES.get(wide[1], wide[1]) in Settings.model_fields:
                raise ManuscriptError(
                    f'"{wide[1]}：" has a full-width colon.',
                    location=Location(source.path, number),
                    hint=f'Write "{wide[1]}: …" with a plain colon and a space.',
                )
            return _KEY.match(line) is not None
    return True


def _read(text: str, source: Source) -> MappingNode | None:
    try:
        node = compose(text)
    except NoYaml as error:
        raise _broken(error.problem, source, error.line, error.remedy) from error
    if node is None or isinstance(node, MappingNode):
        return node
    raise _broken("it is no table of keys and values", source, node.start_mark.line + 1)


def _broken(problem: str, source: Source, line: int, remedy: str = "") -> ManuscriptError:
    hint = remedy or 'Mend the line; put a value that holds ": " or begins with a mark in quotes.'
    return ManuscriptError(
        f"the front matter: {problem}.", location=Location(source.path, line + 1), hint=hint
    )


def _value(node: Node, source: Source) -> Any:
    if isinstance(node, MappingNode):
        return _table(node, source)
    if isinstance(node, SequenceNode):
        found = (_value(item, source) for item in node.value)
        return [item for item in found if item is not None]
    text = str(node.value)
    if isinstance(node, ScalarNode) and node.style is None and text in _EMPTY:
        return None
    return printable(text)


def _table(node: MappingNode, source: Source) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        if not isinstance(key_node, ScalarNode):
            raise _broken("a key is not a word", source, line - 1)
        key = printable(str(key_node.value))
        if key in table:
            raise ManuscriptError(
                f'the front matter gives "{key}" twice.',
                location=Location(source.path, line),
                hint="Keep one of the two.",
            )
        value = _value(value_node, source)
        if isinstance(value, str) and (stamp := _TIME_OF_DAY.fullmatch(value)):
            value = stamp[1]
        table[key] = value
    return table


def _adopt(node: MappingNode | None, source: Source) -> tuple[Layer, tuple[Finding, ...]]:
    """The table as settings: without empty values, without what only websites know."""
    pairs = node.value if node else []
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in pairs}
    table = _table(node, source) if node else {}
    values = {key: value for key, value in table.items() if value is not None}
    kept = {key: value for key, value in values.items() if not _is_foreign(key, value)}
    subjects = list(dict.fromkeys(s for key in SUBJECT_KEYS for s in _subjects(values.get(key))))
    adopted: frozenset[str] = frozenset()
    if subjects and "subjects" not in {ALIASES.get(key, key) for key in kept}:
        kept["subjects"] = subjects
        adopted = frozenset(SUBJECT_KEYS)
    findings = tuple(
        Finding(
            "M011",
            Severity.NOTE,
            f'front matter key "{key}" is for websites: left out.',
            Location(source.path, lines.get(key)),
        )
        for key in values
        if key not in kept and key not in adopted
    )
    return Layer(kept, Location(source.path, 2)), findings


def _is_foreign(key: str, value: object) -> bool:
    return key.lower() in FOREIGN_KEYS or (key in TABLE_KEYS and not isinstance(value, dict))


def _subjects(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield from (part.strip() for part in re.split(r"[;；、,，]", value) if part.strip())
    elif isinstance(value, list):
        for item in value:
            yield from _subjects(item)
