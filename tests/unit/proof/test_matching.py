"""A passage is told from another, whole or in pieces."""

from __future__ import annotations

import pytest

from keben.proof.expected import Expected
from keben.proof.matching import Divided, agree, settle
from keben.proof.reading import DIVIDED, Kind, Leaf, Zone, squeeze


def passage(text: str, bare: str | None = None, **values: bool) -> Expected:
    return Expected(Kind.TEXT, text, bare=text if bare is None else bare, **values)


def leaf(text: str, page: int, *, broken: bool = True, columns: bool = False) -> Leaf:
    place = f"page {page}"
    return Leaf(text, Kind.TEXT, Zone.BODY, place, page, broken=broken, columns=columns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("类", passage("类")),
        ("——佚名", passage("佚名", dashed=True)),
        ("雕diāo版bǎn", passage("雕diāo版bǎn", "雕版")),
        ("diāo雕bǎn版", passage("雕diāo版bǎn", "雕版")),
        ("雕版diāobǎn", passage("雕diāo版bǎn", "雕版")),
        (f"type{DIVIDED}setting", passage("typesetting")),
        (f"well{DIVIDED}made", passage("well-made")),
        ('f("שלום";(', passage('f("שלום");')),
    ],
)
def test_a_block_agrees_with_its_passage(text: str, wanted: Expected) -> None:
    assert agree(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("类", passage("纇")),
        ('f("םולש");', passage('f("שלום");')),
        ('g("שלום");', passage('f("שלום");')),
        ("——佚名", passage("佚名")),
        ("版bǎn雕diāo", passage("雕diāo版bǎn", "雕版")),
        ("雕diāo版", passage("雕diāo版bǎn", "雕版")),
        ("wellmade", passage("well-made")),
        ("type-setting", passage("typesetting")),
    ],
)
def test_a_block_that_differs_does_not_agree(text: str, wanted: Expected) -> None:
    assert not agree(text, wanted)


def test_hyphens_at_line_ends_are_settled_by_the_source() -> None:
    text = f"a well{DIVIDED}made com{DIVIDED}posing stick"
    assert settle(text, "a well-made composing stick") == "a well-made composing stick"
    # A text may have both hyphens, as the page of a manual has.
    assert settle(f"at{DIVIDED}tributes, a well-made", "at\u2010tributes, a well-made") == (
        "at\u2010tributes, a well-made"
    )


def test_a_block_goes_on_over_two_page_ends() -> None:
    divided = Divided.start(leaf("一二", 1), passage("一二三四五六"))
    assert divided is not None
    assert not divided.take(leaf("三四", 1)), "the same page"
    assert not divided.take(leaf("四五", 2)), "not the next words"
    assert divided.take(leaf("三四", 2))
    assert not divided.is_whole
    assert divided.take(leaf("五六", 3))
    assert divided.is_whole


def test_only_a_block_at_a_pages_end_may_be_divided() -> None:
    assert Divided.start(leaf("一二", 1, broken=False), passage("一二三")) is None
    assert Divided.start(leaf("一三", 1), passage("一二三")) is None


def test_what_has_no_width_is_no_text() -> None:
    assert squeeze("一\u200b　二\u2060\n三\u00ad\ufe0e四\ufeff\u202f五") == "一二三四五"


def test_a_block_goes_on_in_the_next_column_of_its_page() -> None:
    divided = Divided.start(leaf("一二", 1, broken=False, columns=True), passage("一二三四"))
    assert divided is not None
    assert not divided.take(leaf("四", 1, columns=True)), "not the next words"
    assert divided.take(leaf("三四", 1, columns=True))
    assert divided.is_whole
