"""Blocks → blocks with notes told apart: texts behind marks, and the marks in the text that call
them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from keben.readers.repair.passage import Call, Change, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_MARK = re.compile(r"[①-⑳]|[［\[〔【](?:注|註)?\s*\d{1,3}[］\]〕】]|[*＊]{1,3}(?!\s*[*＊])")
_HEAD = re.compile(
    r"[【\[（(]?(?:注|注释|注解|註|註釋|註解|脚注|尾注|Notes?)[】\]）)]?\s*[：:]?", re.I
)
_CONFIDENCE = 0.9
_TEXTS = (Role.PARAGRAPH, Role.VERSE, Role.EPIGRAPH, Role.HEAD, Role.ITEM)


def find_notes(blocks: Passages, policy: Policy = FULL) -> Step:
    """Notes at the end of a chapter, or of a text without chapters, where both ends are found.

    They are understood together or left as they stand: every text must be called, by one mark that
    begins no paragraph, and the marks must come in the order of the texts.
    """
    if not policy.allows(_CONFIDENCE):
        return blocks, ()
    found: list[Passage] = []
    changes: list[Change] = []
    for number, zone in enumerate(_zones(blocks)):
        paired, more = _pair(zone, number)
        found += paired
        changes += more
    return tuple(found), tuple(changes)


def _zones(blocks: Passages) -> Iterator[Passages]:
    starts = [i for i, block in enumerate(blocks) if block.division]
    for start, end in pairwise((0, *starts, len(blocks))):
        yield blocks[start:end]


def _pair(zone: Passages, number: int) -> tuple[Sequence[Passage], Sequence[Change]]:
    start, end = _texts(zone)
    marks = [_mark(zone[i].text) for i in range(start, end)]
    calls = _calls(zone[:start], marks)
    if not marks or not calls:
        return zone, ()
    found = list(zone)
    changes = []
    for i, mark in enumerate(marks, start):
        name = f"{number}-{mark}"
        found[i] = replace(zone[i], role=Role.NOTE, note=name, calls=(Call(0, len(mark), name),))
        changes.append(Change(zone[i].line, Rule.NOTE, f"{mark} stands in the text", _CONFIDENCE))
    for i, places in calls.items():
        named = tuple(Call(at, at + len(mark), f"{number}-{mark}") for at, mark in places)
        found[i] = replace(zone[i], calls=named)
    if start and _HEAD.fullmatch(zone[start - 1].text):
        gone = found.pop(start - 1)
        evidence = "a head over notes, which now stand where they are called"
        changes.append(Change(gone.line, Rule.NOTES_HEAD, evidence, _CONFIDENCE, removed=gone.text))
    return found, changes


def _texts(zone: Passages) -> tuple[int, int]:
    """Where the run of notes' texts at the end of a zone begins and ends; credits may follow."""
    end = len(zone)
    while end and zone[end - 1].role in (Role.CREDIT, Role.ORNAMENT):
        end -= 1
    start = end
    while start and zone[start - 1].role is Role.PARAGRAPH and _mark(zone[start - 1].text):
        start -= 1
    return start, end


def _mark(text: str) -> str:
    found = _MARK.match(text)
    return found[0] if found and len(found[0]) < len(text) else ""


def _calls(text: Passages, marks: Sequence[str]) -> dict[int, list[tuple[int, str]]]:
    """Block → the places of marks in it; nothing unless each mark is met once, in order."""
    if len(set(marks)) < len(marks):
        return {}
    wanted = set(marks)
    found: dict[int, list[tuple[int, str]]] = {}
    order = []
    for i, block in enumerate(text):
        for match in _MARK.finditer(block.text):
            if match[0] in wanted and match.start() > 0 and block.role in _TEXTS:
                found.setdefault(i, []).append((match.start(), match[0]))
                order.append(match[0])
    return found if order == list(marks) else {}
