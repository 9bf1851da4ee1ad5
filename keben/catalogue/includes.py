"""A text with mdBook's directives → the same with the files that they name in their places.

``{{#include file}}``, ``{{#include file:2:10}}``, ``{{#include file:anchor}}``, the same with
``rustdoc_include``, ``{{#playground file}}`` and ``{{#title words}}``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from keben.catalogue.files import Desk
from keben.catalogue.splice import Line, join, lines_of
from keben.decoding import EmptyText, read_source
from keben.model import Location, Severity, Source
from keben.watching import is_there

DIRECTIVE = re.compile(
    r"(?P<escape>\\?)\{\{\s*#(?P<name>[a-z_]+)(?P<rest>(?:\s[^{}]*)?)\}\}", re.ASCII
)
ANCHOR = re.compile(r"ANCHOR:\s*(?P<name>[\w-]+)")
ANCHOR_END = re.compile(r"ANCHOR_END:\s*(?P<name>[\w-]+)")
SNIPPET = re.compile(
    r"(?P<indent>[ \t>]*)-+8<-+[ \t]+(?P<quote>[\"'])(?P<file>[^\"']+)(?P=quote)[ \t]*"
)
"""A line of PyMdown's snippets, which MkDocs uses; its path counts from the book's folder."""
DEEPEST = 10
"""Files that include files; mdBook goes no deeper either."""
MOST_LINES = 200_000
"""Lines that one text may include: files that each include another ten times over grow without
end."""


class Includer:
    """Includes the files of one book; each is read once. ``included`` are all that were."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.root = desk.root.resolve()
        self.included: dict[Path, None] = {}
        self._lines: dict[Path, list[Line]] = {}
        self._count = 0

    def expand(self, source: Source) -> Source:
        """The source with its directives carried out; what cannot be included is an error finding
        at the directive, and the directive is left out."""
        if "{{" not in source.text:
            return source
        mine = _Chain((source.path,))
        self._count = 0
        found = self._expand(lines_of(source), mine)
        return join(source, found, mine.included)

    def expand_snippets(self, source: Source) -> Source:
        """The source with the files of its snippets (``--8<-- "file"``) in their places, indented
        as the line is that names them."""
        if "8<-" not in source.text:
            return source
        mine = _Chain((source.path,))
        self._count = 0
        found: list[Line] = []
        for line in lines_of(source):
            snippet = SNIPPET.fullmatch(line.text)
            if snippet is None:
                found.append(line)
                continue
            for inner in self._included(snippet["file"], line, mine, folder=self.desk.root):
                found.append(replace(inner, text=snippet["indent"] + inner.text))
        return join(source, found, mine.included)

    def _expand(self, lines: Sequence[Line], chain: _Chain) -> list[Line]:
        made: list[Line] = []
        for line in lines:
            pieces = [line]
            start = 0
            while found := DIRECTIVE.search(pieces[-1].text, start):
                last = pieces.pop()
                before, after = last.text[: found.start()], last.text[found.end() :]
                inner = self._carry_out(found, line, chain)
                if inner is None:  # no directive of ours: it stays as it is written
                    text = found[0].removeprefix("\\")
                    pieces.append(Line(before + text + after, line.path, line.number))
                    start = len(before + text)
                    continue
                if not inner and not (before + after).strip():
                    break
                pieces += _within(before, inner, after, line)
                start = len(pieces[-1].text) - len(after)
            made += pieces
        return made

    def _carry_out(self, found: re.Match[str], line: Line, chain: _Chain) -> list[Line] | None:
        """The lines that take a directive's place; none where it is only left out."""
        name, rest = found["name"], found["rest"].strip()
        if found["escape"]:
            return None
        match name:
            case "include" | "rustdoc_include":
                return self._included(rest, line, chain)
            case "playground" | "playpen":
                code = self._included(rest.split()[0] if rest else "", line, chain)
                edge = (Line(mark, line.path, line.number) for mark in ("```rust", "```"))
                return [next(edge), *code, next(edge)] if code else []
            case "title":
                return []
            case _:
                place = Location(line.path, line.number)
                self.desk.report("B008", f'"{found[0]}" is unknown and left as it is.', place)
                return None

    def _included(
        self, named: str, line: Line, chain: _Chain, folder: Path | None = None
    ) -> list[Line]:
        address, _, part = named.partition(":")
        place = Location(line.path, line.number)
        path = Path(os.path.normpath((folder or line.path.parent) / address))
        trouble = self._trouble(address, path, chain)
        if trouble:
            self.desk.report(
                "B007", f'"{named}" is not included: {trouble}.', place, Severity.ERROR
            )
            return []
        self.included[path] = chain.included[path] = None
        chosen = _choose(self._read(path), part.strip())
        if chosen is None:
            trouble = f'the file has no anchor "{part.strip()}"'
            self.desk.report(
                "B007", f'"{named}" is not included: {trouble}.', place, Severity.ERROR
            )
            return []
        self._count += len(chosen)
        return self._expand(chosen, _Chain((*chain.paths, path), chain.included))

    def _trouble(self, address: str, path: Path, chain: _Chain) -> str:
        if not address:
            return "it names no file"
        if not path.resolve().is_relative_to(self.root):
            return "the file lies outside the book's folder"
        if path in chain.paths:
            circle = (*chain.paths[chain.paths.index(path) :], path)
            return f"files go in a circle: {' → '.join(p.name for p in circle)}"
        if len(chain.paths) > DEEPEST:
            return f"files include files more than {DEEPEST} deep"
        if self._count > MOST_LINES:
            return f"the text includes more than {MOST_LINES:,} lines"
        return "" if is_there(path) else "there is no such file"

    def _read(self, path: Path) -> list[Line]:
        """The lines of a file of any kind of text, without the end of the last one."""
        if path not in self._lines:
            try:
                source = read_source(
                    path, self.desk.root, suffixes=(path.suffix.lower(),), encoding=""
                )
                found = lines_of(source)
            except EmptyText:
                found = []
            while found and not found[-1].text:
                found.pop()
            self._lines[path] = found
        return self._lines[path]


