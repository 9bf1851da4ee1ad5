"""Annotations and their bases: which are moved apart, and where annotations stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.composition.ruby import (
    KANA_OVERHANG,
    LETTER_GAP,
    OVERHANG,
    Span,
    is_spelt,
    is_zhuyin,
    set_beside,
    set_over,
    widen,
)

EM = 10.0


def edges(text: str, spans: list[Span], language: str = "ja") -> list[tuple[float, float]]:
    """Where each annotation begins and ends when the text is set solid."""
    advances = [EM] * len(text)
    wide = widen(text, advances, spans, em=EM, language=language)
    found = []
    for span in spans:
        pen = sum(EM + wide.lead.get(i, 0) + wide.trail.get(i, 0) for i in range(span.start))
        left = pen + wide.lead.get(span.start, 0.0)
        inside = sum(wide.trail.get(i, 0.0) for i in range(span.start, span.end - 1))
        base = (span.end - span.start) * EM + inside
        middle = left + base / 2
        found.append((middle - span.width / 2, middle + span.width / 2))
    return found


def test_a_base_wider_than_its_annotation_is_left_alone() -> None:
    wide = widen("東京", [EM, EM], [Span(0, 2, 15.0)], em=EM, language="ja")
    assert not wide.lead
    assert not wide.trail


def test_an_annotation_hangs_over_kana_by_an_em_of_its_own_at_most() -> None:
    """jlreq §3.3.8."""
    wide = widen("を承る", [EM] * 3, [Span(1, 2, 25.0)], em=EM, language="ja")
    assert wide.head == {1: KANA_OVERHANG * EM}
    assert wide.tail == {1: KANA_OVERHANG * EM}
    assert wide.lead == {1: 7.5 - KANA_OVERHANG * EM}
    assert wide.trail == {1: 7.5 - KANA_OVERHANG * EM}


def test_two_annotations_share_the_kana_between_them() -> None:
    spans = [Span(0, 1, 25.0), Span(2, 3, 25.0)]
    wide = widen("承り承", [EM] * 3, spans, em=EM, language="ja")
    assert wide.tail[0] == wide.head[2] == OVERHANG * EM


def test_an_annotation_shorter_than_its_base_leaves_the_kana_beside_it_to_another() -> None:
    spans = [Span(0, 1, 25.0), Span(2, 3, 5.0)]
    wide = widen("承り承", [EM] * 3, spans, em=EM, language="ja")
    assert wide.tail[0] == KANA_OVERHANG * EM


@pytest.mark.parametrize(("mark", "before"), [("、", False), ("」", False), ("「", True)])
def test_in_japanese_an_annotation_hangs_over_the_ink_of_a_mark(mark: str, before: bool) -> None:
    """Not over its blank half (jlreq §3.3.8)."""
    text = f"{mark}承" if before else f"承{mark}"
    wide = widen(text, [EM] * 2, [Span(before, before + 1, 25.0)], em=EM, language="ja")
    assert (wide.head if before else wide.tail) == {int(before): KANA_OVERHANG * EM}


@pytest.mark.parametrize(
    ("language", "hang"), [("ja", 0.0), ("zh-Hans", OVERHANG * EM)], ids=["ja", "zh"]
)
def test_in_japanese_nothing_hangs_over_an_ideograph(language: str, hang: float) -> None:
    wide = widen("大承大", [EM] * 3, [Span(1, 2, 20.0)], em=EM, language=language)
    assert wide.head[1] == wide.tail[1] == hang


def test_no_annotation_hangs_over_another_base() -> None:
    wide = widen("春眠", [EM, EM], [Span(0, 1, 14.0), Span(1, 2, 14.0)], em=EM, language="zh")
    assert wide.tail[0] == wide.head[1] == 0.0


def test_the_characters_of_a_long_base_are_moved_apart_evenly() -> None:
    """Twice as much between them as at either end (jlreq §3.3.6)."""
    wide = widen("人工智能", [EM] * 4, [Span(0, 4, 48.0)], em=EM, language="zh-Hans")
    assert wide.lead == {0: 1.0}
    assert wide.trail == {0: 2.0, 1: 2.0, 2: 2.0, 3: 1.0}


@pytest.mark.parametrize("base", ["CPU", "A B", "120"])
def test_the_letters_of_a_word_are_not_moved_apart(base: str) -> None:
    """jlreq's simple placement of ruby, group-ruby, rule 2."""
    wide = widen(f"漢{base}漢", [EM] * 5, [Span(1, 4, 36.0)], em=EM, language="ja")
    assert wide.lead == {1: 3.0}
    assert {index: more for index, more in wide.trail.items() if more} == {3: 3.0}


