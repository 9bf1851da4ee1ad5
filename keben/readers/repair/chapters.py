"""Blocks → blocks with the heads of parts, chapters and sections told apart and set free."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from keben.readers.repair.chapters_chain import Link, find_chains
from keben.readers.repair.chapters_forms import LONGEST
from keben.readers.repair.forms import NUMERAL, bullet, numbering
from keben.readers.repair.marks import ends_closed, ends_hanging, width
from keben.readers.repair.passage import Change, Division, Passage, Passages, Role, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_OPENING = re.compile(r"话说|却说|且说|再说|话表|且表|诗曰|词曰|诗云|词云|上回|此回")
"""With what a chapter of an old novel begins."""
_LONGEST_MEMBER = 14
_LONGEST_TITLE = 40
_LOST = 2
_CUT = 0.85
_REPEATED = 0.9
"""How sure it is that a head ends where it is cut, and that one of two like heads is too many."""
_TOKEN = re.compile(r"[^\s　]+")
_FEWEST = 3
_RANKS = (Division.PART, Division.CHAPTER, Division.SECTION)
_HIGHEST = 2


def find_chapters(blocks: Passages, policy: Policy = FULL) -> Step:
    """The heads of large divisions, believed together: their role, division and level.

    A head glued to the paragraph after it is cut from it, one that stands twice goes once.
    """
    chains = find_chains(blocks)
    levels = _levels(chains)
    at = {link.index: link for chain in chains for link in chain}
    fellows = {chain[0].number.key: _fellows(chain, blocks) for chain in chains}
    found: list[Passage] = []
    changes: list[Change] = []
    below = _titles_below(chains, blocks) if policy.allows(_CUT) else set()
    for i, block in enumerate(blocks):
        if i - 1 in below and found and found[-1].division:
            found[-1] = replace(found[-1], text=f"{found[-1].text}　{block.text}")
            evidence = "stands under a number, as titles do here"
            changes.append(Change(block.line, Rule.BROKEN_HEAD, evidence, _CUT))
            continue
        link = at.get(i)
        size = _head_size(block.text, fellows[link.number.key]) if link else 0
        rest = block.text[size:].lstrip(" 　")
        if link is None or (rest and not policy.allows(_CUT)):
            found.append(block)
            continue
        head = _head(block, size, link, levels)
        if found and _same(found[-1], head) and policy.allows(_REPEATED):
            gone = found.pop()
            evidence = "stands twice, with nothing between"
            changes.append(Change(gone.line, Rule.REPEATED_HEAD, evidence, _REPEATED, gone.text))
        found.append(head)
        count = len(fellows[link.number.key].lengths)
        evidence = f"number {link.number.value} in a sequence of {count}"
        changes.append(Change(block.line, Rule.HEAD, evidence, 0.95))
        if rest:
            found.append(replace(block, text=rest, gap=False, page_end=False))
            evidence = "a head of the sequence, with a paragraph after it in the same line"
            changes.append(Change(block.line, Rule.CUT_HEAD, evidence, _CUT))
    return tuple(found), tuple(changes)


def _head(block: Passage, size: int, link: Link, levels: Mapping[str, int]) -> Passage:
    """The head that the first ``size`` characters of a block are."""
    number = link.number
    text = block.text[:size].rstrip(" 　")
    return replace(
        block, text=text, role=Role.HEAD, division=number.division, level=levels[number.key]
    )


def _titles_below(chains: Sequence[Sequence[Link]], blocks: Passages) -> set[int]:
    """The heads without a title that have it in the line below, where most of their fellows do."""
    found: set[int] = set()
    places = {link.index for chain in chains for link in chain}
    for chain in chains:
        bare = [link.index for link in chain if not link.number.rest]
        titled = [i for i in bare if i + 1 not in places and _is_title(blocks, i + 1)]
        if len(titled) > 1 and 4 * len(titled) >= 3 * len(bare):
            found.update(titled)
    return found


def _is_title(blocks: Passages, i: int) -> bool:
    """A short line that nothing closes, over a paragraph."""
    if i + 1 >= len(blocks) or blocks[i].role is not Role.PARAGRAPH:
        return False
    text, below = blocks[i].text, blocks[i + 1].text
    short = width(text) <= _LONGEST_TITLE and not bullet(text) and numbering(text) is None
    return short and not (ends_closed(text) or ends_hanging(text)) and width(below) > width(text)


_STATUTE = re.compile(rf"第{NUMERAL}条")
_SHORTEST = 700
"""Characters: shorter divisions are sections on a page, not chapters on pages of their own."""


def chapter_level(blocks: Passages) -> int | None:
    """The level whose heads begin the chapters of a book; None for a text that is no book.

    Chapters are 章 and 回 where there are any; else the lowest divisions that hold text enough. A
    statute stays whole: its articles are quoted by numbers that run through all its chapters.
    """
    if sum(bool(_STATUTE.match(block.text)) for block in blocks) * 5 > len(blocks):
        return None
    length = sum(len(block.text) for block in blocks)
    for division in (Division.CHAPTER, Division.SECTION, Division.PART):
        levels = sorted({block.level for block in blocks if block.division is division})
        for level in reversed(levels):
            count = sum(b.division is not None and b.level <= level for b in blocks)
            if count >= _FEWEST and length >= _SHORTEST * count:
                return level
    return None


def _levels(chains: Sequence[Sequence[Link]]) -> dict[str, int]:
    """A level for each way of counting: parts over chapters over sections, and of two of one kind
    the one that counts less is the higher."""
    order = sorted(chains, key=lambda chain: (_RANKS.index(chain[0].number.division), len(chain)))
    return {chain[0].number.key: _HIGHEST + depth for depth, chain in enumerate(order)}


def _same(above: Passage, below: Passage) -> bool:
    return above.division is not None and _ink(above.text) == _ink(below.text)


def _ink(text: str) -> str:
    return re.sub(r"\W", "", text)


@dataclass(frozen=True, slots=True)
class _Fellows:
    """How the heads of one sequence look that stand alone: ``members`` counts in how many pieces
    of which length their words come."""

    lengths: tuple[int, ...]
    members: Counter[tuple[int, ...]]


def _fellows(chain: Sequence[Link], blocks: Passages) -> _Fellows:
    alone = [link for link in chain if not _is_glued(blocks[link.index].text)]
    shapes = (tuple(len(t) for t in _TOKEN.findall(link.number.rest)) for link in alone)
    return _Fellows(tuple(len(blocks[link.index].text) for link in chain), Counter(shapes))


def _is_glued(text: str) -> bool:
    return width(text) > LONGEST or (ends_closed(text) and "。" in text)


def _head_size(text: str, fellows: _Fellows) -> int:
    """How many characters of a line are the head: all of it, where nothing is glued to it.

    The words of a head come in pieces between spaces, and in couplets of equal length; what
    follows the last piece that its fellows have too is the paragraph.
    """
    if not _is_glued(text):
        return len(text)
    tokens = list(_TOKEN.finditer(text))
    first = tokens[0]
    opening = _OPENING.search(text, first.end())
    usual = max(map(len, fellows.members), key=lambda n: _having(fellows, n), default=1)
    if len(tokens) >= 3 and usual >= 2:
        one, two = tokens[1], tokens[2]
        size = len(one[0])
        if size <= _LONGEST_MEMBER and len(two[0]) >= size:
            end = two.start() + size
            # A character may have been lost from one member of a couplet.
            near = opening is not None and abs(opening.start() - end) <= _LOST
            return opening.start() if opening and near else end
    if opening and width(text[: opening.start()]) <= LONGEST:
        return opening.start()
    if len(tokens) >= 3 and usual and width(tokens[1][0]) <= LONGEST:
        return tokens[1].end() if not ends_closed(tokens[1][0]) else first.end()
    return first.end() if len(tokens) > 1 else len(text)


def _having(fellows: _Fellows, pieces: int) -> int:
    return sum(count for shape, count in fellows.members.items() if len(shape) == pieces)
