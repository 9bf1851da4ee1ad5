"""Numbers of pages in a text are set again until they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from keben.composition.facts import Facts, Flow, PageFacts, Place, TreeFacts
from keben.editions.pdf.gathering import Laid, Wanted
from keben.editions.pdf.settling import MOST, Crowded, settle
from keben.editions.ready import Ready
from keben.errors import OutputError
from keben.model import Metadata, Publication
from keben.typeset import Printed
from keben.typeset.gathers import GATHER, LEAST

TREE = TreeFacts(1, (), (), (), (), (), {}, ())


def laid(pages: int, *, left: bool = False, **facts: Any) -> Laid:
    """A gathering of some pages, with the anchor "a" on its last."""
    found = tuple(
        PageFacts("", frozenset(), False, left != (n % 2 == 1), (9, 9), (0, 0, 9, 9), 1.0, {}, {})
        for n in range(pages)
    )
    usual: dict[str, Any] = {"begins": "page", "is_sided": False, "is_crowded": False}
    given = usual | facts
    anchors = {"a": Place(pages - 1, 0, 0, 0)}
    flow = Flow("", (None,) * pages, {}, None)
    return Laid(Facts(found, flow, *given.values(), anchors, (), {}, TREE), Path())


def document(*bodies: str) -> Printed:
    """One that asks for folios, each of its gatherings long enough to stand alone."""
    texts = GATHER.join(f"<p>{body}</p>{'x' * LEAST}" for body in bodies)
    html = f"<html><body>{texts}</body></html>"
    return Printed(html, "", None, {}, asks_folios=True)  # type: ignore[arg-type]


def settling(
    set_: Callable[[Sequence[Wanted]], Sequence[Laid]], bodies: Callable[[str], Sequence[str]]
) -> Any:
    """What comes of a document whose texts depend on the folio of "a"."""
    ready: Any = Ready(Publication(Metadata(), ()), *(None,) * 4)  # type: ignore[arg-type]

    def typeset(ready: Ready, folios: Mapping[str, str]) -> Printed:
        return document(*bodies(folios["a"]))

    return settle(ready, document(*bodies("000")), typeset, set_)


def test_numbers_are_set_until_they_stand() -> None:
    rounds: list[int] = []

    def set_(wanted: Sequence[Wanted]) -> list[Laid]:
        rounds.append(len(wanted))
        return [laid(3 if "000" in wanted[0].html else 4)]

    made = settling(set_, lambda folio: [f"see {folio}"])
    assert len(rounds) == 3
    assert len(made.pages) == 4


def test_numbers_that_never_stand_are_an_error() -> None:
    rounds: list[int] = []

    def set_(wanted: Sequence[Wanted]) -> list[Laid]:
        rounds.append(len(wanted))
        return [laid(4 if "see 3" in wanted[0].html else 3)]

    with pytest.raises(OutputError, match="do not come to rest"):
        settling(set_, lambda folio: [f"see {folio}"])
    assert len(rounds) == MOST


def test_what_hangs_on_its_side_is_set_again_and_nothing_else() -> None:
    asked: list[list[bool]] = []

    def set_(wanted: Sequence[Wanted]) -> list[Laid]:
        asked.append([each.on_left for each in wanted])
        return [laid(1, left=each.on_left, is_sided=True) for each in wanted]

    made = settling(set_, lambda folio: ["one", "two", "three"])
    assert asked[0] == [False, False, False]
    assert asked[-1] == [False, True, False]
    assert not any(page.is_moved for page in made.pages)


def test_what_runs_on_is_set_with_what_stands_before_it() -> None:
    asked: list[int] = []

    def set_(wanted: Sequence[Wanted]) -> list[Laid]:
        asked.append(len(wanted))
        return [laid(1, begins="" if "<body><p>two" in each.html else "page") for each in wanted]

    made = settling(set_, lambda folio: ["one", "two", "three"])
    assert asked[0] == 3
    assert asked[-1] == 2
    assert len(made.gatherings) == 2


def test_a_page_without_room_for_its_pull_quotes_stops_it() -> None:
    with pytest.raises(Crowded):
        settling(lambda wanted: [laid(1, is_crowded=True)], lambda folio: ["x"])
