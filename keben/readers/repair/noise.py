"""Lines → lines without page numbers, and with rows of ornament marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from keben.readers.repair.forms import ornament, row_of_dots, starts_block
from keben.readers.repair.marks import ends_closed, width
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step

_WORDED = re.compile(
    r"(?:第\s*(\d{1,4})\s*[页頁](?:[\s/／,，]*[共总]\s*\d+\s*[页頁])?|Page\s+(\d{1,4})(?:\s+of\s+\d+)?)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[-—–·•\[【(（/|]*\s*(\d{1,4})\s*(?:/\s*\d{1,4})?\s*[-—–·•\]】)）/|]*")
_LEAST_PAGE = 150
_LARGEST_PAGE = 4000
"""Characters that a page of running text holds."""
_LONG = 30
"""Half-ems: a line as long as this and without a closing mark was cut, not ended."""


@dataclass(frozen=True, slots=True)
class _Folio:
    index: int
    value: int
    above: int
    interrupts: bool
    worded: bool


def drop_page_numbers(lines: Passages) -> Step:
    """Page numbers out; the line after one knows that a page ends above it."""
    found = _folios(lines)
    bare = [folio for folio in found if not folio.worded]
    dropped = {folio.index for folio in found if folio.worded}
    if _one_run(bare):
        dropped |= {folio.index for folio in bare}
    evidence = "a number alone in a line, in the order of the pages"
    changes = [
        Change(lines[i].line, Rule.PAGE_NUMBER, evidence, 0.9, removed=lines[i].text)
        for i in sorted(dropped)
    ]
    return _without(lines, dropped), tuple(changes)


def _folios(lines: Passages) -> list[_Folio]:
    found = []
    above = 0
    for i, line in enumerate(lines):
        worded = _WORDED.fullmatch(line.text)
        bare = _BARE.fullmatch(line.text)
        if worded:
            found.append(_Folio(i, int(worded[1] or worded[2]), above, True, worded=True))
        elif bare:
            found.append(_Folio(i, int(bare[1]), above, _interrupts(lines, i), worded=False))
        else:
            above += len(line.text)
    return found


def _one_run(folios: list[_Folio]) -> bool:
    """Numbers that rise page by page and either break a sentence or follow a page's worth of text.

    A page's number 1 stands below page 1; a chapter's number 1 stands above chapter 1.
    """
    if not folios:
        return False
    values = [folio.value for folio in folios]
    rising = all(a < b <= a + 3 for a, b in pairwise(values))
    first = folios[0]
    pages = first.value * _LEAST_PAGE <= first.above <= first.value * _LARGEST_PAGE
    return rising and (pages or any(folio.interrupts for folio in folios))


def mark_ornaments(lines: Passages) -> Step:
    """Rows of ornament get their role; one that breaks a sentence stood at a page end and goes."""
    dropped: set[int] = set()
    changes = []
    marked = []
    for i, line in enumerate(lines):
        if not ornament(line.text):
            marked.append(line)
            continue
        marked.append(replace(line, role=Role.ORNAMENT))
        if _interrupts(lines, i):
            dropped.add(i)
            evidence = "stands in the middle of a sentence"
            changes.append(Change(line.line, Rule.ORNAMENT, evidence, 0.9, removed=line.text))
    return _without(tuple(marked), dropped), tuple(changes)


def settle_ornaments(blocks: Passages) -> Step:
    """Ornaments between two paragraphs of one section are scene breaks, the others go.

    A single row of dots in a text that has heads goes too: there heads divide the text, and a
    scene break is a device that recurs.
    """
    changes = []
    kept: list[Passage] = []
    headed = any(block.role is Role.HEAD for block in blocks)
    ornaments = sum(block.role is Role.ORNAMENT for block in blocks)
    prose = (Role.PARAGRAPH, Role.ITEM)
    for i, block in enumerate(blocks):
        if block.role is not Role.ORNAMENT:
            kept.append(block)
            continue
        between = 0 < i < len(blocks) - 1
        inside = between and blocks[i - 1].role in prose and blocks[i + 1].role in prose
        stray = headed and ornaments == 1 and row_of_dots(block.text)
        if inside and not stray:
            kept.append(replace(block, role=Role.SCENE_BREAK, text=""))
            rule, evidence, confidence = Rule.SCENE_BREAK, "between paragraphs of one section", 0.8
        elif inside:
            rule, evidence, confidence = Rule.ORNAMENT, "alone of its kind among heads", 0.7
        else:
            rule, evidence, confidence = Rule.ORNAMENT, "not between two paragraphs", 0.8
        changes.append(Change(block.line, rule, evidence, confidence, removed=block.text))
    return tuple(kept), tuple(changes)


def _interrupts(lines: Passages, index: int) -> bool:
    """True where the line stands inside a sentence: what is above it was cut, not ended."""
    if not 0 < index < len(lines) - 1:
        return False
    above, below = lines[index - 1], lines[index + 1]
    cut = not ends_closed(above.text) and width(above.text) >= _LONG
    return cut and below.indent <= above.indent and not starts_block(below.text)


def _without(lines: Passages, dropped: set[int]) -> Passages:
    """The lines that stay; the one after a dropped line stands after a page end."""
    kept = []
    page_end = False
    for i, line in enumerate(lines):
        if i in dropped:
            page_end = True
            continue
        kept.append(replace(line, page_end=True) if page_end else line)
        page_end = False
    return tuple(kept)
