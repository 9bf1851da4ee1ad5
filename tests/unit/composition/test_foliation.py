"""Pages are numbered i, ii, iii before the text and 1, 2, 3 from where it begins."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from keben.composition.foliation import folios, label_pages, roman


def page(*groups: tuple[str, int]) -> SimpleNamespace:
    return SimpleNamespace(_page_box=SimpleNamespace(page_type=SimpleNamespace(groups=groups)))


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix"), (149, "cxlix")],
)
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written


def test_folios_begin_anew_with_the_text() -> None:
    pages = [page(), page(("front", 0)), page(), page(("part-start", 0)), page(("chapter", 0))]
    assert folios(pages) == ("i", "ii", "iii", "1", "2")


def test_a_document_without_front_matter_is_counted_plainly() -> None:
    assert folios([page(), page(("chapter", 0))]) == ("1", "2")
    pdf = SimpleNamespace(catalog={})
    label_pages(pdf, 0)
    assert pdf.catalog == {}
