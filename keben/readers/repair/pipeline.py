"""Raw text → its passages in order, each with its role, and the report of every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from keben.readers.repair.contents import drop_contents
from keben.readers.repair.folios import drop_page_numbers
from keben.readers.repair.hyphens import mend_hyphens
from keben.readers.repair.lines import split_lines
from keben.readers.repair.navigation import drop_navigation
from keben.readers.repair.ornaments import mark_ornaments, settle_ornaments
from keben.readers.repair.pages import join_broken_heads, join_broken_paragraphs
from keben.readers.repair.passage import Change, Passages, Report, Step, in_line_order
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.punctuation import mend_punctuation
from keben.readers.repair.running import drop_running_heads
from keben.readers.repair.structure import find_structure
from keben.readers.repair.unwrap import join_lines, measure


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as it was meant: its passages and what was done to it."""

    passages: Passages
    report: Report


def repair(text: str, policy: Policy = FULL) -> Repaired:
    """Find the structure of a raw text and mend what copying broke, as far as the policy allows.

    No character is lost but for those that the report names: outside its removals, the sequence of
    non-space characters of the passages is that of the text. Time grows with the text's length.
    """
    lines, changes = split_lines(text, policy)
    noise = (drop_navigation, drop_page_numbers, drop_running_heads, drop_contents, mark_ornaments)
    lines, more = _run(lines, *(partial(stage, policy=policy) for stage in noise))
    changes += more
    layout = measure(lines)
    blocks, more = _run(
        lines,
        partial(join_lines, layout=layout, policy=policy),
        partial(join_broken_paragraphs, layout=layout, policy=policy),
        partial(join_broken_heads, policy=policy),
        partial(mend_hyphens, policy=policy),
        partial(mend_punctuation, policy=policy),
        partial(find_structure, layout=layout, policy=policy),
        partial(settle_ornaments, policy=policy),
    )
    return Repaired(blocks, in_line_order((*changes, *more)))


def _run(passages: Passages, *stages: Callable[[Passages], Step]) -> Step:
    """The passages after each stage in turn, with the changes of all."""
    changes: list[Change] = []
    for stage in stages:
        passages, more = stage(passages)
        changes += more
    return passages, tuple(changes)
