"""Ways through the model: every block, every inline, the plain text; and a tree rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from keben.model import (
    Article,
    Aside,
    Bibliography,
    Block,
    Blocks,
    Chart,
    Citation,
    Code,
    CodeBlock,
    Credit,
    CrossReference,
    DefinitionList,
    Dotted,
    Emphasis,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Math,
    Named,
    NoteReference,
    PageTop,
    Paragraph,
    ParagraphNumber,
    Parallel,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    SceneBreak,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)

Rewriting = Callable[[Inlines], Inlines]
"""A run of inlines → what takes its place."""

HOLDERS = (Emphasis, Strong, Dotted, Named, Strike, Superscript, Subscript, Link, Span, Citation)
"""The inlines that hold others."""


def articles(publication: Publication) -> Iterator[Article]:
    """Every article in reading order, each before its children."""
    for article in (*publication.front, *chapters(publication), *publication.back):
        yield from with_children(article)


def chapters(publication: Publication) -> Iterator[Article]:
    """The articles of the body itself, in parts or not, without those below them."""
    for item in publication.body:
        yield from item.articles if isinstance(item, Part) else (item,)


def with_children(article: Article) -> Iterator[Article]:
    """An article and all below it, in reading order."""
    yield article
    for child in article.children:
        yield from with_children(child)


def is_book(publication: Publication) -> bool:
    """True when there is more than one article to bind."""
    found = articles(publication)
    next(found, None)
    return next(found, None) is not None


def child_blocks(block: Block) -> tuple[Blocks, ...]:
    """The runs of blocks that a block holds."""
    match block:
        case Epigraph() | Quotation() | Aside():
            return (block.blocks,)
        case ListBlock():
            return tuple(item.blocks for item in block.items)
        case DefinitionList():
            return tuple(meaning for item in block.items for meaning in item.meanings)
        case Figure(chart=Chart(data=data)):
            return ((data,),)
        case Parallel():
            return (block.blocks, block.beside)
        case _:
            return ()


def own_inlines(block: Block) -> tuple[Inlines, ...]:
    """The runs of inlines in a block itself, not in blocks below it, in reading order."""
    match block:
        case Heading() | Paragraph() | Credit():
            return (block.inlines,)
        case PullQuote():
            return (block.inlines, block.attribution)
        case Epigraph() | Quotation():
            return (block.attribution,)
        case Verse():
            return (*(line for stanza in block.stanzas for line in stanza), block.attribution)
        case DefinitionList():
            return tuple(item.term for item in block.items)
        case Table():
            return (block.caption, *(cell for row in (*block.head, *block.body) for cell in row))
        case Figure():
            return (block.caption,)
        case Aside() | CodeBlock():
            return (block.title,)
        case Bibliography():
            return tuple(work.inlines for work in block.works)
        case PageTop():
            return (block.breaks,)
        case ListBlock() | Formula() | SceneBreak() | Parallel():
            return ()


def blocks(run: Iterable[Block]) -> Iterator[Block]:
    """Every block of a run, each before the blocks inside it."""
    for block in run:
        yield block
        for inner in child_blocks(block):
            yield from blocks(inner)


def article_blocks(article: Article) -> Iterator[Block]:
    """Every block of an article and of its notes, children not included."""
    yield from blocks(article.blocks)
    for note in article.notes:
        yield from blocks(note.blocks)


def inlines(run: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline of a run, each before its children."""
    for inline in run:
        yield inline
        if isinstance(inline, HOLDERS):
            yield from inlines(inline.children)


def plain(run: Iterable[Inline]) -> str:
    """The text of a run without markup, annotations and note marks; a formula as its TeX."""
    parts: list[str] = []
    for inline in inlines(run):
        match inline:
            case Text(text) | Code(text) | Math(text, _) | ParagraphNumber(text):
                parts.append(text)
            case CrossReference():
                parts.append(inline.text)
            case Ruby(base, _):
                parts.append(base)
            case LineBreak():
                parts.append(" ")
    return "".join(parts)


def map_inlines(run: Inlines, change: Callable[[Inline], Inlines]) -> Inlines:
    """The run with every inline replaced by ``change``, children first."""
    result: list[Inline] = []
    for inline in run:
        if isinstance(inline, HOLDERS):
            inline = replace(inline, children=map_inlines(inline.children, change))
        result.extend(change(inline))
    return tuple(result)


