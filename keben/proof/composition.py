"""A printed edition → how well its lines are set, as coded findings with their pages.

Nothing is known of how the file was made. What is meant (justified or ragged, which pitch, a gap
between Han and Latin or none) is judged by what most of the like lines do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from keben.model import Finding, Location, Severity
from keben.pdfium import Glyph, Pdf
from keben.proof.lines import CODE, UNTAGGED, Line, TextBlock, text_blocks
from keben.proof.marks import CLOSING, HAN, LATIN, NEVER_FIRST, NEVER_LAST, OPENING

LOOSE = 0.85
"""em from mark to mark: two that are squeezed stand half an em apart (clreq §3.1.6), and stretching
may add to it."""

FIRST_HALF, SECOND_HALF = 520, 480
"""Thousandths of an em: a closing mark whose ink ends before the one, an opening mark whose ink
begins after the other, has half of its em blank."""

RAGGED = 0.12
"""em: a line that stays shorter is ragged."""

SPACE = 0.15
"""em: a wider gap between two letters is a word space."""

RUNNING = frozenset(("P", "LBody", "LI", "Note"))
"""Blocks of running text, which may be justified: no heads, cells, captions or code."""

LEAST_GAP, MOST_GAP = 0.125 - 0.02, 0.5 + 0.05
"""em: ⅛ to ½ between Han and Latin (clreq §3.2.3), measured with a little slack."""

APART = 1.0
"""em: what stands farther apart are two things, as a name and a date."""

UPRIGHT = 0.9
"""em: a digit that takes so much of its column stands upright in it, alone or beside another."""

SAME_PITCH = 0.15
"""pt."""

MOST, HALF = 0.6, 0.5
"""The shares of like lines that show what is meant; of full lines half, because text that nobody
justifies has fewer."""

SHOWN = 10

Group = tuple[str, float, int]
"""Blocks that are set alike: kind, size, left edge."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """Something measured that may turn out to be a fault: the value, and where it stands."""

    value: float
    page: int
    text: str


@dataclass(slots=True)
class _Survey:
    """What was measured, to be judged when all pages have been seen."""

    ends: defaultdict[Group, list[_Measured]] = field(default_factory=lambda: defaultdict(list))
    pitches: defaultdict[Group, list[_Measured]] = field(default_factory=lambda: defaultdict(list))
    gaps: list[_Measured] = field(default_factory=list)


def check_composition(pdf: Pdf, file: Path) -> Iterator[Finding]:
    """K001, K002, S001, J001, G001 and P001, the last three after all pages. ``file`` is its name.

    Raises UnreadableFile.
    """
    survey = _Survey()

    def finding(code: str, page: int, message: str) -> Finding:
        return Finding(code, Severity.WARNING, message, Location(file, page=page))

    for page in range(1, len(pdf) + 1):
        with pdf.sheet(page) as sheet:
            blocks = [block for block in text_blocks(sheet) if block.lines]
        for block in blocks:
            if block.kind != CODE:
                for code, text in (*_edges(block), *_loose(block)):
                    yield finding(code, page, f'"{text}"')
                _measure_gaps(block, page, survey)
            _measure_pitch(block, page, survey)
        _measure_ends(blocks, page, survey)
    for fault in sorted(_ragged(survey), key=_page):
        yield finding("J001", fault.page, f'"…{fault.text}" is {fault.value:.2f} em short.')
    for fault in sorted(_misplaced(survey), key=_page):
        yield finding("G001", fault.page, f'"{fault.text}" stand {fault.value:.2f} em apart.')
    for fault in sorted(_off_pitch(survey), key=_page):
        yield finding(
            "P001", fault.page, f'"{fault.text}" stands {fault.value:g} pt under its line.'
        )


def _page(fault: _Measured) -> int:
    return fault.page


def _edges(block: TextBlock) -> Iterator[tuple[str, str]]:
    """Marks at the wrong end of a line. What an author begins or ends a block with is his own."""
    for before, line in zip(block.lines, block.lines[1:], strict=False):
        last, first = before.text[-1], line.text[0]
        if first in NEVER_FIRST or (first == "—" == last):
            yield "K001", line.text[:SHOWN]
        if last in NEVER_LAST:
            yield "K002", before.text[-SHOWN:]


def _loose(block: TextBlock) -> Iterator[tuple[str, str]]:
    for line in block.lines:
        for one, two in _neighbours(line):
            is_small = block.is_small(one) or block.is_small(two)
            is_loose = two.x - one.x > LOOSE * block.size
            if is_loose and not is_small and _may_squeeze(one, two):
                yield "S001", one.character + two.character


def _may_squeeze(one: Glyph, two: Glyph) -> bool:
    """True for marks that share their blanks. Marks that stand in the middle of their em, as those
    of Taiwan and Hong Kong and some of Japan's do, have none to share."""
    if one.character in OPENING:
        return two.character in OPENING
    if one.character not in CLOSING or two.character not in CLOSING | OPENING:
        return False
    if two.character in OPENING and two.ink is not None and two.ink[0] < SECOND_HALF:
        return False
    return one.ink is not None and one.ink[1] <= FIRST_HALF


