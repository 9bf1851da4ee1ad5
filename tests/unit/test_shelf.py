"""What is kept of pure work: taken as it was made, and made again where it is not whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from keben.shelf import LARGE, NOWHERE, Shelf

PARTS = (b"a", b"bc")


def made(shelf: Shelf, *parts: bytes, kind: str = "sum") -> tuple[object, int]:
    """A result, and how often it was made anew."""
    times: list[int] = []

    def make() -> tuple[str, int]:
        times.append(1)
        return ("木", 7)

    return shelf.made(kind, parts or PARTS, make), len(times)


def test_what_was_made_once_is_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "deep" / "kept")
    assert made(shelf) == (("木", 7), 1)
    assert made(Shelf(tmp_path / "deep" / "kept")) == (("木", 7), 0)


@pytest.mark.parametrize(
    ("shelf", "parts", "kind"),
    [
        (Shelf(ground="other"), PARTS, "sum"),
        (Shelf(), (b"ab", b"c"), "sum"),
        (Shelf(), PARTS, "other"),
        (Shelf(renew=True), PARTS, "sum"),
    ],
)
def test_what_is_made_of_other_parts_is_made(
    tmp_path: Path, shelf: Shelf, parts: tuple[bytes, ...], kind: str
) -> None:
    made(Shelf(tmp_path))
    other = Shelf(tmp_path, shelf.ground, shelf.renew)
    assert made(other, *parts, kind=kind)[1] == 1


@pytest.mark.parametrize("place", [0, 40, -1])
def test_a_file_that_is_broken_counts_as_never_kept(tmp_path: Path, place: int) -> None:
    shelf = Shelf(tmp_path)
    made(shelf)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    assert made(shelf) == (("木", 7), 1)
    assert made(shelf) == (("木", 7), 0), "and is mended"


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for shelf in (NOWHERE, Shelf(file / "below")):
        assert [made(shelf)[1] for _ in range(2)] == [1, 1]


def test_what_is_nested_without_measure_is_not_kept(tmp_path: Path) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    Shelf(tmp_path).keep("key", deep)
    assert list(tmp_path.iterdir()) == []
    while deep:
        deep = deep.pop()  # type: ignore[assignment]


LEAVES = [str(number).encode() for number in range(200)]


def doubled(shelf: Shelf, parts: list[bytes]) -> int:
    """How many parts are made anew, when each is to be doubled."""
    new: list[int] = []

    def make(numbers: Sequence[int]) -> Iterator[bytes]:
        new.extend(numbers)
        return (2 * parts[number] for number in numbers)

    assert shelf.each("double", parts, make) == [2 * part for part in parts]
    return len(new)


def test_of_many_parts_those_are_made_that_have_changed_and_some_beside_them(
    tmp_path: Path,
) -> None:
    shelf = Shelf(tmp_path)
    assert doubled(shelf, LEAVES) == len(LEAVES)
    assert doubled(shelf, LEAVES) == 0
    assert len(list(tmp_path.iterdir())) < len(LEAVES) / 4, "several lie in one file"
    for changed in (
        [*LEAVES[:90], b"other", *LEAVES[91:]],
        [*LEAVES[:90], b"one", b"more", *LEAVES[90:]],
        LEAVES[:90] + LEAVES[91:],
    ):
        assert 0 < doubled(shelf, changed) < 40
        assert doubled(shelf, changed) == 0
    assert doubled(NOWHERE, LEAVES) == len(LEAVES)


def test_no_part_at_all_and_nothing_for_a_part_are_kept_as_any(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.each("nothing", [], lambda numbers: numbers) == []
    for known in (False, True):
        made = shelf.each("nothing", LEAVES, lambda numbers: [None] * len(numbers))
        assert made == [None] * len(LEAVES), known


def test_what_is_large_ends_what_lies_together(tmp_path: Path) -> None:
    large = [bytes(LARGE + number) for number in range(1, 7)]
    assert doubled(Shelf(tmp_path), large) == 6
    assert doubled(Shelf(tmp_path), [large[0], b"small", *large[1:]]) == 2
