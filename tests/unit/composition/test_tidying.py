"""What a page draws stays the same when it is said in fewer words."""

from __future__ import annotations

import pydyf

from keben.composition.tidying import tidy


def stream(*items: object) -> pydyf.Stream:
    """``(tag, number)`` opens marked content, every other item is an operator."""
    made = pydyf.Stream()
    for item in items:
        if isinstance(item, tuple):
            made.begin_marked_content(item[0], pydyf.Dictionary({"MCID": item[1]}))
        else:
            made.stream.append(item)
    return made


def line(number: int, x: float, y: float, *operators: bytes) -> tuple[object, ...]:
    """A line of text as WeasyPrint draws it."""
    place = f"1 0 0 -1 {x} {y} Tm".encode()
    return (("Span", number), b"BT", place, b"/F 14 Tf", *operators, b"[(a)] TJ", b"ET", b"EMC")


def written(made: pydyf.Stream) -> list[str]:
    return [
        item.data.decode() if isinstance(item, pydyf.Object) else bytes(item).decode()
        for item in (i.encode() if isinstance(i, str) else i for i in made.stream)
    ]


def test_lines_of_an_element_are_one_marked_content_and_one_text() -> None:
    made = stream(*line(0, 10, 20.5), *line(1, 10, 44.5), *line(2, 38, 68.500001))
    assert tidy(made, {1, 2}) == {0: 0, 1: 0, 2: 0}
    assert written(made) == [
        *("/Span", "<</MCID 0>>", "BDC", "BT", "1 0 0 -1 10 20.5 Tm", "/F 14 Tf", "[(a)] TJ"),
        *("0 -24 Td", "[(a)] TJ", "28 -24.000001 Td", "[(a)] TJ", "ET", "EMC"),
    ]


def test_lines_of_several_elements_stay_apart() -> None:
    made = stream(*line(0, 10, 20), *line(1, 10, 44), *line(2, 10, 68))
    assert tidy(made, {2}) == {0: 0, 1: 1, 2: 1}
    assert written(made).count("BDC") == 2
    assert written(made).count("BT") == 2


def test_what_something_is_drawn_between_stays_apart() -> None:
    made = stream(*line(0, 10, 20), b"0 0 9 9 re", b"f", *line(1, 10, 44))
    assert tidy(made, {1}) == {0: 0, 1: 1}
    assert written(made).count("1 0 0 -1 10 44 Tm") == 1


def test_an_ornament_between_two_lines_parts_them() -> None:
    hyphen = ("/Artifact", b"BMC", b"EMC")
    made = stream(*line(0, 10, 20), *hyphen, *line(1, 10, 44))
    assert tidy(made, {1}) == {0: 0, 1: 1}


def test_colour_may_change_within_a_text() -> None:
    first, second = line(0, 10, 20), line(1, 10, 44)
    made = stream(*first, second[0], b"1 0 0 rg", *second[1:])
    assert tidy(made, {1}) == {0: 0, 1: 0}
    assert written(made)[7:10] == ["1 0 0 rg", "0 -24 Td", "[(a)] TJ"]


def test_the_space_of_characters_is_said_where_it_changes() -> None:
    made = stream(
        *line(0, 10, 20, b"0.5 Tc"), b"0 Tc", *line(1, 10, 44, b"0.5 Tc"), b"0 Tc", *line(2, 10, 68)
    )
    tidy(made, ())
    said = [item for item in written(made) if item.endswith((" Tc", " TJ"))]
    assert said == ["0.5 Tc", "[(a)] TJ", "[(a)] TJ", "0 Tc", "[(a)] TJ"]


def test_a_graphics_state_that_ends_gives_back_font_and_space() -> None:
    inner = line(1, 10, 44, b"0.5 Tc")
    made = stream(*line(0, 10, 20), b"q", b"2 w", *inner, b"Q", *line(2, 10, 68, b"0 Tc"))
    tidy(made, ())
    assert [item for item in written(made) if item.endswith((" Tc", " Tf", "Q"))] == [
        *("/F 14 Tf", "0.5 Tc", "Q"),
    ]


def test_graphics_states_that_change_nothing_are_left_out() -> None:
    made = stream(b"q", b"q", b"q", *line(0, 10, 20), b"Q", b"Q", b"q", b"f", b"Q", b"Q")
    tidy(made, ())
    assert [item for item in written(made) if item in ("q", "Q", "f")] == [
        *("q", "q", "Q", "q", "f", "Q", "Q"),
    ]


def test_a_turned_text_states_its_place_anew() -> None:
    turned = (("Span", 1), b"BT", b"0 1 1 0 5 5 Tm", b"[(a)] TJ", b"ET", b"EMC")
    made = stream(*line(0, 10, 20), *turned, *line(2, 10, 44))
    tidy(made, {1, 2})
    assert written(made).count("1 0 0 -1 10 44 Tm") == 1
