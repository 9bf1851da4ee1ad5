"""Glyphs are shown where they stand, in as few words as no eye can tell from more."""

from __future__ import annotations

import re

import pytest

from keben.composition.encoding import NOISE, spaced

CODES = (0x0101, 0x0102, 0x0103)


def test_codes_stand_in_a_literal_string() -> None:
    assert spaced((0x0028, 0x5C0D), (0, 0), 10) == rb"[(" + b"\0" + rb"\(\\\r)] TJ"


def test_what_can_be_seen_is_stated_where_it_is() -> None:
    assert spaced(CODES, (400.0, 0, -20), 10) == b"[400(\1\1\1\2)-20(\1\3)] TJ"


def test_what_cannot_be_seen_is_carried_on_until_it_can() -> None:
    gaps = [0.0, *[1.0] * 40]
    shown = spaced((1,) * 41, gaps, 10)
    numbers = [int(found) for found in re.findall(rb"\)(-?\d+)", shown)]
    assert 5 < len(numbers) < 10
    assert abs(sum(numbers) - sum(gaps)) * 10 / 1000 < NOISE


def test_nothing_is_lost_before_what_follows_in_the_line() -> None:
    assert spaced(CODES, (0, 1, 1, 1), 10) == b"[(\1\1\1\2\1\3)3] TJ"
    assert spaced(CODES, (0, 1, 1), 10) == b"[(\1\1\1\2\1\3)] TJ"


@pytest.mark.parametrize(("gap", "usual"), [(500, 0), (525, -25)])
def test_glyphs_do_not_stand_over_each_other_by_just_a_half(gap: int, usual: int) -> None:
    assert spaced(CODES[:2], (0, gap), 10, usual) == b"[(\1\1)%d(\1\2)] TJ" % (gap - 1)


def test_numbers_beside_each_other_are_two() -> None:
    assert spaced((1,), (2, 20), 10) == b"[(\0\1)20 2] TJ"
