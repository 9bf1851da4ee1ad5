"""How boxes, code and figures end a page: pages of ten lines of 20 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from keben.composition import engine
from keben.composition.forme import Rules
from keben.typecase import faces

LINE = 20.0
STYLE = """
@font-face { font-family: T; src: url(keben:t) }
@page { size: 400px 200px; margin: 0 }
body { margin: 0; font: 12px/20px T; orphans: 2; widows: 2 }
p, figure { margin: 0 }
table { border-spacing: 0 }
td { padding: 0 }
.box { margin: 20px 0; padding: 5px 0; border-left: 2px solid; box-decoration-break: clone }
.kept { break-inside: avoid }
.firm { break-inside: avoid }
.yields { break-inside: avoid-page }
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="{}"/>'

Pages = list[list[Any]]


def lines(number: int) -> str:
    return "<br/>".join(["字"] * number)


def paragraphs(number: int) -> str:
    return "<p>字</p>" * number


@pytest.fixture(scope="module")
def lay_out(font_list: Path) -> Callable[..., Pages]:
    def make(body: str, picture: int = 10, page: int = 10) -> Pages:
        """The boxes of each page, of so many lines."""
        face = faces.read_faces([font_list])[0]
        files = {
            "keben:t": faces.cut(face, "字末表").data,
            "keben:p": DRAWING.format(picture).encode(),
        }
        laid = engine.lay_out(
            f'<html lang="zh-Hans"><head><title>x</title></head><body>{body}</body></html>',
            f"{STYLE} @page {{ size: 400px {page * LINE}px }}",
            files=files,
            rules=Rules(),
        )
        return [list(made._page_box.descendants()) for made in laid.document.pages]

    return make


def boxes(page: list[Any]) -> Iterator[tuple[float, float]]:
    """Where each box with a rule begins and ends, px."""
    for box in page:
        if box.element is not None and box.element.get("class") == "box":
            yield box.border_box_y(), box.border_box_y() + box.border_height()


def words(page: list[Any]) -> str:
    return "".join(getattr(box, "text", "") for box in page)


def test_the_rule_of_a_box_ends_with_its_last_line(lay_out: Callable[..., Pages]) -> None:
    """Not at the page's foot, where lines that stay together left room."""
    inside = f"<p>{lines(2)}</p><p class='firm'>{lines(6)}</p>"
    first, second = lay_out(f"{paragraphs(3)}<div class='box'>{inside}</div>")
    assert list(boxes(first)) == [(4 * LINE, 4 * LINE + 2 * LINE + 10)]
    assert list(boxes(second)) == [(0, 6 * LINE + 10)]


def test_the_rule_ends_with_its_last_line_where_lines_were_taken_back(
    lay_out: Callable[..., Pages],
) -> None:
    """The head that stands last in the box goes on with what it leads to."""
    head = "<p style='break-after: avoid'>字</p>"
    inside = f"<p>{lines(2)}</p>{head}<p class='firm'>{lines(6)}</p>"
    first, second = lay_out(f"{paragraphs(3)}<div class='box'>{inside}</div>")
    assert list(boxes(first)) == [(4 * LINE, 6 * LINE + 10)]
    assert list(boxes(second)) == [(0, 7 * LINE + 10)]


@pytest.mark.parametrize(("above", "pages"), [(5, 1), (6, 2)])
def test_a_box_at_a_pages_foot_needs_no_room_for_its_margin(
    lay_out: Callable[..., Pages], above: int, pages: int
) -> None:
    """Ten lines hold five, a margin, three lines in ten px of padding, and half a margin more."""
    made = lay_out(f"{paragraphs(above)}<div class='box'><p class='firm'>{lines(3)}</p></div>")
    assert len(made) == pages


def test_a_box_that_begins_a_page_leaves_room_for_its_padding(
    lay_out: Callable[..., Pages],
) -> None:
    first, _ = lay_out(f"<div class='box' style='margin-top: 0'>{paragraphs(15)}</div>")
    assert list(boxes(first)) == [(0, 9 * LINE + 10)]


@pytest.mark.parametrize(("above", "kept"), [(5, 2), (9, 0)])
def test_what_yields_is_divided_where_much_of_its_page_would_be_blank(
    lay_out: Callable[..., Pages], above: int, kept: int
) -> None:
    """Behind five lines half a page would be blank, behind nine a line is."""
    block = f"<p>{lines(3)}</p><p>末</p>"
    first, second = lay_out(f"{paragraphs(above)}<div class='yields'>{block * 2}</div>")
    assert "末" in words(second)
    assert words(first).count("字") - above == (3 if kept else 0)


