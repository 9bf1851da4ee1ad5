"""Blocks → blocks with the items of lists told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keben.readers.repair.forms import Numbering, bullet, numbering
from keben.readers.repair.marks import ends_closed, width
from keben.readers.repair.passage import Change, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_LIST_SCHEME = "1."
"""The one way of numbering that a list prints itself; （1） and ① stay in their paragraphs."""
_BULLET = 0.95
_NUMBER = 0.85
"""How sure it is that a mark is a list's own, to be printed by the list."""
_LONGEST_MEAN = 160
"""Half-ems: items longer than this on average are numbered paragraphs, and keep their numbers."""


def find_lists(blocks: Passages, policy: Policy = FULL) -> Step:
    """Bulleted items, and runs of numbered ones that follow each other without text between."""
    found = list(blocks)
    changes = []
    for i, block in enumerate(blocks):
        mark = bullet(block.text) if block.role is Role.PARAGRAPH else ""
        if mark and policy.allows(_BULLET) and len(mark) < len(block.text):
            found[i] = replace(block, role=Role.ITEM, text=block.text[len(mark) :])
            changes.append(Change(block.line, Rule.MARKER, "a bullet", _BULLET, removed=mark))
    for start, run in _numbered_runs(blocks) if policy.allows(_NUMBER) else ():
        for i, number in enumerate(run, start):
            text = blocks[i].text
            mark = text[: len(text) - len(number.rest)]
            found[i] = replace(blocks[i], role=Role.ITEM, text=number.rest, number=number.value)
            evidence = f"{len(run)} numbered lines in a row"
            changes.append(Change(blocks[i].line, Rule.MARKER, evidence, _NUMBER, removed=mark))
    return tuple(found), tuple(changes)


def _numbered_runs(blocks: Passages) -> Iterator[tuple[int, list[Numbering]]]:
    run: list[Numbering] = []
    for i in range(len(blocks) + 1):
        number = _item_number(blocks, i)
        follows = run and number and number.scheme == run[-1].scheme
        if follows and number and number.value == run[-1].value + 1:
            run.append(number)
            continue
        if _is_list(blocks, i - len(run), run):
            yield i - len(run), run
        run = [number] if number else []


def _item_number(blocks: Passages, i: int) -> Numbering | None:
    if i >= len(blocks) or blocks[i].role is not Role.PARAGRAPH:
        return None
    number = numbering(blocks[i].text)
    return number if number and number.scheme == _LIST_SCHEME and number.rest else None


def _is_list(blocks: Passages, start: int, run: list[Numbering]) -> bool:
    """Two items or more, of a list's length, the first numbered 1 or announced by a colon."""
    if len(run) < 2 or sum(width(number.rest) for number in run) > _LONGEST_MEAN * len(run):
        return False
    announced = start > 0 and blocks[start - 1].text.endswith(("：", ":"))
    return run[0].value == 1 or announced or not ends_closed(run[0].rest)
