"""A file's name → a key that sorts names as a person would."""

from __future__ import annotations

import re

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
