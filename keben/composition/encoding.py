"""Glyphs that are shown → the operand of TJ: codes as literal strings, and numbers between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from struct import pack, unpack
from typing import Any

from keben.composition.loose import drawn
from keben.glyph_codes import Codes, escaped, is_easy

CODES = "keben_codes"
"""Where a font of a file keeps the codes of its glyphs."""

NOISE = 0.05
"""px by which a glyph may stand beside its place. What glyphs are moved by is known to a
thousandth of an em; less than this is carried on until it can be seen."""

HALF = 500
"""Thousandths of an em that two marks share. Poppler takes glyphs for parts of one line that stand
over each other by less, and rounds no two alike that do by just so much."""

PIECE = re.compile("<([0-9a-f]*)>|([^<>]+)")
"""What WeasyPrint shows: numbers of glyphs, in hexadecimal digits, or thousandths of an em."""


def codes_of(font: Any) -> Codes:
    """The codes of the glyphs of a font of a file. Fonts of one face have the same."""
    found: Codes | None = vars(font).get(CODES)
    if found is None:
        known = drawn()
        found = _codes_in(tuple(known.orders.get(font.family, ())) if known else ())
        setattr(font, CODES, found)
    return found


@lru_cache(maxsize=16)
def _codes_in(order: tuple[int, ...]) -> Codes:
    """Those of a face, made once for all gatherings that a process draws."""
    return Codes(order)


def show(stream: Any, text: str, original: Callable[[Any, str], None]) -> None:
    """Show what WeasyPrint would show: glyphs by their numbers, in hexadecimal digits."""
    name, size = stream._current_font or ("", 0)
    font = next((font for font in stream._fonts.values() if font.hash == name), None)
    if font is None or font.bitmap:  # whose codes have one byte
        original(stream, text)
        return
    codes = codes_of(font)
    shown: list[int] = []
    gaps = [0.0]
    for glyphs, number in PIECE.findall(str(text)):
        if number:
            gaps[-1] += sum(map(float, number.split()))
        else:
            numbers = unpack(f">{len(glyphs) // 4}H", bytes.fromhex(glyphs))
            shown += map(codes.__getitem__, numbers)
            gaps += repeat(0.0, len(numbers))
    stream.stream.append(spaced(shown, gaps, size))


def spaced(codes: Sequence[int], gaps: Sequence[float], size: float, usual: int = 0) -> bytes:
    """The operator that shows codes in a font of ``size`` px; ``gaps`` are the thousandths of an em
    by which the pen goes back before each, and behind the last where something follows it, beside
    the ``usual`` ones by which it goes back behind each."""
    data = pack(f">{len(codes)}H", *codes)
    parts, shown = [], 0
    write = bytes if is_easy(data) else escaped
    for place, number in _visible(gaps, size, len(codes), usual):
        if place > shown:
            parts.append(b"(%b)" % write(data[2 * shown : 2 * place]))
            shown = place
        elif parts:
            parts.append(b" ")
        parts.append(b"%d" % number)
    if shown < len(codes):
        parts.append(b"(%b)" % write(data[2 * shown :]))
    return b"[%b] TJ" % b"".join(parts)


def _visible(
    gaps: Sequence[float], size: float, count: int, usual: int
) -> Iterator[tuple[int, int]]:
    """The gaps that can be seen, each with its place; of those that cannot, as soon as they
    together can be seen, their sum. Nothing is lost on the way to what follows so many glyphs."""
    least, owed = NOISE * 1000 / size, 0.0
    for place, gap in enumerate(gaps):
        if not gap:
            continue
        number = round(gap)
        if abs(gap) < least:
            number = round(owed + gap) if abs(owed + gap) >= least else 0
        elif number + usual == HALF:
            number -= 1
        owed += gap - number
        if number:
            yield place, number
    if len(gaps) > count and round(owed):
        yield count, round(owed)
