"""A word of a run → whether any line has room for it; one that none has is torn."""

from __future__ import annotations

from keben.composition.characters import SPACES, is_latin, may_break
from keben.composition.run import Run

LETTER = 0.5
"""em: about how wide a letter is."""


def is_too_long(run: Run, start: int, whole_line: float) -> bool:
    """True for a word that fits no line, with the mark before it and the one after it, and with its
    letters in other runs."""
    end, size = run.first_piece(start), len(run.text)
    before = run.text[start - 1] if start else run.neighbours.before
    after = run.text[end] if end < size else run.neighbours.after
    marks = _clings(before, run.text[start]) + _clings(run.text[end - 1], after)
    ahead, behind = run.neighbours.letters
    letters = (0 if start else ahead) + (0 if end < size else behind)
    width = run.width_at(start, end, 0.0) + letters * LETTER * run.em
    return width > whole_line - marks * run.em


def _clings(before: str | None, after: str | None) -> bool:
    """True for a mark and what no line may end between, so that both stand in one."""
    if before is None or after is None or before in SPACES or after in SPACES:
        return False
    return may_break(before, after) is not True and not (is_latin(before) and is_latin(after))
