"""Blocks joined from lines → the same without hyphens that divided a word at a line end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from keben.readers.repair.marks import is_cjk
from keben.readers.repair.passage import Change, Passage, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy
from keben.readers.repair.substitute import Put, substitute

_HYPHEN = re.compile(r"(?<=[A-Za-z]{2})-(?=[a-z]{2})")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_ADDRESS = re.compile(r"[^\s\u2e80-\u9fff]*[/.:@_][^\s\u2e80-\u9fff]*$")
_NEAR = 16
"""Characters before a hyphen that tell which script the text is in."""
_PREFIXES = re.compile(
    r"all|anti|co|cross|ever|ex|first|full|half|high|ill|left|long|low|mid|multi|much|new|non|old"
    r"|one|open|part|post|pre|quasi|right|second|self|semi|short|single|so|sub|third|two|under"
    r"|well|world"
)
"""Words that mostly begin a compound which keeps its hyphen."""


def mend_hyphens(blocks: Passages, policy: Policy = FULL) -> Step:
    """A word divided at a line end is made whole.

    It is where the text has the whole word elsewhere; where it has the compound, or both parts as
    words, the hyphen stays, and so it does behind a word that begins compounds.
    """
    broken = [block for block in blocks if any(_at_joins(block))]
    if not broken:
        return blocks, ()
    words = Counter(word.casefold() for block in blocks for word in _WORD.findall(block.text))
    found = []
    changes: list[Change] = []
    for block in blocks:
        block, more = _mend(block, words, policy)
        found.append(block)
        changes += more
    return tuple(found), tuple(changes)


def _at_joins(block: Passage) -> Iterator[re.Match[str]]:
    starts = {join.start for join in block.joins}
    found = (match for match in _HYPHEN.finditer(block.text) if match.end() in starts)
    return (match for match in found if _is_running_text(match))


def _is_running_text(match: re.Match[str]) -> bool:
    """Among Latin words, and no part of an address: in Chinese, words are not divided."""
    before = match.string[: match.start()]
    address = _ADDRESS.search(before[-200:])
    return not address and not any(is_cjk(c) for c in before[-_NEAR:])


def _mend(block: Passage, words: Counter[str], policy: Policy) -> tuple[Passage, list[Change]]:
    starts = {match.start() for match in _at_joins(block)}
    if not starts:
        return block, []

    def choose(match: re.Match[str]) -> Put | None:
        confidence = _is_whole(match, words) if match.start() in starts else 0.0
        evidence = "divides a word at a line end"
        return Put("", Rule.HYPHEN, evidence, confidence) if confidence else None

    return substitute(block, _HYPHEN, choose, policy)


def _is_whole(match: re.Match[str], words: Counter[str]) -> float:
    """How sure it is that the two parts are one word without a hyphen."""
    before = re.findall(r"[A-Za-z]+$", match.string[: match.start()])[0].casefold()
    after = re.findall(r"[a-z]+", match.string[match.end() :])[0]
    if words[before + after]:
        return 0.95
    compound = words[f"{before}-{after}"] > 1 or (words[before] and words[after])
    return 0.0 if compound or _PREFIXES.fullmatch(before) else 0.75
