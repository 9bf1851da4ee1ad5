"""The blocks of a long text, with the heads of its parts and chapters → the articles of a book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from keben.model import Article, Block, Blocks, Heading, Note, Part, Publication
from keben.readers.repair.forms import AFTERWORD, afterword
from keben.walk import blocks as every_block
from keben.walk import map_blocks, note_references, own_inlines, plain

LEAST_TEXT = 20_000
"""Characters: what is shorter is one article, whatever heads it has."""
FEWEST = 5
_LEAST_CHAPTER = 1_000
_HIGHEST = 2
_BEFORE = re.compile(
    r"(?:自|代|总|總|原|译者|譯者|再版)?[序敘](?:言|章)?[一二三四五六七八九十]{0,2}"
    r"|前言|引言|凡例|题记|内容简介|出版说明|はじめに|まえがき"
)
_AND_MORE = re.compile(r"[与與和及暨]|[^\w]|\d|$")
"""What may follow such a word: 前言：…, 前言与致谢, 序2; not 序列, where it begins another word."""
_PREFACE = re.compile(
    rf"{_BEFORE.pattern}|[导導]言|前[书書]き|序文|머리말|서문|들어가며|preface|foreword",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    rf"{AFTERWORD.pattern}|(?:译者?|譯者?|编者?|編者?|再版)[后後][记記]|跋[语語]?|[鸣鳴][谢謝]|付録|謝辞"
    r"|맺음말|나오며|후기|부록|afterword|appendix|appendices|acknowledge?ments|bibliography",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Heads of the level ``chapters`` begin articles, those above it are parts; deeper ones stay
    heads."""

    chapters: int


@dataclass(slots=True)
class _Division:
    """A part or chapter while the text is being cut."""

    head: Heading
    blocks: list[Block] = field(default_factory=list)
    below: list[_Division] = field(default_factory=list)


def plan_by_heads(blocks: Blocks, *, fewest: int = FEWEST) -> Plan | None:
    """A plan for a text whose highest heads, ``fewest`` or more, stand over much text each; None
    where it is no book."""
    length = text_length(blocks)
    levels = Counter(block.level for block in blocks if isinstance(block, Heading))
    if not levels or length < LEAST_TEXT:
        return None
    highest = min(levels)
    count = levels[highest]
    fits = count >= fewest and length >= _LEAST_CHAPTER * count
    return Plan(highest) if fits else None


def text_length(blocks: Blocks) -> int:
    """The characters of the text in blocks."""
    return sum(len(plain(run)) for block in every_block(blocks) for run in own_inlines(block))


def divide(publication: Publication, plan: Plan) -> Publication:
    """The publication of one article made a book: an article a chapter, parts above them.

    Text before the first head is front matter under the publication's own title, and so is a
    preface; what stands behind the last chapter under 后记, 附录 … is back matter. A part with text
    of its own is an article with its chapters as children, because a Part holds none. Notes go with
    the chapter that calls them; those that nobody calls stay with the last.
    """
    (whole,) = publication.body
    assert isinstance(whole, Article)
    lead, divisions = _cut(whole.blocks, plan.chapters)
    before, body, behind = _zones(divisions)
    binder = _Binder(whole, plan.chapters)
    opening = (replace(whole, blocks=lead, notes=binder.notes(lead)),) if lead else ()
    front = (*opening, *(binder.article(division) for division in before))
    chapters = tuple(binder.item(division) for division in body)
    back = tuple(binder.article(division) for division in behind)
    made = replace(publication, front=front, body=chapters, back=back)
    return _with_rest(made, binder.left())


def _cut(blocks: Blocks, deepest: int) -> tuple[Blocks, list[_Division]]:
    lead: list[Block] = []
    top: list[_Division] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= deepest:
            run = top
            while run and run[-1].head.level < block.level:
                run = run[-1].below
            run.append(_Division(block))
            continue
        last = top[-1] if top else None
        while last and last.below:
            last = last.below[-1]
        (last.blocks if last else lead).append(block)
    return tuple(lead), top


