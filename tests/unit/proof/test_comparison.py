"""Differences are found one by one, and the comparison goes on behind each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keben.model import (
    Article,
    Contributor,
    Finding,
    Image,
    Location,
    Metadata,
    Publication,
    Text,
)
from keben.proof.added import Added
from keben.proof.comparison import compare
from keben.proof.expected import Expectation, Expected, expected
from keben.proof.reading import DIVIDED, Kind, Leaf, Reading, Shown, Zone
from keben.proof.standing import Pairs
from keben.settings import Settings

NAMES = "甲乙丙丁戊己庚辛壬癸"


def passages(text: str) -> tuple[Expected, ...]:
    """A passage for each character, at its line, counted from 1."""
    return tuple(
        Expected(Kind.TEXT, name * 3, Location(Path("a.md"), NAMES.index(name) + 1), name * 3)
        for name in text
    )


def differences(wanted: str, found: str) -> list[tuple[str, int | None]]:
    """The codes and lines found where some blocks should be others."""
    publication = Publication(Metadata(title="书"), (Article((Text("题"),), ()),))
    empty = expected(Publication(Metadata(), ()))
    expectation = Expectation(passages(wanted), (), (), frozenset(), frozenset())
    leaves = tuple(Leaf(name * 3, Kind.TEXT, Zone.BODY, "page 1", 1) for name in found)
    added = Added(publication, empty, Settings())
    reading = Reading(leaves, frozenset())
    return [place(f) for f in compare(expectation, reading, added, "a.pdf")]


def place(finding: Finding) -> tuple[str, int | None]:
    return finding.code, finding.location.line if finding.location else None


@pytest.mark.parametrize(
    ("wanted", "found", "lines"),
    [
        ("甲乙丙", "甲乙丙", []),
        ("甲乙丙", "甲丙", [2]),
        ("甲乙丙", "甲x丙", [2]),
        ("甲丙", "甲x丙", [3]),
        ("甲乙丙丁戊", "甲丙丁x", [2, 5]),
        ("甲乙", "", [1, 2]),
        ("甲乙丙丁戊己", "甲x丙丁y己", [2, 5]),
    ],
)
def test_each_difference_is_told_at_its_line(wanted: str, found: str, lines: list[int]) -> None:
    assert differences(wanted, found) == [("V001", line) for line in lines]


def test_of_many_differences_the_first_are_told() -> None:
    assert len(differences(NAMES * 4, "x" * 40)) == 20


@pytest.mark.parametrize(
    ("text", "zone", "is_added"),
    [
        ("书", Zone.BODY, True),
        ("鲁林2026年1月2日", Zone.BODY, True),
        ("12.", Zone.BODY, True),
        ("[3]", Zone.BODY, True),
        ("题", Zone.BODY, False),
        ("题·····7", Zone.FRAME, True),
        ("别的话", Zone.FRAME, False),
        ("练习#1·····384", Zone.FRAME, True),
        ("练习#1384", Zone.FRAME, True),
        ("练习#2384", Zone.FRAME, False),
        (f"non{DIVIDED}login·7", Zone.FRAME, True),
        (f"CCBY{DIVIDED}SA", Zone.BODY, True),
    ],
)
def test_only_words_that_editions_add_may_stand_between_passages(
    text: str, zone: Zone, is_added: bool
) -> None:
    metadata = Metadata(
        title="书",
        contributors=(Contributor("鲁"), Contributor("林")),
        published="2026-01-02",
        rights="CC BY-SA",
    )
    heads = ("题", "练习 #1", "non-login")
    publication = Publication(metadata, tuple(Article((Text(head),), ()) for head in heads))
    added = Added(publication, expected(publication), Settings())
    assert (added.in_matter(text) if zone is Zone.FRAME else added.in_text(text)) == is_added


def test_what_a_theme_prints_of_its_own_is_added_if_it_says_so() -> None:
    publication = Publication(Metadata(title="书"), ())
    nothing = expected(publication)
    assert not Added(publication, nothing, Settings()).in_text("❦")
    assert Added(publication, nothing, Settings(ornaments=("❦",))).in_text("❦")


def misplaced(wanted: str, found: str, name: str) -> list[int | None]:
    """The lines of what stands in another table, or list, than it should. Each digit is the number
    of the one in which a block stands."""
    must = tuple(
        replace(passage, **{name: int(number)})
        for passage, number in zip(passages(NAMES), wanted, strict=False)
    )
    has = tuple(
        replace(Leaf(each * 3, Kind.TEXT, Zone.BODY, "page 1", 1), **{name: int(number)})
        for each, number in zip(NAMES, found, strict=False)
    )
    empty = Publication(Metadata(), ())
    expectation = Expectation(must, (), (), frozenset(), frozenset())
    added = Added(empty, expected(empty), Settings())
    findings = compare(expectation, Reading(has, frozenset()), added, "a.pdf")
    assert {finding.code for finding in findings} <= {"V002"}
    return [place(finding)[1] for finding in findings]


@pytest.mark.parametrize("name", ["table", "listed"])
@pytest.mark.parametrize(
    ("wanted", "found", "lines"),
    [
        ("0110", "0110", []),
        ("0110", "0550", []),
        ("0121", "0565", []),
        ("0110", "0120", [3]),  # one divided
        ("0120", "0110", [3]),  # two made one
        ("0110", "0010", [2]),
        ("0010", "0110", [2]),
    ],
)
def test_a_table_or_list_is_one_and_no_other(
    name: str, wanted: str, found: str, lines: list[int]
) -> None:
    assert misplaced(wanted, found, name) == lines


def test_a_file_that_tells_no_lists_is_not_held_to_them() -> None:
    assert Leaf("甲", Kind.TEXT, Zone.BODY, "a.xhtml").listed == -1
    assert Pairs().fit(3, 1)


@pytest.mark.parametrize(
    ("page", "found", "count"),
    [(1, ("图",), 0), (1, (), 1), (0, ("图", ""), 0), (0, ("图",), 1), (0, ("",), 1)],
)
def test_a_picture_without_words_is_ornament_in_print(
    page: int, found: tuple[str, ...], count: int
) -> None:
    empty = Publication(Metadata(), ())
    images = (Image("a.png", "图"), Image("b.png", ""))
    expectation = Expectation(passages("甲"), (), (), frozenset(), frozenset(), images=images)
    leaves = (Leaf("甲甲甲", Kind.TEXT, Zone.BODY, "place", page),)
    added = Added(empty, expected(empty), Settings())
    reading = Reading(leaves, frozenset(), shown=tuple(Shown(each, "") for each in found))
    assert [f.code for f in compare(expectation, reading, added, "a")] == ["V004"] * count
