"""Moves noted in a line → glyphs moved when it is drawn."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi

from keben.composition.hooks import Hook
from keben.composition.loose import drawn
from keben.composition.meanings import plan
from keben.composition.run import Fit
from keben.composition.shaping import byte_offsets

NOTHING = "\u200b"
"""What a glyph stands for whose cluster another glyph stands for. Without it a viewer takes the
number of the glyph for a character, and ISO 14289-1 §7.21.7 is broken."""

GLYPHS = "keben_glyphs"
"""Where a piece's layout keeps the glyphs of the text that the piece was cut from."""

Packed = tuple["array[int]", "array[float]"]
"""Places, and what is moved there."""

NO_MOVES: Packed = (array("i"), array("d"))


@dataclass(slots=True)
class Moves:
    """What the characters of a text give up on their left, gain on their right, and how far down
    they stand (px), by index; a piece of that text begins with character ``start``. ``packed`` are
    the same as they wait until their page is drawn: a long book has one for most characters."""

    start: int
    left: dict[int, float]
    right: dict[int, float]
    down: dict[int, float] = field(default_factory=dict)
    packed: tuple[Packed, ...] | None = None

    def shorten(self) -> None:
        """Pack the moves, which change no more."""
        moves = (self.left, self.right, self.down)
        self.packed = tuple(_packed(each) for each in moves)
        self.left, self.right, self.down = {}, {}, {}

    def __iter__(self) -> Iterator[dict[int, float]]:
        """Left, right and down."""
        if self.packed is None:
            return iter((self.left, self.right, self.down))
        return (dict(zip(*each, strict=True)) for each in self.packed)


def _packed(moves: dict[int, float]) -> Packed:
    return (array("i", moves), array("d", moves.values())) if moves else NO_MOVES


def layout_of_piece(layout: Any, text: str) -> Any:
    """The layout of a piece of the text that a layout was made for."""
    made = object.__new__(type(layout))
    vars(made).update(vars(layout), text=text)
    return made


def note_moves(piece: Any, fit: Fit) -> None:
    """Note what the glyphs of a piece give up or gain."""
    known = getattr(piece.pango_layout, "keben_moves", None)
    if known is None or known.left is not fit.left or known.start != fit.start:
        piece.pango_layout.keben_moves = Moves(fit.start, fit.left, fit.right)


def note_places(
    piece: Any, advances: Sequence[float], places: Sequence[tuple[float, float]]
) -> None:
    """Note where the characters of a box begin, px to the right and down from its origin."""
    left: dict[int, float] = {}
    down: dict[int, float] = {}
    pen = 0.0
    for index, (advance, (x, y)) in enumerate(zip(advances, places, strict=True)):
        left[index], down[index] = pen - x, y
        pen = x + advance
    piece.pango_layout.keben_moves = Moves(0, left, {}, down)


def gain_behind(piece: Any) -> float:
    """px that are added behind the last character of a piece."""
    moves = getattr(piece.pango_layout, "keben_moves", None)
    if moves is None:
        return 0.0
    _, right, _ = moves
    return float(max(0.0, right.get(moves.start + len(piece.text) - 1, 0.0)))


def moves_of(piece: Any) -> tuple[tuple[tuple[int, float], ...], ...]:
    """What was noted of a piece, to be compared: what follows its last glyph shows nowhere."""
    moves = piece.pango_layout.keben_moves
    size = len(piece.text)
    return tuple(
        _within(each, moves.start, shown)
        for each, shown in zip(moves, (size, size - 1, size), strict=True)
    )


def _within(moves: dict[int, float], start: int, size: int) -> tuple[tuple[int, float], ...]:
    """The moves of some characters, by their place among them."""
    places = ((index - start, move) for index, move in moves.items())
    return tuple(sorted((place, move) for place, move in places if 0 <= place < size))


def _by_byte(layout: Any) -> Iterator[dict[int, float]]:
    """The moves by byte in the text that is drawn."""
    offsets = byte_offsets(layout.text)
    start = layout.keben_moves.start
    for moves in layout.keben_moves:
        yield {
            offsets[index - start]: move
            for index, move in moves.items()
            if 0 <= index - start < len(layout.text)
        }


def _readying(original: Callable[..., Any]) -> Callable[..., Any]:
    def reactivate(self: Any, style: Any) -> None:
        original(self, style)
        self.keben_due = getattr(self, "keben_moves", None)

    return reactivate


def _drawing(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_first_line(self: Any) -> Any:
        line, index = original(self)
        due = getattr(self, "keben_due", None)
        if due:
            self.keben_due = None
            _move_glyphs(line, *_by_byte(self))
        plan(self, line)
        return line, index

    return get_first_line


def _move_glyphs(
    line: Any, left: dict[int, float], right: dict[int, float], down: dict[int, float]
) -> None:
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        count = glyphs.num_glyphs
        clusters = glyphs.log_clusters[0:count]
        for index in range(count):
            begins = index == 0 or clusters[index - 1] != clusters[index]
            ends = index + 1 == count or clusters[index + 1] != clusters[index]
            offset = item.offset + clusters[index]
            geometry = glyphs.glyphs[index].geometry
            if begins and offset in left:
                taken = int(left[offset] * TO_UNITS)
                geometry.width -= taken
                # WeasyPrint writes offsets in 1/1024 px as if they were thousandths.
                geometry.x_offset -= int(taken * 1000 / 1024)
            if down.get(offset):
                # Offsets downwards are px in thousandths for WeasyPrint.
                geometry.y_offset += int(down[offset] * 1000)
            if ends and offset in right:
                geometry.width += int(right[offset] * TO_UNITS)


def _embedding(original: Callable[..., Any]) -> Callable[..., Any]:
    def build_fonts_dictionary(
        pdf: Any, fonts: Any, compress: bool, subset: bool, options: Any
    ) -> Any:
        for font in fonts.values():
            for glyph, text in font.to_unicode.items():
                font.to_unicode[glyph] = text or NOTHING
        known = drawn()
        if known is None:
            return original(pdf, fonts, compress, subset, options)
        for font in fonts.values():  # each size of a face has one
            key = font.hash, len(font.file_content)
            if key not in known.digests:
                known.digests[key] = sha256(font.file_content).hexdigest()
            font.keben_digest, font.file_content = known.digests[key], b""
        return pydyf.Dictionary()

    return build_fonts_dictionary


HOOKS = (
    Hook(
        weasyprint.pdf,
        "build_fonts_dictionary",
        ("pdf", "fonts", "compress", "subset", "options"),
        _embedding,
        until="WeasyPrint gives every glyph of a cluster a character",
    ),
    Hook(
        line_break.Layout,
        "reactivate",
        ("self", "style"),
        _readying,
        until="WeasyPrint draws glyphs where a layout hook puts them",
    ),
    Hook(
        line_break.Layout,
        "get_first_line",
        ("self",),
        _drawing,
        until="WeasyPrint draws glyphs where a layout hook puts them",
    ),
)
