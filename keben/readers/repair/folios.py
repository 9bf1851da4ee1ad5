"""Lines → lines without page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from keben.readers.repair.forms import NUMERAL, numeral
from keben.readers.repair.interruptions import interrupts, without
from keben.readers.repair.passage import Change, Passages, Rule, Step
from keben.readers.repair.policy import FULL, Policy

_NUMBER = r"([0-9０-９]{1,4})"
_DECK = r"[-—–─·•~～|\s]"
_OF = rf"(?:[\s/／,，]*[共总總]\s*{NUMERAL}\s*[页頁])"
_FORMS = (
    ("worded", rf"{_DECK}*第\s*({NUMERAL})\s*[页頁]{_OF}?{_DECK}*"),
    ("worded", rf"{_DECK}*(?i:page)\s+{_NUMBER}(?:\s*(?:of|/)\s*\d+)?{_DECK}*"),
    ("P", rf"[Pp]\s?\.?\s?{_NUMBER}"),
    ("of", rf"{_NUMBER}\s*[/／]\s*(\d{{1,4}})"),
    ("decked", rf"{_DECK}+{_NUMBER}{_DECK}+"),
    ("decked", rf"[\[【(（〔]\s*{_NUMBER}\s*[\]】)）〕]"),
    ("bare", rf"{_NUMBER}\s*[|]?"),
)
"""The forms of page numbers, the surest first."""
_PATTERNS = tuple((form, re.compile(pattern)) for form, pattern in _FORMS)
_LONGEST = 24
_LEAST_PAGE = 150
_LARGEST_PAGE = 4000
"""Characters that a page of running text holds."""
_LARGEST_STEP = 3
"""Pages that may stand without a number between two that have one."""


@dataclass(frozen=True, slots=True)
class _Folio:
    """``above`` counts the characters of the text before it."""

    index: int
    form: str
    value: int
    above: int
    interrupts: bool


def drop_page_numbers(lines: Passages, policy: Policy = FULL) -> Step:
    """Page numbers out; the line after one knows that a page ends above it."""
    if not policy.noise:
        return lines, ()
    runs: dict[str, list[_Folio]] = defaultdict(list)
    for folio in _folios(lines):
        runs[folio.form].append(folio)
    sure: dict[int, tuple[str, float]] = {}
    for form, run in runs.items():
        for folio, evidence, confidence in _believed(form, run):
            if policy.allows(confidence):
                sure[folio.index] = (evidence, confidence)
    changes = [
        Change(lines[i].line, Rule.PAGE_NUMBER, *sure[i], removed=lines[i].text)
        for i in sorted(sure)
    ]
    return without(lines, sure), tuple(changes)


def _folios(lines: Passages) -> Iterator[_Folio]:
    above = 0
    for i, line in enumerate(lines):
        found = _match(line.text) if len(line.text) <= _LONGEST else None
        if found:
            form, value = found
            yield _Folio(i, form, value, above, interrupts(lines, i))
        else:
            above += len(line.text)


def _match(text: str) -> tuple[str, int] | None:
    for form, pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            # 12/20 and 13/21 are of different documents, or fractions.
            return form if form != "of" else f"of {found[2]}", numeral(found[1])
    return None


def _believed(form: str, run: Sequence[_Folio]) -> Iterator[tuple[_Folio, str, float]]:
    """The folios of a form that are page numbers, with the evidence and how sure it is."""
    if form == "worded":
        yield from ((folio, "a page number in words", 0.95) for folio in run)
        return
    for chain in _chains(run):
        if _are_pages(form, chain):
            evidence = "a number alone in a line, in the order of the pages"
            confidence = 0.95 if len(chain) > 1 else 0.9 if chain[0].interrupts else 0.8
            yield from ((folio, evidence, confidence) for folio in chain)


def _chains(run: Sequence[_Folio]) -> Iterator[list[_Folio]]:
    """Numbers that rise page by page."""
    chain = list(run[:1])
    for above, folio in pairwise(run):
        if not above.value < folio.value <= above.value + _LARGEST_STEP:
            yield chain
            chain = []
        chain.append(folio)
    if chain:
        yield chain


def _are_pages(form: str, chain: Sequence[_Folio]) -> bool:
    """Numbers that break a sentence, or that follow as much text as so many pages hold.

    A page's number 1 stands below page 1; a chapter's number 1 stands above chapter 1.
    """
    first = chain[0]
    pages = first.value * _LEAST_PAGE <= first.above <= first.value * _LARGEST_PAGE
    counted = form.startswith("of") and len(chain) > 1
    return pages or counted or any(folio.interrupts for folio in chain)
