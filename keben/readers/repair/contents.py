"""Lines → lines without a contents printed before the text, the lines that it names marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from keben.readers.repair.interruptions import without
from keben.readers.repair.marks import ends_sentence, width
from keben.readers.repair.passage import Change, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_WORD = re.compile(r"目\s*[录錄次]|contents|table of contents|차\s*례|목\s*차", re.IGNORECASE)
_LEADERS = re.compile(r"(\S.*?)\s*(?:[.．·・‥…—_]{3,}|…{1,}|\t|\s{3,})\s*[(（]?(\d{1,4})[)）]?")
_BLANKS = re.compile(r"[\s\u3000·．.、:：]+")
_LONGEST = 80
"""Half-ems of an entry."""
_LEAST = 3
_STRANGERS = 2
"""Lines in a contents, one after another, that name nothing in the text."""
_TITLES = 8
"""Short lines, such as a title and a name, that may stand right above a contents without a head."""
_FRONT = 0.4
"""A contents begins in this part of the text."""
_APART = 60
"""Characters between the heads that a contents names, on average; lines of a refrain have none."""


@dataclass(frozen=True, slots=True)
class _Entries:
    """Lines ``start`` to ``stop`` are a contents; ``named`` are the lines of the text it names."""

    start: int
    stop: int
    named: Sequence[int]
    evidence: str
    confidence: float


def drop_contents(lines: Passages, policy: Policy = FULL) -> Step:
    """A list of lines that come again as heads, or that have leaders and numbers, is dropped; the
    lines named by it are marked as ``listed``, as evidence that they are heads."""
    if not policy.noise:
        return lines, ()
    found = _find(lines)
    if found is None or not policy.allows(found.confidence):
        return lines, ()
    listed = [
        replace(line, listed=True) if i in found.named else line for i, line in enumerate(lines)
    ]
    changes = tuple(
        Change(line.line, Rule.CONTENTS, found.evidence, found.confidence, removed=line.text)
        for line in lines[found.start : found.stop]
    )
    return without(tuple(listed), range(found.start, found.stop)), changes


def _find(lines: Passages) -> _Entries | None:
    later = _later(lines)
    begin = stop = 0
    for i in range(int(_FRONT * len(lines)) + 1):
        if i >= stop:
            begin = i
            over = (k for k in range(i, len(lines)) if not _is_entry(lines[k].text))
            stop = next(over, len(lines))
        headed = i < len(lines) and bool(_WORD.fullmatch(lines[i].text))
        if headed or i < begin + _TITLES:
            found = _judge(lines, i + headed, stop, later, headed=headed)
            if found:
                return replace(found, start=i)
    return None


def _is_entry(text: str) -> bool:
    return width(text) <= _LONGEST and (not ends_sentence(text) or bool(_LEADERS.fullmatch(text)))


def _later(lines: Passages) -> Mapping[str, list[int]]:
    """Where each short line stands, by its words."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if width(line.text) <= _LONGEST:
            places[_words(line.text)].append(i)
    return places


def _words(text: str) -> str:
    return _BLANKS.sub("", text).casefold()


def _judge(
    lines: Passages, start: int, stop: int, later: Mapping[str, list[int]], *, headed: bool
) -> _Entries | None:
    """The entries from ``start`` on, where they are a contents; its last entry is the last line
    before the text that has leaders or comes again."""
    named: list[int] = []
    pages: list[int] = []
    end = start
    for i in range(start, stop):
        if (named and i >= named[0]) or i > end + _STRANGERS:
            break
        leading = _LEADERS.fullmatch(lines[i].text)
        places = later.get(_words(leading[1] if leading else lines[i].text), ())
        after = bisect_right(places, max(named[-1] if named else i, i))
        if after < len(places):
            named.append(places[after])
        elif not leading:
            if not named and not headed:
                return None
            continue
        pages += [int(leading[2])] if leading else []
        end = i + 1
    count = end - start
    if count < _LEAST or not (named or headed):
        return None
    rising = all(above <= below for above, below in pairwise(pages))
    if len(pages) >= 0.8 * count and rising and (headed or 2 * len(named) >= count):
        return _Entries(start, end, named, f"{count} lines with the numbers of pages", 0.95)
    text = sum(len(line.text) for line in lines[named[0] : named[-1]]) if named else 0
    again = len(named) >= max(_LEAST, 0.8 * count) and named[0] >= end
    if not again or text < _APART * (len(named) - 1):
        return None
    confidence = 0.95 if headed else 0.85
    return _Entries(start, end, named, f"{len(named)} of {count} lines come again", confidence)
