"""Blocks of figures and tables that stand at the head of a page → the same where the source has
them.

A printed edition may put a figure or a table on the page after its place, above text that follows
it. An identifier says so; where it belongs is told by the passages before and after its caption, or
its caption and cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from keben.proof.added import MARKER
from keben.proof.expected import Expected
from keben.proof.matching import agree
from keben.proof.reading import Leaf


def put_back(leaves: Sequence[Leaf], wanted: Sequence[Expected]) -> list[Leaf]:
    """The blocks of a file in the order of the passages. What has no such place stays where it
    stands, and is a difference."""
    ordered = list(leaves)
    end = len(wanted)
    for group in reversed(list(_groups(leaves))):
        at = next(number for number, each in enumerate(ordered) if each is group[0])
        passage = _passage(group, wanted, end)
        if passage is None:
            continue
        place = _place(ordered, at, wanted, passage, len(group))
        del ordered[at : at + len(group)]
        ordered[place:place] = group
        end = passage
    return ordered


def _groups(leaves: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """What floats: each caption of a figure, each table with its caption and cells."""
    for (floats, table), group in groupby(leaves, key=lambda leaf: (leaf.floats, leaf.table)):
        if floats and table:
            yield list(group)
        elif floats:
            yield from ([leaf] for leaf in group)


def _passage(group: Sequence[Leaf], wanted: Sequence[Expected], end: int) -> int | None:
    """The last passage before ``end`` from which on the passages are those of a group."""
    for start in range(end - len(group), -1, -1):
        passages = wanted[start : start + len(group)]
        if all(agree(leaf.text, each) for leaf, each in zip(group, passages, strict=True)):
            return start
    return None


def _place(
    leaves: Sequence[Leaf], at: int, wanted: Sequence[Expected], passage: int, size: int
) -> int:
    """Before which block ``size`` blocks from ``at`` on belong: on their page or the one before it,
    where what follows them in the source begins; the nearest behind the end of what stands before
    them, if there is one."""
    before = wanted[passage - 1].text if passage else ""
    after = wanted[passage + size].text if passage + size < len(wanted) else ""
    found = at
    for place in range(at - 1, 0, -1):
        if leaves[place].page < leaves[at].page - 1:
            break
        if _is_marker(leaves[place]) or not after.startswith(leaves[place].text):
            continue
        if leaves[place].floats and 0 < leaves[place].table == leaves[place - 1].table:
            continue
        first = place
        while first > 1 and _is_marker(leaves[first - 1]):
            first -= 1
        # Captions at the head of a page may belong elsewhere.
        last = next(n for n in range(first - 1, -1, -1) if n == 0 or not leaves[n].floats)
        if any(before.endswith(leaves[n].text) for n in (first - 1, last)):
            return first
        found = first if found == at else found
    return found


def _is_marker(leaf: Leaf) -> bool:
    """A bullet or the number of an item, which is no passage."""
    return MARKER.fullmatch(leaf.text) is not None
