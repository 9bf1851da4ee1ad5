"""Publication → Publication with its pull quotes chosen: marked ones, maxims, suggestions.

Rules for Chinese and Japanese text; in other scripts only what the author marked is set apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from keben.model import (
    Article,
    Block,
    Blocks,
    Emphasis,
    Epigraph,
    Finding,
    Heading,
    Inlines,
    Paragraph,
    Publication,
    PullQuote,
    Quotation,
    Severity,
    Text,
)
from keben.settings import Settings
from keben.walk import inlines, map_articles, map_blocks, plain

_MAXIM = range(6, 41)
_SUGGESTION = range(12, 41)
"""Characters, marks counted."""
_OUTWEIGHED = 3
"""How many times as long the paragraph below a maxim is at least."""
_SHORT_SHARE = 0.15
_LEAST_MEDIAN = 50
"""From this share of short paragraphs, or below this median length, short ones are ordinary."""
_LEAST_WEIGHT = 2

_ENDS = "。！？"
_ONE_SENTENCE = re.compile(r"[^。！？：:…\n]+[。！？][”’」』]?")
_FOREIGN = re.compile(r"[A-Za-z0-9０-９\uac00-\ud7af@#=<>{}\[\]（）()/\\]")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LEADS_ON = re.compile(
    r"[“「]?(但|然而|不过|可是|而且|并且|因此|所以|于是|那么|例如|比如|譬如|首先|其次|再次|最后|另外|此外"
    r"|同时|总之|总的|当然|其实|事实上|换句话说|也就是说|如下|以下|下面|上面|接下来|如前|如果|虽然|尽管"
    r"|因为|由于|本文|本章|本节|本书|请|让我们|しかし|だが|また|そして|例えば|つまり)"
)
_POINTS_BACK = re.compile(
    r"[“「]?(这|那|此|其|它|他|她|我|你|您|咱|该|前者|后者|有的|有些|还有|也|又|就|才|却"
    r"|それ|これ|彼|私|この|その)"
)
_POINTS_ON = re.compile(r"如下|以下|下面|下列|见[图表]|例如|比如")
_PARTICLES = "的了是在和与不着地得一、"
_PARALLEL = range(3, 13)
"""Characters of a clause in which an ear hears the likeness."""
_QUOTED = re.compile(r"[“「][^”」]{10,}[”」]")
_CLAUSE = re.compile(r"[，；、。！？“”「」‘’《》]+")


def choose(publication: Publication, settings: Settings) -> Publication:
    """The publication with the pull quotes that ``settings.pull_quotes`` asks for.

    ``none``: what the author marked stays as a quotation, so that no text is lost. ``marked``: what
    the author marked, and maxims that stand alone under a head. ``suggest``: also one striking
    sentence a section, which repeats the text. Each choice of ours is a note in the findings.
    """
    if settings.pull_quotes == "none":
        return map_articles(publication, _without_pull_quotes)
    findings: list[Finding] = []

    def set_apart(article: Article) -> Article:
        blocks, found = _with_maxims(article.blocks)
        findings.extend(found)
        if settings.pull_quotes == "suggest":
            blocks, found = _with_suggestions(blocks)
            findings.extend(found)
        return replace(article, blocks=blocks)

    chosen = map_articles(publication, set_apart)
    return replace(chosen, findings=chosen.findings + tuple(findings))


def _without_pull_quotes(article: Article) -> Article:
    notes = tuple(replace(n, blocks=map_blocks(n.blocks, _as_quotation)) for n in article.notes)
    return replace(article, blocks=map_blocks(article.blocks, _as_quotation), notes=notes)


def _as_quotation(block: Block) -> Blocks:
    if not isinstance(block, PullQuote):
        return (block,)
    if block.repeats:
        return ()
    paragraph = Paragraph(block.inlines, block.location)
    return (Quotation((paragraph,), block.attribution, block.location),)


@dataclass(frozen=True, slots=True)
class _Maxim:
    """A paragraph that may be a maxim, its place, and the paragraph that it stands over."""

    place: int
    block: Paragraph
    below: Paragraph

    @property
    def text(self) -> str:
        return plain(self.block.inlines)


def _with_maxims(blocks: Blocks) -> tuple[Blocks, list[Finding]]:
    """The blocks with every maxim under a head, or under the title, made a pull quote."""
    maxims = [maxim for i in range(len(blocks)) if (maxim := _maxim(blocks, i))]
    if not maxims or _short_is_ordinary(blocks, {maxim.place for maxim in maxims}):
        return blocks, []
    heads = sum(isinstance(block, Heading) and block.level == 2 for block in blocks)
    recurring = len(maxims) >= 2 and 2 * len(maxims) >= heads
    result = list(blocks)
    findings = []
    for maxim in maxims:
        if _weight(maxim, recurring=recurring) >= _LEAST_WEIGHT:
            location = maxim.block.location
            result[maxim.place] = PullQuote(maxim.block.inlines, location=location)
            message = f"a maxim set apart as a pull quote: {maxim.text}"
            findings.append(Finding("Q001", Severity.NOTE, message, location))
    return tuple(result), findings


def _maxim(blocks: Blocks, i: int) -> _Maxim | None:
    """A short paragraph directly under a head or the title, above a paragraph much longer."""
    block = blocks[i]
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    under_head = i == 0 or isinstance(blocks[i - 1], Heading)
    if not (under_head and isinstance(block, Paragraph) and isinstance(below, Paragraph)):
        return None
    text = plain(block.inlines)
    alone = _is_plain(block.inlines) and _is_whole_sentence(text) and not _leans(text)
    outweighed = len(plain(below.inlines)) >= _OUTWEIGHED * len(text)
    return _Maxim(i, block, below) if alone and outweighed and len(text) in _MAXIM else None


def _short_is_ordinary(blocks: Blocks, apart: set[int]) -> bool:
    """True in tutorials, dialogues and statutes: paragraphs are short even among the others."""
    others = [b for i, b in enumerate(blocks) if isinstance(b, Paragraph) and i not in apart]
    lengths = [len(plain(paragraph.inlines)) for paragraph in others]
    short = sum(length <= max(_MAXIM) for length in lengths)
    return short > _SHORT_SHARE * len(lengths) or median(lengths) < _LEAST_MEDIAN


def _weight(maxim: _Maxim, *, recurring: bool) -> int:
    """What speaks for a maxim: its form, fellows under other heads, the weight of the text."""
    heavy = len(plain(maxim.below.inlines)) >= 2 * _OUTWEIGHED * len(maxim.text)
    return 2 * is_parallel(maxim.text) + recurring + heavy


def _is_plain(run: Inlines) -> bool:
    """No markup but emphasis: code, links and notes belong to running text."""
    return all(isinstance(inline, Text | Emphasis) for inline in inlines(run))


def _is_whole_sentence(text: str) -> bool:
    """One sentence from its first word to its mark, all of it in Chinese or Japanese."""
    return bool(_ONE_SENTENCE.fullmatch(text) and _CJK.search(text) and not _FOREIGN.search(text))


def _leans(text: str) -> bool:
    """Begins with a connective or a pronoun, or points on to what follows."""
    return bool(_LEADS_ON.match(text) or _POINTS_BACK.match(text) or _POINTS_ON.search(text))


def is_parallel(text: str) -> bool:
    """Two neighbouring clauses of one length that share a telling character in one place, or are
    both of four characters."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    return any(len(a) == len(b) and _answers(a, b) for a, b in pairwise(clauses))


