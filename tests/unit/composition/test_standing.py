"""Numbers that stand upright in a column, as spacing sees them."""

from __future__ import annotations

from keben.composition.characters import is_squeezable
from keben.composition.forme import Rules
from keben.composition.run import Neighbours, Run
from keben.composition.standing import as_set


def run(text: str, advances: list[float], *, vertical: bool = True) -> Run:
    return Run(
        text,
        advances,
        [False] * len(text),
        em=1.0,
        language="zh-Hans",
        rules=Rules(vertical=vertical),
        neighbours=Neighbours(),
    )


def test_a_digit_of_one_em_is_seen_as_a_mark() -> None:
    assert as_set("第5章", [1, 1, 1], em=1) == "第—章"
    assert as_set("第12章", [1, 1, 0, 1], em=1) == "第——章"


def test_a_digit_on_its_side_is_seen_as_itself() -> None:
    assert as_set("第123章", [1, 0.5, 0.5, 0.5, 1], em=1) == "第123章"
    assert as_set("页", [1], em=1) == "页"


def test_no_gap_stands_beside_an_upright_number() -> None:
    assert run("第12章", [1, 1, 0, 1]).natural_width() == 3.0
    assert run("第123章", [1, 0.5, 0.5, 0.5, 1]).natural_width() > 3.5


def test_a_line_may_end_beside_an_upright_number_but_not_within() -> None:
    assert run("第12章", [1, 1, 0, 1]).legal[:3] == [True, False, True]


def test_a_question_mark_in_a_column_has_no_half_to_give() -> None:
    for mark in "？！：；":
        assert is_squeezable(mark, "zh-Hans")
        assert not is_squeezable(mark, "zh-Hans", vertical=True)
    assert is_squeezable("。", "zh-Hans", vertical=True)
