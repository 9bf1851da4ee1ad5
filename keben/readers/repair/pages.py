"""Paragraphs → paragraphs whole again where a page end had broken them, and heads likewise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keben.readers.repair.credits import is_credit, is_dateline, starts_with_date
from keben.readers.repair.forms import bullet, head_shaped, named_head, numbering, starts_block
from keben.readers.repair.joining import Joining
from keben.readers.repair.marks import CLOSERS, COMMAS, ends_closed, ends_hanging, width
from keben.readers.repair.passage import Change, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.tables import is_row
from keben.readers.repair.unwrap import Layout, body_indent, usual_width

_REMNANT = 12
"""Half-ems: the end of a head that a page end cut off is a word or two."""
_LEAST_CUT = 66
"""Half-ems: longer than a head, so that a line which nothing closes was cut."""
_HEAD_CONFIDENCE = 0.75
_STOP = re.compile(r"[。；;]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


@dataclass(frozen=True, slots=True)
class _Habits:
    """What paragraphs of this document look like, in half-ems."""

    usual: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Break:
    evidence: str
    confidence: float


def join_broken_paragraphs(blocks: Passages, layout: Layout, policy: Policy = FULL) -> Step:
    """Join a paragraph that ends in the middle of a sentence with the block that goes on."""
    if not policy.lines:
        return blocks, ()
    habits = _Habits(usual_width(blocks), body_indent(blocks) if layout.indented else 0)
    joined: list[Joining] = []
    changes = []
    for i, block in enumerate(blocks):
        # The first line is a title, and titles may be long.
        after_title = i == 1 and not _STOP.search(blocks[0].text)
        above = joined[-1].first if joined and not after_title else None
        broken = _broken(above, blocks[i - 1], block, habits) if above else None
        if broken and policy.allows(broken.confidence):
            joined[-1].add(block)
            changes.append(Change(block.line, Rule.PAGE_END, broken.evidence, broken.confidence))
        else:
            joined.append(Joining(block))
    return tuple(growing.block() for growing in joined), tuple(changes)


def _broken(first: Passage, above: Passage, below: Passage, habits: _Habits) -> _Break | None:
    """Why ``below`` goes on with the paragraph whose first piece is ``first`` and whose last is
    ``above``; None where it does not."""
    if above.role is not Role.PARAGRAPH or below.role is not Role.PARAGRAPH:
        return None
    if first.listed or below.listed or is_row(above.text) or is_row(below.text):
        return None
    if starts_block(below.text) or is_credit(above.text) or is_credit(below.text):
        return None
    if is_dateline(above.text) or is_dateline(below.text):
        return None
    if starts_with_date(above.text) and starts_with_date(below.text):
        return None  # when a statute was adopted, and when it was amended
    outdented = habits.indent > 0 and first.indent >= habits.indent > below.indent
    if habits.indent > 0 and below.indent >= habits.indent:
        return None
    if ends_closed(above.text):
        return _unindented_after_page(below, outdented=outdented)
    size = width(above.text)
    if below.text.startswith(tuple(CLOSERS + COMMAS)) and size >= 20:
        return _Break("the block below begins with a closing mark", 0.9)
    if ends_hanging(above.text):
        return _Break("ends in a comma", 0.95) if size >= (40 if below.page_end else 60) else None
    if _ADDRESS.search(above.text[-90:]):
        return None
    if head_shaped(below.text) and not ends_closed(below.text):
        return None
    if outdented and size >= 40:
        return _Break("ends in no closing mark, and the block below has no indent", 0.95)
    least = 40 if below.page_end else max(_LEAST_CUT, habits.usual // 3)
    if size < least or above.text.endswith(tuple(CLOSERS)):
        return None
    return _Break(f"{size // 2} characters long and ends in no closing mark", 0.85)


def _unindented_after_page(below: Passage, *, outdented: bool) -> _Break | None:
    """A sentence may end at a page end too; then only the missing indent tells."""
    if outdented and below.page_end and not head_shaped(below.text):
        return _Break("a page ends above it and it has no indent", 0.7)
    return None


def join_broken_heads(blocks: Passages, policy: Policy = FULL) -> Step:
    """Join a head of two members (A——B) with the word or two that a page end cut off it."""
    joined: list[Joining] = []
    changes = []
    for i, block in enumerate(blocks):
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        remnant = joined and _remnant(joined[-1].block(), block, after)
        if remnant and policy.lines and policy.allows(_HEAD_CONFIDENCE):
            joined[-1].add(block)
            evidence = "a word without closing mark under a long head with a dash"
            changes.append(Change(block.line, Rule.BROKEN_HEAD, evidence, _HEAD_CONFIDENCE))
        else:
            joined.append(Joining(block))
    return tuple(growing.block() for growing in joined), tuple(changes)


def _remnant(head: Passage, block: Passage, after: Passage | None) -> bool:
    if block.role is not Role.PARAGRAPH or after is None or not ends_closed(after.text):
        return False
    two_members = "—" in head.text.strip("—") and head_shaped(head.text)
    whole = numbering(block.text) or bullet(block.text) or named_head(block.text)
    return (
        two_members
        and not ends_closed(head.text)
        and not ends_closed(block.text)
        and not whole
        and width(block.text) <= _REMNANT
        and width(head.text) >= 3 * width(block.text)
        and width(after.text) > width(head.text)
    )
