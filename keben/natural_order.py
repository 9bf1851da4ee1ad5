"""A file's name → a key that sorts names as a person would, and what the name says besides."""

from __future__ import annotations

import re
from collections.abc import Iterable

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
PIECE = re.compile(r"\d+|(?:^|(?<=[第卷]))[零〇一二两三四五六七八九十百千]+|.")


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts names as a person would: numbers by their value, 第十二章 after 第二章."""
    pieces = PIECE.findall(name.casefold())
    return tuple(
        (0, number, piece) if (number := _number(piece)) is not None else (1, 0, piece)
        for piece in pieces
    )


PREFIX = re.compile(r"(\d{1,3})([-_.、．)）\s]+)(?=[^\d\s])")
"""A number that may only say where a file stands. Years have four digits."""

DEFINITE = frozenset("_.、．)）")
"""What no number of a title is followed by."""


def shown_name(name: str, *, ordered: bool = False) -> str:
    """A name as a title: with spaces, and without the number that only puts it in order, as in
    ``01 木上``, ``2_paper``, ``3. 序``.

    ``12 Angry Men`` keeps its number, unless the names among which it stands are ``ordered`` by
    theirs; ``1984``, ``2023年`` and ``3D-打印`` always do.
    """
    found = PREFIX.match(name)
    if found and (found[1].startswith("0") or DEFINITE & set(found[2]) or ordered):
        name = name[found.end() :]
    return re.sub(r"[-_\s]+", " ", name).strip()


def are_ordered(names: Iterable[str]) -> bool:
    """True for names that begin 0, 1 or 1, 2."""
    numbers = {int(found[1]) for name in names if (found := PREFIX.match(name))}
    return {0, 1} <= numbers or {1, 2} <= numbers


def _number(piece: str) -> int | None:
    if piece.isdecimal():
        return int(piece)
    if len(piece) == 1 and piece not in DIGITS and piece not in UNITS:
        return None
    total = digit = 0
    for character in piece:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        elif character in DIGITS:
            digit = digit * 10 + DIGITS[character]
        else:
            return None
    return total + digit
