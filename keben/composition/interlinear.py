"""Text with interlinear annotations → the bare text and what stands over which of its characters.

A template writes an annotation with Unicode's interlinear marks (§23.8): U+FFF9 base U+FFFA
annotation U+FFFB. An element for each would cost more than all else on the page, and would cut the
paragraph into pieces that know nothing of each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"

_ANNOTATED = re.compile(f"{ANCHOR}([^\ufff9-\ufffb]*){SEPARATOR}([^\ufff9-\ufffb]*){TERMINATOR}")
_STRAY = re.compile("[\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What stands over the characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    text: str


def is_annotated(text: str) -> bool:
    """True if a text may hold annotations."""
    return ANCHOR in text


def separate(text: str) -> tuple[str, tuple[Annotation, ...]]:
    """The bare text and its annotations; a mark without its fellows is dropped."""
    bare: list[str] = []
    annotations: list[Annotation] = []
    size = done = 0
    for found in _ANNOTATED.finditer(text):
        before = _STRAY.sub("", text[done : found.start()])
        bare += (before, found[1])
        start = size + len(before)
        size = start + len(found[1])
        done = found.end()
        if found[1] and found[2].strip():
            annotations.append(Annotation(start, size, found[2].strip()))
    bare.append(_STRAY.sub("", text[done:]))
    return "".join(bare), tuple(annotations)


def strip(text: str) -> str:
    """The bare text."""
    return separate(text)[0] if is_annotated(text) else text


def bracket(text: str) -> str:
    """The text with each annotation in brackets behind its base, where it cannot stand over it."""
    return _STRAY.sub("", _ANNOTATED.sub(r"\1（\2）", text))


def within(annotations: Sequence[Annotation], start: int, end: int) -> tuple[Annotation, ...]:
    """The annotations that begin in a stretch of text, counted from its start and cut at its
    end."""
    return tuple(
        Annotation(each.start - start, min(each.end, end) - start, each.text)
        for each in annotations
        if start <= each.start < end
    )