def _answers(a: str, b: str) -> bool:
    shared = any(x == y and x not in _PARTICLES for x, y in zip(a, b, strict=True))
    return len(a) == 4 or (len(a) in _PARALLEL and shared)


def _with_suggestions(blocks: Blocks) -> tuple[Blocks, list[Finding]]:
    """The blocks with one striking sentence repeated before its paragraph in each section that has
    no pull quote of its own."""
    result: list[Block] = []
    findings = []
    for section in _sections(blocks):
        place, sentence = _most_striking(section)
        if sentence:
            location = section[place].location
            quote = PullQuote((Text(sentence),), repeats=True, location=location)
            section = (*section[:place], quote, *section[place:])
            message = f"a sentence suggested as a pull quote: {sentence}"
            findings.append(Finding("Q002", Severity.NOTE, message, location))
        result += section
    return tuple(result), findings


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """The runs between heads of level 2, each with its head."""
    start = 0
    for i, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 2 and i > start:
            yield blocks[start:i]
            start = i
    if start < len(blocks):
        yield blocks[start:]


def _most_striking(section: Blocks) -> tuple[int, str]:
    """The place of the paragraph and its sentence, the first among equals; "" where none will do.

    A section that shows an epigraph or a pull quote gets no other.
    """
    best = (0, 0, "")
    if any(isinstance(block, PullQuote | Epigraph) for block in section):
        return 0, ""
    for place, block in enumerate(section):
        if isinstance(block, Paragraph):
            for sentence in split_sentences(plain(block.inlines)):
                weight = _striking(sentence)
                if weight > best[0]:
                    best = (weight, place, sentence)
    return best[1], best[2]


def _striking(sentence: str) -> int:
    """How well a sentence stands alone: 0 unless it is whole, of the right length, leans on no
    neighbour, and is a quotation or has parallel clauses."""
    if len(sentence) not in _SUGGESTION or not _is_whole_sentence(sentence):
        return 0
    if _leans(sentence):
        return 0
    return 3 * is_parallel(sentence) + 2 * bool(_QUOTED.search(sentence))


def split_sentences(text: str) -> list[str]:
    """A paragraph's sentences; a mark inside quotation marks ends none but with them."""
    sentences: list[str] = []
    start = depth = 0
    for i, character in enumerate(text):
        depth += (character in "“「『（") - (character in "”」』）")
        closes = character in _ENDS or (character in "”」』" and text[i - 1] in _ENDS)
        if closes and depth <= 0 and text[i + 1 : i + 2] not in tuple(_ENDS + "”」』），；、"):
            sentences.append(text[start : i + 1].strip())
            start, depth = i + 1, 0
    return sentences
