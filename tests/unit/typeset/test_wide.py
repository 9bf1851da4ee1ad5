"""A table that is too wide shrinks, then has a page on its side, then has its words divided."""

from __future__ import annotations

import pytest

from keben.model import Alignment, Image, LineBreak, Table, Text
from keben.settings import TableSettings
from keben.typeset.wide import Fit, cell_class, fit_table, hang, is_short, is_short_code

SETTINGS = TableSettings()


def table(*cells: str) -> Table:
    row = tuple((Text(cell),) for cell in cells)
    return Table((row,), (row,), (Alignment.START,) * len(cells))


def test_a_table_that_fits_is_left_alone() -> None:
    assert fit_table(table("天头", "地脚"), SETTINGS, room=28) == Fit()


def test_running_chinese_never_makes_a_table_wide() -> None:
    assert fit_table(table("很长的一段话" * 20, "又一段" * 30), SETTINGS, room=20) == Fit()


def test_long_words_shrink_a_table_as_far_as_the_settings_allow() -> None:
    fit = fit_table(table("w" * 20, "w" * 22), SETTINGS, room=26)
    assert SETTINGS.least_size <= fit.scale < 1
    assert not fit.turned
    assert not fit.columns


def test_a_wider_table_has_a_page_on_its_side() -> None:
    wide = table(*("w" * 12 for _ in range(5)))
    assert fit_table(wide, SETTINGS, room=20, turned_room=60) == Fit(turned=True)
    assert not fit_table(wide, SETTINGS, room=20).turned
    still = SETTINGS.model_copy(update={"turn": False})
    assert not fit_table(wide, still, room=20, turned_room=60).turned


def test_what_is_too_wide_for_any_page_is_forced_into_its_columns() -> None:
    fit = fit_table(table("w" * 90, "w" * 30), SETTINGS, room=20, turned_room=40)
    assert fit.turned
    assert fit.scale == SETTINGS.least_size
    assert fit.columns[0] > fit.columns[1]
    assert abs(sum(fit.columns) - 100) < 0.1


def _rows(count: int, *cells: str) -> Table:
    row = tuple((Text(cell),) for cell in cells)
    return Table((row,), (row,) * count, (Alignment.START,) * len(cells))


def test_a_table_of_few_lines_is_kept_on_one_page() -> None:
    assert is_short(_rows(11, "天头", "地脚"), room=28, page_lines=30)
    assert not is_short(_rows(12, "天头", "地脚"), room=28, page_lines=99)
    assert not is_short(_rows(11, "天头", "地脚"), room=28, page_lines=25)


def test_code_of_few_lines_is_kept_on_one_page() -> None:
    def short(text: str, page_lines: int) -> bool:
        return is_short_code(text, room=30, page_lines=page_lines)

    assert short("\n" * 11, 60)
    assert not short("\n" * 12, 99)
    assert short("\n" * 4, 25)
    assert not short("\n" * 5, 25)


def test_lines_of_code_that_go_on_count_as_often() -> None:
    assert is_short_code("a" * 54 + "\n" * 4, room=30, page_lines=25)
    assert not is_short_code("a" * 55 + "\n" * 4, room=30, page_lines=25)
    assert not is_short_code("字" * 28 + "\n" * 4, room=30, page_lines=25)


@pytest.mark.parametrize(
    ("line", "further"),
    [
        (" " * 8 + "a" * 20, 0.0),
        (" " * 8 + "a" * 40, 4.0),
        ("\t\t" + "a" * 40, 4.0),
        ("a" * 90, 0.0),
        (" " * 50 + "a" * 40, 10.0),
    ],
)
def test_a_long_line_of_code_goes_on_as_far_in_as_it_begins(line: str, further: float) -> None:
    assert hang([line], room=30) == further


def test_a_line_of_code_leaves_room_for_a_word_that_is_not_parted() -> None:
    assert hang([" " * 20 + "f(" + "a" * 38, "await"], room=30) == 2.9


def test_a_table_of_few_rows_with_many_lines_may_be_divided() -> None:
    """Else it would leave half a page empty before it."""
    assert not is_short(_rows(6, "天头", "版心上方的空白，" * 8), room=28, page_lines=99)


def test_a_table_of_few_pictures_may_be_divided() -> None:
    picture = (Image(address="p.png", alt="图"),)

    def pictures(count: int) -> Table:
        row = (picture, (Text("天头"),))
        return Table((((Text("图"),), (Text("文"),)),), (row,) * count, ())

    assert is_short(pictures(2), room=28, page_lines=99)
    assert not is_short(pictures(3), room=28, page_lines=99)


def test_a_table_too_wide_for_its_column_stands_across_all_of_them() -> None:
    wide = table(*("w" * 12 for _ in range(5)))
    assert fit_table(wide, SETTINGS, room=20, spanned_room=60) == Fit(spans=True)
    assert not fit_table(wide, SETTINGS, room=40, spanned_room=60).spans, "it fits its own"
    wider = table(*("w" * 24 for _ in range(5)))
    across = fit_table(wider, SETTINGS, room=20, spanned_room=42, turned_room=70)
    assert across.turned
    assert not across.spans
    forced = fit_table(wider, SETTINGS, room=20, spanned_room=42)
    assert forced.spans
    assert forced.columns


def test_a_short_cell_is_never_divided_and_a_long_one_never_a_character_wide() -> None:
    assert cell_class((Text("默认"),)) == "whole"
    assert cell_class((Text("版心上方的空白"),)) == "roomy"
    assert cell_class(()) == ""
    assert cell_class((Text("天"), LineBreak(), Text("地"))) == ""
    assert cell_class((Image("a", "", ""),)) == ""
