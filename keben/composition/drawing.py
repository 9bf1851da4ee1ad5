"""Text boxes → drawn: shapes as shapes, a short text that was drawn before from what was written
then.

Where every character is annotated, a page has a box for each base and each annotation, and the same
ones come over and over; laying each out again for drawing takes most of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint import draw

from keben.composition.glyphs import gain_behind, moves_of
from keben.composition.hooks import Hook
from keben.composition.look import look_of
from keben.composition.marks import draw_shapes, is_shapes
from keben.composition.meanings import planned
from keben.composition.place import place_of
from keben.composition.writing import Pen, write_text

PART = "keben_part"
"""Where a text box says that it is a base or an annotation, which may come again."""

DRAWN = "keben_drawn"
"""Where a font configuration keeps what was drawn in it."""


@dataclass(frozen=True, slots=True)
class _Written:
    """The operators that draw a text behind its matrix, and the font that they need (ISO 32000-1
    §9.4)."""

    font: tuple[Any, float]
    operators: tuple[bytes, ...]


@dataclass(slots=True)
class _Drawn:
    """What was written into the file whose fonts these are."""

    fonts: Any
    written: dict[Any, _Written] = field(default_factory=dict)
    fonts_met: dict[Any, Pen] = field(default_factory=dict)


def mark_part(box: Any) -> None:
    """Let a box be drawn again from what was written for one that looks the same."""
    setattr(box, PART, True)


def _drawing(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw_text(
        stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str
    ) -> None:
        if is_shapes(textbox):
            draw_shapes(stream, textbox)
            return
        whole = text_overflow == "clip" and block_ellipsis == "none"
        drawn = _drawn(textbox, stream)
        key = _key(textbox) if whole else None
        if key is None:
            if not (whole and write_text(stream, textbox, drawn.fonts_met)):
                with planned(stream, textbox.pango_layout):
                    original(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        kept = drawn.written
        if key in kept:
            _draw_again(stream, textbox, kept[key])
            return
        with planned(stream, textbox.pango_layout):
            original(stream, textbox, offset_x, text_overflow, block_ellipsis)
        written = _read_back(stream)
        if written is not None:
            kept[key] = written

    return draw_text


def _decorating(original: Callable[..., Any]) -> Callable[..., Any]:
    def draw_text_decoration(
        stream: Any, textbox: Any, offset_x: float, offset_y: float, thickness: float, color: Any
    ) -> None:
        """A line ends with its text, not with the gap between the text and what follows."""
        place = place_of(textbox)
        width, gained = textbox.width, gain_behind(textbox) if place and place.ends_line else 0.0
        textbox.width = width - gained
        original(stream, textbox, offset_x, offset_y, thickness, color)
        textbox.width = width

    return draw_text_decoration


def _drawn(textbox: Any, stream: Any) -> _Drawn:
    holder = textbox.style.font_config
    found: _Drawn | None = getattr(holder, DRAWN, None)
    if found is None or found.fonts is not stream._fonts:
        found = _Drawn(stream._fonts)
        setattr(holder, DRAWN, found)
    return found


def _key(textbox: Any) -> Any:
    """What two texts have in common that look the same; None for a text to be drawn by itself."""
    style = textbox.style
    if not getattr(textbox, PART, False) or style["visibility"] != "visible":
        return None
    if style["text_decoration_line"] != "none":
        return None
    return textbox.text, moves_of(textbox), look_of(style)


def _draw_again(stream: Any, textbox: Any, written: _Written) -> None:
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    stream.set_font_size(*written.font)
    stream.stream.extend(written.operators)
    stream.end_text()


def _read_back(stream: Any) -> _Written | None:
    """What was written last; None unless it is text of one font and nothing but text."""
    lines = stream.stream
    if not lines or lines[-1] != b"ET" or stream._old_font is None:
        return None
    start = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].endswith(b" Tm")), None)
    if start is None:
        return None
    operators = [line for line in lines[start + 1 : -1] if not line.endswith(b" Tf")]
    if len(lines) - start - 2 - len(operators) > 1:
        return None
    if not all(line.endswith((b" TJ", b" Ts")) for line in operators):
        return None
    return _Written(stream._old_font, tuple(operators))


HOOKS = (
    Hook(
        draw,
        "draw_text",
        ("stream", "textbox", "offset_x", "text_overflow", "block_ellipsis"),
        _drawing,
        until="WeasyPrint has text-emphasis, lines that leave names apart, and ruby",
    ),
    Hook(
        draw.text,
        "draw_text_decoration",
        ("stream", "textbox", "offset_x", "offset_y", "thickness", "color"),
        _decorating,
        until="WeasyPrint has text-autospace",
    ),
)
