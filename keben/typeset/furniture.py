"""Settings and a page → its running heads and folio; their texts → the XHTML in which each is set.

They are no part of the text: they are set as short lines by themselves and drawn on pages that are
finished (theme.toml, ``[furniture]``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from keben.settings import FurnitureSettings, Settings
from keben.typeset.page import BARE, FRONT, OPENING, pt

WORDS = ("title", "part", "chapter", "author", "folio")
"""What may stand in braces."""

PLACES = {
    "head_inner": ("head", "inner"),
    "head_outer": ("head", "outer"),
    "foot_inner": ("foot", "inner"),
    "foot_outer": ("foot", "outer"),
    "foot_centre": ("foot", "center"),
}
"""Each place, by its edge of the page and its side."""

FOLIO = "{folio}"

BESIDE = 4
"""em of the text: the room that is left beside a running head for a folio."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands at a place: ``edge`` is ``head`` or ``foot``, ``side`` is ``left``, ``right`` or
    ``center``; ``width`` is the room for it, pt. ``is_folio`` if it is the folio and nothing else.
    """

    edge: str
    side: str
    text: str
    width: float
    is_folio: bool = False


def furniture_of(
    settings: Settings,
    *,
    name: str,
    opens: Collection[str],
    is_blank: bool,
    is_left: bool,
    is_first: bool,
) -> FurnitureSettings:
    """What is declared for a kind of page: ``name`` is what its style calls it, ``opens`` are the
    kinds that begin with it, ``is_first`` for the first page of all."""
    parts = settings.furniture
    if is_blank or name in BARE:
        return FurnitureSettings()
    if (is_first and name != FRONT) or not OPENING.isdisjoint(opens):
        return parts.first
    return parts.left if is_left and settings.page.two_sided else parts.right


def words_of(
    furniture: FurnitureSettings,
    words: Mapping[str, str],
    *,
    inner: str,
    width: float,
    size: float,
) -> Iterator[Words]:
    """The words at each place of a page. ``inner`` is the side where the book is bound, ``width``
    that of the type area, ``size`` that of the text, pt. A word in braces that is unknown is
    printed as it stands."""
    outer = {"left": "right", "right": "left"}[inner]
    declared = {place: getattr(furniture, place) for place in PLACES}
    for place, text in declared.items():
        edge, where = PLACES[place]
        printed = re.sub(
            r"\{(\w+)\}", lambda m: words.get(m[1], "") if m[1] in WORDS else m[0], text
        )
        if not printed.strip():
            continue
        beside = [t for o, t in declared.items() if t and o != place and PLACES[o][0] == edge]
        room = width
        if beside and text != FOLIO:
            room -= BESIDE * size if beside == [FOLIO] else size + width / (1 + len(beside))
        side = {"inner": inner, "outer": outer}.get(where, where)
        yield Words(edge, side, printed, room, text == FOLIO)


def set_furniture(texts: Iterable[tuple[str, str, float]], *, language: str) -> str:
    """A document with each text on a page of its own: the text, how it is aligned, and the room
    for it, pt."""
    lines = "".join(
        f'<p class="furniture" style="width: {pt(width)}; text-align: {side}">'
        f"{escape(text, quote=False)}</p>\n"
        for text, side, width in texts
    )
    return f'<html lang="{language}"><head><title>-</title></head><body>\n{lines}</body></html>'
