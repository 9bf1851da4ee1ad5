"""Markdown text → a tree of nodes that know their lines, free of the parser's own types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from keben.readers.markdown.aside_rules import add_aside_rules
from keben.readers.markdown.block_rules import add_block_rules
from keben.readers.markdown.citations import add_citation_rules
from keben.readers.markdown.engine import Engine, Token
from keben.readers.markdown.inline_rules import add_inline_rules, cut_anchor
from keben.readers.markdown.math_rules import add_math_rules
from keben.writable import printable

_CLOSING_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)")


MOST_BRACKETS = 5_000
"""In one run. From each the parser looks for its fellow to the end of the run."""


class TooManyBrackets(Exception):
    """A run has more than ``MOST_BRACKETS``; ``line`` is where it begins in the file."""

    def __init__(self, line: int) -> None:
        super().__init__(f"more than {MOST_BRACKETS:,} brackets")
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the text. ``kind`` is the parser's name for it, without ``_open``.

    A block holds its blocks; a node of kind ``inline`` holds the run's parts one after another,
    ``…_open`` and ``…_close`` among them, because HTML tags may lie across them.
    """

    kind: str
    line: int
    text: str = ""
    info: str = ""
    hidden: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole text. ``labels`` are the notes it defines, ``closed`` the HTML tags it closes."""

    nodes: tuple[Node, ...]
    labels: frozenset[str]
    closed: frozenset[str]


@cache
def _engine() -> Engine:
    engine = Engine()
    add_block_rules(engine)
    add_inline_rules(engine)
    add_aside_rules(engine)
    add_math_rules(engine)
    add_citation_rules(engine)
    engine.core.ruler.before("inline", "anchors", _read_anchors)
    engine.core.ruler.before("inline", "bounds", _check_bounds)
    return engine


def _read_anchors(state: Any) -> None:
    for head, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if head.type == "heading_open":
            inline.content, anchor = cut_anchor(inline.content)
            head.meta["anchor"] = anchor


def _check_bounds(state: Any) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
            raise TooManyBrackets(state.env["first_line"] + (token.map or [0])[0])


def parse(text: str, *, first_line: int = 1, cites: bool = False) -> Tree:
    """The tree of a text whose first line is line ``first_line`` of its file; ``cites``: ``@key``
    names a work.

    Raises TooManyBrackets.
    """
    environment: dict[str, Any] = {"first_line": first_line, "cites": cites}
    tokens = _engine().parse(text, environment)
    labels = environment.get("footnotes", {}).get("refs", {})
    return Tree(
        nodes=_grow(tokens, first_line),
        labels=frozenset(label.removeprefix(":") for label in labels),
        closed=frozenset(name.lower() for name in _CLOSING_TAG.findall(text)),
    )


def _grow(tokens: Sequence[Token], first_line: int) -> tuple[Node, ...]:
    """Nest the blocks between their opening and closing tokens."""
    line = first_line
    open_tokens: list[Token] = []
    grown: list[list[Node]] = [[]]
    lines: list[int] = []
    for token in tokens:
        if token.map:
            line = first_line + token.map[0]
        if token.nesting > 0:
            open_tokens.append(token)
            lines.append(line)
            grown.append([])
        elif token.nesting < 0:
            opened, children = open_tokens.pop(), tuple(grown.pop())
            kind = opened.type.removesuffix("_open")
            grown[-1].append(_node(opened, kind, lines.pop(), children))
        else:
            parts = tuple(_node(part, part.type, line) for part in token.children or ())
            grown[-1].append(_node(token, token.type, line, parts))
    return tuple(grown[0])


def _node(token: Token, kind: str, line: int, children: tuple[Node, ...] = ()) -> Node:
    return Node(
        kind=kind,
        line=line,
        text=_alternative(token) if kind == "image" else printable(token.content),
        info=token.tag if kind == "heading" else token.info,
        hidden=token.hidden,
        attributes={**token.attrs, **token.meta},
        children=children,
    )


def _alternative(token: Token) -> str:
    """A picture's alternative text, without marks."""
    parts = []
    for part in token.children or ():
        if part.type in ("text", "code_inline"):
            parts.append(part.content)
        elif part.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif part.type == "image":
            parts.append(_alternative(part))
    return "".join(parts)
