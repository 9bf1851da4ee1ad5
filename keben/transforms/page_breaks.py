"""A publication and the starts of its printed pages → the publication with a mark at each start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from keben.model import (
    Blocks,
    Code,
    CodeBlock,
    Dotted,
    Emphasis,
    Figure,
    Formula,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Named,
    PageBreak,
    PageStart,
    PageTop,
    Publication,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from keben.runs import Runs, lost_picture, words
from keben.width import place_of

ANCHOR = "page-{number}"
"""The anchor of a page break; the number counts pages, whatever their folios say."""


@dataclass(frozen=True, slots=True)
class Paged:
    """A publication with page breaks in its text. ``before`` are those that stand before a title,
    by its anchor, or at the head of matter that the edition adds, by its kind; ``breaks`` are all,
    in the order of pages."""

    publication: Publication
    before: Mapping[str, tuple[PageBreak, ...]]
    breaks: tuple[PageBreak, ...]


def mark_pages(publication: Publication, starts: Iterable[PageStart]) -> Paged:
    """Mark every start. Where a page begins with a head, a picture or a block of code, the mark
    stands before it; in a paragraph it stands between two characters, never in a base with ruby
    nor between a character and a mark without width that belongs to it."""
    marking = _Marking()
    breaks: list[PageBreak] = []
    for number, start in enumerate(starts, start=1):
        found = PageBreak(start.label, ANCHOR.format(number=number))
        breaks.append(found)
        if start.matter:
            marking.before[start.matter].append(found)
        else:
            marking.wanted[start.run].append((start.offset, found))
    marked = marking.rebuild(publication)
    before = {anchor: tuple(found) for anchor, found in marking.before.items()}
    return Paged(marked, before, tuple(breaks))


class _Marking(Runs):
    """Puts breaks into runs as it meets them."""

    def __init__(self) -> None:
        self.wanted: dict[int, list[tuple[int, PageBreak]]] = defaultdict(list)
        self.before: dict[str, list[PageBreak]] = defaultdict(list)
        self.met = 0

    def _next(self) -> list[tuple[int, PageBreak]]:
        self.met += 1
        return self.wanted.get(self.met - 1, [])

    def title(self, anchor: str, run: Inlines) -> None:
        for _, found in self._next():
            self.before[anchor].append(found)

    def whole(self, block: Heading | Figure | CodeBlock | Formula, run: Inlines) -> Blocks:
        wanted = self._next()
        inside = [] if isinstance(block, Figure | Formula) else [w for w in wanted if w[0]]
        before = tuple(found for offset, found in wanted if (offset, found) not in inside)
        top = (PageTop(before),) if before else ()
        if inside and isinstance(block, Heading):
            block = replace(block, inlines=put_in(block.inlines, inside))
        elif inside and isinstance(block, CodeBlock):
            places = tuple((place_of(block.text, offset), found) for offset, found in inside)
            block = replace(block, breaks=places)
        return (*top, block)

    def run(self, run: Inlines) -> Inlines:
        wanted = self._next()
        return put_in(run, wanted) if wanted else run


def put_in(run: Inlines, wanted: Iterable[tuple[int, PageBreak]]) -> Inlines:
    """The run with breaks in it, each after so many characters that have width."""
    for offset, found in wanted:
        run = _put(run, offset, found)
    return run


def _put(run: Inlines, offset: int, found: PageBreak) -> Inlines:
    for place, inline in enumerate(run):
        size = len(words((inline,)))
        if offset < size or (offset == size and place == len(run) - 1):
            return (*run[:place], *_divide(inline, offset, size, found), *run[place + 1 :])
        offset -= size
    return (*run, found)


def _divide(inline: Inline, offset: int, size: int, found: PageBreak) -> Inlines:
    """An inline with a break before, in or after it."""
    if not offset and size:
        return (found, inline)
    if offset == size:
        return (inline, found)
    match inline:
        case Text(text):
            place = place_of(text, offset)
            return (Text(text[:place]), found, Text(text[place:]))
        case Code(text):
            place = place_of(text, offset)
            return (Code(text[:place]), found, Code(text[place:]))
        case (
            Emphasis()
            | Strong()
            | Dotted()
            | Named()
            | Strike()
            | Superscript()
            | Subscript()
            | Link()
            | Span()
        ):
            return (replace(inline, children=_put(inline.children, offset, found)),)
        case Image():  # lost: what stands for it is words
            lost = lost_picture(inline)
            place = place_of(lost, offset)
            return (Text(lost[:place]), found, Text(lost[place:]))
        case _:  # ruby, or the mark of a note: before it
            return (found, inline)
