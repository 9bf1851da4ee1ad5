"""A display line is cut where a reader would pause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben import walk
from keben.model import Emphasis, Text
from keben.typeset.sense import SHORTEST, pieces


@given(st.text(st.sampled_from("书字墨，。：“”——…ab ,"), max_size=40))
def test_pieces_add_up_to_the_text(text: str) -> None:
    found = pieces((Text(text),))
    assert "".join(walk.plain(piece) for piece in found) == text
    assert len(found) == 1 or all(len(walk.plain(piece)) >= SHORTEST for piece in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刻书小识——从写样到装订", ["刻书小识", "——从写样到装订"]),
        ("字从木上来，书自手中成。", ["字从木上来，", "书自手中成。"]),
        ("老人说：“慢慢来。”众人笑了", ["老人说：", "“慢慢来。”", "众人笑了"]),
        ("墨匀、纸平、手轻纸薄", ["墨匀、纸平、", "手轻纸薄"]),
        ("刷印要手轻，墨", ["刷印要手轻，墨"]),
        ("一块木板的旅行", ["一块木板的旅行"]),
        ("Rust 程序设计语言 简体中文版", ["Rust 程序设计语言 ", "简体中文版"]),
        ("写样的格式（字体和行距）", ["写样的格式", "（字体和行距）"]),
        ("写样（xieyang）与上版（shangban）", ["写样（xieyang）与上版", "（shangban）"]),
        ("写样的格式（字体）和行距", ["写样的格式（字体）和行距"]),
        ("Paper,Ink and Type", ["Paper,Ink and Type"]),
    ],
)
def test_a_line_is_cut_after_marks_and_before_dashes(text: str, expected: list[str]) -> None:
    assert [walk.plain(piece) for piece in pieces((Text(text),))] == expected


def test_a_run_with_markup_stays_whole() -> None:
    run = (Text("字从木上来，"), Emphasis((Text("书自手中成。"),)))
    assert pieces(run) == (run,)


def test_an_empty_run_is_one_piece() -> None:
    assert pieces(()) == ((),)
