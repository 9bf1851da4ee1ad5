"""What stands upright in a column."""

from __future__ import annotations

import pytest

from keben.typecase.upright import number_runs, stands_upright


@pytest.mark.parametrize("character", "中あア한，。０Ａ①※℃㎏○々〇˪˫")
def test_upright(character: str) -> None:
    assert stands_upright(character)


@pytest.mark.parametrize("character", "Aé1αЯ(-–→＝ー〜")
def test_sideways(character: str) -> None:
    assert not stands_upright(character)


@pytest.mark.parametrize(
    ("text", "upright"),
    [
        ("第3章", ["3"]),
        ("12月5日", ["12", "5"]),
        ("2024年", []),
        ("共100人", []),
        ("A4纸", []),
        ("3.14和50%", []),
        ("12:30", []),
        ("iPhone 12 上市", []),
        ("我 12 岁", ["12"]),
        ("[1]", ["1"]),
        ("1、2、3", ["1", "2", "3"]),
        ("没有数字", []),
        ("", []),
    ],
)
def test_numbers_of_one_or_two_digits_stand_upright(text: str, upright: list[str]) -> None:
    runs = number_runs(text)
    assert "".join(run for run, _ in runs) == text
    assert [run for run, stands in runs if stands] == upright
