"""A publication → the runs of its text in reading order, each with a number, and the same rebuilt.

A run is what stands in one block: a head, a paragraph, a cell, a line of verse, a block of code, a
picture. Notes, which stand elsewhere in each edition, and quotes that repeat the text are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from keben import walk
from keben.model import (
    Article,
    Aside,
    Bibliography,
    Block,
    Blocks,
    Citation,
    Code,
    CodeBlock,
    Credit,
    CrossReference,
    Definition,
    DefinitionList,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    Inlines,
    ListBlock,
    ListItem,
    Math,
    NoteReference,
    Paragraph,
    ParagraphNumber,
    Parallel,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Ruby,
    Table,
    Text,
    Verse,
)
from keben.width import squeeze

PICTURE = "\ufffc"
"""Stands in a run's words for a picture (U+FFFC, the object replacement character)."""


STATED_KIND = 60
"""Characters in which an address says what kind of data it holds (RFC 2397)."""


def lost_picture(image: Image) -> str:
    """What stands in place of a picture that is missing, remote or refused."""
    address = image.address
    if address[:5].lower() == "data:":  # the picture itself, in many thousands of letters
        address = address[:STATED_KIND].partition(",")[0].partition(";")[0]
    return f"{image.alt}（{address}）" if image.alt else f"（{address}）"


def words(run: Inlines) -> str:
    """What a run prints, without white space and annotations."""
    return squeeze("".join(words_of(run)))


def words_of(run: Inlines) -> Iterator[str]:
    """The words of each inline that has some, in order."""
    for inline in walk.inlines(run):
        match inline:
            case Text(text) | Code(text) | ParagraphNumber(text):
                yield text
            case CrossReference():
                yield inline.text
            case Ruby(base, _):
                yield base
            case NoteReference():
                yield f"[{inline.number}]"
            case Image():
                yield lost_picture(inline) if inline.path is None else PICTURE
            case Math():  # drawn
                yield PICTURE


def written(run: Inlines) -> str:
    """The text of a run with annotations after their bases and formulas as TeX, without pictures,
    marks of notes, references, citations and numbers of paragraphs, which are found later."""
    run = walk.map_inlines(run, lambda i: () if isinstance(i, Citation) else (i,))
    return "".join(
        getattr(inline, "base", "") + getattr(inline, "text", "") + getattr(inline, "tex", "")
        for inline in walk.inlines(run)
        if not isinstance(inline, Image | NoteReference | CrossReference | ParagraphNumber)
    )


def own_heads(article: Article) -> Iterator[Heading]:
    """The heads right in an article; in parallel text those of the first text."""
    for block in article.blocks:
        own = block.blocks if isinstance(block, Parallel) else (block,)
        yield from (each for each in own if isinstance(each, Heading))


class Runs:
    """Meets every run once, in the order of their numbers. By itself it changes nothing."""

    def title(self, anchor: str, run: Inlines) -> None:
        """Meet the title of a part or an article."""

    def whole(self, block: Heading | Figure | CodeBlock | Formula, run: Inlines) -> Blocks:
        """Meet a block that begins with a run of its own: a head, a picture, code."""
        return (block,)

    def run(self, run: Inlines) -> Inlines:
        """Meet any other run."""
        return run

    def rebuild(self, publication: Publication) -> Publication:
        """The publication with what the runs have become."""
        return replace(
            publication,
            front=tuple(self._article(article) for article in publication.front),
            body=tuple(self._item(item) for item in publication.body),
            back=tuple(self._article(article) for article in publication.back),
        )

    def _item(self, item: Article | Part) -> Article | Part:
        if isinstance(item, Article):
            return self._article(item)
        self.title(item.slug, item.title)
        return replace(item, articles=tuple(self._article(article) for article in item.articles))

    def _article(self, article: Article) -> Article:
        self.title(article.slug, article.title)
        blocks = self._blocks(article.blocks)
        children = tuple(self._article(child) for child in article.children)
        return replace(article, blocks=blocks, children=children)

    def _blocks(self, run: Blocks) -> Blocks:
        return tuple(found for block in run for found in self._block(block))

    def _block(self, block: Block) -> Blocks:
        match block:
            case Heading():
                return self.whole(block, block.inlines)
            case CodeBlock():
                title = self.run(block.title) if block.title else ()
                found = self.whole(block, (Text(block.text),))
                return tuple(
                    replace(b, title=title) if isinstance(b, CodeBlock) else b for b in found
                )
            case Formula():
                return self.whole(block, (Math(block.tex, block.mathml),))
            case Figure():
                found = self.whole(block, (block.image,))
                caption = self.run(block.caption)
                return tuple(
                    replace(b, caption=caption) if isinstance(b, Figure) else b for b in found
                )
            case PullQuote() if block.repeats:
                return (block,)
            case _:
                return (self._around(block),)

    def _around(self, block: Block) -> Block:
        match block:
            case Paragraph() | Credit():
                run = self.run(block.inlines)
                return block if run is block.inlines else replace(block, inlines=run)
            case PullQuote():
                inlines = self.run(block.inlines)
                return replace(block, inlines=inlines, attribution=self.run(block.attribution))
            case Epigraph() | Quotation():
                blocks = self._blocks(block.blocks)
                return replace(block, blocks=blocks, attribution=self.run(block.attribution))
            case Aside():
                title = self.run(block.title)
                return replace(block, title=title, blocks=self._blocks(block.blocks))
            case Parallel():
                blocks = self._blocks(block.blocks)
                return replace(block, blocks=blocks, beside=self._blocks(block.beside))
            case Verse():
                stanzas = self._rows(block.stanzas)
                return replace(block, stanzas=stanzas, attribution=self.run(block.attribution))
            case Table():
                caption, head = self.run(block.caption), self._rows(block.head)
                return replace(block, caption=caption, head=head, body=self._rows(block.body))
            case ListBlock():
                items = (ListItem(self._blocks(i.blocks), i.checked) for i in block.items)
                return replace(block, items=tuple(items))
            case Bibliography():
                works = (replace(w, inlines=self.run(w.inlines)) for w in block.works)
                return replace(block, works=tuple(works))
            case DefinitionList():
                return replace(block, items=tuple(map(self._definition, block.items)))
            case _:
                return block

    def _definition(self, item: Definition) -> Definition:
        term = self.run(item.term)
        meanings = tuple(self._blocks(meaning) for meaning in item.meanings)
        return replace(item, term=term, meanings=meanings)

    def _rows(self, rows: tuple[tuple[Inlines, ...], ...]) -> tuple[tuple[Inlines, ...], ...]:
        return tuple(tuple(self.run(cell) for cell in row) for row in rows)
