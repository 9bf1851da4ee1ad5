"""A run is cut into lines: what fits, what is squeezed, what may not stand alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keben.composition.characters import NEVER_FIRST, NEVER_LAST, is_full_width, may_break
from keben.composition.cutting import cut
from keben.composition.forme import Rules
from keben.composition.run import Fit, Neighbours, Run

EM = 10.0
SPACE = 2.5
PROSE = {"at_start": True, "indented": False, "justified": True}
RAGGED = {**PROSE, "justified": False}


def advance(character: str) -> float:
    if character == " ":
        return SPACE
    return EM if is_full_width(character) or character in "·\u3000" else EM / 2


def run(
    text: str,
    language: str = "zh-Hans",
    rules: Rules | None = None,
    before: str | None = None,
    after: str | None = None,
) -> Run:
    """A run in a face whose Latin letters are half an em wide."""
    return Run(
        text,
        [advance(character) for character in text],
        [character in " -/" for character in text],
        em=EM,
        language=language,
        rules=rules or Rules(),
        neighbours=Neighbours(before, after),
    )


def set_lines(made: Run, ems: float, **options: bool) -> list[Fit]:
    fits: list[Fit] = []
    start = 0
    while start < len(made.text):
        fits.append(cut(made, start, ems * EM, **{**PROSE, **options}))
        start = fits[-1].end
    return fits


def lines(text: str, ems: float, language: str = "zh-Hans", **options: bool) -> list[str]:
    made = run(text, language)
    return [made.text[fit.start : fit.end] for fit in set_lines(made, ems, **options)]


# --- where lines end -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("春江潮水连海平海上明月", 5, ["春江潮水连", "海平海上明", "月"]),
        ("春江潮水连，海平海上", 5, ["春江潮水", "连，海平海", "上"]),
        ("春江潮水（连海）平海", 5, ["春江潮水", "（连海）平", "海"]),
        ("春江潮水——连海平", 5, ["春江潮水", "——连海平"]),
        ("春江潮ink水连海平", 4, ["春江潮", "ink水连", "海平"]),
        ("ink and paper", 4, ["ink and ", "paper"]),
        ("春江《潮水》连海", 4, ["春江《潮", "水》连海"]),
    ],
)
def test_lines_end_where_they_may(text: str, ems: float, expected: list[str]) -> None:
    made = run(text, rules=Rules(gap=0.0, trim=False))
    assert [text[fit.start : fit.end] for fit in set_lines(made, ems)] == expected


def test_the_whole_rest_is_taken_without_a_limit() -> None:
    made = run("春江潮水连海平")
    assert cut(made, 2, None, **PROSE).end == 7
    assert made.natural_width() == 7 * EM
    assert made.natural_width(2) == 5 * EM


def test_a_word_longer_than_the_measure_is_broken_where_the_line_is_full() -> None:
    made = run("a" * 30)
    assert [fit.end - fit.start for fit in set_lines(made, 5)] == [10, 10, 10]


def test_a_word_longer_than_the_measure_stays_whole_if_words_may_not_be_broken() -> None:
    made = run("a" * 30 + " b", rules=Rules(wrap_anywhere=False))
    assert cut(made, 0, 5 * EM, **PROSE).end == 31


def test_a_word_that_fits_a_narrow_line_goes_there_whole() -> None:
    """Only a mark that clings to it takes room beside it."""
    options = {**PROSE, "at_start": False, "whole_line": 9 * EM}
    assert cut(run("a" * 16, before=" "), 0, 4 * EM, **options).end == 16
    assert cut(run("a" * 17, before="（"), 0, 4 * EM, **options).end == 8


def test_a_word_that_fits_no_line_is_broken_beside_what_stands_before_it() -> None:
    made = run("a" * 30, before="（")
    options = {**PROSE, "at_start": False}
    assert cut(made, 0, 4 * EM, whole_line=5 * EM, **options).end == 8
    assert cut(made, 0, 4 * EM, whole_line=50 * EM, **options).end == 30


def test_a_torn_word_leaves_no_bracket_behind() -> None:
    made = run("aaaaaaaaa()bb")
    assert cut(made, 0, 5 * EM, **PROSE).end == 9


def test_a_space_at_the_end_of_a_line_hangs() -> None:
    made = run("春江 潮水")
    fit = cut(made, 0, 2 * EM, **PROSE)
    assert (fit.end, fit.width, fit.closed) == (3, 2 * EM, True)


def test_a_line_that_fits_is_left_open_for_what_follows() -> None:
    assert not cut(run("春江", after="潮"), 0, 5 * EM, **PROSE).closed


def test_the_rest_does_not_end_a_line_before_a_mark_in_the_next_run() -> None:
    made = run("春江潮水", after="，")
    assert cut(made, 0, 3.5 * EM, **RAGGED).end == 3


def test_one_character_is_not_left_alone_in_the_last_line() -> None:
    assert lines("春" * 13, 12) == ["春" * 11, "春" * 2]
    assert lines("春" * 13 + "。”", 12) == ["春" * 11, "春" * 2 + "。”"]
    assert lines("春" * 13, 12, justified=False) == ["春" * 11, "春" * 2]


def test_a_line_is_not_shrunk_to_leave_one_character_alone() -> None:
    found = lines("春，春，" + "江" * 10 + "。", 12.5)
    assert found == ["春，春，" + "江" * 8, "江江。"]


def test_gaps_as_wide_as_that_of_han_and_latin_keep_a_character_company() -> None:
    """A mark behind the character makes its line two em shorter (clreq §3.1.7)."""
    assert lines("春" * 16 + "。", 16) == ["春" * 14, "春春。"]


def test_one_character_is_left_alone_rather_than_holes_made() -> None:
    assert lines("春" * 6, 5) == ["春" * 5, "春"]
    assert lines("letterpress字", 6) == ["letterpress", "字"]


# --- what is squeezed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "ems"), [("。”", 1.5), ("》《", 1.5), ("），", 1.5), ("：“", 1.5), ("“‘", 1.5)]
)
def test_adjacent_marks_share_a_half(pair: str, ems: float) -> None:
    assert run(f"字{pair}字").natural_width() == pytest.approx((2 + ems) * EM)


def test_three_marks_share_two_halves() -> None:
    assert run("字。’”字").natural_width() == pytest.approx(4 * EM)


@pytest.mark.parametrize(
    ("language", "pair", "ems"),
    [
        ("zh-Hant", "，「", 2),
        ("zh-Hant-HK", "。」", 2),
        ("zh-Hant", "」「", 1.5),
        ("ja", "！」", 2),
    ],
)
def test_centred_marks_keep_their_width(language: str, pair: str, ems: float) -> None:
    assert run(f"字{pair}字", language).natural_width() == pytest.approx((2 + ems) * EM)


def test_marks_are_squeezed_across_the_edge_of_a_run() -> None:
    assert run("字。", after="”").natural_width() == pytest.approx(1.5 * EM)
    assert run("“字", before="（").natural_width() == pytest.approx(1.5 * EM)


def test_nothing_is_squeezed_where_the_theme_says_so() -> None:
    assert run("字。”字", rules=Rules(trim=False)).natural_width() == 4 * EM


def test_a_mark_at_the_end_of_a_line_takes_half_a_width() -> None:
    """GB/T 15834-2011 §5.1.10."""
    fit = cut(run("春江潮水，连海"), 0, 4.5 * EM, **RAGGED)
    assert (fit.end, fit.width) == (5, 4.5 * EM)
    assert fit.right == {4: -EM / 2}


def test_an_opening_mark_at_the_start_of_a_line_loses_its_blank_half() -> None:
    made = run("“春江”潮水")
    assert cut(made, 0, None, **PROSE).left == {0: EM / 2}
    assert cut(made, 0, None, **{**PROSE, "indented": True}).left == {}
    assert cut(made, 0, None, **{**PROSE, "at_start": False}).left == {}


def test_an_opening_mark_that_shared_its_half_gains_nothing_at_a_line_start() -> None:
    fit = cut(run("“‘春’”江"), 1, None, **PROSE)
    assert fit.left == {1: EM / 2}


def test_han_and_latin_stand_a_fifth_of_an_em_apart() -> None:
    assert run("字ab字").natural_width() == pytest.approx(3.4 * EM)
    assert run("字ab字", rules=Rules(gap=0.0)).natural_width() == 3 * EM


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("甲A.木B.竹", 4),
        ("(1)木2)竹", 3),
        ("用C++写C#写", 4),
        ("甲(a)乙[1]丙", 4),
        ('甲"b"乙$5元', 4),
        # What joins two things belongs to neither, and a mark without a word is Chinese.
        ("甲/B乙", 1),
        ("甲-B乙=C", 1),
        ("22行×28字÷甲", 2),
        ("甲(乙)丙,丁", 0),
        ("#木@竹", 0),
        ("甲A，B。", 1),
    ],
)
def test_marks_of_a_word_stand_apart_from_han_as_it_does(text: str, gaps: int) -> None:
    """jlreq appendix A, cl-27: such marks are Latin."""
    made = run(text)
    assert sum(gap > 0 for gap in made.gaps) == gaps


def test_a_line_is_not_stretched_between_two_marks() -> None:
    """They would look as if they had not been squeezed."""
    made = run("木”（江），“春")
    assert made.stretches == bytes((0, 0, 0, 0, 0, 0, 0, 0))
    assert run("木，江“春").stretches == bytes((0, 1, 1, 0, 0))


def test_no_gap_is_left_at_the_end_of_a_line() -> None:
    assert run("字字ab字", after="字").last_trim(4) == pytest.approx(0.2 * EM)


# --- shrinking before stretching -----------------------------------------------------------------


def test_a_line_is_shrunk_if_that_lets_one_more_word_in() -> None:
    made = run("春江，潮水连海平字字")
    fit = cut(made, 0, 6.7 * EM, **PROSE)
    assert fit.end == 7
    assert fit.width == pytest.approx(6.7 * EM, abs=0.01 * EM)
    assert fit.right[2] == pytest.approx(-0.3 * EM, abs=0.01 * EM)


def test_a_ragged_line_is_not_shrunk() -> None:
    assert cut(run("春江，潮水连海平字字"), 0, 6.7 * EM, **RAGGED).end == 6


# --- for every text ------------------------------------------------------------------------------

ALPHABET = "春江潮水连海平あいっー，。、！？；：“”‘’（）《》「」—…·ab12% -/"
TEXTS = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=40)
MEASURES = st.integers(2, 25)
LANGUAGES = st.sampled_from(["zh-Hans", "zh-Hant", "ja"])


@given(TEXTS, MEASURES, LANGUAGES, st.booleans(), st.booleans())
def test_lines_hold_the_text_once_and_in_order(
    text: str, ems: int, language: str, justified: bool, indented: bool
) -> None:
    made = run(text, language)
    fits = set_lines(made, ems, justified=justified, indented=indented)
    assert "".join(text[fit.start : fit.end] for fit in fits) == text
    assert all(fit.start < fit.end for fit in fits)


@given(TEXTS, MEASURES, LANGUAGES, st.booleans())
def test_no_line_is_wider_than_the_measure(
    text: str, ems: int, language: str, justified: bool
) -> None:
    for fit in set_lines(run(text, language), ems, justified=justified):
        assert fit.width <= ems * EM + 1e-3 or fit.end - fit.start == 1


@given(TEXTS, MEASURES, LANGUAGES, st.booleans())
def test_lines_begin_and_end_as_they_may_unless_a_piece_fits_no_line(
    text: str, ems: int, language: str, justified: bool
) -> None:
    made = run(text, language)
    for fit in set_lines(made, ems, justified=justified)[:-1]:
        before, after = text[fit.end - 1], text[fit.end]
        if may_break(before, after) is None:
            continue  # the rules of Latin text, which are not ours
        if made.legal[fit.end - 1]:
            assert before not in NEVER_LAST
            assert after not in NEVER_FIRST or (before == " " and not is_full_width(after))
        else:
            assert made.first_piece(fit.start) > fit.end, "torn where it might have been broken"


@given(TEXTS, MEASURES, LANGUAGES)
@example("111’ ", 2, "zh-Hans")
def test_what_is_given_up_adds_up_to_the_width(text: str, ems: int, language: str) -> None:
    made = run(text, language)
    for fit in set_lines(made, ems, justified=True):
        shown = text[fit.start : fit.end]
        shown = shown.rstrip(" ") if fit.closed else shown
        natural = sum(map(advance, shown))
        moved = sum(fit.right.values()) - sum(fit.left.values())
        if shown:
            assert fit.width == pytest.approx(natural + moved, abs=0.01 * EM)


@given(TEXTS, MEASURES)
@example("a’b", 2)
def test_no_mark_gives_up_more_than_its_blank_half(text: str, ems: int) -> None:
    made = run(text)
    # An apostrophe in a word is as narrow as its letters, and takes what width it takes.
    others = {*made.spacing.absorbed, *made.spacing.apostrophes}
    for fit in set_lines(made, ems):
        for index in range(fit.start, fit.end):
            taken = fit.left.get(index, 0.0) - min(0.0, fit.right.get(index, 0.0))
            if is_full_width(text[index]) and index not in others:
                assert taken <= EM / 2 + 1e-6


def test_a_typed_space_beside_a_mark_takes_no_width() -> None:
    """One between two marks leaves them a pair."""

    def width(text: str, language: str = "zh-Hans") -> float:
        made = Run(
            text,
            [10.0 if c > "\u2000" else 5.0 for c in text],
            [False] * len(text),
            em=10.0,
            language=language,
            rules=Rules(),
            neighbours=Neighbours(),
        )
        return made.natural_width()

    assert width("兔、 ，绝") == width("兔、，绝") == 35.0
    assert width("曰：“ 调") == width("曰：“调")
    assert width("甲 乙") == 25.0
    assert width("何？ は", "ja") == 35.0, "a mark that stands in the middle of its em keeps it"


@pytest.mark.parametrize(
    ("text", "before", "after", "ems"),
    [
        (" 江", "：", None, 1.0),
        ("江 ", None, "（", 1.0),
        (" 江", "木", None, 1.25),
        ("江 ", None, "木", 1.25),
    ],
)
def test_a_typed_space_knows_the_mark_beside_its_run(
    text: str, before: str | None, after: str | None, ems: float
) -> None:
    """As in **木：** 江."""
    assert run(text, before=before, after=after).natural_width() == pytest.approx(ems * EM)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("木，\u3000江", 3.5),
        ("木\u3000（江）", 4.5),
        ("木\u3000江，", 4.0),
        ("木\u3000江", 3.0),
        ("木——\u3000江", 5.0),
    ],
)
def test_a_mark_gives_its_half_to_a_wide_space_which_keeps_its_em(text: str, ems: float) -> None:
    """CSS Text 4 §8.4.1."""
    assert run(text).natural_width() == pytest.approx(ems * EM)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("木。”\u3000江", 3.5),
        ("木，\u3000“江", 3.5),
        ("木？！”\u3000江", 4.0),
        ("木\u3000《“江", 3.5),
        ("木。”\u3000“江", 4.0),
    ],
)
def test_two_marks_and_a_wide_space_take_an_em_and_a_half(text: str, ems: float) -> None:
    """clreq §3.1.6: what stands behind two marks stands no farther off for a typed space."""
    assert run(text).natural_width() == pytest.approx(ems * EM)


def test_a_wide_space_knows_the_mark_before_its_run() -> None:
    made = run("\u3000“江", before="。")
    assert made.natural_width() == pytest.approx(2.0 * EM)


def test_a_mark_in_the_middle_of_its_em_keeps_it_beside_a_wide_space() -> None:
    """jlreq §3.1.6: a question mark and the space behind it take two em."""
    assert run("何？\u3000は", "ja").natural_width() == pytest.approx(4 * EM)


def test_a_wide_space_at_a_line_s_end_hangs() -> None:
    """CSS Text 3 §4.1.3: no hole is left, and the next line begins without it."""
    made = run("春江潮水。\u3000连海平月共生滟随")
    first, second, *_ = set_lines(made, 5)
    assert (first.end, second.start) == (6, 6)
    assert first.width == pytest.approx(4.5 * EM)
