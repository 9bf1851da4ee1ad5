"""Lines of any text in columns of any width: none passes its edge, none falls apart.

The texts are random, of what makes lines difficult: marks in rows, words, numbers, quotations.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.composition.characters import (
    CLOSERS,
    CLOSING,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    is_full_width,
    may_stretch,
)
from keben.composition.cutting import cut
from keben.composition.forme import Rules
from keben.composition.hyphens import MOST_IN_A_ROW, Hyphenation
from keben.composition.run import Fit, Neighbours, Run

EM = 10.0
HOLE = 0.5
"""em: the widest hole that a line may have where another legal end avoids it."""

PIECES = st.sampled_from(
    (
        *"春江潮水连海平月共生",
        *(
            "，",
            "。",
            "、",
            "：“",
            "。”",
            "》、《",
            "（",
            "）",
            "？！",
            "——",
            "……",
            "·",
            "「",
            "」",
        ),
        *("TeX", " book ", "100", "1951", "don’t", "A-B", " 3 ", "50％", "￥20"),
    )
)
WORDS = st.sampled_from(
    (
        "configuration",
        " documentation ",
        "（implementation）",
        "architecture，",
        "internationalization",
    )
)
HYPHENS = Hyphenation("zh-Hans", 6, 2, 3, 3.3, share=0.15)
WITH_WORDS = st.lists(st.one_of(PIECES, WORDS), min_size=6, max_size=60).map(
    lambda pieces: re.sub(" +", " ", "".join(pieces))
)
TEXTS = st.lists(PIECES, min_size=6, max_size=60).map("".join)
WIDTHS = pytest.mark.parametrize("ems", [8, 10, 12, 16, 25])


def made(text: str, rules: Rules, hyphenation: Hyphenation | None = None) -> Run:
    return Run(
        text,
        [EM if is_full_width(c) else EM / 2 for c in text],
        [c == " " and text[i + 1 : i + 2] != " " for i, c in enumerate(text)],
        em=EM,
        language="zh-Hans",
        rules=rules,
        neighbours=Neighbours(),
        hyphenation=hyphenation,
    )


def lines(run: Run, ems: float) -> list[Fit]:
    found: list[Fit] = []
    start = rows = 0
    while start < len(run.text):
        fit = cut(
            run,
            start,
            ems * EM,
            at_start=True,
            indented=False,
            justified=True,
            whole_line=ems * EM,
            hyphens=rows < MOST_IN_A_ROW,
        )
        rows = rows + 1 if fit.hyphen else 0
        assert fit.end > start
        found.append(fit)
        start = fit.end
    return found


def drawn(run: Run, fit: Fit) -> float:
    """The width of a line as its glyphs are moved, without the spaces that hang at its end."""
    end = fit.end
    while fit.closed and end > fit.start and run.text[end - 1] in " \u200b":
        end -= 1
    return fit.hyphen + sum(
        run.advances[i] - fit.left.get(i, 0.0) + fit.right.get(i, 0.0)
        for i in range(fit.start, end)
    )


def may_be_torn(run: Run, fit: Fit, ems: float) -> bool:
    """True where what stands together is longer than the line."""
    return run.first_piece(fit.start) - fit.start > 1 and (
        run.sums[run.first_piece(fit.start)] - run.sums[fit.start] > (ems - 2) * EM
    )


@WIDTHS
@given(text=TEXTS, trim_end=st.sampled_from(("force", "allow", "none")), hang=st.booleans())
def test_no_line_passes_its_edge(
    ems: int, text: str, trim_end: Literal["force", "allow", "none"], hang: bool
) -> None:
    run = made(text, Rules(trim_end=trim_end, hang=hang))
    for fit in lines(run, ems):
        if not may_be_torn(run, fit, ems):
            assert fit.width <= ems * EM + 1e-6
            assert drawn(run, fit) <= ems * EM + 1e-3 * EM


@WIDTHS
@given(text=TEXTS)
def test_no_mark_stands_at_the_wrong_end(ems: int, text: str) -> None:
    run = made(text, Rules())
    for one, two in pairwise(lines(run, ems)):
        if may_be_torn(run, one, ems):
            continue
        before, after = run.text[one.end - 1], run.text[two.start]
        assert before not in NEVER_LAST or not is_full_width(before)
        assert after not in NEVER_FIRST or not is_full_width(after)


@WIDTHS
@given(text=TEXTS)
def test_two_marks_never_stand_a_whole_em_apart(ems: int, text: str) -> None:
    run = made(text, Rules())
    for fit in lines(run, ems):
        for i, j in pairwise(range(fit.start, fit.end)):
            one, two = run.text[i], run.text[j]
            if (one in CLOSING and two in CLOSING | OPENING) or (one in OPENING and two in OPENING):
                given_up = fit.left.get(j, 0.0) - fit.right.get(i, 0.0)
                assert given_up >= EM / 2 - 1e-6


@WIDTHS
@given(text=TEXTS)
def test_a_hole_is_left_only_where_no_legal_end_avoids_it(ems: int, text: str) -> None:
    run = made(text, Rules())
    found = lines(run, ems)
    for fit in found[:-1]:
        spare = ems * EM - drawn(run, fit)
        inner = range(fit.start, fit.end - 1)
        places = [i for i in inner if may_stretch(run.text[i], run.text[i + 1])]
        if not places or spare / len(places) <= HOLE * EM or may_be_torn(run, fit, ems):
            continue
        # The next legal end does not fit, whatever the marks of the line give up.
        later = next(
            (e for e in range(fit.end + 1, len(run.text) + 1) if run.legal[e - 1]), len(run.text)
        )
        least = sum(least_width(run, i) for i in range(fit.start, later))
        assert least > ems * EM or fit is found[-2]


@WIDTHS
@given(text=WITH_WORDS, trim_end=st.sampled_from(("force", "allow", "none")))
def test_no_line_passes_its_edge_with_its_hyphen(
    ems: int, text: str, trim_end: Literal["force", "allow", "none"]
) -> None:
    run = made(text, Rules(trim_end=trim_end), HYPHENS)
    for fit in lines(run, ems):
        if fit.hyphen or not may_be_torn(run, fit, ems):
            assert fit.width <= ems * EM + 1e-6
            assert drawn(run, fit) <= ems * EM + 1e-3 * EM


@WIDTHS
@given(text=WITH_WORDS)
def test_a_hole_is_left_only_where_no_part_of_a_word_fills_it(ems: int, text: str) -> None:
    run = made(text, Rules(), HYPHENS)
    found = lines(run, ems)
    for number, fit in enumerate(found[:-1]):
        inner = range(fit.start, fit.end - 1)
        places = [i for i in inner if may_stretch(run.text[i], run.text[i + 1])]
        spare = ems * EM - drawn(run, fit)
        is_hole = spare > max(len(places), 1) * HOLE * EM
        rows = found[:number][-MOST_IN_A_ROW:]
        full = len(rows) == MOST_IN_A_ROW and all(row.hyphen for row in rows)
        if not is_hole or fit.hyphen or full:
            continue
        room = ems * EM - HYPHENS.width
        for end in run.divisions(fit.end):
            rest = run.text[end:].rstrip(CLOSERS)
            assert run.width_at(fit.start, end, 0.0, room) > room or rest.isalpha()


@WIDTHS
@given(text=WITH_WORDS)
def test_a_hyphen_ends_two_lines_in_a_row_at_most(ems: int, text: str) -> None:
    run, rows = made(text, Rules(), HYPHENS), 0
    for fit in lines(run, ems):
        rows = rows + 1 if fit.hyphen else 0
        # A word longer than its line is divided in any case: it would be torn else.
        assert rows <= MOST_IN_A_ROW or may_be_torn(run, fit, ems)
        if fit.hyphen:
            assert re.fullmatch("[a-z]{5}", run.text[fit.end - 2 : fit.end + 3])


def least_width(run: Run, index: int) -> float:
    """What a character takes at the least: a pair of marks has one blank half to give."""
    character, before = run.text[index], run.text[index - 1 : index]
    if character == " ":
        return 0.0 if index in run.spacing.absorbed else EM / 4
    if character in OPENING and before and before in OPENING | CLOSING:
        return run.advances[index]
    return run.advances[index] - run.trims[index] + (0.125 * EM if run.gaps[index] else 0.0)
