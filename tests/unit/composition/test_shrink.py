"""Spaces are lowered in the standard's order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from keben.composition.shrink import shrink

EM = 10.0


@dataclass
class Line:
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)


@dataclass
class Spaced:
    """A run in which every mark has a blank half and each space is a third of an em."""

    text: str
    em: float = EM

    @property
    def advances(self) -> list[float]:
        return [EM / 3 if character == " " else EM for character in self.text]

    @property
    def trims(self) -> list[float]:
        return [EM / 2 if character in "（），。" else 0.0 for character in self.text]

    @property
    def left(self) -> list[float]:
        return [0.0] * len(self.text)

    @property
    def right(self) -> list[float]:
        return [0.0] * len(self.text)

    @property
    def gaps(self) -> list[float]:
        pairs = zip(self.text, (*self.text[1:], ""), strict=True)
        return [2.0 if (a + b) in ("字a", "a字") else 0.0 for a, b in pairs]


TEXT = "字 字·字（字）字，字a字。字"
ORDER = {"word": {1}, "dot": {3}, "bracket": {5, 7}, "comma": {9}, "gap": {10, 11}, "stop": {13}}
ROOM = {"word": EM / 3 - 2.5, "dot": 5, "bracket": 10, "comma": 5, "gap": 1.5, "stop": 5}


def shrunk(need: float) -> tuple[bool, dict[int, float]]:
    line = Line()
    done = shrink(Spaced(TEXT), line, range(len(TEXT)), need)
    taken = {index: -space for index, space in line.right.items()} | line.left
    return done, {index: space for index, space in taken.items() if space}


@pytest.mark.parametrize("last", range(len(ORDER)))
def test_a_later_kind_is_touched_when_the_earlier_have_given_all(last: int) -> None:
    kinds = list(ORDER)[: last + 1]
    need = sum(ROOM[kind] for kind in kinds[:-1]) + ROOM[kinds[-1]] / 2
    done, taken = shrunk(need)
    assert done
    assert set(taken) == set().union(*(ORDER[kind] for kind in kinds))
    assert sum(taken.values()) == pytest.approx(need)


def test_kinds_give_alike_within_themselves() -> None:
    _, taken = shrunk(ROOM["word"] + ROOM["dot"] + 4)
    assert taken[5] == taken[7] == pytest.approx(2)


def test_an_opening_bracket_gives_on_its_left() -> None:
    line = Line()
    shrink(Spaced("字（字"), line, range(3), 3.0)
    assert line.left == {1: pytest.approx(3.0)}
    assert line.right == {}


def test_too_little_room_is_said() -> None:
    assert not shrunk(sum(ROOM.values()) + 1)[0]
    assert not shrink(Spaced("字字"), Line(), range(2), 1.0)


def test_nothing_outside_the_indexes_is_touched() -> None:
    line = Line()
    assert not shrink(Spaced("字，字"), line, range(1), 1.0)
    assert line == Line()
