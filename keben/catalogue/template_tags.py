"""A text with HonKit's template tags → the same in our Markdown.

``{% hint style="info" %}`` … ``{% endhint %}`` becomes a box, ``{% include "file" %}`` the file,
``{{ book.title }}`` its value; tags that only shape a website go, and every other is reported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from keben.catalogue.files import Desk
from keben.catalogue.splice import Line, join, lines_of
from keben.decoding import EmptyText, read_source
from keben.model import Location, Severity, Source
from keben.watching import is_there

_TAG = re.compile(r"\{%-?\s*(?P<name>\w[\w-]*)(?P<rest>(?:[^%]|%(?!\}))*?)-?%\}")
_VARIABLE = re.compile(r"\{\{\s*book\.(?P<path>[\w.]+)\s*\}\}")
_STYLE = re.compile(r"style\s*=\s*[\"']?(\w+)")
_TITLE = re.compile(r"title\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESS = re.compile(r"(?:url\s*=\s*)?(?:\"([^\"]*)\"|'([^']*)')")
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")
STYLES = {"success": "tip", "danger": "caution", "info": "note", "working": "note"}
KNOWN = ("note", "tip", "warning", "important", "caution")
_QUIET = """\
raw endraw code endcode tabs endtabs endtab stepper endstepper step endstep columns endcolumns
column endcolumn endembed endcontent-ref swagger endswagger method endmethod"""
QUIET = frozenset(_QUIET.split())
"""Tags around text that is kept: they shape a website only."""
DEEPEST = 10


class TagReader:
    """Resolves the tags of one book's texts; ``variables`` are those of its book.json."""

    def __init__(self, desk: Desk, book: Mapping[str, Any]) -> None:
        variables = book.get("variables")
        self.desk = desk
        self.variables: Mapping[str, Any] = {
            **(variables if isinstance(variables, Mapping) else {}),
            **{key: value for key, value in book.items() if isinstance(value, str)},
        }
        self.included: dict[Path, None] = {}

    def resolve(self, source: Source) -> Source:
        """The source without tags outside code."""
        if "{%" not in source.text and "{{" not in source.text:
            return source
        included: dict[Path, None] = {}
        lines = self._resolve(lines_of(source), (Path(os.path.normpath(source.path)),), included)
        self.included |= included
        return join(source, lines, included)

    def _resolve(
        self, lines: list[Line], chain: tuple[Path, ...], included: dict[Path, None]
    ) -> list[Line]:
        made: list[Line] = []
        fence = ""
        for line in lines:
            mark = _FENCE.match(line.text)
            if fence or mark:
                if mark and not fence:
                    fence = mark["fence"]
                elif mark and mark["fence"].startswith(fence):
                    fence = ""
                made.append(line)
                continue
            text = _VARIABLE.sub(self._value, line.text)
            made += self._line(replace(line, text=text), chain, included)
        return made

    def _value(self, found: re.Match[str]) -> str:
        value: Any = self.variables
        for name in found["path"].split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return str(value) if isinstance(value, str | int | float) else found[0]

    def _line(self, line: Line, chain: tuple[Path, ...], included: dict[Path, None]) -> list[Line]:
        found = _TAG.search(line.text)
        if found is None:
            return [line]
        inner = self._tag(found, line, chain, included)
        indent = re.match(r"[ \t]*", line.text)
        before, after = line.text[: found.start()], line.text[found.end() :]
        whole = [replace(line, text=before)] if before.strip() else []
        for piece in inner:
            whole.append(replace(piece, text=(indent[0] if indent else "") + piece.text))
        if after.strip():
            whole += self._line(replace(line, text=after.lstrip()), chain, included)
        return whole

    def _tag(
        self, found: re.Match[str], line: Line, chain: tuple[Path, ...], included: dict[Path, None]
    ) -> list[Line]:
        name, rest = found["name"], found["rest"]
        match name:
            case "hint":
                style = _STYLE.search(rest)
                word = style[1].lower() if style else "note"
                kind = STYLES.get(word, word if word in KNOWN else "note")
                return self._block(line, f"::: {kind}")
            case "endhint":
                return self._block(line, ":::")
            case "tab" | "code":
                title = _TITLE.search(rest)
                words = next((group for group in title.groups() if group), "") if title else ""
                return self._block(line, f"**{words}**") if words else []
            case "embed" | "content-ref":
                address = _ADDRESS.search(rest)
                target = next((group for group in address.groups() if group), "") if address else ""
                # A reference stands around a link of its own.
                return self._block(line, f"<{target}>") if target and name == "embed" else []
            case "include":
                return self._included(rest, line, chain, included)
            case _ if name in QUIET:
                return []
            case _:
                place = Location(line.path, line.number)
                self.desk.report("B008", f'the tag "{found[0]}" is unknown and left out.', place)
                return []

    def _block(self, line: Line, text: str) -> list[Line]:
        return [replace(line, text=part) for part in ("", text, "")]

    def _included(
        self, rest: str, line: Line, chain: tuple[Path, ...], included: dict[Path, None]
    ) -> list[Line]:
        address = _ADDRESS.search(rest)
        named = next((group for group in address.groups() if group), "") if address else ""
        path = Path(os.path.normpath(line.path.parent / named))
        root = self.desk.root.resolve()
        place = Location(line.path, line.number)
        trouble = ""
        if not named or not is_there(path):
            trouble = "there is no such file"
        elif not path.resolve().is_relative_to(root):
            trouble = "the file lies outside the book's folder"
        elif path in chain or len(chain) > DEEPEST:
            trouble = "files go in a circle"
        if trouble:
            message = f'"{named}" is not included: {trouble}.'
            self.desk.report("B007", message, place, Severity.ERROR)
            return []
        included[path] = None
        try:
            found = read_source(path, self.desk.root, suffixes=(path.suffix.lower(),))
        except EmptyText:
            return []
        return self._resolve(lines_of(found), (*chain, path), included)
