"""Findings have stable, documented codes, and become errors where they must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import keben
from keben.errors import FontError, ManuscriptError
from keben.findings import MEANINGS, verdict
from keben.model import Finding, Location, Severity

CODE = re.compile(r'"([A-Z]\d{3})"')


def used() -> set[str]:
    """Every code that stands in the package's source, the table's own left out."""
    folder = Path(keben.__file__).parent
    sources = (path for path in folder.rglob("*.py") if path != folder / "findings.py")
    return {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_that_is_used_has_a_meaning() -> None:
    assert used() - set(MEANINGS) == set()


def test_every_code_that_has_a_meaning_is_used() -> None:
    assert set(MEANINGS) - used() == set()


def finding(code: str, severity: Severity, line: int = 1) -> Finding:
    return Finding(code, severity, "Something.", Location(Path("a.md"), line))


def test_notes_and_warnings_are_harmless() -> None:
    found = [finding("M001", Severity.NOTE), finding("L001", Severity.WARNING)]
    assert verdict(found, strict=False) is None
    assert verdict([finding("M001", Severity.NOTE)], strict=True) is None


def test_an_error_always_counts() -> None:
    error = verdict([finding("I002", Severity.ERROR, 7)], strict=False)
    assert isinstance(error, ManuscriptError)
    assert str(error) == "a.md:7: 1 finding counts as an error (I002). Correct the place."


def test_warnings_count_when_strict_and_the_first_gives_the_exit_code() -> None:
    found = [finding("C002", Severity.WARNING, 3), finding("L001", Severity.WARNING)]
    error = verdict(found, strict=True)
    assert isinstance(error, FontError)
    assert error.message == "2 findings count as an error (C002, L001)."
    assert "--strict" in error.hint


@pytest.mark.parametrize("code", MEANINGS)
def test_a_meaning_is_one_sentence(code: str) -> None:
    assert MEANINGS[code].endswith(".")
    assert "\n" not in MEANINGS[code]
