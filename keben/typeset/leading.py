"""Blocks → the lines that a page's end must not part from what stands below or above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from keben import walk
from keben.model import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    Formula,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
    Verse,
)

COLONS = ("：", ":")
STOPS = tuple("。．！？；，、…—.!?;,”’」』）)")
"""With one of these a sentence ends, or a part of one."""
LONGEST_LABEL = 24
"""Characters of a line that is taken for a label."""
LONGEST_LEAD = 60
"""Characters of a line that goes to another page with the head above it."""
_NUMBER = r"\s*[0-9A-Z]+(?:[-–.][0-9]+)*\s*(?:[：:]|\.\s|\s(?=[^。]*$))"
_NUMBERED = re.compile(
    rf"\s*(?:图|圖|図|示例|例|代码|代碼|清单|그림|예|Figure|Listing|Example){_NUMBER}"
)
_NUMBERED_TABLE = re.compile(rf"\s*(?:表格?|표|Table){_NUMBER}")
LED = (CodeBlock, DefinitionList, Figure, Formula, ListBlock, Quotation, Table, Verse)
"""What a line that ends with a colon leads to."""
LABELLED = (CodeBlock, Figure, Formula, Table)
"""What a short line without a stop is the label of: the name of a file, the title of a table."""


def lead_ins(run: Blocks) -> Iterator[Paragraph]:
    """The paragraphs of a run, and of what it holds, that end with a colon before such a block, or
    are labels of it.

    One that begins what another line leads to is none: lines that must stay with one another down
    into a list in a list would leave much of a page empty before them.
    """
    yield from _lead_ins(run, is_led=False)


def captions_below(run: Blocks) -> Iterator[Paragraph]:
    """The paragraphs of a run, and of what it holds, that say what stands right above them: code
    or a figure, by its number."""
    for above, block in zip((None, *run), run, strict=False):
        if isinstance(block, Paragraph) and _trails(block, above):
            yield block
        for inner in walk.child_blocks(block):
            yield from captions_below(inner)


def bare_heads(run: Blocks) -> Iterator[Heading]:
    """The heads of a run, and of what it holds, right below which stands another of their level or
    a higher one: they head nothing."""
    for block, below in zip(run, (*run[1:], None), strict=False):
        if isinstance(block, Heading) and isinstance(below, Heading) and below.level <= block.level:
            yield block
        for inner in walk.child_blocks(block):
            yield from bare_heads(inner)


def _lead_ins(run: Blocks, *, is_led: bool) -> Iterator[Paragraph]:
    led = is_led
    for above, block, follower in zip((None, *run), run, (*run[1:], None), strict=False):
        for place, inner in enumerate(walk.child_blocks(block)):
            yield from _lead_ins(inner, is_led=led and place == 0)
        was_led, led = led, False
        if isinstance(block, Paragraph) and _leads(block, follower) and not _trails(block, above):
            led = not was_led
            if led:
                yield block


def heads_of(run: Blocks, is_turned: Callable[[Block], bool]) -> Iterator[Block]:
    """What goes to the page of a block that has one of its own: the heads right above it, or those
    above a short line that leads to it, with the line. Else they would end a page alone."""
    for place, block in enumerate(run):
        if not is_turned(block):
            continue
        above = list(run[:place])
        line = above.pop() if above and _is_short_lead(above[-1], block) else None
        heads = tuple(takewhile(lambda each: isinstance(each, Heading), reversed(above)))
        if heads:
            yield from heads
            yield from (line,) if line else ()


def _is_short_lead(above: Block, block: Block) -> bool:
    if not isinstance(above, Paragraph) or not _leads(above, block):
        return False
    return len(walk.plain(above.inlines)) <= LONGEST_LEAD


def has_number(caption: Inlines) -> bool:
    """True for a caption that begins with a number that its author wrote: ``图 4-2：…``."""
    text = walk.plain(caption)
    return bool(_NUMBERED.match(text) or _NUMBERED_TABLE.match(text))


def _trails(paragraph: Paragraph, above: Block | None) -> bool:
    is_numbered = bool(_NUMBERED.match(walk.plain(paragraph.inlines)))
    return is_numbered and isinstance(above, CodeBlock | Figure)


def _leads(paragraph: Paragraph, follower: Block | None) -> bool:
    text = walk.plain(paragraph.inlines).strip()
    if isinstance(follower, LED) and text.endswith(COLONS):
        return True
    is_label = 0 < len(text) <= LONGEST_LABEL and not text.endswith(STOPS)
    return isinstance(follower, LABELLED) and is_label


def identities(blocks: Iterable[Block]) -> frozenset[int]:
    """What a block is known by as long as its publication lives: equal ones may stand in
    several places."""
    return frozenset(map(id, blocks))
