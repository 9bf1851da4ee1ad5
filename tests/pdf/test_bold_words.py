"""Code in bold words is as bold as they are; lines of contents are bold where others are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from keben.model import (
    Alignment,
    Article,
    Aside,
    Block,
    Code,
    Definition,
    DefinitionList,
    Heading,
    Inlines,
    Metadata,
    Paragraph,
    Publication,
    Strong,
    Table,
    Text,
)
from keben.pdfium import opened

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]

WORDS: Inlines = (Text("用"), Code("make"))
LETTER: Inlines = (Text("字"),)
PLAIN = Paragraph(LETTER)
START = (Alignment.START,)


@pytest.mark.parametrize(
    ("block", "is_bold"),
    [
        *((Heading(WORDS, level, "h"), True) for level in range(2, 7)),
        (DefinitionList((Definition(WORDS, ((PLAIN,),)),)), True),
        (Table(((WORDS,),), ((LETTER,),), START), True),
        (Table((), ((WORDS,), (WORDS,)), START, totals=1), True),
        (Table(((LETTER,),), ((WORDS,),), START), False),
        (Aside("note", (PLAIN,), WORDS), True),
        (Aside("tab", (PLAIN,), WORDS), False),
        (Paragraph((Strong(WORDS),)), True),
        (Paragraph(WORDS), False),
    ],
)
def test_code_is_as_bold_as_the_words_beside_it(
    printing: Printing, block: Block, is_bold: bool
) -> None:
    article = Article((Text("样"),), (block, PLAIN), "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    fonts = {name for name in printed.fonts() if "Mono" in name}
    assert any("Bold" in name for name in fonts) == is_bold
    assert fonts


@pytest.mark.parametrize("deep", [False, True])
def test_chapters_stand_out_in_the_contents_from_what_is_below_them(
    printing: Printing, deep: bool
) -> None:
    below = (Article((Text("节"),), (PLAIN,), "c02", "zh-Hans"),) if deep else ()
    chapters = (
        Article(WORDS, (PLAIN,), "c01", "zh-Hans", children=below),
        Article(LETTER, (PLAIN,), "c03", "zh-Hans"),
    )
    printed = printing(Publication(Metadata(title="书"), chapters), "book")
    with opened(printed.artifact.path) as pdf, pdf.sheet(5) as sheet:
        fonts = {run.text: run.font for run in sheet.runs()}
    for text in ("用", "make"):
        assert ("Bold" in next(fonts[found] for found in fonts if text in found)) == deep