class _Chain:
    """The files that are being included, the outermost first, and all that a text has included."""

    def __init__(self, paths: tuple[Path, ...], included: dict[Path, None] | None = None) -> None:
        self.paths = tuple(Path(os.path.normpath(path)) for path in paths)
        self.included = {} if included is None else included


def _within(before: str, inner: Sequence[Line], after: str, line: Line) -> list[Line]:
    """Included lines with what stands before and after the directive in its line."""
    if not inner:
        return [Line(before + after, line.path, line.number)]
    first, *rest = inner
    lines = [Line(before + first.text, first.path, first.number), *rest]
    last = lines[-1]
    lines[-1] = Line(last.text + after, last.path, last.number)
    return lines


def _choose(lines: list[Line], part: str) -> list[Line] | None:
    """The lines that a directive asks for: all, ``2``, ``2:``, ``:10``, ``2:10`` or an anchor; None
    where there is no such anchor."""
    if not part:
        return lines
    span = re.fullmatch(r"(\d{0,9})(:(\d{0,9}))?", part)
    if span is None:
        return _anchored(lines, part.partition(":")[0])
    first = max(int(span[1] or 1), 1)
    last = int(span[3]) if span[3] else (len(lines) if span[2] else first)
    return lines[first - 1 : last]


def _anchored(lines: list[Line], name: str) -> list[Line] | None:
    """The lines between ``ANCHOR: name`` and ``ANCHOR_END: name``, without other anchors' lines."""
    chosen: list[Line] = []
    is_open = found = False
    for line in lines:
        end = ANCHOR_END.search(line.text)
        start = None if end else ANCHOR.search(line.text)
        if start and start["name"] == name:
            is_open = found = True
        elif end and end["name"] == name:
            break
        elif is_open and not start and not end:
            chosen.append(line)
    return chosen if found else None
