"""The type area is a whole number of em by a whole number of lines, and fits its sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.errors import SettingsError
from keben.settings import Layer, combine
from keben.settings.papers import PAPERS
from keben.typeset.columns import lay_out_columns
from keben.typeset.geometry import LEAST_MEASURE, MM, Geometry, lay_out

MARGINS = {"top": 25, "bottom": 24, "inner": 18, "outer": 15}


def geometry(*, beside: bool = False, **values: object) -> Geometry:
    return lay_out(combine(Layer(values)), with_sidebar=beside)


@given(
    st.sampled_from([*sorted(PAPERS), "190x190mm"]),
    st.sampled_from(["auto", "portrait", "landscape"]),
    st.sampled_from([8.0, 9.5, 10.5, 12.0]),
    st.sampled_from([14.0, 17.5, 20.0]),
    st.booleans(),
    st.booleans(),
)
def test_everything_on_a_page_adds_up_to_the_sheet(
    paper: str, orientation: str, size: float, pitch: float, two_sided: bool, beside: bool
) -> None:
    page = geometry(
        beside=beside,
        page={**MARGINS, "paper": paper, "orientation": orientation, "two_sided": two_sided},
        type={"size": size, "pitch": pitch},
    )
    assert page.inner + page.measure + page.outer == pytest.approx(page.width)
    assert page.top + page.lines * pitch + page.bottom == pytest.approx(page.height)
    assert (page.measure / size) % 1 == pytest.approx(0, abs=1e-9)
    assert page.bottom >= 24 * MM - 1e-6
    assert page.outer >= 15 * MM + page.gap + page.sidebar - 1e-6
    assert page.inner >= 18 * MM - 1e-6


def test_the_measure_is_what_was_asked_for_where_the_paper_allows() -> None:
    assert geometry(page={"measure": 30}).measure == pytest.approx(30 * 10.5)
    assert geometry(page={"paper": "a5", "measure": 60}).measure < 148 * MM


def test_a_sidebar_takes_its_width_and_its_gap() -> None:
    page = geometry(
        beside=True, page={"measure_beside": 33}, sidebar={"width": 10, "size": 9, "gap": 6}
    )
    assert (page.sidebar, page.gap) == (pytest.approx(90), pytest.approx(6 * MM))
    assert page.measure == pytest.approx(33 * 10.5)


def test_a_sidebar_gives_way_where_the_text_would_be_too_narrow() -> None:
    page = geometry(beside=True, page={"paper": "32k"}, type={"size": 12})
    assert page.sidebar == page.gap == 0
    assert page.measure >= LEAST_MEASURE * 12


def test_a_theme_without_a_sidebar_has_none() -> None:
    assert geometry(beside=True, sidebar={"placement": "column"}).sidebar == 0


def test_spare_width_goes_outside_where_pages_face_each_other() -> None:
    page = geometry(page={"two_sided": True, "measure": 20, "inner": 15, "outer": 15})
    assert page.outer > page.inner
    alone = geometry(page={"measure": 20, "inner": 15, "outer": 15})
    assert alone.outer == pytest.approx(alone.inner)


@pytest.mark.parametrize("page", [{"inner": 95, "outer": 95}, {"top": 140, "bottom": 140}])
def test_margins_that_leave_no_room_are_refused(page: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match="the margins leave") as caught:
        geometry(page=page)
    assert "a4 paper" in caught.value.message


def test_a_page_has_the_lines_that_were_asked_for_where_the_paper_allows() -> None:
    full = geometry(page={"paper": "32k"})
    fewer = geometry(page={"paper": "32k", "lines": 20})
    assert (fewer.lines, fewer.top) == (20, full.top)
    assert fewer.bottom - full.bottom == pytest.approx((full.lines - 20) * 18)
    assert geometry(page={"paper": "32k", "lines": 99}).lines == full.lines


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [
        ("32k", 140, 203),
        ("a5", 148, 210),
        ("b5", 176, 250),
        ("jis-b5", 182, 257),
        ("16k", 185, 260),
        ("a4", 210, 297),
        ("a3", 297, 420),
        ("small-32k", 130, 184),
        ("legal", 215.9, 355.6),
        ("200x120mm", 200, 120),
    ],
)
def test_sheets_are_as_large_as_their_standards_say(
    paper: str, width: float, height: float
) -> None:
    page = geometry(page={"paper": paper})
    assert (page.width / MM, page.height / MM) == (pytest.approx(width), pytest.approx(height))


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("vertical", [False, True])
def test_every_column_is_a_whole_number_of_em_wide(columns: int, vertical: bool) -> None:
    settings = combine(
        Layer({"page": {"columns": columns, "measure": 19, "column_gap": 1.5}}),
        Layer({"vertical": vertical}),
    )
    lay = lay_out_columns if vertical else lay_out
    page = lay(settings, with_sidebar=True)
    each = (page.measure - (columns - 1) * page.column_gap) / columns / settings.type.size
    assert each == pytest.approx(round(each))
    assert 8 <= each <= (50 if vertical else 19)
    assert page.sidebar == 0, "pull quotes stand in a column"
    assert page.inner + page.measure + page.outer == pytest.approx(page.width)


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize(
    ("type_", "trouble"),
    [
        ({"size": 0.5}, "nobody reads less"),
        ({"title": 0.5}, "type.title is 0.5 pt, and nobody reads less"),
        ({"heads": (14, 1)}, "type.heads is 1 pt, and nobody reads less"),
        ({"size": 12, "pitch": 11.5}, "so lines overlap"),
        ({"small": 40}, "more than twice"),
    ],
)
def test_type_of_which_no_lines_can_be_made_is_an_error(
    type_: dict[str, float], trouble: str, vertical: bool
) -> None:
    lay = lay_out_columns if vertical else lay_out
    with pytest.raises(SettingsError, match=trouble):
        lay(combine(Layer({"type": type_})), with_sidebar=False)


def test_columns_too_narrow_are_an_error() -> None:
    with pytest.raises(SettingsError, match="em by"):
        lay_out(
            combine(Layer({"page": {"columns": 3, "paper": "32k"}, "type": {"size": 12}})),
            with_sidebar=False,
        )


@pytest.mark.parametrize(
    ("paper", "size", "ems"),
    [
        ("32k", 10.5, 27),
        ("a5", 10.5, 28),
        ("b5", 10.5, 34),
        ("16k", 10.5, 36),
        ("a4", 10.5, 38),
        ("a4", 12, 35),
        ("140x140mm", 10.5, 27),
    ],
)
def test_a_measure_that_is_not_stated_suits_paper_and_type(
    paper: str, size: float, ems: int
) -> None:
    values = {"paper": paper, "measure": 0, "inner": 17, "outer": 14, "two_sided": True}
    page = geometry(page=values, type={"size": size})
    assert page.measure == pytest.approx(ems * size)
    assert page.inner == pytest.approx(page.outer, rel=0.2)
