"""Raw text → its passages in order, each with its role, and the report of every change."""

from __future__ import annotations

from dataclasses import dataclass

from keben.readers.repair.back import find_back
from keben.readers.repair.front import find_front
from keben.readers.repair.heads import find_heads
from keben.readers.repair.lines import split_lines
from keben.readers.repair.lists import find_lists
from keben.readers.repair.noise import drop_page_numbers, mark_ornaments, settle_ornaments
from keben.readers.repair.pages import join_broken_heads, join_broken_paragraphs
from keben.readers.repair.passage import Passages, Report, in_line_order
from keben.readers.repair.unwrap import join_lines, measure


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text as it was meant: its passages and what was done to it."""

    passages: Passages
    report: Report


def repair(text: str) -> Repaired:
    """Find the structure of a raw text and mend what copying broke.

    No character is lost but for those that the report names: outside its removals, the sequence of
    non-space characters of the passages is that of the text. Time grows with the text's length.
    """
    passages, changes = split_lines(text)
    passages, more = drop_page_numbers(passages)
    changes += more
    passages, more = mark_ornaments(passages)
    changes += more
    layout = measure(passages)
    passages, more = join_lines(passages, layout)
    changes += more
    passages, more = join_broken_paragraphs(passages, layout)
    changes += more
    passages, more = join_broken_heads(passages)
    changes += more
    passages, more = find_front(passages, layout)
    changes += more
    for stage in (find_back, find_lists):
        passages, more = stage(passages)
        changes += more
    passages, more = find_heads(passages, layout)
    changes += more
    passages, more = settle_ornaments(passages)
    changes += more
    return Repaired(passages, in_line_order(changes))
