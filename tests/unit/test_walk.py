"""Every node is met once, in reading order; a rebuilt tree changes where it is told to."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from keben import walk
from keben.model import (
    Alignment,
    Anchor,
    Article,
    Aside,
    Bibliography,
    Block,
    Blocks,
    Citation,
    CitedWork,
    Code,
    CodeBlock,
    Credit,
    CrossReference,
    Definition,
    DefinitionList,
    Dotted,
    Emphasis,
    Epigraph,
    Figure,
    Formula,
    Heading,
    Image,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    ListedWork,
    ListItem,
    Math,
    Metadata,
    Named,
    Note,
    NoteReference,
    PageBreak,
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


def words(text: str) -> Inlines:
    return (Text(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(words(text))


EVERY_BLOCK: Blocks = (
    Heading(words("a")),
    paragraph("b"),
    Epigraph((paragraph("c"),), words("d")),
    PullQuote(words("e"), words("f")),
    Quotation((paragraph("g"),), words("h")),
    Verse(((words("i"), words("j")), (words("k"),)), words("l")),
    ListBlock((ListItem((paragraph("m"), ListBlock((ListItem((paragraph("n"),)),)))),)),
    DefinitionList((Definition(words("o"), ((paragraph("p"),), (paragraph("q"),))),)),
    CodeBlock("r"),
    Formula("tex"),
    Table(((words("s"),),), ((words("t"),),), (Alignment.START,), words("u")),
    Figure(Image("x.png"), words("v")),
    Aside("note", (paragraph("w"),), words("x")),
    SceneBreak(),
    Credit(words("y")),
    PageTop((PageBreak("1", "page-1"),)),
    Bibliography((ListedWork("key", words("z")),)),
    Parallel((paragraph("A"),), (paragraph("B"),), "en"),
)
EVERY_INLINE: Inlines = (
    Text("a"),
    Emphasis(words("b")),
    Strong(words("c")),
    Code("d"),
    Link(words("e"), "#x"),
    CrossReference("#y", "name", "z"),
    Anchor("here"),
    IndexMark("term", anchor="c01-x1"),
    Citation((CitedWork("key"),), "[@key]", children=words("n")),
    NoteReference("n"),
    Ruby("f", "rt"),
    Dotted(words("g")),
    Named(words("l"), "title"),
    Strike(words("h")),
    Superscript(words("i")),
    Subscript(words("j")),
    Image("x.png", "alt"),
    Math("m"),
    LineBreak(),
    PageBreak("2", "page-2"),
    Span((Emphasis(words("k")),), "ja"),
    ParagraphNumber("3"),
)


def test_the_samples_hold_every_kind() -> None:
    assert {type(block) for block in EVERY_BLOCK} == set(get_args(Block))
    assert {type(inline) for inline in EVERY_INLINE} == set(get_args(Inline))


def test_every_letter_of_every_block_is_met_once() -> None:
    met = [walk.plain(run) for block in walk.blocks(EVERY_BLOCK) for run in walk.own_inlines(block)]
    letters = "".join(met)
    assert sorted(letters) == sorted("abcdefghijklmnopqstuvwxyzAB")


def test_blocks_come_before_those_inside_them() -> None:
    inner = paragraph("x")
    quotation = Quotation((inner,))
    aside = Aside("note", (quotation,))
    assert list(walk.blocks((aside, SceneBreak()))) == [aside, quotation, inner, SceneBreak()]


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)
def test_child_blocks_are_those_that_a_block_holds(block: Block) -> None:
    held = [inner for run in walk.child_blocks(block) for inner in run]
    assert list(walk.blocks(held)) == list(walk.blocks((block,)))[1:]


def test_plain_text_leaves_out_markup_annotations_and_marks() -> None:
    assert walk.plain(EVERY_INLINE) == "abcdeznfglhijm k3"


def test_inlines_come_before_their_children() -> None:
    outer = Strong((Emphasis(words("x")),))
    assert [type(i) for i in walk.inlines((outer,))] == [Strong, Emphasis, Text]


def publication() -> Publication:
    def article(slug: str, *children: Article) -> Article:
        return Article(words(slug), (), slug, children=children)

    return Publication(
        Metadata(),
        front=(article("1"),),
        body=(article("2", article("3", article("4")), article("5")), Part((), (article("6"),))),
        back=(article("7"),),
    )


def test_articles_come_in_reading_order() -> None:
    assert [article.slug for article in walk.articles(publication())] == list("1234567")


def test_a_book_has_more_than_one_article() -> None:
    single = Publication(Metadata(), (Article((), ()),))
    assert walk.is_book(publication())
    assert not walk.is_book(single)
    assert not walk.is_book(Publication(Metadata(), ()))


def test_articles_are_replaced_in_reading_order() -> None:
    seen = iter("abcdefg")
    changed = walk.map_articles(publication(), lambda a: replace(a, slug=next(seen)))
    assert [article.slug for article in walk.articles(changed)] == list("abcdefg")
    assert isinstance(changed.body[1], Part)


def test_notes_are_part_of_their_article() -> None:
    article = Article((), (paragraph("a"),), notes=(Note("n", (Quotation((paragraph("b"),)),)),))
    assert len(list(walk.article_blocks(article))) == 3


def test_a_tree_rebuilt_without_change_is_the_same() -> None:
    blocks = (*EVERY_BLOCK, Paragraph(EVERY_INLINE))
    assert walk.map_blocks(blocks) == blocks
    assert walk.map_inlines(EVERY_INLINE, lambda inline: (inline,)) == EVERY_INLINE


def test_every_inline_of_every_block_can_be_changed() -> None:
    def upper(inline: Inline) -> Inlines:
        return (Text(inline.text.upper()),) if isinstance(inline, Text) else (inline,)

    changed = walk.map_blocks((*EVERY_BLOCK, Paragraph(EVERY_INLINE)), inline=upper)
    for block in walk.blocks(changed):
        for run in walk.own_inlines(block):
            assert all(i.text.isupper() for i in walk.inlines(run) if isinstance(i, Text))


def test_a_block_can_be_dropped_or_doubled() -> None:
    def change(block: Block) -> Blocks:
        return () if isinstance(block, SceneBreak) else (block, block)

    quotation = Quotation((paragraph("x"), SceneBreak()))
    doubled = replace(quotation, blocks=(paragraph("x"),) * 2)
    assert walk.map_blocks((quotation,), block=change) == (doubled, doubled)


def test_inner_inlines_are_changed_first() -> None:
    def unwrap(inline: Inline) -> Inlines:
        return inline.children if isinstance(inline, Strong | Emphasis) else (inline,)

    assert walk.map_inlines((Strong((Emphasis(words("x")),)),), unwrap) == words("x")


def test_pictures_are_found_in_figures_and_in_lines() -> None:
    first, second = Image("a.png"), Image("b.png")
    blocks: Blocks = (Quotation((Figure(first),)), Paragraph((Strong((second,)),)))
    assert list(walk.images(blocks)) == [first, second]


def test_note_marks_are_found_in_order() -> None:
    first, second = NoteReference("a"), NoteReference("b")
    blocks: Blocks = (Heading((Emphasis((first,)),)), Table((), (((second,),),), ()))
    assert list(walk.note_references(blocks)) == [first, second]
