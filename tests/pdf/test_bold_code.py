"""Code in bold words is as bold as they are."""

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
