"""Pull quotes: those marked, maxims under heads, and suggestions, each by stated evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.model import (
    Article,
    Aside,
    Block,
    Blocks,
    Code,
    Emphasis,
    Epigraph,
    Heading,
    Location,
    Metadata,
    Note,
    Paragraph,
    Publication,
    PullQuote,
    Quotation,
    Text,
)
from keben.settings import Layer, combine
from keben.transforms.pull_quotes import choose, is_parallel, split_sentences
from keben.walk import plain

LONG = (
    "修书的第一件事是看纸，竹纸脆，皮纸韧，机制纸怕水，每一种都有自己的脾气，"
    "拿到一本书先不要翻，放在案头晾上三天，让它把外面带来的潮气和尘土都吐干净，然后再一页一页地揭开。"
)


def paragraph(text: str, line: int = 1) -> Paragraph:
    return Paragraph((Text(text),), Location(Path("a.txt"), line))


def head(text: str, level: int = 2) -> Heading:
    return Heading((Text(text),), level)


def publication(*blocks: Block, notes: tuple[Note, ...] = ()) -> Publication:
    return Publication(Metadata(), (Article((Text("题"),), blocks, notes=notes),))


def chosen(*blocks: Block, mode: str = "marked", notes: tuple[Note, ...] = ()) -> Publication:
    return choose(publication(*blocks, notes=notes), combine(Layer({"pull_quotes": mode})))


def blocks_of(found: Publication) -> Blocks:
    (article,) = found.body
    assert isinstance(article, Article)
    return article.blocks


def quotes(found: Publication) -> list[str]:
    return [plain(block.inlines) for block in blocks_of(found) if isinstance(block, PullQuote)]


def under_head(*texts: str) -> list[str]:
    return quotes(chosen(head("一节"), *(paragraph(text) for text in texts)))


def test_a_parallel_maxim_under_a_head_is_moved_and_noted() -> None:
    found = chosen(head("一节"), paragraph("民有所呼，我有所应。", 7), paragraph(LONG))
    quote = blocks_of(found)[1]
    assert isinstance(quote, PullQuote)
    assert not quote.repeats
    assert len(blocks_of(found)) == 3
    assert [(f.code, f.location and f.location.line) for f in found.findings] == [("Q001", 7)]


def test_a_maxim_may_stand_under_the_title() -> None:
    assert quotes(chosen(paragraph("民有所呼，我有所应。"), paragraph(LONG))) == [
        "民有所呼，我有所应。"
    ]


def test_a_plain_maxim_needs_fellows_under_other_heads() -> None:
    alone = (head("一节"), paragraph("急火煮不出好浆糊。"), paragraph(LONG))
    assert (
        quotes(chosen(*alone, head("二节"), paragraph(LONG), head("三节"), paragraph(LONG))) == []
    )
    second = (head("二节"), paragraph("死结会难住后来人。"), paragraph(LONG))
    assert len(quotes(chosen(*alone, *second))) == 2


def test_a_stressed_word_may_stand_in_a_maxim_but_code_may_not() -> None:
    def found(inner: Emphasis | Code) -> list[str]:
        run = (Text("民有所呼，"), inner, Text("应。"))
        return quotes(chosen(head("一节"), Paragraph(run), paragraph(LONG)))

    assert found(Emphasis((Text("我有所"),))) == ["民有所呼，我有所应。"]
    assert found(Code("我有所")) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("但是民有所呼，我有所应。", "begins with a connective"),
        ("这样民有所呼，我有所应。", "begins with a pronoun"),
        ("民有所呼，我有所应", "is not closed"),
        ("民有所呼。我有所应。", "is two sentences"),
        ("老话说：民有所呼，我有所应。", "has a colon"),
        ("民有3呼，我有3应。", "has digits"),
        ("步骤如下，照做即可。", "points on"),
        ("好。", "is too short"),
        ("民有所呼，我有所应，" * 4 + "民有所呼。", "is too long"),
    ],
)
def test_a_sentence_is_no_maxim_when_it(text: str, reason: str) -> None:
    assert under_head(text, LONG * 2) == [], reason


def test_a_maxim_stands_over_a_paragraph_much_longer() -> None:
    assert under_head("民有所呼，我有所应。", LONG[:20]) == []
    assert under_head("民有所呼，我有所应。") == []


def test_where_short_paragraphs_are_ordinary_nothing_is_taken() -> None:
    dialogue = [paragraph(text) for text in ("“谁？”", "“开门吧。”", "门开了。")]
    found = chosen(head("一节"), paragraph("民有所呼，我有所应。"), paragraph(LONG), *dialogue)
    assert quotes(found) == []


def test_latin_text_keeps_its_short_paragraphs() -> None:
    assert under_head("Haste makes waste.", "The last ferry used to leave at nine. " * 6) == []


def test_none_turns_what_was_marked_into_quotations() -> None:
    marked = PullQuote((Text("慢慢来。"),), attribution=(Text("老师傅"),))
    found = chosen(marked, Aside("note", (marked,)), paragraph(LONG), mode="none")
    quotation = Quotation((Paragraph(marked.inlines),), marked.attribution)
    assert blocks_of(found) == (quotation, Aside("note", (quotation,)), paragraph(LONG))


def test_none_drops_what_only_repeats_and_looks_into_notes() -> None:
    echo = PullQuote((Text("慢慢来。"),), repeats=True)
    marked = PullQuote((Text("慢慢来。"),))
    found = chosen(echo, mode="none", notes=(Note("1", (marked,)),))
    (article,) = found.body
    assert isinstance(article, Article)
    assert article.blocks == ()
    assert isinstance(article.notes[0].blocks[0], Quotation)


def test_none_leaves_maxims_in_the_text() -> None:
    found = chosen(head("一节"), paragraph("民有所呼，我有所应。"), paragraph(LONG), mode="none")
    assert quotes(found) == []
    assert len(blocks_of(found)) == 3


STRIKING = "读书的人要慢慢读，修书的人要慢慢修。"


def test_a_parallel_sentence_is_suggested_before_its_paragraph() -> None:
    found = chosen(head("一节"), paragraph(LONG), paragraph(LONG + STRIKING, 9), mode="suggest")
    kinds = [type(block) for block in blocks_of(found)]
    assert kinds == [Heading, Paragraph, PullQuote, Paragraph]
    quote = blocks_of(found)[2]
    assert isinstance(quote, PullQuote)
    assert quote.repeats
    assert plain(quote.inlines) == STRIKING
    assert [(f.code, f.location and f.location.line) for f in found.findings] == [("Q002", 9)]


def test_a_quotation_is_suggested() -> None:
    sentence = "老师傅说“书是要传给下一个人的东西”。"
    assert quotes(chosen(paragraph(LONG + sentence), mode="suggest")) == [sentence]


def test_one_sentence_a_section_and_the_best_is_taken_first() -> None:
    other = "看纸的人要慢慢看，看线的人要慢慢看。"
    section = (head("一节"), paragraph(LONG + STRIKING), paragraph(LONG + other))
    assert quotes(chosen(*section, head("二节"), paragraph(LONG), mode="suggest")) == [STRIKING]


@pytest.mark.parametrize(
    "shown", [PullQuote((Text("慢慢来。"),)), Epigraph((paragraph("旧书有新命。"),))]
)
def test_a_section_that_shows_a_quote_gets_no_other(shown: Block) -> None:
    assert STRIKING not in quotes(
        chosen(head("一节"), shown, paragraph(LONG + STRIKING), mode="suggest")
    )


def test_nothing_is_suggested_where_nothing_strikes() -> None:
    assert quotes(chosen(head("一节"), paragraph(LONG), mode="suggest")) == []
    assert quotes(chosen(paragraph("这样" + STRIKING + "而且" + STRIKING), mode="suggest")) == []


@pytest.mark.parametrize("text", ["民有所呼，我有所应。", "读书的人要慢慢读，修书的人要慢慢修。"])
def test_parallel_clauses_are_heard(text: str) -> None:
    assert is_parallel(text)


@pytest.mark.parametrize(
    "text", ["急火煮不出好浆糊。", "潮水退了，滩上留下一行脚印。", "他的书，我的纸。"]
)
def test_clauses_of_equal_length_alone_are_not_parallel(text: str) -> None:
    assert not is_parallel(text)


def test_sentences_end_with_their_quotation() -> None:
    assert split_sentences("他说：“走吧。天亮了。”我没有动。“再等等！”") == [
        "他说：“走吧。天亮了。”",
        "我没有动。",
        "“再等等！”",
    ]
