"""How an article opens: the first character, the authors' names."""

from __future__ import annotations

import pytest

from keben.model import Contributor, Emphasis, Text
from keben.typeset.opening import cut_cap, name_width


def test_the_first_character_is_cut_off() -> None:
    rest = Emphasis((Text("书"),))
    assert cut_cap((Text("翻开"), rest)) == ("翻", (Text("开"), rest))


@pytest.mark.parametrize("text", ["“翻开”", "1984年", " 翻", ""])
def test_a_mark_or_a_figure_is_no_drop_cap(text: str) -> None:
    run = (Text(text),)
    assert cut_cap(run) == ("", run)


def test_a_paragraph_that_begins_in_another_way_has_none() -> None:
    run = (Emphasis((Text("翻开"),)),)
    assert cut_cap(run) == ("", run)


@pytest.mark.parametrize(
    ("names", "width"),
    [
        (("张三", "欧阳小四"), 4),
        (("张三", "李小四"), 3),
        (("张三", "李四"), 0),
        (("张三", "Anna"), 0),
        (("张三", "阿里巴巴集团"), 0),
        ((), 0),
    ],
)
def test_names_are_as_wide_as_the_longest(names: tuple[str, ...], width: int) -> None:
    assert name_width([Contributor(name) for name in names]) == width
