"""Blocks → blocks with the credits at the end told apart."""

from __future__ import annotations

from dataclasses import replace

from keben.readers.repair.credits import is_credit, iso_date
from keben.readers.repair.passage import Change, Passages, Role, Rule, Step

_LONGEST_RUN = 15
"""Lines of credits that a text may end with."""


def find_back(blocks: Passages) -> Step:
    """The unbroken run of credit and date lines at the end; a date alone is the author's own."""
    found = list(blocks)
    changes = []
    start = len(found)
    while start > 0 and len(found) - start < _LONGEST_RUN and _belongs(found[start - 1].text):
        start -= 1
    if not any(is_credit(block.text) for block in found[start:]):
        return blocks, ()
    for i in range(start, len(found)):
        if found[i].role is Role.PARAGRAPH:
            found[i] = replace(found[i], role=Role.CREDIT)
            changes.append(Change(found[i].line, Rule.CREDIT, "tells of the text, at its end", 0.9))
    return tuple(found), tuple(changes)


def _belongs(text: str) -> bool:
    return is_credit(text) or bool(iso_date(text))
