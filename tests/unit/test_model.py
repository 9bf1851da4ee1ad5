"""The model is frozen data that says where it comes from."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path
from typing import get_args

import pytest

from keben import model
from keben.errors import (
    FontError,
    ManuscriptError,
    OutputError,
    PressError,
    SettingsError,
    ThemeError,
    UsageError,
)
from keben.model import Block, Finding, Inline, Location, Paragraph, Severity, Text

KINDS = [
    kind
    for name in dir(model)
    if dataclasses.is_dataclass(kind := getattr(model, name)) and isinstance(kind, type)
]


def test_a_location_reads_as_file_and_line() -> None:
    assert str(Location(Path("notes.md"), 12)) == "notes.md:12"
    assert str(Location(Path("notes.md"))) == "notes.md"


def test_a_finding_names_place_weight_and_code() -> None:
    place = Location(Path("a.md"), 3)
    assert str(Finding("C001", Severity.WARNING, "x.", place)) == "a.md:3: warning C001: x."
    assert str(Finding("C001", Severity.NOTE, "x.")) == "note C001: x."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_is_frozen_and_slotted(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__dict__" not in dir(kind)


def test_values_can_be_compared_hashed_and_sent_to_another_process() -> None:
    paragraph = Paragraph((Text("字"),), Location(Path("a.md"), 1))
    assert paragraph == Paragraph((Text("字"),), Location(Path("a.md"), 1))
    assert len({paragraph, Paragraph((Text("字"),))}) == 2
    assert pickle.loads(pickle.dumps(paragraph)) == paragraph


def test_blocks_and_inlines_are_closed_unions_without_overlap() -> None:
    blocks, inlines = set(get_args(Block)), set(get_args(Inline))
    assert blocks.isdisjoint(inlines)
    assert blocks | inlines <= set(KINDS)


def test_an_error_names_place_trouble_and_remedy() -> None:
    error = PressError("x is wrong.", location=Location(Path("a.md"), 2), hint="Mend it.")
    assert str(error) == "a.md:2: x is wrong. Mend it."
    assert str(PressError("x is wrong.")) == "x is wrong."


def test_each_class_of_error_has_its_exit_code() -> None:
    children = (
        UsageError, SettingsError, ManuscriptError, ThemeError, FontError, OutputError,
    )  # fmt: skip
    assert [child.exit_code for child in children] == [2, 3, 4, 5, 6, 7]
    assert all(issubclass(child, PressError) for child in children)
