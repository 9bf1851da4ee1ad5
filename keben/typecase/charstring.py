"""A Type 2 charstring → the same outline turned a quarter to the left, as bytes.

A charstring moves by differences, so turning it is exchanging horizontal and vertical operators and
changing signs; only its first move is a place. That is several times faster than drawing the
outline anew. Source: Adobe Technical Note 5177, The Type 2 Charstring Format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_TOKEN = re.compile(rb"[\x20-\xf6]|[\xf7-\xfe].|\x1c..|\xff....|\x0c.|.", re.DOTALL)

VMOVETO, RLINETO, HLINETO, VLINETO, RRCURVETO = b"\x04", b"\x05", b"\x06", b"\x07", b"\x08"
ENDCHAR, RMOVETO, HMOVETO, RCURVELINE, RLINECURVE = b"\x0e", b"\x15", b"\x16", b"\x18", b"\x19"
VVCURVETO, HHCURVETO, VHCURVETO, HVCURVETO = b"\x1a", b"\x1b", b"\x1e", b"\x1f"
FLEX = b"\x0c\x23"

MOVES = {RMOVETO: 2, HMOVETO: 1, VMOVETO: 1, ENDCHAR: 0}
"""The operators before which the glyph's width may stand, and their own arguments."""

PAIRED = frozenset((RLINETO, RRCURVETO, RCURVELINE, RLINECURVE))


class UnknownOperator(Exception):
    """The charstring holds an operator that is not turned here: a hint, a call, an odd flex."""


def turn(program: bytes, *, x: int, y: int) -> tuple[bytes, bytes]:
    """The outline turned about the origin to the left and moved by (x, y), font units.

    Returns the width that the charstring states (an encoded number, empty where it states none)
    and the charstring without it. Raises UnknownOperator.
    """
    done: list[bytes] = []
    numbers: list[bytes] = []
    width = b""
    begun = False
    for token in _TOKEN.findall(program):
        if token[0] > 31 or token[0] == 28:
            numbers.append(token)
            continue
        if not begun:
            if token not in MOVES:
                raise UnknownOperator(token.hex())
            if len(numbers) > MOVES[token]:
                width = numbers.pop(0)
            token, numbers = _place(token, numbers, x, y)
            begun = True
        else:
            token, numbers = _turn(token, numbers)
        done += numbers
        done.append(token)
        numbers = []
    return width, b"".join(done)


def _place(token: bytes, numbers: Sequence[bytes], x: int, y: int) -> tuple[bytes, list[bytes]]:
    """The first move, which is a place."""
    if token == ENDCHAR:
        return token, []
    values = [_value(number) for number in numbers]
    right = 0 if token == VMOVETO else values[0]
    up = 0 if token == HMOVETO else values[-1]
    return RMOVETO, [_number(x - up), _number(y + right)]


def _turn(token: bytes, numbers: list[bytes]) -> tuple[bytes, list[bytes]]:
    if token in PAIRED:
        return token, _turn_pairs(numbers)
    if token == RMOVETO:
        return token, _turn_pairs(numbers)
    if token == HMOVETO:
        return VMOVETO, numbers
    if token == VMOVETO:
        return HMOVETO, [_minus(numbers[0])]
    if token in (HLINETO, VLINETO):
        rises = token == VLINETO
        turned = [
            _minus(number) if (index % 2 == 0) == rises else number
            for index, number in enumerate(numbers)
        ]
        return (HLINETO if rises else VLINETO), turned
    if token in (HHCURVETO, VVCURVETO):
        return _turn_flat(token, numbers)
    if token in (HVCURVETO, VHCURVETO):
        return _turn_round(token, numbers)
    if token == FLEX:
        return token, [*_turn_pairs(numbers[:-1]), numbers[-1]]
    if token == ENDCHAR and not numbers:
        return token, []
    raise UnknownOperator(token.hex())


def _turn_pairs(numbers: Sequence[bytes]) -> list[bytes]:
    turned: list[bytes] = []
    for right, up in zip(numbers[::2], numbers[1::2], strict=True):
        turned += (_minus(up), right)
    return turned


def _turn_flat(token: bytes, numbers: list[bytes]) -> tuple[bytes, list[bytes]]:
    """Curves that begin and end in one direction, with at most one number before them all."""
    rises = token == VVCURVETO
    odd = len(numbers) % 4
    turned = list(numbers[:odd]) if rises else [_minus(n) for n in numbers[:odd]]
    for index in range(odd, len(numbers), 4):
        first, right, up, last = numbers[index : index + 4]
        if rises:
            first, last = _minus(first), _minus(last)
        turned += (first, _minus(up), right, last)
    return (HHCURVETO if rises else VVCURVETO), turned


def _turn_round(token: bytes, numbers: list[bytes]) -> tuple[bytes, list[bytes]]:
    """Curves that begin and end in different directions, by turns; the last may end askew."""
    rises = token == VHCURVETO
    curves = len(numbers) // 4
    turned: list[bytes] = []
    for index in range(curves):
        first, right, up, last = numbers[index * 4 : index * 4 + 4]
        if rises == (index % 2 == 0):
            turned += (_minus(first), _minus(up), right, last)
        else:
            turned += (first, _minus(up), right, _minus(last))
    for askew in numbers[curves * 4 :]:
        turned.append(_minus(askew) if rises == (curves % 2 == 1) else askew)
    return (HVCURVETO if rises else VHCURVETO), turned


@cache
def _minus(number: bytes) -> bytes:
    first = number[0]
    if first <= 246 and first != 28:
        return bytes((278 - first,))
    if 247 <= first <= 254:
        return bytes((first + 4 if first < 251 else first - 4, number[1]))
    size = len(number) - 1
    value = -int.from_bytes(number[1:], "big", signed=True)
    return number[:1] + value.to_bytes(size, "big", signed=True)


def _value(number: bytes) -> int:
    first = number[0]
    if first <= 246 and first != 28:
        return first - 139
    if first <= 250 and first != 28:
        return (first - 247) * 256 + number[1] + 108
    if first <= 254 and first != 28:
        return -(first - 251) * 256 - number[1] - 108
    value = int.from_bytes(number[1:], "big", signed=True)
    return value >> 16 if first == 255 else value


def _number(value: int) -> bytes:
    return b"\x1c" + value.to_bytes(2, "big", signed=True)
