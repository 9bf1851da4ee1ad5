"""A block of code → its lines, each in runs told apart by what they are. The only importer of
Pygments.

Only four kinds are told apart, because only weight and grey tell them apart in print: keywords,
comments, strings, and everything else. The text is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from keben.model import CodeBlock, PageBreak

KEYWORD, COMMENT, STRING, PAGE = "keyword", "comment", "string", "page"

_PLAIN = frozenset({"", "text", "plain", "txt", "plaintext", "none", "mermaid", "output"})

TAB = 4
"""Characters between two places of a tabulator (print.css)."""

DEEPEST = 12
"""Blanks by which the rest of a line is set in further on a screen, at most: it may be narrow."""

_LONGEST = 200_000
"""Characters of a block that is told apart; a longer one is data."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line in runs of text and kind; of the kind ``page`` are the places where a printed page
    begins. ``number`` is printed beside the line, 0 for none."""

    runs: tuple[tuple[str | PageBreak, str], ...]
    number: int = 0
    is_marked: bool = False

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs if isinstance(text, str))

    @property
    def depth(self) -> int:
        """The blanks that it begins with, as far as there are classes for them (epub.css)."""
        text = self.text.expandtabs(TAB)
        return min(len(text) - len(text.lstrip(" ")), DEEPEST)


def code_lines(block: CodeBlock, *, highlight: bool) -> tuple[CodeLine, ...]:
    """The lines of a block; an unknown language tells nothing apart."""
    runs = _runs(block) if highlight else ((block.text, ""),)
    lines: list[list[tuple[str | PageBreak, str]]] = [[]]
    for text, kind in _cut(runs, block.breaks):
        if isinstance(text, PageBreak):
            lines[-1].append((text, PAGE))
            continue
        first, *others = text.split("\n")
        lines[-1].append((first, kind))
        lines.extend([(part, kind)] for part in others)
    return tuple(
        CodeLine(
            tuple(_join(line)),
            0 if block.first_line is None else block.first_line + place,
            place + 1 in block.marked,
        )
        for place, line in enumerate(lines)
    )


def _cut(
    runs: Iterable[tuple[str, str]], breaks: Sequence[tuple[int, PageBreak]]
) -> Iterator[tuple[str | PageBreak, str]]:
    """The runs with page breaks between them."""
    waiting = list(breaks)
    done = 0
    for text, kind in runs:
        start = 0
        while waiting and waiting[0][0] <= done + len(text):
            place, found = waiting.pop(0)
            yield text[start : place - done], kind
            yield found, PAGE
            start = place - done
        yield text[start:], kind
        done += len(text)
    for _, found in waiting:
        yield found, PAGE


def _join(line: list[tuple[str | PageBreak, str]]) -> Iterator[tuple[str | PageBreak, str]]:
    """Neighbouring runs of one kind as one."""
    text, kind = "", ""
    for part, other in line:
        if isinstance(part, PageBreak):
            if text:
                yield text, kind
            text = ""
            yield part, other
            continue
        if other != kind and part:
            if text:
                yield text, kind
            text, kind = "", other
        text += part
    if text:
        yield text, kind


def _runs(block: CodeBlock) -> tuple[tuple[str, str], ...]:
    lexer = _lexer(block.language.lower())
    if lexer is None or len(block.text) > _LONGEST:
        return ((block.text, ""),)
    found = tuple((text, _kind(kind, text)) for kind, text in lexer.get_tokens(block.text))
    if "".join(text for text, _ in found) != block.text:
        return ((block.text, ""),)
    return found


@cache
def _kinds() -> tuple[tuple[Any, str], ...]:
    """The kinds of tokens, the narrower first."""
    from pygments import token

    return (
        (token.Comment.Preproc, KEYWORD),
        (token.Comment.PreprocFile, STRING),
        (token.Comment, COMMENT),
        (token.Keyword, KEYWORD),
        (token.Operator.Word, KEYWORD),
        (token.Name.Tag, KEYWORD),
        (token.Generic.Heading, KEYWORD),
        (token.Generic.Inserted, KEYWORD),
        (token.Generic.Deleted, COMMENT),
        (token.Generic.Prompt, COMMENT),
        (token.Literal.String.Doc, COMMENT),
        (token.Literal.String.Escape, ""),
        (token.Literal.String, STRING),
    )


def _kind(kind: Any, text: str) -> str:
    name = next((name for known, name in _kinds() if kind in known), "")
    # The bold face is cut for letters that keywords are made of.
    return "" if name == KEYWORD and not text.isascii() else name


@cache
def _lexer(language: str) -> Any:
    """The lexer of a language, by its name or by the suffix of its files; None for none."""
    if language in _PLAIN:
        return None
    from pygments import lexers, util

    options = {"stripnl": False, "ensurenl": False, "stripall": False}
    try:
        return lexers.get_lexer_by_name(language, **options)
    except util.ClassNotFound:
        pass
    try:
        return lexers.get_lexer_for_filename(f"x.{language}", **options)
    except util.ClassNotFound:
        return None
