"""Glyphs that stand for several texts → as many fonts of their face, in each of which a glyph
stands for one.

A face draws 👍🏽 as 👍, "fi" as ﬁ, and é in two characters as é in one. In PDF a glyph of a font
stands for one text (ISO 32000-1 §9.10.3), and WeasyPrint writes the one that it meets first, so the
others would be read back as that one.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi, pango

from keben.composition.encoding import PIECE, show
from keben.composition.hooks import Hook

FELLOWS = "keben_fellows"
"""Where a font of a file keeps those of its face, itself the first, whatever their size."""

STREAM = "keben_stream"
"""Where a layout that is being drawn keeps the stream that it is drawn into."""

TURNS = "keben_turns"
"""Where a stream keeps for each glyph that it will show the font that its text calls for, and the
one of its size."""

SELECTORS = ("\ufe0e".encode(), "\ufe0f".encode())
"""What says that the sign before it is a sign of text, or a picture (Unicode TS 51, §1.4.3). Pango
shows no glyph for it."""

_CODE = re.compile("[0-9a-f]{4}")


def fellows_of(stream: Any, font: Any) -> list[Any]:
    """The fonts of a face in a file. Those of all its sizes are one in the file, so they share what
    their glyphs stand for."""
    fellows: list[Any] | None = vars(font).get(FELLOWS)
    if fellows is None:
        others = (vars(other).get(FELLOWS) for other in stream._fonts.values())
        known = (found for found in others if found and found[0].hash == font.hash)
        fellows = next(known, [font])
        setattr(font, FELLOWS, fellows)
        texts = fellows[0].to_unicode
        for glyph, text in font.to_unicode.items():
            texts.setdefault(glyph, text)
        font.to_unicode = texts
    return fellows


def font_for(stream: Any, font: Any, glyph: int, text: str) -> Any:
    """The font of a face in which a glyph stands for a text; made where there is none. Spaces, of
    whatever kind, are left alone: no reader tells them apart."""
    fellows = fellows_of(stream, font)
    for fellow in fellows:
        if fellow.to_unicode.setdefault(glyph, text) == text or text.isspace():
            return fellow if fellow is not fellows[0] else font
    made = copy(fellows[0])
    made.hash, made.to_unicode, made.widths = f"{font.hash}{len(fellows)}", {glyph: text}, {}
    stream._fonts[made.hash] = made
    fellows.append(made)
    return made


def plan(layout: Any, line: Any) -> None:
    """Note for each glyph of a line that is about to be drawn which font its text calls for."""
    stream = vars(layout).get(STREAM)
    if stream is not None:
        turns = _needed(_turns(stream, layout.text.encode(), line))
        has_pictures = turns is not None and any(usual.bitmap for usual, _ in turns)
        setattr(stream, TURNS, None if has_pictures else turns)


@contextmanager
def planned(stream: Any, layout: Any) -> Iterator[None]:
    """While a layout is drawn into a stream by WeasyPrint: see :func:`plan`."""
    setattr(layout, STREAM, stream)
    try:
        yield
    finally:
        delattr(layout, STREAM)
        setattr(stream, TURNS, None)


@contextmanager
def shown_in(stream: Any, turns: Iterable[tuple[Any, Any]]) -> Iterator[bool]:
    """While glyphs are shown: let each have the font that its text calls for. Tells whether that is
    another than the one that is set."""
    needed = _needed(turns)
    setattr(stream, TURNS, needed)
    try:
        yield needed is not None
    finally:
        setattr(stream, TURNS, None)


def _needed(turns: Iterable[tuple[Any, Any]]) -> deque[tuple[Any, Any]] | None:
    """The fonts of glyphs; None where each has the one that is set, and nothing is to be cut."""
    found = deque(turns)
    return found if any(usual is not wanted for usual, wanted in found) else None


def _turns(stream: Any, text: bytes, line: Any) -> Iterator[tuple[Any, Any]]:
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        for glyph, start, end in _texts(glyphs, item.length, backwards=item.analysis.level % 2):
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                yield font, font
            else:
                stop = item.offset + end
                if end > start and text.startswith(SELECTORS, stop):
                    stop += len(SELECTORS[0])
                part = text[item.offset + start : stop].decode()
                yield font, font_for(stream, font, glyph, part)


def _texts(glyphs: Any, length: int, *, backwards: int) -> Iterator[tuple[int, int, int]]:
    """Each glyph that is shown, and where its text begins and ends. The text of several stands with
    the last of them in reading order, and nothing with the others."""
    clusters = glyphs.log_clusters[0 : glyphs.num_glyphs]
    infos = glyphs.glyphs[0 : glyphs.num_glyphs]
    shown = [
        (info.glyph, start)
        for info, start in zip(infos, clusters, strict=True)
        if info.glyph != pango.PANGO_GLYPH_EMPTY
    ]
    places = range(len(shown) - 1, -1, -1) if backwards else range(len(shown))
    last = {shown[place][1]: place for place in places}
    starts = sorted(set(clusters))
    ends = dict(zip(starts, (*starts[1:], length), strict=True))
    for place, (glyph, start) in enumerate(shown):
        yield glyph, start, ends[start] if last[start] == place else start


def _showing(original: Callable[..., Any]) -> Callable[..., Any]:
    def show_text(self: Any, text: Any) -> None:
        turns = vars(self).get(TURNS)
        if not turns or self._current_font is None:
            show(self, text, original)
            return
        usual, size = self._current_font
        for font, pieces in _parts(turns, text):
            self.set_font_size(usual if font is None else font.hash, size)
            show(self, " ".join(pieces).replace("> <", ""), original)
        self.set_font_size(usual, size)

    return show_text


def _parts(turns: deque[tuple[Any, Any]], text: str) -> Iterator[tuple[Any, list[str]]]:
    """The operand of TJ cut where the font changes; None for the font that is set."""
    current: Any = None
    pieces: list[str] = []
    for codes, number in PIECE.findall(text):
        if number:
            pieces.append(number)
        for code in _CODE.findall(codes):
            usual, wanted = turns.popleft()
            font = None if wanted is usual else wanted
            if font is not None:
                font.widths.setdefault(int(code, 16), usual.widths[int(code, 16)])
            if font is not current:
                if pieces:
                    yield current, pieces
                current, pieces = font, []
            pieces.append(f"<{code}>")
    if pieces:
        yield current, pieces


HOOKS = (
    Hook(
        Stream,
        "show_text",
        ("self", "text"),
        _showing,
        until="WeasyPrint lets a glyph stand for more than one text",
    ),
)
