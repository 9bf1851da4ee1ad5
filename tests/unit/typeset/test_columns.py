"""The page in columns before it is turned."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import theme as themes
from keben.errors import SettingsError
from keben.settings import Layer, Settings, combine
from keben.typeset.columns import column_rules, lay_down, lay_out_columns
from keben.typeset.geometry import MM

TEMPLATES = Path(__file__).parents[3] / "templates"


def settings(theme: str = "book", **values: object) -> Settings:
    return combine(*themes.load(theme, folders=[TEMPLATES]).layers, Layer(values))


def test_the_sheet_lies_on_its_side() -> None:
    page = lay_out_columns(settings(), with_sidebar=False)
    assert page.width == pytest.approx(210 * MM)
    assert page.height == pytest.approx(148 * MM)


def test_columns_and_margins_fill_the_sheet() -> None:
    asked = settings()
    page = lay_out_columns(asked, with_sidebar=False)
    assert page.inner + page.measure + page.outer == pytest.approx(page.width)
    filled = page.top + page.lines * asked.type.pitch + page.bottom
    assert filled == pytest.approx(page.height)
    assert page.measure % asked.type.size == pytest.approx(0)
    assert page.top >= asked.page.inner * MM
    assert page.bottom >= asked.page.outer * MM


def test_a_column_is_no_longer_than_asked() -> None:
    asked = settings(page={"measure_vertical": 30})
    page = lay_out_columns(asked, with_sidebar=False)
    assert page.measure == 30 * asked.type.size
    assert page.inner > page.outer


def test_pull_quotes_stand_in_a_strip_at_the_head() -> None:
    asked = settings("handout")
    page = lay_out_columns(asked, with_sidebar=True)
    assert page.sidebar == asked.sidebar.width * asked.sidebar.size
    assert page.inner - page.sidebar - page.gap >= asked.page.top * MM - 1e-6


def test_margins_that_leave_no_room_are_refused() -> None:
    with pytest.raises(SettingsError, match="columns of"):
        lay_out_columns(settings(page={"inner": 70, "outer": 60}), with_sidebar=False)


def test_a_book_bound_at_the_right_mirrors_its_margins() -> None:
    asked = settings()
    page = lay_out_columns(asked, with_sidebar=False)
    odd, even = column_rules(asked, page).splitlines()[:2]
    assert f"margin-top:{page.top:.4f}"[:16] in odd
    assert f"margin-bottom:{page.top:.4f}"[:19] in even


def test_a_picture_is_laid_on_its_left_side() -> None:
    drawing = lay_down("keben:picture/1/standing", width=60, height=40).decode()
    assert 'width="40" height="60"' in drawing
    assert "translate(0 60) rotate(-90)" in drawing
    assert '<image href="keben:picture/1/standing" width="60" height="40"/>' in drawing