@given(
    st.lists(st.tuples(st.sampled_from("漢かア，"), st.floats(0, 40)), min_size=1, max_size=12),
    st.sampled_from(("ja", "zh-Hans")),
    st.booleans(),
)
def test_no_annotation_touches_another(
    parts: list[tuple[str, float]], language: str, spelt: bool
) -> None:
    text = "".join(character for character, _ in parts)
    spans = [
        Span(index, index + 1, width, spelt=spelt)
        for index, (_, width) in enumerate(parts)
        if width > 3
    ]
    gap = LETTER_GAP * EM if spelt else 0.0
    for before, after in pairwise(edges(text, spans, language)):
        assert after[0] - before[1] >= gap - 1e-6


def test_kana_are_spread_over_a_longer_base() -> None:
    assert set_over([5.0, 5.0], 20.0, spelt=False, em=EM) == [2.5, 12.5]


def test_a_very_long_base_leaves_its_annotation_half_an_em_from_its_ends() -> None:
    places = set_over([5.0, 5.0], 60.0, spelt=False, em=EM)
    assert places == [5.0, 50.0]


def test_letters_are_centred() -> None:
    assert set_over([3.0, 3.0], 10.0, spelt=True, em=EM) == [2.0, 5.0]


def test_one_character_is_centred() -> None:
    assert set_over([5.0], 30.0, spelt=False, em=EM) == [12.5]


@pytest.mark.parametrize(
    ("text", "spelt", "zhuyin"),
    [
        ("hàn", True, False),
        ("かん", False, False),
        ("ㄏㄢˋ", False, True),
        ("˙ㄇㄣ", False, True),
        ("ㄌㄧㆻ\u0307", False, True),
        ("ㄒㄧ˪", False, True),
        ("漢", False, False),
    ],
)
def test_kinds_of_annotations(text: str, spelt: bool, zhuyin: bool) -> None:
    assert is_zhuyin(text) == zhuyin
    assert (is_spelt(text) and not zhuyin) == spelt


# Drawn in clreq §3.3, figures of regular, checked and neutral tones.


# A unit is a thirtieth of the base, symbols are 9 of them wide and high.


def drawn(text: str) -> list[tuple[float, float]]:
    """The middles of symbols and tones: units from the base's right edge, and down from its top."""
    return [(round(right * 30, 2), round(15 - up * 30, 2)) for right, up in set_beside(text)]


@pytest.mark.parametrize(
    ("symbols", "tops", "light"),
    [("ㄦ", (11,), (11,)), ("ㄌㄧ", (6, 17), (6, 17)), ("ㄒㄩㄝ", (2, 11, 20), (3, 12, 21))],
)
def test_zhuyin_stands_as_in_the_figures_of_clreq(
    symbols: str, tops: tuple[int, ...], light: tuple[int, ...]
) -> None:
    """A unit from the base; two symbols stand apart; the light tone moves three of them down."""
    assert drawn(symbols) == [(5.5, top + 4.5) for top in tops]
    tone, *moved = drawn(f"˙{symbols}")
    assert moved == [(5.5, top + 4.5) for top in light]
    assert tone == (5.5, light[0] - 2)


@pytest.mark.parametrize("tone", "ˉˊˇˋ˪˫")
@pytest.mark.parametrize(("symbols", "middle"), [("ㄦ", 11.5), ("ㄌㄧ", 17.5), ("ㄒㄩㄝ", 20.5)])
def test_tones_stand_at_the_upper_edge_of_the_last_symbol(
    symbols: str, middle: float, tone: str
) -> None:
    assert drawn(symbols + tone) == [*drawn(symbols), (12.5, middle)]


@pytest.mark.parametrize("tone", ["ㆴ", "ㆵ", "ㆶ", "ㆷ", "ㆻ", "ㆵ\u0307"])
@pytest.mark.parametrize(("symbols", "middle"), [("ㄌㄧ", 23.5), ("ㄒㄩㄝ", 26.5)])
def test_checked_tones_end_with_the_last_symbol(symbols: str, middle: float, tone: str) -> None:
    assert drawn(symbols + tone) == [*drawn(symbols), *((12.5, middle) for _ in tone)]


def test_more_symbols_than_any_figure_has_stand_solid_in_the_middle() -> None:
    assert [middle for _, middle in drawn("ㄅㄆㄇㄈ")] == [1.5, 10.5, 19.5, 28.5]


def test_zhuyin_beside_a_base_widens_it_by_its_column() -> None:
    wide = widen("學", [EM], [Span(0, 1, 9.0, beside=True)], em=EM, language="zh-Hant-TW")
    assert wide.trail == {0: 5.0}
