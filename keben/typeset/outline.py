"""The reading order → the contents: a tree of the document's own heads, for navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from keben import walk
from keben.model import Heading
from keben.typeset.shared import DEEPEST, Entry


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the contents: plain text without note marks, an address, the lines below it."""

    label: str
    href: str
    children: tuple[Point, ...] = ()


def outline(
    shelf: Iterable[Entry], *, href: Callable[[str], str], untitled: str
) -> tuple[Point, ...]:
    """The titles of parts and articles with the heads below them, nested by level.

    ``href`` gives the address of an anchor (``#c01``); ``untitled`` names an article without title.
    """
    lines: list[tuple[int, Point]] = []
    for entry in shelf:
        lines.append((entry.depth, Point(entry.label or untitled, href(f"#{entry.anchor}"))))
        for head in entry.heads:
            label = walk.plain(head.inlines).strip()
            if label:
                depth = entry.depth + head.level - 1
                lines.append((depth, Point(label, href(f"#{head.anchor}"))))
    return _nest(lines)


def _nest(lines: Sequence[tuple[int, Point]]) -> tuple[Point, ...]:
    """Put every line under the nearest one before it that is higher; skipped levels close up."""
    points: list[Point] = []
    place = 0
    while place < len(lines):
        depth, point = lines[place]
        end = place + 1
        while end < len(lines) and lines[end][0] > depth:
            end += 1
        points.append(Point(point.label, point.href, _nest(lines[place + 1 : end])))
        place = end
    return tuple(points)


def close_levels(entry: Entry) -> Iterator[tuple[str, int]]:
    """Each head's anchor and HTML level, where skipped levels close up: 2, 3, 5 → 2, 3, 4. Heads in
    quotations and boxes count too."""
    above: list[int] = []
    blocks = walk.article_blocks(entry.article) if entry.article else ()
    for head in (block for block in blocks if isinstance(block, Heading)):
        while above and above[-1] >= head.level:
            above.pop()
        above.append(head.level)
        yield head.anchor, min(entry.depth + len(above), DEEPEST)
