"""Numbers as people write them in cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.numerals import (
    decimals_of,
    grouped,
    halves_of,
    is_nothing,
    number_of,
    total_of,
    with_decimals,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-3.50", "-3.50"),
        ("−7", "-7"),
        ("+2", "2"),
        ("1,234,567.8", "1234567.8"),
        ("¥12.00", "12.00"),
        ("95.5%", "95.5"),
        ("12 %", "12"),
    ],
)
def test_what_people_write_for_numbers_is_understood(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "—", "12a", "1,23", "1.2.3", "2026-01-02", "١٢", "1" * 50])
def test_anything_else_is_no_number(text: str) -> None:
    assert number_of(text) is None
    assert halves_of(text) == (text, "")
    assert with_decimals(text, 2) == grouped(text) == text


def test_gaps_are_told_from_words() -> None:
    assert is_nothing(" — ")
    assert is_nothing("")
    assert not is_nothing("0")


def test_a_number_is_parted_before_its_point_and_loses_nothing() -> None:
    assert halves_of("-1,234.50%") == ("-1,234", ".50%")
    assert halves_of("12%") == ("12", "%")
    assert halves_of("12") == ("12", "")


def test_halves_are_rounded_to_the_even_digit() -> None:
    """GB/T 8170 §3.2."""
    assert [with_decimals(text, 1) for text in ("0.25", "0.35", "¥1,000.05", "-2")] == [
        "0.2",
        "0.4",
        "¥1,000.0",
        "-2.0",
    ]


def test_sums_are_exact_and_written_as_their_parts_are() -> None:
    assert total_of(["0.1", "0.2", "0.30"]) == "0.60"
    assert total_of(["¥1,200", "¥5"]) == "¥1,205"
    assert total_of(["-3", "1"]) == "-2"
    assert total_of(["40%", "60%"]) == "100%"
    assert total_of([]) == "0"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_survives_grouping_and_parting(number: Decimal) -> None:
    text = f"{number:f}"
    assert number_of(grouped(text)) == number
    assert "".join(halves_of(text)) == text
    assert decimals_of(text) == 3
