"""Spare width is shared out evenly, and none of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.composition.stretch import spread

UNIT = 0.001


def test_every_place_gains_alike() -> None:
    assert spread(4, 1.0, 2.0, unit=0.5) == [0.5] * 4


def test_no_place_gains_more_than_the_cap() -> None:
    assert spread(3, 0.1, 1.1, unit=0.1) == pytest.approx([0.1, 0.1, 0.1])


def test_what_does_not_divide_goes_to_the_first() -> None:
    assert spread(3, 1.0, 0.4, unit=0.1) == pytest.approx([0.2, 0.1, 0.1])


def test_no_places_take_nothing() -> None:
    assert spread(0, 1.0, 3.0, unit=UNIT) == []


@given(
    st.integers(1, 30),
    st.integers(0, 500).map(lambda n: n * UNIT),
    st.integers(0, 20_000).map(lambda n: n * UNIT),
)
def test_all_is_given_that_the_cap_allows(count: int, cap: float, extra: float) -> None:
    shares = spread(count, cap, extra, unit=UNIT)
    assert sum(shares) == pytest.approx(min(extra, count * cap), abs=1.5 * UNIT)
    assert all(0 <= share <= cap + 1e-9 for share in shares)
    assert all(abs(share / UNIT - round(share / UNIT)) < 1e-6 for share in shares)


@given(st.integers(1, 40), st.integers(0, 5_000).map(lambda n: n * UNIT))
def test_places_differ_by_one_unit_at_most(count: int, extra: float) -> None:
    shares = spread(count, 10.0, extra, unit=UNIT)
    assert max(shares) - min(shares) <= UNIT * 1.001
