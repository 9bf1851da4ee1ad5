"""The lines of a Word document → which of them are its title and heads: by style, else by look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keben.readers.repair.forms import head_shaped
from keben.readers.word.body import Line, usual_size

_NUMBERED = re.compile(r"(?:heading|标题)\s*([1-9])")
_LARGER = 1.12
_MOST = 0.4
"""The share of lines that may look like heads; where more do, the look says nothing."""
_HIGHEST = 2
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Heads:
    """``title`` is the place of the title among the lines, None where none stands out; ``levels``
    gives the level of each head by its place."""

    title: int | None
    levels: Mapping[int, int]


def find_heads(lines: Sequence[Line]) -> Heads:
    """Heads by Word's outline and styles; where a document uses none, by boldness, size and
    centring."""
    title = next((i for i, line in enumerate(lines) if line.is_styled("title")), None)
    outlined = {i: level for i, line in enumerate(lines) if (level := _outline(line)) is not None}
    outlined.pop(title if title is not None else -1, None)
    if not outlined:
        return _by_look(lines, title)
    highest = min(outlined.values())
    first = min(outlined)
    alone = [i for i, level in outlined.items() if level == highest] == [first]
    if title is None and alone and first == 0:
        title = first
        del outlined[first]
        highest = min(outlined.values(), default=highest)
    lift = _HIGHEST - highest
    return Heads(title, {i: min(_DEEPEST, level + lift) for i, level in outlined.items()})


def _outline(line: Line) -> int | None:
    """Word's level, 0 for the highest: that of the paragraph, else of the style's name."""
    if line.look.outline is not None:
        return line.look.outline
    for name in line.look.names:
        if found := _NUMBERED.fullmatch(name):
            return int(found[1]) - 1
    return None


def _by_look(lines: Sequence[Line], title: int | None) -> Heads:
    usual = usual_size(list(lines))
    looking = {i: line for i, line in enumerate(lines) if _stands_out(line, usual)}
    looking.pop(title if title is not None else -1, None)
    if title is None and 0 in looking and _is_title(looking, lines):
        title = 0
        del looking[0]
    if len(looking) > max(1, _MOST * len(lines)):
        return Heads(title, {})
    ranks = sorted({_rank(line, usual) for line in looking.values()}, reverse=True)
    levels = {i: min(_DEEPEST, _HIGHEST + ranks.index(_rank(line, usual)))
              for i, line in looking.items()}  # fmt: skip
    return Heads(title, levels)


def _stands_out(line: Line, usual: int) -> bool:
    if not head_shaped(line.text) or not re.search(r"\w", line.text) or line.level is not None:
        return False
    larger = line.size >= _LARGER * usual
    return larger or line.is_bold


def _rank(line: Line, usual: int) -> int:
    """Larger stands over smaller; what is only bold stands lowest."""
    return line.size if line.size >= _LARGER * usual else usual


def _is_title(looking: Mapping[int, Line], lines: Sequence[Line]) -> bool:
    first = lines[0]
    others = [line for i, line in looking.items() if i]
    larger = all(first.size > line.size for line in others)
    centred = first.look.centred and not any(line.look.centred for line in others)
    return larger or centred
