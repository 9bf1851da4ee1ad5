"""Whatever stands between them, paragraphs begin on the lines of their page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from keben.composition.engine import lay_out
from keben.composition.forme import Rules
from keben.composition.grid import UP, to_grid

FACE = Path(__file__).parents[3] / "fonts" / "NotoSerif-Italic.ttf"
TOP, PITCH = 10.0, 15.0
"""px from the sheet's top to the page's first line, and from line to line."""

CSS = """
@font-face { font-family: x; src: url(keben:x) }
@page { size: 220px 205px; margin: 10px }
html { font: 12px/15px x }
body, p, h2 { margin: 0 }
body { orphans: 1; widows: 1 }
.table { column-span: all }
.spanning { column-span: all; height: 30px }
.two { columns: 2; column-gap: 12px }
h2 { margin-top: 15px; padding: 7.5px 0; font: 12px/15px x; break-after: avoid }
div > p, h2 { --line-snap: baseline }
"""


def baselines(blocks: list[tuple[str, float]], *, columns: int) -> Iterator[tuple[str, float]]:
    """The tag and the top, px below its page's first line, of each line that is laid out."""
    body = "".join(
        f"<{tag}>{'words of a paragraph ' * round(size)}</{tag}>"
        if tag in ("p", "h2")
        else f'<figure class="{tag}" style="margin: 4px 0; height: {size}px"></figure>'
        for tag, size in blocks
    )
    inside = f'<p class="spanning">a title</p>{body}' if columns == 2 else body
    html = (
        f'<html><body><div class="{"two" if columns == 2 else "one"}">{inside}</div></body></html>'
    )
    made = lay_out(html, css=CSS, files={"keben:x": FACE}, rules=Rules())
    for page in made.document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox) and box.element_tag.startswith(("p", "h2")):
                yield box.element_tag, box.position_y - TOP


BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("p"), st.floats(1, 8)),
        st.tuples(st.just("h2"), st.just(1.0)),
        st.tuples(st.just("figure"), st.floats(1, 60)),
        st.tuples(st.just("table"), st.floats(1, 60)),
    ),
    min_size=1,
    max_size=12,
)


@given(blocks=BLOCKS, columns=st.sampled_from((1, 2)))
@settings(max_examples=40, deadline=None)
def test_lines_stand_on_the_grid(blocks: list[tuple[str, float]], columns: int) -> None:
    for tag, top in baselines(blocks, columns=columns):
        # A head takes two lines and stands in their middle.
        place = top - PITCH / 2 if tag.startswith("h2") else top
        assert place / PITCH == pytest.approx(round(place / PITCH), abs=0.01)


@pytest.mark.parametrize("height", [1, 10, 18, 22, 30])
@pytest.mark.parametrize(
    ("before", "margin", "is_middle"),
    [("<p>words</p>", 4, True), ("<p>words</p>", 0, False), ("", 4, False)],
    ids=["between", "attached", "at the head"],
)
def test_what_stands_between_two_paragraphs_stands_in_the_middle(
    height: int, before: str, margin: int, is_middle: bool
) -> None:
    """It keeps its place where it adjoins what is above it, or where nothing is."""
    figure = f'<figure style="margin: {margin}px 0 4px; height: {height}px"></figure>'
    html = f'<html><body><div class="one">{before}{figure}<p>words</p></div></body></html>'
    made = lay_out(html, css=CSS, files={"keben:x": FACE}, rules=Rules())
    found = list(made.document.pages[0]._page_box.descendants())
    (shown,) = (box for box in found if box.element_tag == "figure")
    lines = [box.position_y for box in found if isinstance(box, boxes.LineBox)]
    top = lines[0] + PITCH if before else TOP
    above, below = shown.border_box_y() - top, lines[-1] - shown.border_box_y() - height
    assert above == pytest.approx(below if is_middle and below > margin else margin)


def test_without_it_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test above would find."""
    monkeypatch.setattr("keben.composition.grid._is_wanted", lambda box: False)
    tops = [top for _, top in baselines([("p", 1), ("figure", 10), ("p", 1)], columns=1)]
    assert [top % PITCH for top in tops] != [0.0, 0.0]


@given(st.floats(0, 1000), st.floats(1, 40))
def test_what_is_missing_is_less_than_a_line(distance: float, pitch: float) -> None:
    moved = to_grid(distance, pitch)
    assert -UP * pitch <= moved < pitch
    lines = (distance + moved) / pitch
    assert lines == pytest.approx(round(lines), abs=0.021 / pitch)
    assert distance + moved >= -0.02


@pytest.mark.parametrize(
    ("distance", "moved"), [(30.0, 0.0), (31.0, -1.0), (44.9, 0.1), (37.5, 7.5)]
)
def test_up_if_little_is_missing_else_down(distance: float, moved: float) -> None:
    assert to_grid(distance, 15.0) == pytest.approx(moved)