def _measure_gaps(block: TextBlock, page: int, survey: _Survey) -> None:
    """Han beside Latin, less what the line is stretched by between Han and Han."""
    for line in block.lines:
        solid = sorted(
            (two.x - one.end) / block.size
            for one, two in _neighbours(line)
            if HAN.match(one.character) and HAN.match(two.character)
        )
        stretched = max(solid[len(solid) // 2], 0.0) if solid else 0.0
        for one, two in _neighbours(line):
            if block.is_small(one) or block.is_small(two):
                continue
            if _kind(one) and _kind(two) and _kind(one) != _kind(two) and not two.is_spaced:
                gap = (two.x - one.end) / block.size - stretched
                if gap > APART:
                    continue
                survey.gaps.append(_Measured(gap, page, one.character + two.character))


def _neighbours(line: Line) -> Iterator[tuple[Glyph, Glyph]]:
    return zip(line.glyphs, line.glyphs[1:], strict=False)


def _kind(glyph: Glyph) -> str:
    """``Han``, ``Latin`` or nothing; a number that stands upright in its column is neither."""
    if (
        glyph.is_column
        and glyph.character.isdecimal()
        and glyph.end - glyph.x > UPRIGHT * glyph.size
    ):
        return ""
    return "Han" if HAN.match(glyph.character) else "Latin" if LATIN.match(glyph.character) else ""


def _measure_pitch(block: TextBlock, page: int, survey: _Survey) -> None:
    for line, below in zip(block.lines, block.lines[1:], strict=False):
        if block.kind != UNTAGGED:
            distance = round(line.y - below.y, 1)
            place = _Measured(distance, page, below.text[:SHOWN])
            survey.pitches[block.kind, round(block.size, 1), 0].append(place)


def _measure_ends(blocks: list[TextBlock], page: int, survey: _Survey) -> None:
    """How far each line but a block's last stays short of the edge that its fellows reach."""
    fellows: defaultdict[Group, list[TextBlock]] = defaultdict(list)
    for block in blocks:
        # A block of one line says nothing of the edge: it may stand as far in as verse.
        if block.kind in RUNNING and len(block.lines) > 1:
            fellows[block.kind, round(block.size, 1), round(block.left)].append(block)
    for group, alike in fellows.items():
        edge = max(_end(block, line) for block in alike for line in block.lines)
        for block in alike:
            for line, below in zip(block.lines, block.lines[1:], strict=False):
                short = _short(block, line, edge)
                # Where what follows would have fitted, the author broke the line.
                if short < _least(block, below) + RAGGED:
                    survey.ends[group].append(_Measured(short, page, line.text[-SHOWN:]))


def _least(block: TextBlock, line: Line) -> float:
    """em that the beginning of a line takes up to where it might first have been broken."""
    start = line.glyphs[0]
    end = start.end
    for one, two in _neighbours(line):
        may_part = two.x - one.end > SPACE * block.size or one.character in "/-"
        is_word = _kind(one) != "Han" and _kind(two) != "Han" and not may_part
        if not (is_word or one.character in OPENING or two.character in NEVER_FIRST):
            break
        end = _glyph_end(block, two)
    return (end - start.x) / block.size


def _glyph_end(block: TextBlock, glyph: Glyph) -> float:
    return glyph.x + block.size / 2 if glyph.character in CLOSING else glyph.end


def _end(block: TextBlock, line: Line) -> float:
    """Where a line ends if its last mark takes half an em."""
    return _glyph_end(block, line.glyphs[-1])


def _short(block: TextBlock, line: Line, edge: float) -> float:
    """em by which a line stays short; its last mark may take a whole em, or hang."""
    last = line.glyphs[-1]
    ends = [_end(block, line)]
    if last.character in CLOSING:
        ends += [last.x, last.x + block.size]
    return min(((edge - end) / block.size for end in ends), key=abs)


def _ragged(survey: _Survey) -> Iterator[_Measured]:
    for ends in survey.ends.values():
        full = sum(abs(end.value) < RAGGED for end in ends)
        if full >= HALF * len(ends):
            yield from (end for end in ends if end.value > RAGGED)


def _misplaced(survey: _Survey) -> Iterator[_Measured]:
    spaced = sum(gap.value >= LEAST_GAP for gap in survey.gaps)
    if spaced >= MOST * len(survey.gaps):
        yield from (gap for gap in survey.gaps if not LEAST_GAP <= gap.value <= MOST_GAP)


def _off_pitch(survey: _Survey) -> Iterator[_Measured]:
    for pitches in survey.pitches.values():
        usual, times = Counter(pitch.value for pitch in pitches).most_common(1)[0]
        if times >= MOST * len(pitches):
            yield from (p for p in pitches if not _is_pitch(p.value, usual))


def _is_pitch(distance: float, usual: float) -> bool:
    """True for the usual distance, or several of it: code may have empty lines, and a paragraph one
    that holds nothing but a formula."""
    times = max(round(distance / usual), 1) if usual else 1
    return round(abs(distance - times * usual), 1) <= SAME_PITCH * times
