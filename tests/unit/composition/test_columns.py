"""Whatever is laid out in columns, all of it stands on the pages once, in order, in its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from keben.composition.engine import lay_out
from keben.composition.forme import Rules

FACE = Path(__file__).parents[3] / "fonts" / "NotoSerif-Italic.ttf"
TOP, BOTTOM, LINE = 10.0, 190.0, 15.0
"""px from the sheet's top: where its text begins, where it ends; from line to line."""

CSS = """
@font-face { font-family: x; src: url(keben:x) }
@page { size: 320px 200px; margin: 10px; @footnote { padding-top: 3px } }
@page other { size: 320px 200px }
body, p, h2, div { margin: 0 }
body { font: 12px/15px x; orphans: 2; widows: 2 }
h2 { font: 12px/15px x; margin: 15px 0 5px }
.head { break-after: avoid }
.across { column-span: all; margin: 7px 0 }
.whole { break-inside: avoid }
.new { break-before: page }
.column { break-before: column }
.other { page: other }
.note { float: footnote; font: 9px/11px x }
.note::footnote-call { content: "" }
.note::footnote-marker { content: "" }
"""

Block = tuple[str, int, int]
"""Its kind, its words, and those of a note that it calls in its middle."""

ACROSS = ("across", "across whole", "across other")
KINDS = ("", "", "whole", "head", "new", "column", "other", *ACROSS)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(1, 60), st.sampled_from((0, 0, 3, 25))),
    min_size=1,
    max_size=9,
)


def document(blocks: list[Block], columns: int) -> str:
    words = (f"w{number}" for number in count())
    body = ""
    for kind, size, noted in blocks:
        inner = [next(words) for _ in range(size)]
        if noted:
            note = " ".join(f"n{number}" for number in range(noted))
            inner.insert(size // 2, f'<span class="note">{note}</span>')
        tag = "h2" if kind == "head" else "p"
        parts = (inner[: size // 2], inner[size // 2 :])
        between = "</p><p>" if "across" in kind else " "
        text = between.join(" ".join(part) for part in parts)
        body += f'<div class="{kind}"><{tag}>{text}</{tag}></div>'
    style = f"column-count: {columns}; column-gap: 12px"
    return f'<html lang="en"><body><div style="{style}">{body}</div></body></html>'


def pages_of(blocks: list[Block], columns: int) -> list[Any]:
    made = lay_out(document(blocks, columns), CSS, files={"keben:x": FACE}, rules=Rules())
    return [page._page_box for page in made.document.pages]


def words_of(page: Any) -> Iterator[str]:
    """The words of a page's text, its notes left out."""
    for box in page.children[0].descendants():
        if isinstance(box, boxes.TextBox):
            yield from (word for word in box.text.split() if word.startswith("w"))


def lines_of(page: Any) -> Iterator[Any]:
    return (each for each in page.children[0].descendants() if isinstance(each, boxes.LineBox))


@given(blocks=BLOCKS, columns=st.integers(2, 3))
@example(blocks=[("", 40, 25), ("", 40, 0), ("across whole", 60, 0)], columns=2)
@example(blocks=[("across", 60, 0)] * 4 + [("", 60, 0)], columns=3)
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_and_nothing_doubled(blocks: list[Block], columns: int) -> None:
    pages = pages_of(blocks, columns)
    found = [word for page in pages for word in words_of(page)]
    assert found == [f"w{number}" for number in range(sum(size for _, size, _ in blocks))]
    for page in pages:
        assert all(line.position_y + line.height < BOTTOM + 0.1 for line in lines_of(page))


@given(blocks=BLOCKS, columns=st.integers(2, 3))
@settings(max_examples=15, deadline=None)
def test_columns_end_above_the_notes(blocks: list[Block], columns: int) -> None:
    for page in pages_of(blocks, columns):
        for area in page.children:
            if isinstance(area, boxes.FootnoteAreaBox):
                top = area.position_y
                assert all(line.position_y + line.height < top + 0.1 for line in lines_of(page))


@pytest.mark.parametrize("kind", ["new", "other", "across other"])
def test_what_begins_a_page_begins_one(kind: str) -> None:
    pages = pages_of([("", 8, 0), (kind, 8, 0)], 2)
    assert [next(words_of(page)) for page in pages] == ["w0", "w8"]


def test_what_stands_across_all_columns_goes_on_on_the_next_page() -> None:
    pages = pages_of([("", 30, 0), ("across", 240, 0), ("", 30, 0)], 2)
    assert [word for page in pages for word in words_of(page)] == [f"w{n}" for n in range(300)]
    assert len(pages) > 1
    assert all(line.width > 160 for line in list(lines_of(pages[1]))[:2])


@pytest.mark.parametrize("columns", [2, 3])
def test_the_last_columns_are_about_equally_high(columns: int) -> None:
    (page,) = pages_of([("", 4, 0)] * 9 + [("across", 1, 0)], columns)
    tops = [round(line.position_y) for line in lines_of(page)]
    ends = [i for i in range(1, len(tops)) if tops[i] <= tops[i - 1]]
    assert len(ends) == columns - 1
    heights = [tops[i - 1] for i in (*ends, len(tops) - 1)]
    assert max(heights) - min(heights) <= 2 * LINE


def test_a_note_finds_its_room_below_all_columns() -> None:
    (page,) = pages_of([("", 30, 0), ("", 30, 25)], 2)
    (area,) = (each for each in page.children if isinstance(each, boxes.FootnoteAreaBox))
    assert area.children
    assert max(line.position_y + line.height for line in lines_of(page)) < area.position_y + 0.1
