"""Rare characters are set in their own face, a joined emoji as one sign."""

from __future__ import annotations

from keben.typeset.rare import text_runs

FAMILY = "👨\u200d👩\u200d👧"


def test_a_sequence_of_emoji_stays_whole() -> None:
    runs = text_runs(f"甲{FAMILY}乙", frozenset("👨👩👧"))
    assert runs == [("甲", ""), (FAMILY, "rare"), ("乙", "")]


def test_the_digit_of_a_keycap_stays_with_its_cap() -> None:
    runs = text_runs("第1\ufe0f\u20e3步2", frozenset("\u20e3"))
    assert runs == [("第", ""), ("1\ufe0f\u20e3", "rare"), ("步2", "")]


def test_short_numbers_stand_upright_where_they_may() -> None:
    assert text_runs("第12页", frozenset(), upright_numbers=True)[1] == ("12", "upright")
    assert text_runs("第12页", frozenset()) == [("第12页", "")]
