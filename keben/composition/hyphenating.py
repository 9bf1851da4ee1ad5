"""A text box and its style → whether and how its words are divided; a piece that ends inside a word
→ the hyphen behind it.

The hyphen is drawn by itself, as an artifact that stands for no text: what a reader copies is the
word as it was written (ISO 32000-1 §14.9.4). A theme speaks of hyphens in CSS's words: ``hyphens``,
``hyphenate-character``, ``hyphenate-limit-chars`` and ``hyphenate-limit-zone``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text import line_break

from keben.composition.glyphs import layout_of_piece
from keben.composition.hyphens import MOST_IN_A_ROW, Hyphenation, knows, may_divide
from keben.composition.tagging import LAYOUT, MARK, SILENT

ROWS = "keben_rows"
"""Where the texts of a paragraph keep, together, how many of its lines ended with a hyphen."""

HYPHEN = "keben_hyphen"
"""Where a piece that ends inside a word keeps its hyphen."""

WHOLE = "keben_whole"
"""Where a style keeps the same style in which no word is divided."""

_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u1e00-\u1fff]{4}")
"""Most of a text is ideographs, of which no word is divided."""


@dataclass(frozen=True, slots=True)
class Hyphen:
    """A hyphen in a style: its layout, and its width (px)."""

    layout: Any
    width: float


@dataclass(slots=True)
class Rows:
    """How many lines before the one that is being made ended with a hyphen, and how many before
    each that begins inside a word, by its text box and the byte at which it begins."""

    current: int = 0
    before: dict[tuple[int, int], int] = field(default_factory=dict)

    def begin(self, box: Any, skip: int) -> None:
        """A line begins with a piece of a box."""
        self.current = self.before.get((id(box), skip), 0)

    def note(self, box: Any, skip: int) -> None:
        """The line that was begun ends with a hyphen; the next begins at a byte of a box."""
        self.before[id(box), skip] = self.current + 1

    @property
    def has_room(self) -> bool:
        """True if one more line may end with a hyphen."""
        return self.current < MOST_IN_A_ROW


def rows_of(box: Any) -> Rows:
    """Those of the paragraph of a text box."""
    found: Rows | None = vars(box).get(ROWS)
    if found is None:
        found = vars(box)[ROWS] = Rows()
    return found


def hyphenation_of(text: str, style: Any, language: str, context: Any) -> Hyphenation | None:
    """How the words of a text are divided; None where they are not, or it has none."""
    if style["hyphens"] != "auto" or not _WORD.search(text) or not knows(language):
        return None
    word, before, after = style["hyphenate_limit_chars"]
    zone = style["hyphenate_limit_zone"]
    is_share = zone.unit == "%"
    return Hyphenation(
        language,
        word,
        before,
        after,
        _hyphen(style, context).width,
        share=zone.value / 100 if is_share else 0.0,
        length=0.0 if is_share else zone.value,
    )


def _hyphen(style: Any, context: Any) -> Hyphen:
    found: Hyphen | None = vars(style).get(HYPHEN)
    if found is None:
        layout = line_break.create_layout(style["hyphenate_character"], style, context, None, 0)
        line, _ = layout.get_first_line()
        width, _ = line_break.line_size(line, style)
        layout.deactivate()
        found = vars(style)[HYPHEN] = Hyphen(layout, width)
    return found


def give_hyphen(piece: Any, context: Any) -> None:
    """Let a piece end with a hyphen, which its width holds already."""
    setattr(piece, HYPHEN, _hyphen(piece.style, context))


def hyphen_boxes(piece: Any) -> tuple[Any, ...]:
    """The hyphen behind a piece, as a box to be drawn, if it has one."""
    hyphen: Hyphen | None = vars(piece).get(HYPHEN)
    if hyphen is None:
        return ()
    box = piece.copy_with_text(hyphen.layout.text)
    del vars(box)[HYPHEN]
    box.keben_place = None
    box.pango_layout = layout_of_piece(hyphen.layout, hyphen.layout.text)
    box.position_x = piece.position_x + piece.width - hyphen.width
    box.width = hyphen.width
    if box.style["text_decoration_line"] != "none":  # drawn along the piece, which is as wide
        box.style = box.style.copy()
        box.style["text_decoration_line"] = "none"
    setattr(box, MARK, LAYOUT)
    setattr(box, SILENT, True)
    return (box,)


# --- lines that WeasyPrint sets -------------------------------------------------------------------


def divide_latin(
    split: Callable[..., Any],
    context: Any,
    box: Any,
    available_width: float | None,
    skip: int,
    *,
    is_line_start: bool,
) -> Any:
    """The next piece of a text that WeasyPrint sets, its hyphen taken out of its text. No address
    is divided, and not too many lines one after another."""
    made = split(context, box, available_width, skip, is_line_start)
    if box.style["hyphens"] != "auto" or made[0] is None:
        return made
    rows = rows_of(box)
    if is_line_start:
        rows.begin(box, skip)
    piece, resume, _ = made
    if resume is None or not piece.text.endswith(box.style["hyphenate_character"]):
        return made
    text = box.text.encode()
    shown = piece.text.removesuffix(box.style["hyphenate_character"])
    if text[skip:resume].decode() != shown:  # a hyphen of the author's
        return made
    if not (rows.has_room and may_divide(box.text, len(text[:resume].decode()))):
        whole = box.copy()
        whole.style = undivided(box.style)
        piece, resume, forced = split(context, whole, available_width, skip, is_line_start)
        if piece is not None:
            piece.style = box.style
        return piece, resume, forced
    rows.note(box, resume)
    width = piece.width
    piece = piece.copy_with_text(shown)
    piece.width = width
    piece.pango_layout = layout_of_piece(piece.pango_layout, shown)
    give_hyphen(piece, context)
    return piece, resume, False


def undivided(style: Any) -> Any:
    """The same style, in which no word is divided."""
    if style["hyphens"] != "auto":
        return style
    found = vars(style).get(WHOLE)
    if found is None:
        found = vars(style)[WHOLE] = style.copy()
        found["hyphens"] = "manual"
    return found
