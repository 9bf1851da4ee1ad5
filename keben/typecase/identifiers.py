"""A table CFF whose glyphs are called by identifiers → the same with other identifiers, and with
the glyphs in their order.

A PDF calls such glyphs by identifiers (ISO 32000-1 §9.7.4.2), and HarfBuzz, which cuts faces, knows
none but those that a face has, and the numbers of its glyphs. Source: Adobe Technical Note 5176.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from struct import pack, unpack_from

CHARSET, GLYPHS, PRIVATE = b"\x0f", b"\x11", b"\x12"
FONTS, SELECT, ROS = b"\x0c\x24", b"\x0c\x25", b"\x0c\x1e"
"""Operators of dictionaries (§9, §18)."""

_TOKEN = re.compile(
    rb"(?P<operator>\x0c.|[\x00-\x15])|[\x20-\xf6]|[\xf7-\xfe].|\x1c..|\x1d....|"
    rb"\x1e(?:[^\xf0-\xff\x0f\x1f\x2f\x3f\x4f\x5f\x6f\x7f\x8f\x9f\xaf\xbf\xcf\xdf\xef])*.",
    re.DOTALL,
)
"""An operator or an operand (§4); a real number ends with its first half byte of 15."""

Entries = list[tuple[bytes, list[bytes]]]
"""Operators, each with its operands as they are written."""


def has_identifiers(table: bytes) -> bool:
    """True for a table whose glyphs have identifiers; False for any other, and for none."""
    return bool(table) and _entries(_top(table))[0][0] == ROS


def renumber(table: bytes, code_of: Callable[[int], int]) -> bytes:
    """The table with the code of each identifier instead of it. The code of 0 is 0, and no local
    routine is called."""
    _, names = _index(table, table[2])
    _, tops = _index(table, names)
    _, strings = _index(table, tops)
    _, routines = _index(table, strings)
    top = _entries(_top(table))
    place = {operator: _integer(operands[-1]) for operator, operands in top if operands}
    glyphs, _ = _index(table, place[GLYPHS])
    count = len(glyphs)
    codes = [code_of(old) for old in _charset(table, place[CHARSET], count)]
    fonts = [*_selected(table, place[SELECT], count)]
    order = sorted(range(count), key=codes.__getitem__)
    dictionaries, _ = _index(table, place[FONTS])
    charset = _write_charset([codes[glyph] for glyph in order][1:])
    select = _write_selected([fonts[glyph] for glyph in order])

    def head(*places: int) -> bytes:
        moved = dict(zip((CHARSET, SELECT, FONTS, GLYPHS), places, strict=True))
        written = _write_entries(
            [(each, [_long(moved[each])] if each in moved else given) for each, given in top]
        )
        return table[:names] + _write_index([written]) + table[tops:routines]

    first = len(head(0, 0, 0, 0))
    start = first + len(charset) + len(select)
    below, privates = _write_fonts(table, dictionaries, start)
    last = start + len(below) + len(privates)
    written = _write_index([glyphs[glyph] for glyph in order])
    places = (first, first + len(charset), start, last)
    return b"".join((head(*places), charset, select, below, privates, written))


def _write_fonts(table: bytes, fonts: Sequence[bytes], start: int) -> tuple[bytes, bytes]:
    """The dictionaries of fonts, which stand at ``start``, and behind them those that they lead
    to."""
    read = [_entries(font) for font in fonts]
    owned = [next(each for operator, each in font if operator == PRIVATE) for font in read]
    sizes = [(_integer(size), _integer(place)) for size, place in owned]
    privates = [table[place : place + size] for size, place in sizes]

    def below(begin: int) -> bytes:
        places = accumulate(map(len, privates), initial=begin)
        return _write_index(
            [
                _write_entries(
                    [(o, [_long(len(own)), _long(at)] if o == PRIVATE else g) for o, g in font]
                )
                for font, own, at in zip(read, privates, places, strict=False)
            ]
        )

    return below(start + len(below(0))), b"".join(privates)


def _top(table: bytes) -> bytes:
    _, names = _index(table, table[2])
    return _index(table, names)[0][0]


def _index(table: bytes, start: int) -> tuple[list[bytes], int]:
    """What an INDEX holds, and where it ends (§5)."""
    count, size = int.from_bytes(table[start : start + 2], "big"), table[start + 2]
    if not count:
        return [], start + 2
    first = start + 3
    data = first + (count + 1) * size - 1
    places = [
        data + int.from_bytes(table[at : at + size], "big")
        for at in range(first, first + (count + 1) * size, size)
    ]
    return [table[begin:end] for begin, end in pairwise(places)], places[-1]


def _write_index(items: Sequence[bytes]) -> bytes:
    places = [*accumulate(map(len, items), initial=1)]
    size = (places[-1].bit_length() + 7) // 8
    head = pack(">HB", len(items), size)
    return b"".join((head, *(place.to_bytes(size, "big") for place in places), *items))


def _entries(dictionary: bytes) -> Entries:
    found: Entries = []
    operands: list[bytes] = []
    for token in _TOKEN.finditer(dictionary):
        if token["operator"] is None:
            operands.append(token[0])
        else:
            found.append((token["operator"], operands))
            operands = []
    return found


def _write_entries(entries: Entries) -> bytes:
    return b"".join(b"".join((*operands, operator)) for operator, operands in entries)


def _integer(operand: bytes) -> int:
    """A number as it is written (§4, table 3); 0 for a real one, which is no place."""
    first = operand[0]
    if 32 <= first <= 246:
        return first - 139
    if 247 <= first <= 254:
        near = (first - 247) * 256 + operand[1] + 108
        return near if first <= 250 else -(near - 4 * 256)
    return int.from_bytes(operand[1:], "big", signed=True) if first != 30 else 0


def _long(value: int) -> bytes:
    """A number in five bytes, whatever it is."""
    return pack(">Bi", 29, value)


def _charset(table: bytes, start: int, count: int) -> list[int]:
    """The identifier of each glyph (§13)."""
    kind, start = table[start], start + 1
    if kind == 0:
        return [0, *unpack_from(f">{count - 1}H", table, start)]
    found = [0]
    while len(found) < count:
        first, left = unpack_from(">HB" if kind == 1 else ">HH", table, start)
        found += range(first, first + left + 1)
        start += 3 if kind == 1 else 4
    return found


def _write_charset(codes: Sequence[int]) -> bytes:
    parts = [b"\x02"]
    start = 0
    for place in range(1, len(codes) + 1):
        if place == len(codes) or codes[place] != codes[place - 1] + 1:
            parts.append(pack(">HH", codes[start], place - 1 - start))
            start = place
    return b"".join(parts)


def _selected(table: bytes, start: int, count: int) -> Iterator[int]:
    """The dictionary of each glyph (§19)."""
    if table[start] == 0:
        yield from table[start + 1 : start + 1 + count]
        return
    (ranges,) = unpack_from(">H", table, start + 1)
    rows = [unpack_from(">HB", table, start + 3 + 3 * row) for row in range(ranges)]
    for (first, font), (end, _) in pairwise([*rows, (count, 0)]):
        yield from [font] * (end - first)


def _write_selected(fonts: Sequence[int]) -> bytes:
    starts = [place for place in range(len(fonts)) if not place or fonts[place] != fonts[place - 1]]
    rows = b"".join(pack(">HB", place, fonts[place]) for place in starts)
    return pack(">BH", 3, len(starts)) + rows + pack(">H", len(fonts))
