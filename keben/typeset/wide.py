"""A table and the room there is → how small it must be set, and whether its page is turned.

A table that cannot stand in its column is first set smaller, then across all columns of its page,
then put on a page that is turned; only what is too wide for that as well has its words divided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from keben import walk
from keben.model import Image, Inlines, LineBreak, Table
from keben.settings import TableSettings
from keben.typeset.fitting import measure
from keben.typeset.highlight import TAB

PADDING = 1.6
"""em between two columns: the padding of their cells (print.css)."""

NARROWEST = 5.0
"""em: a column of running text is never set narrower, or every line would hold a word or two."""

PICTURE = 3.0
"""em that a picture in a cell is taken to need."""

PICTURE_LINES = 4
"""Lines that it is high at most (print.css)."""

SHORT = 12
"""Lines of a table or of code that is never divided between two pages, however long these are."""

SHORT_TABLE, SHORT_CODE = 0.4, 0.2
"""The same, as shares of a page's lines: what is taller would leave too much of it empty. A table
suffers more by being divided."""

HANG = 2.0
"""em by which the rest of every line of code is set in (print.css)."""

CODE_INDENTS = 2.6
"""em left and right of a line of code, the more of those that go on (print.css)."""

LONG = 0.7
"""The share of the measure from which on a line of code may be parted: in a list there is less of
it."""

_WORD = re.compile("[!-~]+")

_BREAK = re.compile(r"[\s\u200b]+|(?<=-)|(?<=[\u2e80-\uffef])|(?=[\u2e80-\uffef])")
"""Where a line may end: at blanks and hyphens, beside Han and kana."""


@dataclass(frozen=True, slots=True)
class Fit:
    """``scale``: the size of the table's type, of the text's. ``turned``: on a page on its side.
    ``columns``: their widths in per cent, where they must be forced to fit; else empty. ``spans``:
    across all columns of the page."""

    scale: float = 1.0
    turned: bool = False
    columns: tuple[float, ...] = ()
    spans: bool = False


def fit_table(
    table: Table,
    settings: TableSettings,
    *,
    room: float,
    turned_room: float = 0.0,
    spanned_room: float = 0.0,
) -> Fit:
    """How a table is set in ``room`` em; ``turned_room`` is the measure of a page on its side,
    ``spanned_room`` that of all columns of a page, 0 where the table cannot have them."""
    widths = _widths(table)
    need = sum(widths)
    if need <= room:
        return Fit()
    if spanned_room > room and room / need < settings.least_size:
        across = fit_table(table, settings, room=spanned_room, turned_room=turned_room)
        return across if across.turned else replace(across, spans=True)
    turned = room / need < settings.least_size and settings.turn and turned_room > room
    scale = min(1.0, (turned_room if turned else room) / need)
    if scale >= settings.least_size:
        return Fit(_rounded(scale), turned)
    return Fit(settings.least_size, turned, tuple(_shares(widths)))


def cell_class(cell: Inlines) -> str:
    """How narrow a cell may become: ``whole`` is never divided, ``roomy`` is never narrower than
    :data:`NARROWEST`; empty for one that asks for nothing."""
    if any(isinstance(inline, LineBreak | Image) for inline in walk.inlines(cell)):
        return ""
    if not walk.plain(cell).strip():
        return ""
    return "whole" if _whole(cell) <= NARROWEST else "roomy"


def is_short(table: Table, *, room: float, page_lines: int) -> bool:
    """True where a table takes so few lines in ``room`` em that it is kept on one page, which has
    ``page_lines``."""
    rows = list(_padded(table))
    lengths = [[_whole(cell) for cell in row] for row in rows]
    least = [PICTURE_LINES if any(map(_has_picture, row)) else 1 for row in rows]
    widest = [max(column) + PADDING for column in zip(*lengths, strict=True)]
    columns = [width * min(1.0, room / sum(widest)) for width in widest]
    lines = (max(_lines(row, columns), some) for row, some in zip(lengths, least, strict=True))
    return sum(lines) <= min(SHORT, page_lines * SHORT_TABLE)


def is_short_code(text: str, *, room: float, page_lines: int) -> bool:
    """True where code takes so few lines in ``room`` em of its own size that it is kept on one
    page, which has ``page_lines``."""
    lengths = (sum(map(_cell_of_code, line)) for line in text.split("\n"))
    lines = sum(max(1, ceil(length / (room - CODE_INDENTS))) for length in lengths)
    return lines <= min(SHORT, page_lines * SHORT_CODE)


def hang(runs: Sequence[str], *, room: float) -> float:
    """em by which the rest of a line of code is set in below its own beginning, in ``room`` em of
    its own size: as far as the line itself, so that it does not seem to end what is around it, but
    not so far that a word had no room which runs of several kinds make, because none is parted."""
    line = "".join(runs)
    text = line.expandtabs(TAB)
    if sum(map(_cell_of_code, text)) < room * LONG:
        return 0.0
    indent = (len(text) - len(text.lstrip(" "))) / 2
    ends = [*accumulate(map(len, runs))]
    words = [word.span() for word in _WORD.finditer(line)]
    rigid = (end - start for start, end in words if any(start < place < end for place in ends))
    spare = room - CODE_INDENTS - HANG - max(rigid, default=0) / 2
    return round(max(0.0, min(indent, room / 3, spare)), 1)


def _cell_of_code(character: str) -> float:
    """em: faces for code have two widths."""
    return 1.0 if ord(character) >= 0x2E80 else 0.5


def _lines(lengths: Sequence[float], columns: Sequence[float]) -> int:
    """The lines of a row whose cells have these lengths, em."""
    rooms = (max(width - PADDING, 1.0) for width in columns)
    counts = (ceil(length / room) for length, room in zip(lengths, rooms, strict=True))
    return max(1, *counts)


def _whole(cell: Inlines) -> float:
    """The length of a cell's text on one line, em."""
    return measure(walk.plain(cell))


def _shares(widths: Sequence[float]) -> Iterator[float]:
    """Widths in per cent; a column gives up the more the wider it is, because there its words are
    the longest."""
    eased = [width**0.7 for width in widths]
    return (round(100 * width / sum(eased), 2) for width in eased)


def _rounded(scale: float) -> float:
    """Rounded down to whole hundredths, so that what fits fits."""
    return int(scale * 100) / 100


def _widths(table: Table) -> list[float]:
    """What the columns need for every word to stay whole, em."""
    return [max(map(_cell, column)) + PADDING for column in zip(*_padded(table), strict=True)]


def _padded(table: Table) -> Iterable[tuple[Inlines, ...]]:
    rows = (*table.head, *table.body)
    width = max(map(len, rows), default=0)
    return [(*row, *((),) * (width - len(row))) for row in rows]


def _cell(cell: Inlines) -> float:
    text = "".join(
        "\n" if isinstance(inline, LineBreak) else walk.plain((inline,)) for inline in cell
    )
    whole = max((measure(line) for line in text.split("\n") if line.strip()), default=0.0)
    word = max((measure(part) for part in _BREAK.split(text) if part), default=0.0)
    return max(word, min(whole, NARROWEST), PICTURE if _has_picture(cell) else 0.0)


def _has_picture(cell: Inlines) -> bool:
    return any(isinstance(inline, Image) for inline in walk.inlines(cell))
