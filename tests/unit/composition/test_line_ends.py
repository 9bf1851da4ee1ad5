"""What a theme may ask for at the edges of lines: trimmed and hanging marks, whole words."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from keben.composition.characters import NEVER_FIRST, OPENING, is_full_width
from keben.composition.cutting import cut
from keben.composition.ends import ruling
from keben.composition.forme import Rules
from keben.composition.ruby import Span
from keben.composition.run import Fit, Neighbours, Run

EM = 10.0
PROSE = {"at_start": True, "indented": False, "justified": True}


def run(text: str, rules: Rules, language: str = "zh-Hans", spans: tuple[Span, ...] = ()) -> Run:
    """A run whose Latin letters are half an em wide, and whose syllables may be divided."""
    return Run(
        text,
        [EM if is_full_width(c) or c > "\u2000" else EM / 2 for c in text],
        [c == " " or (is_full_width(c) or c > "\u2000") for c in text],
        em=EM,
        language=language,
        rules=rules,
        neighbours=Neighbours(),
        spans=spans,
    )


def lines_of(made: Run, ems: float) -> list[Fit]:
    fits: list[Fit] = []
    start = 0
    while start < len(made.text):
        fits.append(cut(made, start, ems * EM, **PROSE))
        start = fits[-1].end
    return fits


def texts(made: Run, fits: list[Fit]) -> list[str]:
    return [made.text[fit.start : fit.end] for fit in fits]


# --- trimmed marks -------------------------------------------------------------------------------


@pytest.mark.parametrize(("trim_end", "width"), [("force", 4.5), ("allow", 5.0), ("none", 5.0)])
def test_a_mark_that_ends_a_line_keeps_its_half_where_it_may(
    trim_end: Literal["force", "allow", "none"], width: float
) -> None:
    first = lines_of(run("春江潮水，连海平", Rules(trim_end=trim_end)), 5)[0]
    assert first.end == 5
    assert first.width == pytest.approx(width * EM)


def test_it_gives_it_up_where_the_line_would_be_too_long() -> None:
    first = lines_of(run("春江潮水，连海平", Rules(trim_end="allow")), 4.5)[0]
    assert (first.end, first.width) == (5, pytest.approx(4.5 * EM))


def test_a_mark_that_begins_a_line_keeps_its_half_if_asked() -> None:
    text = "春江潮水（连海）平沙"
    assert lines_of(run(text, Rules()), 4)[1].left == {4: 5.0}
    assert 4 not in lines_of(run(text, Rules(trim_start=False)), 4)[1].left


# --- hanging marks -------------------------------------------------------------------------------


def test_a_comma_that_finds_no_room_hangs_in_the_margin() -> None:
    made = run("春江潮水，连海平", Rules(hang=True))
    first = lines_of(made, 4)[0]
    assert (first.end, first.width) == (5, pytest.approx(4 * EM))


def test_a_comma_that_finds_room_does_not_hang() -> None:
    first = lines_of(run("春江潮水，连海平", Rules(hang=True)), 5)[0]
    assert first.width == pytest.approx(4.5 * EM)


@pytest.mark.parametrize(("vertical", "end"), [(False, 3), (True, 5)])
def test_a_comma_in_the_middle_of_its_em_hangs_in_columns_only(vertical: bool, end: int) -> None:
    """Taiwan and Hong Kong (clreq, hanging punctuation)."""
    made = run("春江潮水，連海平", Rules(hang=True, vertical=vertical), "zh-Hant")
    assert lines_of(made, 4)[0].end == end


def test_a_bracket_does_not_hang() -> None:
    made = run("春江（潮水）连海平", Rules(hang=True))
    assert all(fit.width <= 5 * EM + 1e-6 for fit in lines_of(made, 5))
    assert texts(made, lines_of(made, 5))[0] == "春江（潮"


# --- words ---------------------------------------------------------------------------------------


def test_korean_words_are_kept_whole_if_asked() -> None:
    text = "닥나무 껍질을 삶아"
    assert texts(divided := run(text, Rules(), "ko"), lines_of(divided, 5))[0] == "닥나무 껍"
    assert texts(whole := run(text, Rules(keep_all=True), "ko"), lines_of(whole, 5))[0] == "닥나무 "


def test_a_korean_word_longer_than_the_line_is_divided_all_the_same() -> None:
    made = run("닥나무껍질을삶아", Rules(keep_all=True), "ko")
    assert all(fit.width <= 4 * EM + 1e-6 for fit in lines_of(made, 4))


@pytest.mark.parametrize(
    ("pair", "keep_all", "expected"),
    [("가나", True, False), ("가나", False, None), ("”고", False, None), ("字는", True, False)],
)
def test_korean_line_ends(pair: str, keep_all: bool, expected: bool | None) -> None:
    assert ruling(pair[0], pair[1], language="ko", keep_all=keep_all) is expected


def test_an_apostrophe_inside_a_word_is_narrow_and_closes_nothing() -> None:
    made = run("这是don’t的意思", Rules(gap=0.0))
    place = made.text.index("’")
    assert not made.legal[place - 1]
    assert not made.legal[place]
    assert made.natural_width() < (5 + 4 * 0.5 + 0.3) * EM


def test_a_quotation_mark_is_not_taken_for_an_apostrophe() -> None:
    made = run("他说‘ok’的", Rules(gap=0.0))
    assert made.spacing.apostrophes == ()
    assert made.legal[made.text.index("’")]


# --- annotated text ------------------------------------------------------------------------------


def test_a_mark_never_begins_a_line_after_an_annotated_word() -> None:
    spans = (Span(2, 3, 12.0, spelt=True), Span(3, 4, 12.0, spelt=True))
    made = run("春江潮水，连海平", Rules(trim=False, trim_end="none"), spans=spans)
    for ems in (4, 4.5, 5):
        assert not any(line[0] in NEVER_FIRST for line in texts(made, lines_of(made, ems)))


def test_lines_may_end_between_annotated_characters_but_not_inside_a_group() -> None:
    mono = run("春江潮水", Rules(), spans=(Span(0, 1, 5.0), Span(1, 2, 5.0)))
    group = run("春江潮水", Rules(), spans=(Span(0, 2, 10.0),))
    assert texts(mono, lines_of(mono, 1)) == ["春", "江", "潮", "水"]
    assert group.legal[:2] == [False, True]


def test_an_annotation_does_not_stand_out_of_its_line() -> None:
    """What it hangs over a neighbour is given room where the neighbour is on another line."""
    spans = (Span(2, 3, 20.0, spelt=True),)
    made = run("春江潮水", Rules(), spans=spans)
    at_start = cut(made, 2, 10 * EM, **PROSE)
    assert at_start.left[2] == pytest.approx(-(20.0 + 1.25 - EM) / 2)
    assert made.last_trim(3) == pytest.approx(-2.5)


TEXTS = st.text(
    st.sampled_from("春江潮水连海平，。、“”（）《》……—·！aB1 "), min_size=1, max_size=60
)


@given(
    TEXTS,
    st.integers(8, 12),
    st.sets(st.integers(0, 59)),
    st.booleans(),
    st.sampled_from(("force", "allow")),
)
def test_narrow_columns_are_neither_too_long_nor_looser_than_they_must(
    text: str,
    ems: int,
    annotated: set[int],
    hang: bool,
    trim_end: Literal["force", "allow"],
) -> None:
    assume(text.strip())
    spans = tuple(
        Span(index, index + 1, 14.0, spelt=True)
        for index in sorted(annotated)
        if index < len(text) and text[index] in "春江潮水连海平"
    )
    made = run(text, Rules(hang=hang, trim_end=trim_end), spans=spans)
    fits = lines_of(made, ems)
    limit = ems * EM
    assert "".join(texts(made, fits)) == text
    for fit, line in zip(fits, texts(made, fits), strict=True):
        assert fit.width <= limit + 1e-3, line
        if fit.end == len(text):
            continue
        if made.legal[fit.end - 1] and line.strip():
            assert line.rstrip()[-1] not in OPENING, line
        # A line is as full as it may be: what follows up to the next legal end finds no room,
        # unless it was left for the last line's sake.
        following = made.first_piece(fit.end)
        opening = 0.0 if fit.start == 0 else made.opening(fit.start, at_start=True, indented=False)
        longer = made.width_at(fit.start, following, opening, limit)
        alone = len(text[fit.end :].strip()) <= 8
        assert longer > limit - 1e-3 or alone, line
