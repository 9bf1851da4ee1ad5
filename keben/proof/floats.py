"""Blocks of figures that stand at the head of a page → the same where the source has them.

A printed edition may put a figure on the page after its place, above text that follows it. Its
section has an identifier; where it belongs is told by the passages before and after its caption.
"""

from __future__ import annotations

from collections.abc import Sequence

from keben.proof.added import MARKER
from keben.proof.expected import Expected
from keben.proof.matching import agree
from keben.proof.reading import Leaf


def put_back(leaves: Sequence[Leaf], wanted: Sequence[Expected]) -> list[Leaf]:
    """The blocks of a file in the order of the passages. A caption for which there is no such
    place stays where it stands, and is a difference."""
    ordered = list(leaves)
    end = len(wanted)
    for leaf in [leaf for leaf in reversed(leaves) if leaf.floats]:
        at = next(number for number, each in enumerate(ordered) if each is leaf)
        passage = next((n for n in range(end - 1, -1, -1) if agree(leaf.text, wanted[n])), None)
        if passage is None:
            continue
        place = _place(ordered, at, wanted, passage)
        ordered.insert(place, ordered.pop(at))
        end = passage
    return ordered


def _place(leaves: Sequence[Leaf], at: int, wanted: Sequence[Expected], passage: int) -> int:
    """Before which block a caption belongs: on its page or the one before it, where what follows
    it in the source begins; the nearest behind the end of what stands before it, if there is one.
    """
    before = wanted[passage - 1].text if passage else ""
    after = wanted[passage + 1].text if passage + 1 < len(wanted) else ""
    found = at
    for place in range(at - 1, 0, -1):
        if leaves[place].page < leaves[at].page - 1:
            break
        if _is_marker(leaves[place]) or not after.startswith(leaves[place].text):
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
