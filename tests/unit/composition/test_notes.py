"""Whatever is laid out, every note stands at the foot of its page, in order and whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from keben.composition.engine import lay_out
from keben.composition.foot import bottom_of
from keben.composition.forme import Rules

FACE = Path(__file__).parents[3] / "fonts" / "NotoSerif-Italic.ttf"
TOP, BOTTOM = 10.0, 190.0
"""px from the top of the sheet: where its text begins, where its notes end."""

CSS = """
@font-face { font-family: x; src: url(keben:x) }
@page { size: 220px 200px; margin: 10px;
  @footnote { border-top: 1px solid; padding-top: 3px; margin-top: 4px } }
body, p, td, blockquote, ul { margin: 0; padding: 0 }
body { font: 12px/15px x; orphans: 2; widows: 2 }
blockquote { margin: 5px 20px; padding: 3px 0; border-bottom: 1px solid; break-inside: avoid }
h2 { font: 16px/20px x; margin: 10px 0; break-after: avoid }
.note { float: footnote; font: 9px/11px x }
.note::footnote-call { content: attr(data-number) }
.note::footnote-marker { content: "" }
"""


@dataclass(frozen=True)
class Page:
    """What a page calls, what stands at its foot (number, words), and where (px)."""

    called: list[int]
    foot: list[tuple[int, str]]
    text_bottom: float | None
    foot_top: float
    foot_bottom: float


Block = tuple[str, list[list[int]]]
"""The tag of a block, and for each of its phrases how many words the notes after it have."""


def document(blocks: list[Block]) -> tuple[str, list[str]]:
    """XHTML, and the words of its notes in order."""
    notes: list[str] = []
    body = ""
    for tag, phrases in blocks:
        inner = ""
        for lengths in phrases:
            inner += " a phrase of some words"
            for length in lengths:
                number = len(notes)
                notes.append(" ".join(f"n{number}w{index}" for index in range(length)))
                inner += f'<span class="note" data-number="[{number}]">{notes[-1]}</span>'
        wrap = {"td": "<table><tr><td>{}</td><td>x</td></tr></table>", "li": "<ul><li>{}</li></ul>"}
        body += wrap.get(tag, f"<{tag}>{{}}</{tag}>").format(inner)
    return f'<html lang="en"><body>{body}</body></html>', notes


def pages_of(html: str, css: str = CSS) -> list[Page]:
    made = lay_out(html, css, files={"keben:x": FACE}, rules=Rules())
    assert made.complaints == ()
    return [_read(page._page_box) for page in made.document.pages]


def _read(page: Any) -> Page:
    text = page.children[0]
    area = next((box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)), None)
    calls = (getattr(box, "footnote", None) for box in text.descendants(placeholders=True))
    called = [int(note.element.get("data-number")[1:-1]) for note in calls if note is not None]
    if area is None:
        return Page(called, [], bottom_of(text), BOTTOM, BOTTOM)
    foot = [(int(box.element.get("data-number")[1:-1]), _words(box)) for box in area.children]
    top = area.position_y + area.margin_top
    return Page(called, foot, bottom_of(text), top, area.position_y + area.margin_height())


def _words(box: Any) -> str:
    texts = (each.text for each in box.descendants() if isinstance(each, boxes.TextBox))
    return " ".join(" ".join(texts).split())


def _notes(pages: list[Page]) -> Iterator[tuple[int, str]]:
    """The notes as they follow one another, each put together from its pages."""
    pieces = (piece for page in pages for piece in page.foot)
    for number, group in groupby(pieces, key=lambda piece: piece[0]):
        yield number, " ".join(words for _, words in group)


def check(pages: list[Page], notes: list[str]) -> None:
    """Every note is there once, whole and in order, begins no earlier than it is called, and no
    foot meets the text or leaves the page."""
    assert list(_notes(pages)) == list(enumerate(notes))
    begun = -1
    for page in pages:
        assert page.text_bottom is not None or page.foot
        assert page.text_bottom is None or page.text_bottom <= page.foot_top + 0.01
        assert page.foot_top >= TOP
        assert page.foot_bottom == pytest.approx(BOTTOM)
        for number in page.called:
            assert number > begun, "a note stands before the line that calls it"
        begun = max([begun, *(number for number, _ in page.foot)])


LENGTHS = st.sampled_from([1, 1, 2, 5, 12, 30, 90])
PHRASES = st.lists(st.lists(LENGTHS, max_size=3), min_size=1, max_size=8)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["p", "p", "p", "li", "td", "blockquote", "h2"]), PHRASES),
    min_size=1,
    max_size=6,
)
SHORT = st.lists(st.sampled_from([[], [], [1], [2], [1, 1]]), min_size=1)


@settings(max_examples=40)
@given(BLOCKS)
def test_no_note_is_lost_exchanged_or_doubled(blocks: list[Block]) -> None:
    html, notes = document(blocks)
    check(pages_of(html), notes)


@settings(max_examples=20)
@given(st.lists(SHORT, min_size=1, max_size=8))
def test_a_short_note_stands_on_the_page_that_calls_it(phrases: list[list[list[int]]]) -> None:
    html, notes = document([("p", each) for each in phrases])
    pages = pages_of(html)
    check(pages, notes)
    for page in pages:
        assert page.called == [number for number, _ in page.foot]


def test_many_notes_near_the_end_of_a_page() -> None:
    counts = [[0, 0, 1, 1, 1, 3, 3], [1, 0, 1, 0, 1], [0, 0, 3], [1, 3], [1, 2, 3, 1, 0]]
    html, notes = document([("p", [[1] * count for count in block]) for block in counts])
    check(pages_of(html), notes)


def test_a_note_longer_than_a_page_goes_on_and_leaves_room_for_text() -> None:
    html, notes = document([("p", [[], [300]]), *[("p", [[]] * 6)] * 6])
    pages = pages_of(html)
    check(pages, notes)
    assert sum(bool(page.foot) for page in pages) > 2
    assert all(page.text_bottom is not None for page in pages)


def test_notes_at_the_end_go_on_without_text() -> None:
    html, notes = document([("p", [[300, 20]])])
    pages = pages_of(html)
    check(pages, notes)
    assert pages[-1].text_bottom is None


def test_a_divided_note_keeps_two_lines_on_either_page() -> None:
    html, notes = document([("p", [[]] * 12), ("p", [[60]] + [[]] * 30)])
    pages = pages_of(html)
    check(pages, notes)
    pieces = [words for page in pages for _, words in page.foot]
    assert all(len(piece.split()) > 8 for piece in pieces)


def test_a_repeated_head_calls_its_note_on_the_first_page_only() -> None:
    rows = "<tr><td>row</td></tr>" * 30
    head = '<thead><tr><th>x<span class="note" data-number="[0]">once</span></th></tr></thead>'
    pages = pages_of(
        f'<html lang="en"><body><table>{head}<tbody>{rows}</tbody></table></body></html>'
    )
    assert len(pages) > 2
    assert list(_notes(pages)) == [(0, "once")]
    assert pages[0].foot


def test_pages_made_again_keep_what_the_page_before_left_over() -> None:
    """Page numbers that are known at the end only make WeasyPrint lay out pages anew."""
    html, notes = document([("p", [[1], [60], []]), *[("p", [[]] * 8)] * 5, ("p", [[60, 60]])])
    link = '<h2 id="end">end</h2>'
    html = html.replace("<body>", '<body><p><a href="#end">see</a></p>')
    html = html.replace("</body>", f"{link}</body>")
    after = "a::after { content: target-counter(attr(href), page) }"
    check(pages_of(html, f"{CSS} {after} a::before {{ content: counter(pages) }}"), notes)


def test_heads_and_bookmarks_hold_no_numbers_of_notes() -> None:
    html, _ = document([("h2", [[1]])])
    made = lay_out(html, CSS, files={"keben:x": FACE}, rules=Rules())
    assert [item[0] for item in made.document.make_bookmark_tree()] == ["a phrase of some words"]


def test_the_blocks_of_a_note_stand_close() -> None:
    """The line ends between their tags are no lines."""
    note = "<p>a</p>\n<p>b</p>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n<p>e</p>\n"
    line = f'<p>x<span class="note" data-number="[0]">{note}</span></p>'
    html = f'<html lang="en"><body>{line}</body></html>'
    css = f"{CSS} .note > p:first-of-type {{ display: inline }}"
    (page,) = pages_of(html, css)
    rule_and_padding = 4
    assert page.foot_bottom - page.foot_top == pytest.approx(5 * 11 + rule_and_padding)
