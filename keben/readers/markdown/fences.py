"""A code fence → a block of code with its language, its title, its lines to look at.

mdBook writes ``rust,ignore``, MkDocs ``{ .py linenums="1" hl_lines="2" title="x" }``, Pandoc
``{.python .numberLines startFrom="5"}``, Docusaurus ``js title="x" {1,3-5} showLineNumbers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keben.digits import number_in
from keben.model import Block, CodeBlock, Formula, Text
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.parse import Node
from keben.readers.markdown.reading import Reading
from keben.readers.references import unescape

_PAIR = re.compile(r"([A-Za-z][\w-]*)\s*=\s*(\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^\s\"'{}]+)")
_RANGES = re.compile(r"\d+(?:-\d+)?(?:[\s,]+\d+(?:-\d+)?)*")
_LANGUAGE = re.compile(r"[\w+#./-]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST = 10_000
"""The last line that can be marked."""

_TITLES = ("title", "filename", "file", "name", "caption")
_STARTS = ("linenums", "startfrom", "startline", "start", "linenostart", "lineno-start")
_MARKED = ("hl_lines", "highlight", "emphasize-lines", "mark")
_NUMBERED = frozenset({"numberlines", "number-lines", "linenos", "showlinenumbers", "linenums"})
_DRAWN = frozenset(
    ("mermaid", "plantuml", "puml", "graphviz", "dot", "d2", "ditaa", "wavedrom", "vega-lite")
)
"""Languages that websites draw a picture of."""


def read_code(node: Node, reading: Reading) -> Block:
    """A block of code; one whose language is ``math`` is a formula, as on GitHub."""
    found = read_fence(node.info)
    place = reading.place(node.line)
    text = node.text.removesuffix("\n")
    if found.language == "math" and text.strip():
        return Formula(text.strip(), location=place)
    if found.language.lower() in _DRAWN:
        reading.report.add(Trouble.DRAWN, node.line, found.language)
    title = (Text(found.title),) if found.title else ()
    return CodeBlock(
        text,
        found.language,
        place,
        title=title,
        first_line=found.first_line,
        marked=found.marked,
    )


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """See :class:`keben.model.CodeBlock`."""

    language: str = ""
    title: str = ""
    first_line: int | None = None
    marked: tuple[int, ...] = ()


def read_fence(info: str) -> FenceInfo:
    """The info string of a fence (CommonMark §4.5). What says nothing about the printed code, such
    as ``ignore`` or ``editable``, is dropped."""
    given = {name.lower(): _plain(_bare(value)) for name, value in _PAIR.findall(info)}
    bare = _PAIR.sub(" ", info)
    marked = next((given[name] for name in _MARKED if name in given), "")
    for braces in re.findall(r"\{([^{}]*)\}", bare):
        if _RANGES.fullmatch(braces.strip()):
            marked = marked or braces
            bare = bare.replace(f"{{{braces}}}", " ")
    words = re.split(r"[\s,{}]+", _plain(bare))
    words = [word for word in words if word]
    language, title = _language(words)
    flags = {word.lstrip(".").lower() for word in words}
    start = next((given[name] for name in _STARTS if name in given), "")
    numbered = bool(start) or bool(flags & _NUMBERED) or "lineno" in given
    return FenceInfo(
        language,
        next((given[name] for name in _TITLES if name in given), title),
        number_in(start, 1) if numbered else None,
        tuple(_lines(marked)),
    )


def _bare(value: str) -> str:
    return value[1:-1] if value[:1] in ('"', "'", "{") else value


def _plain(text: str) -> str:
    """Without backslashes before marks and with characters for entities (CommonMark §4.5)."""
    return unescape(_ESCAPED.sub(r"\1", text))


def _language(words: list[str]) -> tuple[str, str]:
    """``rust`` of ``rust``, ``.rust`` or ``rust:src/main.rs``, and what follows the colon."""
    if not words or words[0].startswith("#"):
        return "", ""
    name, _, title = words[0].lstrip(".").partition(":")
    is_name = _LANGUAGE.fullmatch(name) and name.lower() not in _NUMBERED
    return (name if is_name else ""), title


def _lines(ranges: str) -> Iterator[int]:
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", ranges):
        end = number_in(last or first, _MOST + 1)
        if end <= _MOST:
            yield from range(number_in(first, end + 1), end + 1)
