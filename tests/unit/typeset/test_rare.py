"""Rare characters are set in their own face, a joined emoji as one sign."""

from __future__ import annotations

from keben.typeset.rare import printed_runs, text_runs

FAMILY = "👨\u200d👩\u200d👧"


def test_a_sequence_of_emoji_stays_whole() -> None:
    runs = text_runs(f"甲{FAMILY}乙", frozenset("👨👩👧"))
    assert runs == [("甲", ""), (FAMILY, "rare"), ("乙", "")]


def test_short_numbers_stand_upright_where_they_may() -> None:
    assert text_runs("第12页", frozenset(), upright_numbers=True)[1] == ("12", "upright")
    assert text_runs("第12页", frozenset()) == [("第12页", "")]


def test_a_keycap_is_one_sign_with_its_digit() -> None:
    text = "按 1\ufe0f\u20e3 和 #\u20e3，a\u20e3"
    keys = [("按 ", ""), ("1\ufe0f\u20e3", "rare"), (" 和 ", ""), ("#\u20e3", "rare")]
    assert text_runs(text, frozenset("\u20e3")) == [*keys, ("，a", ""), ("\u20e3", "rare")]
    keycaps = [run for run, is_keycap in printed_runs(text) if is_keycap]
    assert keycaps == ["1\u20e3", "#\u20e3"]
    assert printed_runs("第1步\ufe0f") == [("第1步\ufe0f", False)]
