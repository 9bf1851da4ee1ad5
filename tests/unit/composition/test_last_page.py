"""No page holds one line of text: 单行不成面. Pages of 20 lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.composition import test_page_ends
from tests.unit.composition.test_page_ends import Pages, lines, paragraphs, words

lay_out = test_page_ends.lay_out

ALONE = "<p>末</p>"
HEAD = "<h2 style='font: inherit; margin: 0'>末</h2>"


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (f"<p>{lines(20)}</p>{ALONE}", ["字" * 18, "字字末"]),
        (f"{paragraphs(20)}{ALONE}", ["字" * 19, "字末"]),
        (f"<p>{lines(20)}</p><section>{ALONE}</section>", ["字" * 18, "字字末"]),
        (f"<section><p>{lines(20)}</p>{ALONE}</section>", ["字" * 18, "字字末"]),
        (
            f"<div><p>{lines(20)}</p>{ALONE}</div><div style='break-before: page'>{ALONE}</div>",
            ["字" * 18, "字字末", "末"],
        ),
        (f"<p>{lines(20)}</p>{ALONE}<p>{lines(2)}</p>", ["字" * 20, "末字字"]),
        (f"<p>{lines(20)}</p><p>末<br/>末</p>", ["字" * 20, "末末"]),
        (f"<p>字</p><p class='firm'>{lines(19)}</p>{ALONE}", ["字" * 20, "末"]),
        (f"<p>{lines(14)}</p><p class='firm'>{lines(6)}</p>{ALONE}", ["字" * 20, "末"]),
        (f"<p>{lines(14)}</p><p class='firm'>{lines(6)}</p>{HEAD}", ["字" * 14, "字" * 6 + "末"]),
        (f"<p>{lines(8)}</p><p class='firm'>{lines(12)}</p>{HEAD}", ["字" * 20, "末"]),
    ],
    ids=[
        "two lines of a paragraph come along",
        "a line that is a paragraph comes along",
        "a section begins with the line",
        "a section ends with the line",
        "a chapter ends with the line, and another follows",
        "more than the line is left",
        "the paragraph left has two lines",
        "all but one line would go",
        "much of the page would go",
        "much of the page goes with a head",
        "most of the page would go with a head",
    ],
)
def test_a_line_left_for_the_next_page_takes_lines_along(
    lay_out: Callable[..., Pages], body: str, pages: list[str]
) -> None:
    assert [words(page) for page in lay_out(body, page=20)] == pages


def test_a_line_too_long_for_one_is_two(lay_out: Callable[..., Pages]) -> None:
    long = "字" * 40
    first, second = lay_out(f"<p>{lines(20)}</p><p>{long}</p>", page=20)
    assert (words(first), words(second)) == ("字" * 20, long)
