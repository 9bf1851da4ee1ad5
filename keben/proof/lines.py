"""A printed page's glyphs and tags → lines, block by block, rebuilt from where the glyphs stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from keben.pdfium import Element, Glyph, Sheet
from keben.proof.pdf import BLOCKS, NOTES, areas, is_line
from keben.proof.reading import Zone

SMALL = 0.8
"""Below this share of their block's size, glyphs are note marks, ruby, sub- and superscripts."""

SAME_LINE = 0.5
"""Baselines less than this share of an em apart are one line's; ruby stands farther off."""

UNTAGGED = "page"
"""The kind of the one block of a page without tags."""

CODE = "code"
NOTE = "Note"

HYPHENS = "\x02-\u2010"
"""A hyphen that the edition has added: no text, but it fills its line (U+0002 from PDFium)."""

TOUCHING = 0.1
"""em from the end of a glyph to the beginning of a hyphen behind it, at the most."""

RISE = 1.0
"""em: a glyph that stands so much above the one before it in its block begins another column."""

LITTLE = 0.1
"""Below this share of other characters a block is code: a few that no mono-spaced face has."""


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline from left to right, with the small ones raised or lowered a little."""

    glyphs: tuple[Glyph, ...]
    y: float

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs)


@dataclass(frozen=True)
class TextBlock:
    """The lines of a block in one column of a page, in order. ``kind`` is the type of its tag."""

    kind: str
    size: float
    lines: tuple[Line, ...]

    @cached_property
    def left(self) -> float:
        """Where its lines begin, the first one's indent aside."""
        return min(line.glyphs[0].x for line in self.lines)

    def is_small(self, glyph: Glyph) -> bool:
        """True for a note mark and the like."""
        return glyph.size < SMALL * self.size


def text_blocks(sheet: Sheet) -> Iterator[TextBlock]:
    """The blocks of a page; all its text is one where it has no tags. Text that runs another way
    than most of the page's is left out."""
    glyphs = [glyph for glyph in sheet.glyphs() if glyph.ink is not None]
    in_column = 2 * sum(glyph.is_column for glyph in glyphs) > len(glyphs)
    owners = _owners(sheet.tags())
    found: defaultdict[int, list[Glyph]] = defaultdict(list)
    kinds: dict[int, str] = {}
    owned: list[tuple[Glyph, int]] = []
    for glyph in glyphs:
        if owners and glyph.mark < 0 and glyph.character in HYPHENS:
            if (divided := _divided(glyph, owned)) is not None:
                word, block = divided
                found[block].append(replace(glyph, character="-", mark=word.mark))
            continue
        if glyph.is_column != in_column or (owners and glyph.mark not in owners):
            continue
        block, kind = owners.get(glyph.mark, (0, UNTAGGED))
        found[block].append(glyph)
        owned.append((glyph, block))
        kinds[block] = kind
    for block, its in found.items():
        for column in _columns(its) if owners else (its,):
            yield _text_block(kinds[block], column)


def _columns(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A block's glyphs column by column, in the order of its pieces of marked content."""
    column: list[Glyph] = []
    ordered = sorted(glyphs, key=lambda glyph: glyph.mark)
    before = ordered[0]
    for glyph in ordered:
        if glyph.size >= SMALL * before.size:  # ruby and note marks stand above their line
            if glyph.y - before.y > RISE * glyph.size:
                yield column
                column = []
            before = glyph
        column.append(glyph)
    yield column


def _divided(hyphen: Glyph, owned: Sequence[tuple[Glyph, int]]) -> tuple[Glyph, int] | None:
    """The last letter before a hyphen in the word that it divides, and that word's block."""
    for glyph, block in reversed(owned):
        near = abs(hyphen.x - glyph.end) < TOUCHING * hyphen.size
        if near and abs(hyphen.y - glyph.y) < TOUCHING * hyphen.size:
            return glyph, block
    return None


def _owners(tags: Sequence[Element]) -> dict[int, tuple[int, str]]:
    """The block, by number and kind, to which each piece of marked content belongs."""
    owners: dict[int, tuple[int, str]] = {}
    number = 0

    def walk(element: Element, block: tuple[int, str] | None) -> None:
        nonlocal number
        is_block = element.kind in BLOCKS or (block is None and is_line(element))
        # A note is one block: its number and its first paragraph stand in one line.
        if is_block and (block is None or block[1] != NOTE):
            number += 1
            block = (number, element.kind)
        for item in element.content:
            if isinstance(item, Element):
                if item.kind not in NOTES:
                    walk(item, block)
            elif block is not None:
                owners[item] = block

    for zone, element, _ in areas(tags):
        if zone is Zone.NOTE:
            number += 1
            walk(element, (number, NOTE))
        else:
            walk(element, None)
    return owners


def _text_block(kind: str, glyphs: Sequence[Glyph]) -> TextBlock:
    prose = [glyph for glyph in glyphs if "Mono" not in glyph.font]
    if kind == "P" and len(prose) < LITTLE * len(glyphs):
        kind, prose = CODE, []  # a paragraph may hold much code and is none for that
    size = Counter(glyph.size for glyph in prose or glyphs).most_common(1)[0][0]
    return TextBlock(kind, size, tuple(_lines(glyphs, size)))


def _lines(glyphs: Iterable[Glyph], size: float) -> Iterator[Line]:
    rows: list[list[Glyph]] = []
    small = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if glyph.size < SMALL * size:
            small.append(glyph)
        elif rows and rows[-1][0].y - glyph.y < SAME_LINE * size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    baselines = [row[0].y for row in rows]
    for glyph in small:
        near = [n for n, y in enumerate(baselines) if abs(y - glyph.y) < SAME_LINE * size]
        if near:
            rows[near[0]].append(glyph)
    for row, y in zip(rows, baselines, strict=True):
        yield Line(tuple(sorted(row, key=lambda glyph: glyph.x)), y)
