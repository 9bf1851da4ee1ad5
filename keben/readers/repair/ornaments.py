"""Lines, later blocks → rows of ornament marked, and then made scene breaks or dropped."""

from __future__ import annotations

from dataclasses import replace

from keben.readers.repair.forms import ornament, row_of_dots
from keben.readers.repair.interruptions import interrupts, without
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy


def mark_ornaments(lines: Passages, policy: Policy = FULL) -> Step:
    """Rows of ornament get their role; one that breaks a sentence stood at a page end and goes."""
    dropped: set[int] = set()
    changes = []
    marked = []
    for i, line in enumerate(lines):
        if not ornament(line.text):
            marked.append(line)
            continue
        marked.append(replace(line, role=Role.ORNAMENT))
        if interrupts(lines, i) and policy.noise and policy.allows(0.9):
            dropped.add(i)
            evidence = "stands in the middle of a sentence"
            changes.append(Change(line.line, Rule.ORNAMENT, evidence, 0.9, removed=line.text))
    return without(tuple(marked), dropped), tuple(changes)


def settle_ornaments(blocks: Passages, policy: Policy = FULL) -> Step:
    """Ornaments between two paragraphs of one section are scene breaks, the others go.

    A single row of dots in a text that has heads goes too: there heads divide the text, and a
    scene break is a device that recurs. One that may not be dropped is a scene break.
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
        rule, evidence, confidence = Rule.SCENE_BREAK, "between paragraphs of one section", 0.8
        if inside and stray:
            rule, evidence, confidence = Rule.ORNAMENT, "alone of its kind among heads", 0.7
        elif not inside:
            rule, evidence, confidence = Rule.ORNAMENT, "not between two paragraphs", 0.8
        bare = ornaments == len(blocks)  # nothing else is there to be kept
        if rule is Rule.ORNAMENT and not (policy.noise and policy.allows(confidence) and not bare):
            rule, evidence = Rule.SCENE_BREAK, "a row of ornament"
        if rule is Rule.SCENE_BREAK:
            kept.append(replace(block, role=Role.SCENE_BREAK, text=""))
        changes.append(Change(block.line, rule, evidence, confidence, removed=block.text))
    return tuple(kept), tuple(changes)
