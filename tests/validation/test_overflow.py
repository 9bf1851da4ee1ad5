"""Where characters end, as the measuring of the type area sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from keben.model import Article, Emphasis, LineBreak, Metadata, Paragraph, Publication, Text
from validation.overflow import OVERHANG, _boxes, overflowing

if TYPE_CHECKING:
    from tests.conftest import Print


def test_slanted_letters_are_measured_without_their_overhang(
    printing: Callable[..., Print],
) -> None:
    words = (Text("upright"), LineBreak(), Emphasis((Text("leaf"),)))
    article = Article((Text("A"),), (Paragraph(words),), "c01", "en")
    printed = printing(Publication(Metadata(title="A", language="en"), (article,)))
    page = printed.document[0]
    text = page.get_textpage()
    inks = [
        text.get_charbox(index)
        for index in range(text.count_chars())
        if text.get_text_range(index, 1).strip()
    ]
    taken = [
        (round(measured[0] - ink[0], 3), round(ink[2] - measured[1], 3))
        for ink, measured in zip(inks, _boxes(page), strict=True)
    ]
    assert [each for each in taken if each != (0, 0)] == [(OVERHANG, OVERHANG)] * len("leaf")
    assert list(overflowing(printed.artifact.path)) == []
