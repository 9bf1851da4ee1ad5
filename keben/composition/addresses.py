"""A text → where an address or a piece of code in it may be parted, rather than leave a hole.

A line may always end after a hyphen or a slash (UAX #14). Where that is not enough, an address is
parted after another of its points, and only then inside a word; nothing is added, because a hyphen
would be read as part of it (Chicago Manual of Style, 17th ed., §14.18).
"""

from __future__ import annotations

import re
from functools import cache

POINTS = frozenset("/\\._-?&=#:@,;+%~)]}>|")
"""After these an address is parted before it is parted anywhere else."""

OPERATORS = frozenset("-=<>!&|:+*/%.~^?")
"""Two of these in a row are one sign, such as -> or ::, and are not parted."""

LEAST = 12
"""Shorter addresses are not parted."""

LEADERS = "-/"
"""What begins an option or a path, and stays with it (UAX #14, LB20a)."""

_TOKEN = re.compile(f"[!-~]{{{LEAST},}}")
_ADDRESS = re.compile(r"[A-Za-z]+://|www\.|[0-9A-Za-z][/_.@\\][!-~]*[0-9A-Za-z][/_.@?=&#\\-]")
_LEADING = re.compile(r"(?<![!-~])[-/]+(?=[0-9A-Za-z])")


@cache
def _may_hold(character: str) -> bool:
    return "!" <= character <= "~"


def soft_places(text: str, *, anywhere: bool) -> frozenset[int]:
    """The places after which an address may be parted; with ``anywhere`` those of every long word,
    because the text is code."""
    found: set[int] = set()
    if len(text.encode("ascii", "ignore")) < LEAST:  # ten times as quick as to look for one
        return frozenset()
    for token in _TOKEN.finditer(text):
        word = token.group()
        if re.search("[A-Za-z]", word) and (anywhere or _ADDRESS.search(word)):
            found.update(range(token.start(), token.end() - 1))
    return frozenset(found)


def leading(text: str, before: str | None) -> tuple[int, ...]:
    """The places of the hyphens and slashes that begin a word: ``--help``, ``/etc``."""
    found: list[int] = []
    for run in _LEADING.finditer(text):
        if run.start() or before is None or not _may_hold(before):
            found += range(run.start(), run.end())
    return tuple(found)


def is_point(text: str, end: int) -> bool:
    """True if an address or code is parted at ``end`` before it is parted anywhere else."""
    before, after = text[end - 1], text[end]
    return before in POINTS and not (before in OPERATORS and after in OPERATORS)


def is_inside(text: str, end: int, *, by: int) -> bool:
    """True if at least ``by`` letters or digits stand on either side of ``end``."""
    around = text[max(end - by, 0) : end + by]
    return len(around) == 2 * by and around.isalnum()
