"""Ordered pages → the running heads and folios that are drawn on each.

Their texts are set once each, as lines of their own. Folios are put together from the figures that
they are written with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from keben.composition.facts import SCALE, FaceUse
from keben.composition.forme import SetLine
from keben.editions.pdf.ordering import BoundPage
from keben.errors import ThemeError
from keben.settings import Settings
from keben.typeset.furniture import Words, furniture_of, set_furniture, words_of
from keben.typeset.geometry import MM, Geometry

TALLEST = 20 * MM
"""On a page in columns: the band beside the type area in whose middle running heads stand, pt."""

SHOWN = re.compile(rb"\[(.*)\] TJ")
"""The glyphs that a line shows (ISO 32000-1 §9.4.3)."""

KINDS = {"head": b"Header", "foot": b"Footer"}
"""The kinds of pagination artifacts (ISO 32000-1 table 330)."""

Key = tuple[str, str, float]
"""A text to be set: itself, how it is aligned, and the room for it, pt."""

SetLines = Callable[[str], Callable[[], tuple[tuple[SetLine, ...], Mapping[str, FaceUse]]]]
"""Begins to set texts; what it gives waits for them."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is drawn on each page, in the order of pages; and from which faces."""

    operators: tuple[bytes, ...]
    faces: Mapping[str, FaceUse]


def furnish(
    pages: Sequence[BoundPage],
    settings: Settings,
    geometry: Geometry,
    *,
    language: str,
    set_lines: SetLines,
) -> Callable[[], Furniture]:
    """Begin the furniture of all pages, while something else is done; a single page has none.

    What is given back waits for it, and raises FontError where a character of it is in no face,
    ThemeError where the style sheet breaks it.
    """
    if len(pages) == 1:
        return lambda: Furniture((b"",), {})
    words = [tuple(_words(page, number, settings)) for number, page in enumerate(pages)]
    keys = list(dict.fromkeys(key for each in words for word in each for key in _keys(word)))
    if not keys:
        return lambda: Furniture((b"",) * len(pages), {})
    set_ = set_lines(set_furniture(keys, language=language))

    def drawn() -> Furniture:
        found, faces = set_()
        if len(found) != len(keys):
            raise ThemeError(
                f"the running heads and folios are {len(keys)}, and the style sheet makes "
                f"{len(found)} lines of them.",
                hint="Let rules of the theme's print.css for every element leave .furniture alone.",
            )
        lines = dict(zip(keys, found, strict=True))
        place = _in_columns(geometry) if settings.vertical else _in_lines
        operators = (
            b"".join(_draw(word, _line(word, lines), page, place) for word in each)
            for page, each in zip(pages, words, strict=True)
        )
        return Furniture(tuple(operators), faces)

    return drawn


def _words(page: BoundPage, number: int, settings: Settings) -> Iterator[Words]:
    facts = page.facts
    declared = furniture_of(
        settings,
        name=facts.name,
        opens=facts.opens,
        is_blank=facts.is_blank,
        is_left=page.is_left,
        is_first=number == 0,
    )
    left, _, right, _ = facts.area
    # A book in columns is bound at its right: its odd pages lie left of the spine.
    mirrored = page.is_left and settings.page.two_sided
    inner = "left" if mirrored == settings.vertical else "right"
    return words_of(
        declared,
        {**page.words, "folio": page.folio},
        inner=inner,
        width=right - left,
        size=settings.type.size,
    )


def _keys(words: Words) -> Iterator[Key]:
    if words.is_folio:
        yield from ((figure, "left", words.width) for figure in words.text)
    else:
        yield (words.text, words.side, words.width)


def _line(words: Words, lines: Mapping[Key, SetLine]) -> SetLine:
    found = [lines[key] for key in _keys(words)]
    return _join(found) if words.is_folio else found[0]


def _join(figures: Sequence[SetLine]) -> SetLine:
    """Figures side by side: they are of one face, and differ in what they show alone."""
    shown = b"".join(match[1] for figure in figures for match in SHOWN.finditer(figure.operators))
    first = figures[0]
    operators = SHOWN.sub(lambda match: b"[" + shown + b"] TJ", first.operators)
    return SetLine(sum(figure.width for figure in figures), first.height, operators)


Place = Callable[[Words, BoundPage], float]
"""The height of the middle of words on their page, pt from its foot."""


def _in_lines(words: Words, page: BoundPage) -> float:
    _, bottom, _, top = page.facts.area
    return bottom / 2 if words.edge == "foot" else (top + page.facts.size[1]) / 2


def _in_columns(geometry: Geometry) -> Place:
    """Beside the type area, further out than the glosses at its head."""
    glosses = geometry.sidebar + geometry.gap

    def middle(words: Words, page: BoundPage) -> float:
        _, bottom, _, top = page.facts.area
        if words.edge == "foot":
            return bottom - min(bottom, TALLEST) / 2
        free = page.facts.size[1] - top - glosses
        return top + glosses + min(free, TALLEST) / 2

    return middle


def _draw(words: Words, line: SetLine, page: BoundPage, place: Place) -> bytes:
    """A pagination artifact (ISO 32000-1 §14.8.2.2)."""
    shift = page.facts.shift if page.is_moved else 0.0
    left, _, right, _ = page.facts.area
    x, width = left + shift, line.width * SCALE if words.is_folio else words.width
    if words.side == "right":
        x = right + shift - width
    elif words.side == "center":
        x += (right - left - width) / 2
    y = place(words, page) + line.height * SCALE / 2
    return b"/Artifact <</Type/Pagination/Subtype/%s>> BDC\nq %s 0 0 -%s %s %s cm\n%s\nQ\nEMC\n" % (
        KINDS[words.edge],
        _written(SCALE),
        _written(SCALE),
        _written(x),
        _written(y),
        line.operators,
    )


def _written(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
