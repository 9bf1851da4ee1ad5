"""What theme.toml declares under [furniture] stands at the heads and feet of pages."""

from __future__ import annotations

import re

import pytest

from keben.settings import FurnitureSettings, Layer, combine
from keben.typeset.furniture import Words, furniture_of, set_furniture, words_of

DECLARED = {
    "first": {"foot_centre": "F"},
    "left": {"foot_outer": "L"},
    "right": {"foot_outer": "R"},
}


def kind_of(*, two_sided: bool = True, **page: object) -> str:
    """The words at the foot of a kind of page."""
    settings = combine(Layer({"furniture": DECLARED, "page": {"two_sided": two_sided}}))
    usual: dict[str, object] = {
        "name": "chapter",
        "opens": frozenset(),
        "is_blank": False,
        "is_left": False,
        "is_first": False,
    }
    found = furniture_of(settings, **(usual | page))  # type: ignore[arg-type]
    return found.foot_centre or found.foot_outer


def placed(inner: str = "left", **declared: str) -> list[Words]:
    words = {"title": "书名", "chapter": "", "folio": "12"}
    furniture = FurnitureSettings(**declared)
    return list(words_of(furniture, words, inner=inner, width=300.0, size=10.0))


def test_each_side_has_its_own_where_there_are_two() -> None:
    assert kind_of() == "R"
    assert kind_of(is_left=True) == "L"
    assert kind_of(is_left=True, two_sided=False) == "R"


@pytest.mark.parametrize("name", ["chapter", "start", "front"])
def test_a_chapter_opens_with_what_is_declared_for_first_pages(name: str) -> None:
    assert kind_of(name=name, opens=frozenset((name,))) == "F"
    assert kind_of(name=name, opens=frozenset((name,)), is_left=True) == "F"


def test_the_first_page_of_all_is_one_unless_it_is_of_the_front() -> None:
    assert kind_of(name="", is_first=True) == "F"
    assert kind_of(name="front", is_first=True) == "R"


@pytest.mark.parametrize("name", ["bare", "part-start"])
def test_display_pages_and_empty_ones_are_bare(name: str) -> None:
    assert kind_of(name=name, opens=frozenset((name,))) == ""
    assert kind_of(name=name, is_first=True) == ""
    assert kind_of(is_blank=True) == ""


def test_words_in_braces_are_filled_in_and_unknown_ones_stand() -> None:
    (found,) = placed(head_inner="{title} {date}")
    assert (found.edge, found.side, found.text) == ("head", "left", "书名 {date}")


def test_what_is_empty_is_not_set() -> None:
    assert placed(head_outer="{chapter}") == []


def test_outer_is_away_from_the_spine() -> None:
    for inner, outer in (("left", "right"), ("right", "left")):
        head, foot = placed(inner, head_inner="x", foot_outer="{folio}")
        assert (head.side, foot.side) == (inner, outer)


def test_a_folio_alone_is_known_as_one() -> None:
    bare, dressed = placed(foot_outer="{folio}", foot_centre="— {folio} —")
    assert (bare.text, bare.is_folio) == ("12", True)
    assert (dressed.text, dressed.is_folio) == ("— 12 —", False)


def test_words_on_one_edge_leave_room_for_each_other() -> None:
    alone = placed(head_inner="{title}")[0].width
    beside = placed(head_inner="{title}", head_outer="{folio}")[0].width
    one, two = placed(head_inner="{title}", head_outer="{title}")
    assert alone == 300.0
    assert beside < alone
    assert one.width + two.width < alone


def test_each_text_is_set_on_a_sheet_of_its_own() -> None:
    html = set_furniture([("甲 < 乙", "left", 100.0), ("丙", "right", 50.5)], language="zh-Hans")
    assert html.count('class="furniture"') == 2
    assert "甲 &lt; 乙" in html
    assert re.search(r"width: 50\.5pt; text-align: right", html)
