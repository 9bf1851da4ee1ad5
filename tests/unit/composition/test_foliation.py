"""Pages are numbered i, ii, iii before the text and 1, 2, 3 from where it begins."""

from __future__ import annotations

import pytest

from keben.composition.foliation import folios, front_pages, roman


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (149, "cxlix")],
)
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written


def test_folios_begin_anew_with_the_text() -> None:
    kinds = [set(), {"front"}, set(), {"part-start"}, {"chapter"}]
    assert folios(kinds) == ("i", "ii", "iii", "1", "2")
    assert front_pages(kinds) == 3


def test_a_document_without_front_matter_is_counted_plainly() -> None:
    assert folios([set(), {"chapter"}]) == ("1", "2")
    assert front_pages([set(), {"chapter"}]) == 0
