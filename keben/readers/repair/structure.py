"""Whole paragraphs → the same with their roles: heads, notes, verse, credits, items."""

from __future__ import annotations

from keben.readers.repair.back import find_back
from keben.readers.repair.chapters import find_chapters
from keben.readers.repair.front import find_front
from keben.readers.repair.heads import find_heads
from keben.readers.repair.lists import find_lists
from keben.readers.repair.notes import find_notes
from keben.readers.repair.passage import Change, Passages, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.tables import find_tables
from keben.readers.repair.unwrap import Layout
from keben.readers.repair.verse import find_verse


def find_structure(blocks: Passages, layout: Layout, policy: Policy = FULL) -> Step:
    """Every passage's role, from the surest to the most doubtful.

    Numbered chapters prove each other over the whole text, so they come first; unnumbered heads,
    which only differ from other short lines by degrees, last. To say what a passage is changes
    nothing in it and is done at every level of the policy; to cut a head free, to drop a repeated
    one, or to take off a marker that its role prints, is a change like any other.
    """
    changes: list[Change] = []
    for stage in (
        find_tables,
        lambda found: find_chapters(found, policy),
        lambda found: find_front(found, layout, policy),
        find_back,
        lambda found: find_notes(found, policy),
        lambda found: find_lists(found, policy),
        find_verse,
        lambda found: find_heads(found, layout),
    ):
        blocks, more = stage(blocks)
        changes += more
    return blocks, tuple(changes)