def map_blocks(
    run: Blocks,
    block: Callable[[Block], Blocks] = lambda b: (b,),
    inline: Callable[[Inline], Inlines] = lambda i: (i,),
) -> Blocks:
    """The run with every inline and then every block replaced, inner ones first."""

    def line(inlines: Inlines) -> Inlines:
        return map_inlines(inlines, inline)

    def below(inner: Blocks) -> Blocks:
        return map_blocks(inner, block, inline)

    return tuple(found for item in run for found in block(_rebuild(item, line, below)))


def map_runs(
    blocks: Blocks,
    run: Rewriting,
    block: Callable[[Block], Block] = lambda item: item,
) -> Blocks:
    """The blocks with every run of inlines replaced, each block by ``block`` before its runs."""
    return tuple(_rebuild(block(i), run, lambda b: map_runs(b, run, block)) for i in blocks)


def _rebuild(item: Block, run: Rewriting, below: Callable[[Blocks], Blocks]) -> Block:
    def rows(cells: tuple[tuple[Inlines, ...], ...]) -> tuple[tuple[Inlines, ...], ...]:
        return tuple(tuple(run(cell) for cell in row) for row in cells)

    match item:
        case Heading() | Paragraph() | Credit():
            return replace(item, inlines=run(item.inlines))
        case PullQuote():
            return replace(item, inlines=run(item.inlines), attribution=run(item.attribution))
        case Epigraph() | Quotation():
            return replace(item, blocks=below(item.blocks), attribution=run(item.attribution))
        case Verse():
            return replace(item, stanzas=rows(item.stanzas), attribution=run(item.attribution))
        case ListBlock():
            return replace(
                item, items=tuple(ListItem(below(i.blocks), i.checked) for i in item.items)
            )
        case DefinitionList():
            terms = (
                replace(d, term=run(d.term), meanings=tuple(map(below, d.meanings)))
                for d in item.items
            )
            return replace(item, items=tuple(terms))
        case Table():
            return replace(
                item, head=rows(item.head), body=rows(item.body), caption=run(item.caption)
            )
        case Figure():
            chart = item.chart
            if chart is not None:
                match below((chart.data,)):
                    case (Table() as data,):
                        chart = replace(chart, data=data)
            return replace(item, caption=run(item.caption), chart=chart)
        case Aside():
            return replace(item, blocks=below(item.blocks), title=run(item.title))
        case CodeBlock():
            return replace(item, title=run(item.title))
        case Parallel():
            return replace(item, blocks=below(item.blocks), beside=below(item.beside))
        case Bibliography():
            works = (replace(work, inlines=run(work.inlines)) for work in item.works)
            return replace(item, works=tuple(works))
        case Formula() | SceneBreak() | PageTop():
            return item


def map_part_titles(publication: Publication, change: Rewriting) -> Publication:
    """The publication with the title of every part replaced."""
    body = (
        replace(item, title=change(item.title)) if isinstance(item, Part) else item
        for item in publication.body
    )
    return replace(publication, body=tuple(body))


def map_chapters(publication: Publication, change: Callable[[Article], Article]) -> Publication:
    """The publication with each article of the body itself replaced, in order."""
    body = (
        replace(item, articles=tuple(map(change, item.articles)))
        if isinstance(item, Part)
        else change(item)
        for item in publication.body
    )
    return replace(publication, body=tuple(body))


def map_articles(publication: Publication, change: Callable[[Article], Article]) -> Publication:
    """The publication with every article replaced in reading order, each before its children."""

    def one(article: Article) -> Article:
        changed = change(article)
        return replace(changed, children=tuple(one(child) for child in changed.children))

    front = tuple(map(one, publication.front))
    changed = replace(map_chapters(publication, one), front=front)
    return replace(changed, back=tuple(map(one, publication.back)))


def images(run: Iterable[Block]) -> Iterator[Image]:
    """Every picture in a run of blocks, in figures and in lines."""
    for block in blocks(run):
        if isinstance(block, Figure):
            yield block.image
        for line in own_inlines(block):
            yield from (i for i in inlines(line) if isinstance(i, Image))


def note_references(run: Iterable[Block]) -> Iterator[NoteReference]:
    """Every note mark in a run of blocks, in reading order of the blocks."""
    for block in blocks(run):
        for line in own_inlines(block):
            yield from (i for i in inlines(line) if isinstance(i, NoteReference))
