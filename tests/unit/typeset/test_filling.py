"""Templates of copies: values are words, what is lacking is an error, nothing gets out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keben import walk
from keben.model import Article, Paragraph, Source
from keben.readers.markdown import read
from keben.settings import Layer, combine
from keben.typeset.filling import FillingError, as_line, as_markdown, as_written, fill, gap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 姓名 }}同学", "张三同学"),
        ("{{ row['家长 电话'] }}", "12345"),
        ("{{ 备注 or '无' }}", "无"),
        ("甲{% if 备注 %}{{ 备注 }}{% endif %}乙", "甲乙"),
        ("甲\n{% if 姓名 %}\n乙\n{% endif %}\n丙", "甲\n乙\n丙"),
        ("{{ 分 * 2 }}", "180"),
        ("{{ '%03d' | format(分) }}", "090"),
    ],
)
def test_expressions_are_replaced(text: str, expected: str) -> None:
    values = {"姓名": "张三", "备注": gap("备注"), "分": 90, "row": {"家长 电话": "12345"}}
    assert fill(text, values, as_written).replace("\n\n", "\n") == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ 班级 }}", "班级"),
        ("{{ 空 }}", "空"),
        ("{{ 空 ~ '班' }}", "空"),
        ("{{ 班级 + 1 }}", "班级"),
        ("{{ row.班级 }}", "班级"),
    ],
)
def test_what_is_lacking_is_named(text: str, name: str) -> None:
    with pytest.raises(FillingError) as raised:
        fill(text, {"空": gap("空"), "row": {}}, as_written)
    assert raised.value.name == name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲\n{{ 姓名", 2),
        ("{% if x %}\n\n{% endfor %}", 3),
        ("甲\n\n{{ 1 / 0 }}", 3),
        ("{% if 1 %}\n甲\n{% endif %}\n{{ [] | first + 1 }}{{ 1 / 0 }}", 4),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ range(10 ** 9) }}", 1),
    ],
)
def test_a_broken_template_names_its_line(text: str, line: int) -> None:
    with pytest.raises(FillingError) as raised:
        fill(text, {}, as_written)
    assert raised.value.line == line or raised.value.name


@example("[<]")
@example("&amp; &#91;")
@given(st.text("甲乙&; *_`[]<>#|~$^{}!\\-+.:1)=", min_size=1, max_size=12).filter(str.strip))
def test_a_value_in_markdown_is_only_words(value: str) -> None:
    text = fill("{{ 值 }}", {"值": value}, as_markdown)
    source = Source(Path("a.md"), text, "utf-8", Path())
    (article,) = read(source, combine(Layer({}))).body
    assert isinstance(article, Article)
    (block,) = article.blocks
    assert isinstance(block, Paragraph)
    assert walk.plain(block.inlines).split() == value.split()


def test_lines_of_a_value_stay_lines_and_marks_may_be_meant() -> None:
    assert fill("{{ 值 }}", {"值": "甲\n乙"}, as_markdown) == "甲\\\n乙"
    assert fill("{{ 值 | as_is }}", {"值": "**甲**"}, as_markdown) == "**甲**"
    assert fill("{{ 值 }}", {"值": "甲\n乙"}, as_line) == "甲 乙"
