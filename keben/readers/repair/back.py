"""Blocks → blocks with the credits and the signature at the end told apart."""

from __future__ import annotations

from dataclasses import replace

from keben.readers.repair.credits import bracketed_credit, is_credit, iso_date, signed_on
from keben.readers.repair.forms import bullet, numbering, takes_leave
from keben.readers.repair.marks import ends_closed, ends_hanging, width
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step

_LONGEST_RUN = 15
"""Lines of credits that a text may end with."""
_LONGEST_NAME = 40
"""Half-ems of a person's or a body's name above a date."""
_NAMES = 2


def find_back(blocks: Passages) -> Step:
    """The unbroken run of credits at the end, above it the date and the names that a text is signed
    with, and near the end what is put in brackets, as （责任编辑：…） is."""
    start = len(blocks)
    while start > 0 and len(blocks) - start < _LONGEST_RUN and _belongs(blocks[start - 1].text):
        start -= 1
    run = blocks[start:]
    if run and _signs(run[0]):
        start -= _names_above(blocks, start)
    elif not any(is_credit(block.text) for block in run):
        start = len(blocks)
    found = list(blocks)
    changes = []
    for i in range(max(0, len(found) - _LONGEST_RUN), len(found)):
        belongs = i >= start or bracketed_credit(found[i].text)
        if belongs and found[i].role is Role.PARAGRAPH:
            found[i] = replace(found[i], role=Role.CREDIT)
            changes.append(Change(found[i].line, Rule.CREDIT, "tells of the text, at its end", 0.9))
    return tuple(found), tuple(changes)


def _belongs(text: str) -> bool:
    return is_credit(text) or bool(iso_date(text)) or signed_on(text)


def _signs(block: Passage) -> bool:
    return bool(iso_date(block.text)) or signed_on(block.text)


def _names_above(blocks: Passages, date: int) -> int:
    """How many lines above a date are names: short, closed by nothing, under a closed one."""
    start = date
    while start > 1 and date - start < _NAMES and _is_name(blocks[start - 1]):
        start -= 1
    above = blocks[start - 1].text
    ended = ends_closed(above) or takes_leave(above) or numbering(above)
    return date - start if ended else 0


def _is_name(block: Passage) -> bool:
    text = block.text
    plain = block.role is Role.PARAGRAPH and not numbering(text) and not bullet(text)
    marks = ends_closed(text) or ends_hanging(text)
    named = plain and not marks and width(text) <= _LONGEST_NAME
    return named and not takes_leave(text)
