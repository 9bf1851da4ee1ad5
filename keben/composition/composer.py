"""A style sheet, faces and rules, made ready once → gatherings laid out and drawn, one by one.

Nothing of a gathering stays when it is drawn: what is known of it are plain facts, and its pages
are the bytes of a PDF that lacks the faces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import keben.composition.engine  # noqa: F401 # first, because it starts WeasyPrint
from keben import patience
from keben.composition.artifacts import mark_artifacts
from keben.composition.encoding import codes_of
from keben.composition.engine import Layout, Stone, draw
from keben.composition.facts import FaceUse, Facts
from keben.composition.flow import read_flow
from keben.composition.forme import Forme, SetLine
from keben.composition.hooks import install
from keben.composition.line_numbers import number_lines
from keben.composition.loose import HOOKS, Drawn, drawing, laying_out
from keben.composition.sidebar import arrange, has_quotes
from keben.composition.survey import Survey, line_of
from keben.errors import ThemeError

OPENING = re.compile(r"<html\b")
"""Where a document is told to begin on a left-hand page."""

DRAWS = tuple(b" BT ET Tc Td Tf Tm TJ Ts Tz rg g k cs scn".split())
"""The operators of text, and those that colour it (ISO 32000-1 annex A): all that a set line needs,
because it stands in marked content, in a state and at a place of the page's own."""


SECONDS_FOR_CHARACTER = 0.002
"""Seconds of processor more that a stranger's style sheet may take for each character of XHTML:
twenty times what ours takes."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """A gathering that is drawn: its PDF, and what is known of it."""

    data: bytes
    facts: Facts


class Composer:
    """Lays out gatherings that share a forme. It is good for one process and one thread."""

    def __init__(self, forme: Forme) -> None:
        install(HOOKS)
        self._forme = forme
        self._stone = self._make_stone(forme.signs)
        self._digests: dict[tuple[str, int], str] = {}
        self._names = {sha256(file).hexdigest(): name for name, file in forme.faces().items()}

    @cached_property
    def _stone_beside(self) -> Stone:
        forme = self._forme
        if forme.signs_beside == forme.signs:
            return self._stone
        return self._make_stone(forme.signs_beside)

    def _make_stone(self, signs: Sequence[str]) -> Stone:
        forme = self._forme
        with self._patience(""):
            return Stone(forme.css, files=forme.files, rules=forme.rules, signs=signs)

    def _patience(self, html: str) -> AbstractContextManager[None]:
        if not self._forme.stranger:
            return nullcontext()
        seconds = patience.SECONDS + len(html) * SECONDS_FOR_CHARACTER
        return patience.within(
            seconds,
            ThemeError(
                f"the style sheet takes more than {seconds:.0f} seconds to set.",
                hint="Look in the theme's print.css for values that repeat one another (var), long "
                "content, many selectors, and lengths near to nothing or without measure.",
            ),
        )

    def compose(self, html: str, *, on_left: bool = False) -> Gathering:
        """Lay out a gathering as if it began on a right-hand page, or on a left one; and draw it.

        Raises FontError where a character would be drawn from no face of the type case, and
        OutputError where the engine fails.
        """
        with self._patience(html):
            return self._compose(html, on_left=on_left)

    def _compose(self, html: str, *, on_left: bool) -> Gathering:
        sidebar = self._forme.sidebar
        if on_left:
            html = OPENING.sub('<html style="break-before: left"', html, count=1)
        with laying_out() as loose:
            layout = self._stone.lay_out(html)
        survey = Survey(layout.document.pages, loose, turned=self._forme.on_its_side)
        sided = survey.hangs_on_side()
        crowded = False
        if sidebar is not None:
            if on_left:
                sidebar = replace(sidebar, first=2)
            sided = sided or (sidebar.mirrored and has_quotes(layout))
            crowded = not arrange(layout, sidebar)
        flow, begins = read_flow(layout), survey.begins()
        mark_artifacts(layout)
        if self._forme.draft:
            number_lines(layout, columns=self._forme.on_its_side)
        data, drawn = self._draw(layout)
        assert drawn.tree is not None
        facts = Facts(
            pages=tuple(survey.pages()),
            flow=flow,
            begins=begins,
            is_sided=sided or drawn.has_patterns,
            is_crowded=crowded,
            anchors=survey.anchors(drawn.tree),
            marks=tuple(survey.marks(drawn.tree)),
            faces=self._faces(layout),
            tree=drawn.tree,
        )
        return Gathering(data, facts)

    def set_lines(self, html: str) -> tuple[tuple[SetLine, ...], Mapping[str, FaceUse]]:
        """Each page of a document, which holds one short text, as it is drawn elsewhere."""
        with self._patience(html):
            return self._set_lines(html)

    def _set_lines(self, html: str) -> tuple[tuple[SetLine, ...], Mapping[str, FaceUse]]:
        with laying_out():
            layout = self._stone_beside.lay_out(html)
        sizes = [line_of(page._page_box) for page in layout.document.pages]
        mark_artifacts(layout)
        _, drawn = self._draw(layout)
        lines = (
            SetLine(*size, b"\n".join(_needed(stream)))
            for size, stream in zip(sizes, drawn.streams, strict=True)
        )
        return tuple(lines), self._faces(layout)

    def _draw(self, layout: Layout) -> tuple[bytes, Drawn]:
        with drawing(self._forme.orders, self._digests) as drawn:
            data = draw(layout, variant=self._forme.variant, on_its_side=self._forme.on_its_side)
        return data, drawn

    def _faces(self, layout: Layout) -> Mapping[str, FaceUse]:
        """By the names that pages call faces by. Each size has a font of its own, of one face."""
        fonts: dict[str, list[Any]] = {}
        for font in layout.document.fonts.values():
            fonts.setdefault(font.hash, []).append(font)
        return {name: _face(group, self._names) for name, group in fonts.items()}


def _needed(stream: Sequence[object]) -> Iterator[bytes]:
    return (line for line in stream if isinstance(line, bytes) and line.split()[-1] in DRAWS)


def _face(group: list[Any], names: Mapping[str, str]) -> FaceUse:
    font = group[0]
    widths: dict[int, int] = {}
    texts: dict[int, str] = {}
    codes = codes_of(font)
    for each in group:
        widths |= {codes[glyph]: width for glyph, width in each.widths.items()}
        texts |= {codes[glyph]: text for glyph, text in each.to_unicode.items()}
    return FaceUse(
        digest=names.get(font.keben_digest, font.keben_digest),
        name=font.name[1:].decode(),
        family=font.family,
        flags=font.flags,
        ascent=font.ascent,
        descent=font.descent,
        widths=widths,
        texts=texts,
    )
