"""The lines of a head are about equally long, and end where the sense allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keben.composition import engine
from keben.composition.balance import MOST, plan
from keben.composition.cutting import cut
from keben.composition.forme import Rules
from keben.composition.run import Run
from keben.typecase import faces
from tests.unit.composition.test_line_ends import EM, run

HEAD = {"at_start": True, "indented": False, "justified": False}


def lines(made: Run, room: float, *, balanced: bool = True) -> list[str]:
    rooms = plan(made, room) if balanced else {}
    found, start = [], 0
    while start < len(made.text):
        fit = cut(made, start, rooms.get(start, room), **HEAD, whole_line=room)
        found.append(made.text[start : fit.end].strip())
        start = fit.end + len(made.text[fit.end :]) - len(made.text[fit.end :].lstrip(" "))
    return found


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("雕版印刷", 10, ["雕版印刷"]),
        ("雕版印刷在江南各地的流传", 10, ["雕版印刷在江", "南各地的流传"]),
        ("我们刻成了书的版木用来印书", 10, ["我们刻成了书的", "版木用来印书"]),
        ("江南书坊如何印刻书籍", 8, ["江南书坊", "如何印刻书籍"]),
        ("本坊第 18 种书目录", 7, ["本坊第", "18 种书目录"]),
        ("从前刻书，如今印书的人家", 11, ["从前刻书，", "如今印书的人家"]),
        ("从前江南各地书坊：印书的目录", 10, ["从前江南各地书坊：", "印书的目录"]),
        ("江南各地书坊和书籍目录", 10, ["江南各地书坊", "和书籍目录"]),
        ("用 A 和 A 的刻书坊", 7, ["用 A 和 A 的", "刻书坊"]),
        ("刻书人实施共和国书籍办法", 11, ["刻书人实施", "共和国书籍办法"]),
    ],
)
def test_a_head_is_divided_into_equal_lines_by_sense(
    text: str, ems: float, expected: list[str]
) -> None:
    assert lines(run(text, Rules()), ems * EM) == expected


def test_a_head_with_spaces_ends_its_lines_there() -> None:
    made = run("목판 인쇄의 역사와 솜씨를 찾아서", Rules(), "ko")
    assert lines(made, 11 * EM) == ["목판 인쇄의 역사와", "솜씨를 찾아서"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Place one space before and after", ["Place one space", "before and after"]),
        ("Place one space before/after words", ["Place one space", "before/after words"]),
    ],
)
def test_a_latin_head_is_balanced_too(font_list: Path, text: str, expected: list[str]) -> None:
    """And parted at a slash last."""
    files = {"keben:t": faces.cut(faces.read_faces([font_list])[0], text).data}
    style = "@font-face { font-family: T; src: url(keben:t) } h1 { font: 12px T; width: 15em }"
    html = f'<html lang="en"><head><title>x</title></head><body><h1>{text}</h1></body></html>'
    sheet = f"{style} h1 {{ --text-wrap: balance }}"
    (page,) = engine.lay_out(html, sheet, files=files, rules=Rules()).document.pages
    made = [box.text.strip() for box in page._page_box.descendants() if hasattr(box, "text")]
    assert made == expected


@example("A一8一。。。", 3.0)
@given(st.text("雕版印刷的，。「」A 一8", min_size=1, max_size=60), st.floats(3, 30))
def test_there_are_no_more_lines_than_without_and_all_fit(text: str, ems: float) -> None:
    made, room = run(text, Rules()), ems * EM
    plain, found = (lines(made, room, balanced=balanced) for balanced in (False, True))
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert len(found) <= max(len(plain), 1)
    assert max(plan(made, room).values(), default=0.0) <= room + EM
    if len(plain) > MOST:
        assert plan(made, room) == {}
