"""A stand-in is imported in place of a module, and gives way to it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from keben.composition.late import LATE, importing_late


@pytest.fixture
def heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "heavy_module.py").write_text("def double(number):\n    return 2 * number\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "heavy_module", raising=False)
    return "heavy_module"


def test_a_module_is_imported_when_it_is_called(heavy: str) -> None:
    with importing_late(heavy):
        double = importlib.import_module(heavy).double
    assert heavy not in sys.modules
    assert double(3) == 6
    assert heavy in sys.modules


def test_a_module_that_is_there_stays(heavy: str) -> None:
    known = importlib.import_module(heavy)
    with importing_late(heavy):
        assert importlib.import_module(heavy) is known
    assert sys.modules[heavy] is known


def test_whoever_needs_the_real_module_gets_it() -> None:
    import keben.composition.engine  # noqa: F401  # WeasyPrint is imported by it

    for name in LATE:
        assert importlib.import_module(name).__spec__ is not None
