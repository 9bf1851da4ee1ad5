"""Blocks → those that may be heads, and what is to be known of the document to judge them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from keben.readers.repair.credits import iso_date
from keben.readers.repair.forms import NUMERAL, ROMAN, Numbering, head_shaped, numbering
from keben.readers.repair.marks import CLOSERS, OPENERS, ends_closed
from keben.readers.repair.passage import Passage, Passages, Role
from keben.readers.repair.unwrap import Layout, body_indent

_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w")
_NUMBER = re.compile(rf"(?:{NUMERAL}|{ROMAN})[.．、]?")
_LABEL = re.compile(r"(\S{1,8}?)\s*[：:](?!//)")
_RUNNING = (Role.PARAGRAPH, Role.VERSE, Role.ITEM)
_SPEECH = re.compile(r"[“「『\"].*[”」』\"]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be a head, with the block above it, the one below and the one after that."""

    index: int
    block: Passage
    above: Passage | None
    below: Passage | None
    beyond: Passage | None
    number: Numbering | None

    @property
    def text(self) -> str:
        return self.block.text


@dataclass(frozen=True, slots=True)
class Document:
    """What a candidate is weighed against.

    ``body_indent`` in half-ems, 0 where paragraphs have none; ``gaps_tell`` where blank lines are
    neither everywhere nor nowhere; ``crowded`` holds the unclosed candidates in runs of three and
    more, ``echoes`` those that repeat the candidate before them; ``dense`` tells that much of the
    text is in candidates; ``ends`` counts how candidates begin and end; ``marks`` are ornaments
    that several candidates begin with, and nothing else does; ``speakers`` are the words before a
    colon with which several blocks begin, as in an interview.
    """

    body_indent: int
    gaps_tell: bool
    crowded: frozenset[int]
    echoes: frozenset[int]
    dense: bool
    ends: Counter[str]
    marks: frozenset[str]
    speakers: frozenset[str]


def find_candidates(blocks: Passages) -> tuple[Candidate, ...]:
    """Every block whose form allows it to be a head."""
    return tuple(
        Candidate(
            i,
            block,
            blocks[i - 1] if i else None,
            blocks[i + 1] if i + 1 < len(blocks) else None,
            blocks[i + 2] if i + 2 < len(blocks) else None,
            numbering(block.text),
        )
        for i, block in enumerate(blocks)
        if block.role is Role.PARAGRAPH and _may_be_head(block.text)
    )


def _may_be_head(text: str) -> bool:
    """Short and unclosed; no speech, address, date, bare number or remark in brackets."""
    if (
        not head_shaped(text)
        or not re.search(r"\w", text)
        or "。" in text
        or _ADDRESS.search(text)
        or iso_date(text)
        or _NUMBER.fullmatch(text)
    ):
        return False
    bracketed = text[0] in OPENERS[4:] and text[-1] in CLOSERS
    return not bracketed and not _SPEECH.fullmatch(text)


def survey(blocks: Passages, candidates: tuple[Candidate, ...], layout: Layout) -> Document:
    """The document as the signs need to know it."""
    open_ended = {c.index for c in candidates if not ends_closed(c.text)}
    crowded = frozenset(i for i in open_ended if any(_three(open_ended, i - k) for k in range(3)))
    gaps = sum(block.gap for block in blocks)
    running = sum(len(block.text) for block in blocks if block.role in _RUNNING)
    labels = Counter(label for block in blocks if (label := label_of(block.text)))
    speakers = frozenset(label for label, count in labels.items() if count > 1)
    silent = (c for c in candidates if label_of(c.text) not in speakers)
    return Document(
        body_indent=body_indent(blocks) if layout.indented else 0,
        gaps_tell=0.03 * len(blocks) < gaps < 0.6 * len(blocks),
        crowded=crowded,
        echoes=frozenset(_echoes(candidates)),
        dense=sum(len(candidate.text) for candidate in silent) > 0.25 * running,
        ends=Counter(end for candidate in candidates for end in ends_of(candidate.text)),
        marks=_marks(blocks, candidates),
        speakers=speakers,
    )


def label_of(text: str) -> str:
    """The word or two before a colon near the beginning: a speaker's name, 问, 时间."""
    found = _LABEL.match(text)
    return found[1] if found else ""


def _marks(blocks: Passages, candidates: tuple[Candidate, ...]) -> frozenset[str]:
    """Ornaments set before heads, as in ∷关雎: symbols that begin at least three candidates and no
    other block."""
    heads = Counter(c.text[0] for c in candidates if unicodedata.category(c.text[0])[0] == "S")
    lines = Counter(block.text[:1] for block in blocks)
    return frozenset(m for m, count in heads.items() if count >= 3 and lines[m] == count)


def _three(indices: set[int], start: int) -> bool:
    return all(start + k in indices for k in range(3))


def _echoes(candidates: tuple[Candidate, ...]) -> Iterator[int]:
    for above, candidate in pairwise(candidates):
        if _words(above) == _words(candidate) and not candidate.number:
            yield candidate.index


def _words(candidate: Candidate) -> str:
    """The words without number, spaces and case."""
    text = candidate.number.rest if candidate.number else candidate.text
    return re.sub(r"\W", "", text).casefold()


def ends_of(text: str) -> tuple[str, str]:
    """The first and the last two characters, by which parallel heads are known."""
    return "^" + text[:2], text[-2:] + "$"
