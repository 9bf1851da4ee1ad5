"""A number of pages, and the steps by which a text is made to take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keben.editions.fit import fit
from keben.editions.ready import Origin, Ready
from keben.errors import SettingsError
from keben.model import Basis, Dated, Metadata, Publication
from keben.settings import Layer, Settings, combine
from keben.theme import Theme
from keben.typecase import TypeCase

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


def ready(pages: int, **tables: object) -> Ready:
    publication = Publication(Metadata(title="题"), ())
    settings = combine(Layer({"fit": {"pages": pages, **tables.pop("fit", {})}, **tables}))  # type: ignore[dict-item]
    origin = Origin("a", (Path("a.md"),), (), (), Dated(MOMENT, Basis.GIVEN), publication)
    case = TypeCase((), {}, frozenset())
    return Ready(publication, Theme("t", (), ()), settings, case, MOMENT, origin=origin)


def pages_of(characters: int, asked: Ready) -> int:
    """What a text takes on A4, by the area that a character takes."""
    page, kind = asked.settings.page, asked.settings.type
    width = 210 - page.inner - page.outer
    measure = min(page.measure, width * 72 / 25.4 / kind.size)
    lines = int((297 - page.top - page.bottom) * 72 / 25.4 / kind.pitch)
    beside = 1.35 if page.columns > 1 else 1  # the margins hold text too
    return -(-characters // int(measure * lines * beside))


def counter(characters: int):  # type: ignore[no-untyped-def]
    return lambda asked: pages_of(characters, asked)


def test_a_text_that_takes_the_pages_is_left_alone() -> None:
    given = ready(2)
    assert fit(given, counter(2_500)) == (given, [])


@pytest.mark.parametrize("characters", [3_100, 3_600, 4_400, 5_200])
def test_a_longer_text_is_tightened_and_no_more_than_it_must(characters: int) -> None:
    given = ready(2)
    fitted, told = fit(given, counter(characters))
    settings = fitted.settings
    assert pages_of(characters, fitted) == 2
    assert settings.type.size >= settings.fit.least_size
    assert settings.type.pitch >= settings.fit.least_pitch * settings.type.size - 0.25
    assert min(settings.page.top, settings.page.inner) >= settings.fit.least_margin
    assert [finding.code for finding in told] == ["O003"]
    assert f"{settings.type.size:g} pt on {settings.type.pitch:g} pt" in told[0].message
    if settings.type.size < given.settings.type.size:
        assert settings.page.top == settings.fit.least_margin, "margins give way first"


def test_a_shorter_text_is_loosened() -> None:
    fitted, _ = fit(ready(3), counter(2_900))
    assert pages_of(2_900, fitted) == 3
    assert fitted.settings.type.pitch > 18
    assert fitted.settings.type.size <= fitted.settings.fit.most_size


def test_what_was_chosen_is_kept_with_what_was_asked_for() -> None:
    given = ready(2)
    fitted, _ = fit(given, counter(3_600))
    assert fitted.origin is not None
    (chosen,) = fitted.origin.layers
    again = combine(Layer(given.settings.model_dump(mode="json", exclude_unset=True)), chosen)
    assert again.type == fitted.settings.type
    assert again.page == fitted.settings.page
    assert fit(replace(given, settings=again), counter(3_600))[1] == []


def test_a_text_that_is_far_too_long_is_refused_with_what_it_takes() -> None:
    asked = ready(1, fit={"most_columns": 1})
    with pytest.raises(SettingsError, match="cannot take 1 page: it takes 4") as caught:
        fit(asked, counter(5_200))
    assert "--fit 3" in str(caught.value.hint)
    with pytest.raises(SettingsError, match="cannot take 9 pages"):
        fit(ready(9), counter(2_500))


def test_more_columns_come_last() -> None:
    fitted, told = fit(ready(1), counter(3_200))
    assert fitted.settings.page.columns == 2
    assert "2 columns" in told[0].message


def test_limits_are_settings() -> None:
    settings: Settings = combine(Layer({"fit": {"least_size": 10}}))
    assert settings.fit.least_size == 10
    asked = ready(2, fit={"least_size": 10.5, "most_columns": 1})
    with pytest.raises(SettingsError, match=r"at 10\.5 pt"):
        fit(asked, counter(6_000))
