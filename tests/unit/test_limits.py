"""What is too long to be set is refused with its place; what an author may write is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keben.errors import ManuscriptError
from keben.model import (
    Article,
    Block,
    CodeBlock,
    Heading,
    Location,
    Metadata,
    Paragraph,
    Publication,
    Table,
    Text,
)
from keben.press.limits import HEADS, LINES, MARKS, PARAGRAPH, WORD, check_lengths

PLACE = Location(Path("a.md"), 3)


def publication(block: Block) -> Publication:
    return Publication(Metadata(title="a"), (Article((Text("a"),), (block,)),))


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (Paragraph((Text("字" * (PARAGRAPH + 1)),), PLACE), "a paragraph of 200,001 characters"),
        (Paragraph((Text("a" * (WORD + 1)),), PLACE), "a word of more than 2,000 characters"),
        (CodeBlock("x\n" + "a" * (WORD + 1), location=PLACE), "a word of more than 2,000"),
        (CodeBlock("x\n" * (LINES + 1), location=PLACE), "a block of 5,001 lines of code"),
        (Table((), (((Text("a"),),) * 501,), (), location=PLACE), "a table of 501 columns"),
        (Table((), (((Text("a"),),) * 500,) * 101, (), location=PLACE), "a table of 50,500 cells"),
        (Paragraph((Text("a" + "\u0301" * 31),), PLACE), "more than 30 combining marks"),
    ],
)
def test_what_is_too_long_is_refused_with_its_place(block: Block, message: str) -> None:
    with pytest.raises(ManuscriptError, match=message) as caught:
        check_lengths(publication(block))
    assert caught.value.location == PLACE


def test_a_text_of_heads_without_end_is_refused() -> None:
    heads = (Heading((Text("节"),), 2, location=PLACE),) * (HEADS + 1)
    article = Article((Text("a"),), heads[:-1])
    check_lengths(Publication(Metadata(title="a"), (article,)))
    with pytest.raises(ManuscriptError, match="more than 50,000 heads") as caught:
        check_lengths(Publication(Metadata(title="a"), (replace(article, blocks=heads),)))
    assert caught.value.location == PLACE


@pytest.mark.parametrize(
    "text",
    ["字" * PARAGRAPH, "ab " * WORD, "a" * WORD, "字a" * WORD, "กา" * WORD, "e" + "\u0301" * MARKS],
)
def test_a_long_chapter_in_one_paragraph_is_set(text: str) -> None:
    check_lengths(publication(Paragraph((Text(text),), PLACE)))
