"""A publication → the characters that each job in each language must print.

A *job* is a field of ``[faces]`` (text, title, head, quote …). Headings are counted for the running
head and the contents too, where they stand in other faces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from keben import walk
from keben.model import (
    Article,
    Aside,
    Block,
    Code,
    CodeBlock,
    Credit,
    CrossReference,
    DefinitionList,
    Emphasis,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Location,
    Math,
    NoteReference,
    ParagraphNumber,
    Parallel,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    Span,
    Strong,
    Table,
    Text,
    Verse,
)
from keben.naming import naming

Job = str
Language = str
ALWAYS = "0123456789ivxlcdm —·[]（）"
"""Folios, note marks and dashes, which no text holds but every edition prints."""

FOLIOS = "0123456789ivxlcdm–"
"""What a reference to a page may print; the page is known only when all are laid out."""

HYPHEN = "-"
"""What a word divided at a line end is given, where a language divides words."""

UNDIVIDED = ("head", "title")
"""Jobs in which no word is divided."""

BOLD = frozenset(("head", "title", "strong"))
"""Jobs in which code is as bold as the words beside it."""

NUMBERS = "0123456789"
"""Of lines of code."""

CHARTS = "0123456789-.,%（）lp"
"""On the axes of a chart, and around its unit; the library measures a line by the letters lp."""

BULLETS = "0123456789.•◦▪"
BOXES = "☐☑"


class Census:
    """Characters counted by job and language, with the first place of each. Words of ``divided``
    letters and more may be divided at a line's end, none where it is 0."""

    def __init__(self, divided: int = 0) -> None:
        self._long = re.compile(rf"[^\W\d_\u2e80-\uffff]{{{divided}}}") if divided else None
        self.characters: dict[tuple[Job, Language], set[str]] = defaultdict(set)
        self.places: dict[str, Location | None] = {}

    def add(self, text: str, jobs: Iterable[Job], language: Language) -> None:
        """Count a text for some jobs."""
        for job in jobs:
            self.characters[job, language].update(text)

    def add_hyphen(self, text: str, jobs: Iterable[Job], language: Language) -> None:
        """Count the hyphen of a text that has words long enough to be divided."""
        if self._long is not None and self._long.search(text):
            self.add(HYPHEN, (job for job in jobs if job not in UNDIVIDED), language)

    def locate(self, block: Block) -> None:
        """Remember where the characters of a block were first met."""
        for run in walk.own_inlines(block):
            for character in set(walk.plain(run)):
                self.places.setdefault(character, block.location)
        if isinstance(block, CodeBlock):
            for character in set(block.text):
                self.places.setdefault(character, block.location)


def take(publication: Publication, printed: Iterable[str], *, divided: int = 0) -> Census:
    """The census of a publication. ``printed`` are texts that editions add: labels, dates; words of
    ``divided`` letters and more may be divided at a line's end."""
    census = Census(divided)
    metadata = publication.metadata
    own = " ".join(
        (
            metadata.title,
            metadata.subtitle,
            *(person.name for person in metadata.contributors),
            *(metadata.publisher, metadata.source, metadata.rights, metadata.identifier),
            metadata.series.name if metadata.series else "",
            *printed,
            ALWAYS,
        )
    )
    census.add(own, ("text", "title", "head", "small"), metadata.language)
    for item in publication.body:
        if isinstance(item, Part):
            _count(census, item.title, ("title", "text", "strong", "small"), metadata.language)
    census.add(metadata.subtitle, ("quote",), metadata.language)
    for article in walk.articles(publication):
        _count_article(census, article, article.language or metadata.language)
        _count(census, article.title, ("small",), metadata.language)  # the running head
        if article.label:
            jobs = ("title", "text", "strong", "small")
            census.add(article.label, jobs, metadata.language)
            census.add(article.label, jobs, article.language or metadata.language)
    return census


def _drawn_words(image: Image) -> str:
    """The text in a drawing, which is set in the document's own faces."""
    from keben.transforms.drawing import words_in  # with its parser, which few documents need

    if image.path is None or image.media_type != "image/svg+xml":
        return ""
    try:
        return words_in(image.path.read_bytes())
    except OSError:  # it has gone since it was measured; its edition will say so
        return ""


def _count_article(census: Census, article: Article, language: Language) -> None:
    census.add(ALWAYS, ("text", "small", "head"), language)
    _count(census, article.title, ("title", "head", "text", "strong", "small"), language)
    for person in article.contributors:
        census.add(person.name, ("small", "text"), language)
    for character in walk.plain(article.title):
        census.places.setdefault(character, article.location)
    for block in article.blocks:
        _count_block(census, block, "text", language)
    for note in article.notes:
        for block in note.blocks:
            _count_block(census, block, "text", language)


def _count_block(census: Census, block: Block, job: Job, language: Language) -> None:
    census.locate(block)
    jobs: tuple[Job, ...] = (job,)
    match block:
        case Heading():
            jobs = ("head", "text", "small")
        case PullQuote() | Epigraph() | Quotation() | Verse():
            job = "quote"
            jobs = ("quote", "small")
        case Credit() | Figure():
            jobs = ("small",)
        case Table():
            jobs = ("text", "small", "strong")
        case Aside() | DefinitionList():
            jobs = ("strong",)
        case ListBlock():
            census.add(BULLETS, ("small", job), language)
            if any(item.checked is not None for item in block.items):
                census.add(BOXES, (job,), language)
        case CodeBlock():
            jobs = ("small", "strong")
            census.add(block.text.replace("\n", "") + NUMBERS, ("code",), language)
            census.add("".join(filter(str.isascii, block.text)), ("code_strong",), language)
        case Formula(tex):
            census.add(tex, ("code",), language)
    for run in walk.own_inlines(block):
        _count(census, run, jobs, language)
    if isinstance(block, Figure):
        _count(census, (block.image,), ("text",), language)
        if block.chart:
            census.add(CHARTS + block.chart.unit, ("small",), language)
    for inner in walk.child_blocks(block):
        if isinstance(block, Parallel) and inner is block.beside:
            language = block.language
        for child in inner:
            _count_block(census, child, job, language)


def _count(
    census: Census, run: Iterable[Inline], jobs: tuple[Job, ...], language: Language
) -> None:
    for inline in run:
        match inline:
            case Text(text):
                census.add(text, jobs, language)
                census.add_hyphen(text, jobs, language)
            case Code(text) | Math(text, _):
                # A formula that cannot be drawn is printed as it was written.
                census.add(text, ("code", "code_strong") if BOLD & {*jobs} else ("code",), language)
            case Ruby(base, text):
                census.add(base, jobs, language)
                census.add(text, (*jobs, "small"), language)
            case Image():
                census.add(inline.alt + inline.address, (*jobs, "small"), language)
                census.add(_drawn_words(inline), ("text",), language)
            case CrossReference():
                form = naming(language).page_form if inline.form == "page" else ""
                pages = FOLIOS if inline.form != "name" else ""
                census.add(inline.text + form.format("") + pages, jobs, language)
            case NoteReference():
                census.add(str(inline.number), jobs, language)
            case ParagraphNumber(text):
                census.add(text, ("small", *jobs), language)
            case Emphasis(children):
                _count(census, children, ("emphasis", *jobs), language)
            case Strong(children):
                _count(census, children, ("strong", *jobs), language)
            case Link(children, target):
                _count(census, children, jobs, language)
                census.add(target, jobs, language)
            case Span(children, other):
                _count(census, children, jobs, other)
            case _ if hasattr(inline, "children"):
                _count(census, inline.children, jobs, language)
