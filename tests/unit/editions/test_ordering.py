"""Pages of gatherings in the order of the book: sides, empty pages, folios, running words."""

from __future__ import annotations

from collections.abc import Mapping

from keben.composition.facts import Facts, Flow, PageFacts, Place, TreeFacts
from keben.editions.pdf.ordering import (
    flow_of,
    folios_of,
    on_wrong_side,
    put_in_order,
    roman_pages,
)

TREE = TreeFacts(1, (), (), (), (), (), {}, ())


def page(
    name: str = "chapter",
    *,
    left: bool = False,
    opens: str = "",
    first: Mapping[str, str] | None = None,
    last: Mapping[str, str] | None = None,
) -> PageFacts:
    kinds = frozenset(filter(None, [opens]))
    area = (10.0, 10.0, 90.0, 90.0)
    return PageFacts(
        name, kinds, False, left, (100.0, 100.0), area, 5.0, first or {}, last or first or {}
    )


def gathering(
    *pages: PageFacts,
    begins: str = "page",
    sided: bool = False,
    anchors: Mapping[str, int] | None = None,
    text: str = "",
) -> Facts:
    places = {name: Place(number, 0.0, 0.0, 0) for name, number in (anchors or {}).items()}
    flow = Flow(text, (0, *(None for _ in pages[1:])), {"x" + text: 0}, None)
    return Facts(pages, flow, begins, sided, False, places, (), {}, TREE)


def pages(count: int) -> list[PageFacts]:
    return [page(left=number % 2 == 1) for number in range(count)]


def test_pages_lie_on_the_right_and_on_the_left_in_turn() -> None:
    book = put_in_order([gathering(*pages(3)), gathering(*pages(2))])
    assert [each.is_left for each in book] == [False, True, False, True, False]
    assert [each.is_moved for each in book] == [False, False, False, True, True]


def test_an_empty_page_lets_a_gathering_begin_at_the_right() -> None:
    book = put_in_order([gathering(*pages(1)), gathering(*pages(2), begins="right")])
    assert [each.page for each in book] == [0, None, 0, 1]
    assert book[1].facts.is_blank
    assert not any(each.is_moved for each in book)


def test_an_empty_page_lets_a_gathering_begin_at_the_left() -> None:
    book = put_in_order([gathering(*pages(2)), gathering(*pages(1), begins="left")])
    assert [each.page for each in book] == [0, 1, None, 0]
    assert (book[3].is_left, book[3].is_moved) == (True, True)


def test_only_what_hangs_on_its_side_is_laid_out_again() -> None:
    made = [gathering(*pages(1)), gathering(*pages(2)), gathering(*pages(1), sided=True)]
    assert on_wrong_side(made, put_in_order(made)) == {2}
    made = [gathering(*pages(2)), gathering(*pages(1), sided=True)]
    assert on_wrong_side(made, put_in_order(made)) == frozenset()


def test_folios_are_roman_up_to_the_text() -> None:
    made = [
        gathering(*pages(3), anchors={"a": 2}),
        gathering(
            page("start", opens="start"), page(left=True), begins="right", anchors={"b": 1, "a": 0}
        ),
    ]
    book = put_in_order(made)
    assert [each.folio for each in book] == ["i", "ii", "iii", "iv", "1", "2"]
    assert roman_pages(book) == 4
    assert folios_of(made, book) == {"a": "iii", "b": "2"}


def test_named_strings_hold_until_they_are_set_anew() -> None:
    made = [
        gathering(page(first={"title": "书", "chapter": ""}), page(left=True)),
        gathering(page(first={"chapter": "一"}, last={"chapter": "二"}), page(left=True)),
    ]
    words = [dict(each.words) for each in put_in_order(made)]
    assert words[1] == {"title": "书", "chapter": ""}
    assert words[2] == {"title": "书", "chapter": "一"}
    assert words[3] == {"title": "书", "chapter": "二"}


def test_the_text_of_all_gatherings_is_one() -> None:
    made = [gathering(*pages(1), text="甲乙"), gathering(*pages(1), text="丙", begins="right")]
    flow = flow_of(made, put_in_order(made))
    assert flow.text == "甲乙丙"
    assert flow.pages == (0, None, 2)
    assert flow.anchors == {"x甲乙": 0, "x丙": 2}
