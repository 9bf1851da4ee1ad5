"""Code is told apart by what it is; its text is never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.model import CodeBlock
from keben.typeset.highlight import CodeLine, code_lines


def kinds(block: CodeBlock) -> dict[str, str]:
    return {text: kind for line in code_lines(block, highlight=True) for text, kind in line.runs}


def test_keywords_comments_and_strings_are_told_apart() -> None:
    found = kinds(CodeBlock('def f():  # 注释\n    return "串"', "python"))
    assert found["def"] == found["return"] == "keyword"
    assert found["# 注释"] == "comment"
    assert found['"串"'] == "string"


def test_a_language_goes_by_its_name_or_its_suffix() -> None:
    assert kinds(CodeBlock("fn", "rs")) == kinds(CodeBlock("fn", "rust")) == {"fn": "keyword"}
    assert kinds(CodeBlock("fn", "未知")) == kinds(CodeBlock("fn")) == {"fn": ""}


def test_lines_are_numbered_from_the_first_and_marked() -> None:
    lines = code_lines(CodeBlock("a\n\nb", first_line=9, marked=(2,)), highlight=False)
    assert lines == (CodeLine((("a", ""),), 9), CodeLine((), 10, True), CodeLine((("b", ""),), 11))


@given(st.text("ab =\"'#\n\t中{}();\\", max_size=60), st.sampled_from(["python", "c", "html", ""]))
def test_no_character_is_lost_or_added(text: str, language: str) -> None:
    lines = code_lines(CodeBlock(text, language), highlight=True)
    assert "\n".join("".join(part for part, _ in line.runs) for line in lines) == text


@pytest.mark.parametrize(
    ("text", "depth"), [("a", 0), ("    a", 4), ("\ta", 4), (" " * 30 + "a", 12), ("", 0)]
)
def test_a_line_knows_how_far_in_it_begins(text: str, depth: int) -> None:
    (line,) = code_lines(CodeBlock(text, "python"), highlight=True)
    assert (line.text, line.depth) == (text, depth)