def test_what_is_firm_is_not_divided(lay_out: Callable[..., Pages]) -> None:
    block = f"<p>{lines(3)}</p><p>末</p>"
    first, _ = lay_out(f"{paragraphs(5)}<div class='firm'>{block * 2}</div>")
    assert words(first) == "字" * 5


def test_no_later_section_stands_below_a_figure_below_which_nothing_fits(
    lay_out: Callable[..., Pages],
) -> None:
    figure = "<figure class='floats'><img src='keben:p' style='width: 100px'/></figure>"
    section = f"<section>{paragraphs(5)}{figure}{paragraphs(5)}<p class='firm'>{lines(6)}</p>"
    made = lay_out(f"{section}</section><section><p>末</p></section>", 120)
    assert [words(page) for page in made] == ["字" * 10, "", "字" * 6 + "末"]


def test_a_figure_may_fill_the_page_that_it_goes_to(lay_out: Callable[..., Pages]) -> None:
    figure = "<figure class='floats'><img src='keben:p' style='width: 100px'/></figure>"
    made = lay_out(f"{paragraphs(5)}{figure}{paragraphs(7)}", 190)
    assert [words(page) for page in made] == ["字" * 10, "", "字" * 2]


def table(rows: int, classes: str = "floats") -> str:
    return f"<table class='{classes}'>{'<tr><td>表</td></tr>' * rows}</table>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{paragraphs(7)}{table(3)}{paragraphs(4)}", ["字" * 7 + "表" * 3, "字" * 4]),
        (f"{paragraphs(7)}{table(4)}{paragraphs(5)}", ["字" * 10, "表" * 4 + "字" * 2]),
        (f"{paragraphs(7)}{table(4, '')}<p>字</p>", ["字" * 7 + "表" * 3, "表字"]),
        (f"{paragraphs(7)}{table(12)}<p>字</p>", ["字" * 7 + "表" * 3, "表" * 9 + "字"]),
        (f"{paragraphs(7)}{table(4)}", ["字" * 7 + "表" * 3, "表"]),
        (
            f"{paragraphs(7)}{table(4)}<p>字</p>{table(1)}{paragraphs(3)}",
            ["字" * 10, "表" * 5 + "字"],
        ),
        (
            f"{paragraphs(7)}{table(4)}<p>字</p>{table(12)}<p>字</p>",
            ["字" * 8, "表" * 10, "表" * 6 + "字"],
        ),
    ],
    ids=("fits", "floats", "in place", "longer than a page", "last", "two", "long behind another"),
)
def test_a_table_floats_whole_and_before_none_that_stands_before_it(
    lay_out: Callable[..., Pages], body: str, expected: list[str]
) -> None:
    assert [words(page) for page in lay_out(body)] == expected


@pytest.mark.parametrize(("kind", "page"), [("figure", 0), ("lettered", 1)])
def test_a_chart_is_not_shrunk_until_nobody_can_read_it(
    lay_out: Callable[..., Pages], kind: str, page: int
) -> None:
    """Of 140 px, 100 are left: seven tenths."""
    image = "<img src='keben:p' style='width: 100px'/>"
    figure = f"<figure class='{kind}' style='--least-scale: 0.6'>{image}</figure>"
    made = lay_out(f"{paragraphs(5)}{figure}<p>字</p>", 140)
    assert [any(box.element_tag == "img" for box in boxes) for boxes in made].index(True) == page


def test_a_table_higher_than_any_page_stays_in_its_place(lay_out: Callable[..., Pages]) -> None:
    tall = "<td style='padding-top: 3000000px'>末</td>"
    table = f"<table class='floats'><tr>{tall}</tr></table>"
    assert "末" in "".join(map(words, lay_out(f"{paragraphs(3)}{table}")))


@pytest.mark.parametrize("across", ["column-span: all", ""])
def test_a_figure_across_all_columns_is_shrunk_to_stay_on_its_page(
    lay_out: Callable[..., Pages], across: str
) -> None:
    """Of 140 px, 100 are left; in one column nothing is shrunk, and it goes on in the other."""
    image = "<img src='keben:p' style='width: 100px'/>"
    figure = f"<figure style='--least-scale: 0.6; {across}'>{image}</figure>"
    made = lay_out(f"<div style='column-count: 2'>{paragraphs(10)}{figure}</div>", 140)
    (shown,) = (box for boxes in made for box in boxes if box.element_tag == "img")
    assert (shown.height < 140) == bool(across)
    assert shown in made[0]
