"""In which face an annotation is set: small letters are clearer without serifs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from keben.model import (
    Article,
    Block,
    Heading,
    Inlines,
    Metadata,
    Paragraph,
    Publication,
    Quotation,
    Ruby,
    Span,
)
from keben.pdfium import opened

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]

PINYIN: Inlines = (Ruby("春", "chūn"),)
KANA: Inlines = (Span((Ruby("版", "はん"),), "ja"),)
ZHUYIN: Inlines = (Span((Ruby("學", "ㄒㄩㄝˊ"),), "zh-Hant"),)


def faces(printed: Print) -> dict[str, str]:
    """The font of each text of the first page."""
    with opened(printed.artifact.path) as pdf, pdf.sheet(1) as sheet:
        return {run.text.strip(): run.font.partition("+")[2] for run in sheet.runs()}


@pytest.mark.parametrize(
    ("block", "annotation", "base", "same"),
    [
        (Paragraph(PINYIN), "chūn", "春", False),
        (Paragraph(KANA), "はん", "版", True),
        (Paragraph(ZHUYIN), "ㄒㄩㄝˊ", "學", True),
        (Heading(PINYIN, 2, "h"), "chūn", "春", True),
        (Quotation((Paragraph(PINYIN),)), "chūn", "春", True),
    ],
    ids=["pinyin", "kana", "zhuyin", "in a head", "in a quotation"],
)
@pytest.mark.parametrize("vertical", [False, True])
def test_pinyin_in_text_has_the_face_of_small_things(
    printing: Printing, block: Block, annotation: str, base: str, same: bool, vertical: bool
) -> None:
    made = Publication(
        Metadata(title="一", language="zh-Hans", identifier="urn:x"),
        (Article((), (block,), "c01", "zh-Hans"),),
    )
    found = faces(printing(made, vertical=vertical))
    one, other = (
        next(font for text, font in found.items() if words[0] in text)
        for words in (annotation, base)
    )
    assert (one == other) is same
    assert same or "Sans" in one
