"""A publication as it was read → what a teacher asks of it: answers shown, left out or at the end;
lines for a name and a date; the QR code of an address; numbered paragraphs."""

from __future__ import annotations

from dataclasses import replace

from keben import qr, walk
from keben.errors import SettingsError
from keben.labels import labels
from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Figure,
    Finding,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    ParagraphNumber,
    Publication,
    Severity,
    Text,
)
from keben.naming import naming
from keben.settings import Settings

ANSWER, CALL, FIELDS = "answer", "answer-call", "fields"
"""Kinds of boxes: an answer, what leads to it from its place, and what is filled in by hand."""

FIELD = "_" * 12
"""What a name is written on."""

ANCHOR = "answers"


def ask(publication: Publication, settings: Settings) -> Publication:
    """The publication as it is to be printed, its language known. What changes here is asked for,
    so the proof compares editions with what comes out. Raises SettingsError for an address that no
    QR code holds."""
    asked = settings.classroom
    if asked.fields:
        publication = _begin_with_fields(publication, asked.fields)
    if asked.code:
        publication = _end_with_code(publication, asked.code)
    if asked.answers == "show":
        return publication
    return _move_answers(publication, at_end=asked.answers == "end")


def number_paragraphs(publication: Publication, settings: Settings) -> Publication:
    """Number the paragraphs that stand in each text by themselves, from 1."""
    if not settings.classroom.paragraph_numbers:
        return publication

    def article(item: Article) -> Article:
        blocks: list[Block] = []
        number = 0
        for block in item.blocks:
            if isinstance(block, Paragraph) and walk.plain(block.inlines).strip():
                number += 1
                block = replace(block, inlines=(ParagraphNumber(str(number)), *block.inlines))
            blocks.append(block)
        return replace(item, blocks=tuple(blocks))

    return walk.map_articles(publication, article)


def _begin_with_fields(publication: Publication, fields: tuple[str, ...]) -> Publication:
    """Put lines to be filled in under the title of each text of the body."""
    line = "\u3000".join(f"{name} {FIELD}" for name in fields)

    def begin(article: Article) -> Article:
        paragraph = Paragraph((Text(line),), article.location)
        box = Aside(FIELDS, (paragraph,), location=article.location)
        return replace(article, blocks=(box, *article.blocks))

    return walk.map_chapters(publication, begin)


def _end_with_code(publication: Publication, address: str) -> Publication:
    """Put the QR code of an address behind the text."""
    try:
        image = qr.picture(address)
    except ValueError as error:
        raise SettingsError(f"{error}.", hint='Correct "classroom.code".') from error
    *_, last = walk.chapters(publication)
    figure = Figure(image, qr.address(address), location=last.location)

    def end(article: Article) -> Article:
        if article is not last:
            return article
        return replace(article, blocks=(*article.blocks, figure))

    return walk.map_chapters(publication, end)


def _move_answers(publication: Publication, *, at_end: bool) -> Publication:
    """Leave out every answer, or gather them behind the text, numbered in each chapter."""
    gathered: list[tuple[Article, list[Aside]]] = []

    def take(article: Article) -> Article:
        words = labels(article.language or publication.metadata.language)
        answers: list[Aside] = []

        def block(item: Block) -> Blocks:
            if not isinstance(item, Aside) or item.kind != ANSWER:
                return (item,)
            answers.append(item)
            name = Text(f"{words.asides[ANSWER]} {len(answers)}")
            call = Paragraph((Link((name,), f"#{ANCHOR}"),), item.location)
            return (Aside(CALL, (call,), location=item.location),) if at_end else ()

        blocks = walk.map_blocks(article.blocks, block)
        if answers:
            gathered.append((article, answers))
        return replace(article, blocks=blocks)

    taken = walk.map_articles(publication, take)
    count = sum(len(answers) for _, answers in gathered)
    place = next(walk.articles(publication)).location
    if not count:
        message = 'there is no "::: answer" to leave out or to move.'
        return _told(taken, Finding("U002", Severity.WARNING, message, place))
    if not at_end:
        message = f"answers left out: {count}; the PDF does not carry its source, which has them."
        return _told(taken, Finding("U001", Severity.NOTE, message, place))
    return _add_answers(taken, gathered)


def _told(publication: Publication, finding: Finding) -> Publication:
    return replace(publication, findings=(*publication.findings, finding))


def _add_answers(
    publication: Publication, gathered: list[tuple[Article, list[Aside]]]
) -> Publication:
    """A head with the list of answers at the end of the only text; or a chapter behind the others,
    with a head for each chapter that has some."""
    language = publication.metadata.language
    title = (Text(naming(language).answers),)
    if not walk.is_book(publication):
        ((article, answers),) = gathered
        added = (Heading(title, anchor=ANCHOR, location=article.location), _listed(answers))
        return walk.map_articles(
            publication, lambda item: replace(item, blocks=(*item.blocks, *added))
        )
    blocks: list[Block] = []
    for article, answers in gathered:
        blocks += (Heading(article.title, location=article.location), _listed(answers))
    chapter = Article(
        title,
        tuple(blocks),
        language=language,
        notes=(),
        anchor=ANCHOR,
        location=gathered[0][0].location,
    )
    return replace(publication, back=(*publication.back, chapter))


def _listed(answers: list[Aside]) -> ListBlock:
    """The answers as the items of a list, whose numbers are those of the places."""
    items = tuple(ListItem(_with_title(answer)) for answer in answers)
    return ListBlock(items, ordered=True, location=answers[0].location)


def _with_title(answer: Aside) -> Blocks:
    match answer.title, answer.blocks:
        case (), blocks:
            return blocks
        case title, (Paragraph() as first, *rest):
            run = (*title, Text("\u3000"), *first.inlines)
            return (replace(first, inlines=run), *rest)
        case title, blocks:
            return (Paragraph(title, answer.location), *blocks)
