"""Blocks → blocks with verse told apart: lines of one measure, a stanza in one passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from keben.readers.repair.marks import ends_hanging, is_cjk, width
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step

_CLAUSE = re.compile(r"[，。！？；、,!?;]")
_MEASURES = (4, 5, 6, 7)
"""Characters of a clause in regular verse."""
_LEAST_CLAUSES = 4
_LEAST_LINES = 4
_LONGEST_RUN = 200
"""Lines looked at from one line on; a longer poem is read piece by piece."""
_LONGEST_LINE = 40
"""Half-ems."""


def find_verse(blocks: Passages) -> Step:
    """Runs of lines in one measure: clauses of equal length, lines of equal length, or short lines
    most of which end in a comma or in nothing."""
    found: list[Passage] = []
    changes = []
    place = 0
    while place < len(blocks):
        for evidence, measure in (
            ("clauses of equal length", _regular),
            ("lines of equal length", _even),
            ("short lines that end in commas", _free),
        ):
            size = measure(blocks, place)
            if size:
                found += _stanzas(blocks[place : place + size])
                changes.append(Change(blocks[place].line, Rule.VERSE, evidence, 0.8))
                place += size
                break
        else:
            found.append(blocks[place])
            place += 1
    return tuple(found), tuple(changes)


def _regular(blocks: Passages, start: int) -> int:
    """How many blocks from ``start`` are made of clauses that all have the same length."""
    measure = _clause_length(blocks[start])
    if not measure:
        return 0
    end = start + 1
    while end < len(blocks) and _clause_length(blocks[end]) == measure:
        end += 1
    clauses = sum(len(_clauses(block.text)) for block in blocks[start:end])
    least = 2 * _LEAST_CLAUSES if measure == min(_MEASURES) else _LEAST_CLAUSES
    return end - start if end - start >= 2 and clauses >= least else 0


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(text) if clause]


def _clause_length(block: Passage) -> int:
    clauses = _clauses(block.text) if block.role is Role.PARAGRAPH else []
    lengths = {len(clause) for clause in clauses}
    plain = all(is_cjk(c) for clause in clauses for c in clause)
    measure = lengths.pop() if len(lengths) == 1 and plain and len(clauses) >= 2 else 0
    return measure if measure in _MEASURES else 0


def _even(blocks: Passages, start: int) -> int:
    """How many blocks from ``start`` are short lines with the same number of characters."""
    size = _line_length(blocks[start])
    end = start
    while end < len(blocks) and size and _line_length(blocks[end]) == size:
        end += 1
    return end - start if end - start >= _LEAST_LINES else 0


def _line_length(block: Passage) -> int:
    words = "".join(_clauses(block.text))
    short = block.role is Role.PARAGRAPH and len(words) >= 5 and width(block.text) <= _LONGEST_LINE
    closed = bool(_CLAUSE.search(block.text[-1:]))
    return len(words) if short and closed and all(map(is_cjk, words)) else 0


def _free(blocks: Passages, start: int) -> int:
    """How many blocks from ``start`` are short lines of which most go on in the next, up to the
    line that closes them."""
    if not ends_hanging(blocks[start].text):
        return 0
    end = start
    while end < min(len(blocks), start + _LONGEST_RUN) and _is_short(blocks[end]):
        end += 1
    end = _next_poem(blocks, start, end)
    while end > start and not blocks[end - 1].text.endswith(("。", "！", "？", "…", ".")):
        end -= 1
    run = blocks[start:end]
    hanging = sum(ends_hanging(block.text) for block in run)
    open_ended = sum(not _CLAUSE.search(block.text[-1:]) for block in run) + hanging
    enough = len(run) >= _LEAST_LINES and hanging >= 2
    return len(run) if enough and open_ended * 2 >= len(run) else 0


def _next_poem(blocks: Sequence[Passage], start: int, end: int) -> int:
    """Where the next poem's title stands in a run: a line with no mark at its end between one that
    is closed and one that goes on, where lines mostly have marks; ``end`` where there is none."""
    bare = [i for i in range(start, end) if not _CLAUSE.search(blocks[i].text[-1:])]
    if 4 * len(bare) > end - start:
        return end
    titles = (
        i
        for i in bare
        if start < i < end - 1
        and blocks[i - 1].text.endswith(("。", "！", "？", "…", "."))
        and ends_hanging(blocks[i + 1].text)
    )
    return next(titles, end)


def _is_short(block: Passage) -> bool:
    return (
        block.role is Role.PARAGRAPH
        and width(block.text) <= _LONGEST_LINE
        and not re.search(r"[：:“”「」0-9]", block.text)
    )


def _stanzas(run: Sequence[Passage]) -> list[Passage]:
    """One passage a stanza; blank lines part stanzas where not every line has one."""
    parts = not all(line.gap for line in run[1:])
    stanzas: list[Passage] = []
    for line in run:
        if stanzas and not (parts and line.gap):
            above = stanzas[-1]
            stanzas[-1] = replace(above, text=f"{above.text}\n{line.text}")
        else:
            stanzas.append(replace(line, role=Role.VERSE))
    return stanzas