def _zones(
    top: list[_Division],
) -> tuple[Sequence[_Division], Sequence[_Division], Sequence[_Division]]:
    """Prefaces, the text, and what stands behind it (also where it stands behind the last part)."""
    start = 0
    while start < len(top) - 1 and _is_preface(top[start]):
        start += 1
    behind: list[_Division] = []
    tail = top[-1].below if top[-1].below else top
    while len(tail) > 1 and _is_afterword(tail[-1]):
        behind.insert(0, tail.pop())
    return top[:start], top[start:], behind


def _is_preface(division: _Division) -> bool:
    return not division.below and is_like_preface(plain(division.head.inlines))


def _is_afterword(division: _Division) -> bool:
    title = plain(division.head.inlines)
    return not division.below and (afterword(title) or is_afterword(title))


def is_like_preface(title: str) -> bool:
    """True for a title that begins with 前言, 序 … as a word of its own, or is nothing else."""
    begun = _BEFORE.match(title.strip())
    followed = begun is not None and _AND_MORE.match(title.strip(), begun.end()) is not None
    return followed or is_preface(title)


def is_preface(title: str) -> bool:
    """True for a title that is nothing but 前言, 序, Preface …"""
    return bool(_PREFACE.fullmatch(title.strip()))


def is_afterword(title: str) -> bool:
    """True for a title that is nothing but 后记, 附录, Afterword …"""
    return bool(_AFTERWORD.fullmatch(title.strip()))


class _Binder:
    """Makes articles of divisions, and hands each the notes that it calls."""

    def __init__(self, whole: Article, chapters: int) -> None:
        self.whole = whole
        self.lift = chapters - 1
        self.called: set[str] = set()

    def item(self, division: _Division) -> Article | Part:
        if division.below and not division.blocks:
            articles = tuple(self.article(chapter) for chapter in division.below)
            return Part(division.head.inlines, articles)
        return self.article(division)

    def article(self, division: _Division) -> Article:
        blocks = map_blocks(tuple(division.blocks), self._lifted)
        return replace(
            self.whole,
            title=division.head.inlines,
            anchor=division.head.anchor,
            blocks=blocks,
            notes=self.notes((division.head, *blocks)),
            children=tuple(self.article(chapter) for chapter in division.below),
            location=division.head.location,
        )

    def _lifted(self, block: Block) -> Blocks:
        if isinstance(block, Heading):
            return (replace(block, level=max(_HIGHEST, block.level - self.lift)),)
        return (block,)

    def notes(self, blocks: Sequence[Block]) -> tuple[Note, ...]:
        """The notes called in a run of blocks, and those called from them."""
        found: list[Note] = []
        waiting = _calls(blocks)
        while waiting:
            name = waiting.pop(0)
            for note in self.whole.notes:
                if note.note_id == name and note not in found:
                    found.append(note)
                    waiting += _calls(note.blocks)
        self.called |= {note.note_id for note in found}
        return tuple(note for note in self.whole.notes if note in found)

    def left(self) -> tuple[Note, ...]:
        return tuple(note for note in self.whole.notes if note.note_id not in self.called)


def _calls(blocks: Sequence[Block]) -> list[str]:
    return [reference.note_id for reference in note_references(blocks)]


def _with_rest(made: Publication, notes: tuple[Note, ...]) -> Publication:
    """Notes that nobody calls go to the last article, so that they are reported and printed."""
    if not notes:
        return made
    last = made.body[-1]
    if isinstance(last, Part):
        article = replace(last.articles[-1], notes=(*last.articles[-1].notes, *notes))
        last = replace(last, articles=(*last.articles[:-1], article))
    else:
        last = replace(last, notes=(*last.notes, *notes))
    return replace(made, body=(*made.body[:-1], last))
