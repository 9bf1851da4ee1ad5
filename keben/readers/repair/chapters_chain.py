"""Lines that may head divisions → those that count on from each other over the whole text.

A number alone proves nothing: 第九部队 is a body of men. Each way of counting is therefore judged
as a whole, by the chain of lines that adds up to the greatest weight (dynamic programming over the
lines in their order); what is not on that chain is no head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from keben.readers.repair.chapters_forms import LONGEST, Numbered, read_number
from keben.readers.repair.marks import ends_closed, ends_hanging, width
from keben.readers.repair.passage import Passages, Role

LEAST = 1.4
"""The weight from which a chain is believed: one plain head by itself, or two doubtful ones."""
_WEAK_LENGTH = 4
_WEAK_TEXT = {"…第一": 300, "一 …": 800, "1 …": 800}
"""A weak way of counting needs this many links, and this many characters for each of them."""
_BARE_TEXT = 60
_REACH = 40
"""How many lines of one kind back the line before may stand."""
_CONTENTS_RUN = 3
_LISTED = 1.0
"""What it weighs that a printed contents names a line."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a chain: its place among the blocks, and its number."""

    index: int
    number: Numbered


def find_chains(blocks: Passages) -> tuple[tuple[Link, ...], ...]:
    """For each way of counting, the lines that are believed, in their order."""
    by_key: dict[str, list[Link]] = defaultdict(list)
    for link in _without_contents(_links(blocks)):
        by_key[link.number.key].append(link)
    lengths = _running_lengths(blocks)
    chains = (_best_chain(links, blocks, lengths) for links in by_key.values())
    return tuple(chain for chain in chains if chain)


def _links(blocks: Passages) -> list[Link]:
    found = (
        Link(i, number)
        for i, block in enumerate(blocks)
        if block.role is Role.PARAGRAPH and (number := read_number(block.text))
    )
    return list(found)


def _running_lengths(blocks: Passages) -> list[int]:
    """Before each block, how many characters there are."""
    lengths = [0]
    for block in blocks:
        lengths.append(lengths[-1] + len(block.text))
    return lengths


def _without_contents(links: list[Link]) -> list[Link]:
    """The links but for runs that count on without text between and all recur further on: such a
    run is a list of contents."""
    last = {(link.number.key, link.number.value): link.index for link in links}
    kept: list[Link] = []
    run: list[Link] = []
    for link in (*links, None):
        if link and run and _lists_on(run[-1], link):
            run.append(link)
            continue
        recurring = run and all(
            last[one.number.key, one.number.value] > run[-1].index for one in run
        )
        if not (recurring and len(run) >= _CONTENTS_RUN):
            kept += run
        run = [link] if link else []
    return kept


def _lists_on(above: Link, below: Link) -> bool:
    """True for the next line of a list of contents: the next number, or a chapter below a part."""
    one, two = above.number, below.number
    counts = two.value == one.value + 1 if two.key == one.key else one.value == 1 or two.value == 1
    return below.index == above.index + 1 and counts and two.parted


def _best_chain(
    links: Sequence[Link], blocks: Passages, lengths: Sequence[int]
) -> tuple[Link, ...]:
    best: list[float] = []
    before: list[int] = []
    titled = sum(bool(link.number.rest) for link in links) * 2 > len(links)
    for i, link in enumerate(links):
        # Where chapters have titles, a number without one is a mention.
        own = _weight(link, blocks) - (0.8 if titled and not link.number.rest else 0.0)
        start = own + (0.5 if link.number.value == 1 else 0.0)
        choices = [(start, -1)]
        for j in range(max(0, i - _REACH), i):
            joined = best[j] + own + _step(links[j], link, lengths)
            choices.append((joined, j))
        value, place = max(choices)
        best.append(value)
        before.append(place)
    place = max(range(len(links)), key=best.__getitem__)
    weight = best[place]
    chain: list[Link] = []
    while place >= 0:
        chain.append(links[place])
        place = before[place]
    chain.reverse()
    return tuple(chain) if weight >= LEAST and _is_sound(chain, lengths) else ()


def _weight(link: Link, blocks: Passages) -> float:
    """How much a line looks like a head, by itself."""
    number, text = link.number, blocks[link.index].text
    weight = 1.0 if number.parted else -1.5 if number.runs_on else -0.3
    if not number.rest and number.key in ("一", "1", "I"):
        weight = 0.3
    if width(text) > LONGEST or ends_hanging(text):
        weight -= 1.5
    elif ends_closed(text):
        weight += 0.2 if text.endswith(("？", "！", "?", "!", "…")) else -0.5
    else:
        weight += 0.5
    weight += _LISTED if blocks[link.index].listed else 0.0
    return weight - (0.5 if link.index + 1 == len(blocks) else 0.0)


def _step(above: Link, below: Link, lengths: Sequence[int]) -> float:
    """How well one number follows another."""
    one, two = above.number.value, below.number.value
    if two == one + 1:
        weight = 1.0
    elif two == 1:
        weight = 0.3  # a new volume may count anew
    elif two == one:
        weight = -1.2
    elif one < two <= one + 10:
        weight = -0.3
    else:
        weight = -1.4
    bare = not below.number.rest and below.number.key in ("一", "1", "I")
    between = lengths[below.index] - lengths[above.index + 1]
    return weight - (1.5 if bare and between < _BARE_TEXT else 0.0)


def _is_sound(chain: Sequence[Link], lengths: Sequence[int]) -> bool:
    """Weak ways of counting, which sentences and lists have too, must carry a text; the others may
    stand alone. A number without a word must have begun at 1 and gone on."""
    number = chain[0].number
    if number.weak:
        text = lengths[-1] - lengths[chain[0].index]
        return len(chain) >= _WEAK_LENGTH and text >= _WEAK_TEXT[number.key] * len(chain)
    if not number.rest and number.key in ("一", "1", "I"):
        return len(chain) >= 2 and number.value == 1
    return True
