"""The libraries that a page depends on are found, none by a list of ours."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from keben.editions.archive.record import tools
from keben.libraries import installed, libraries

ROOT = Path(__file__).parents[2]


def test_every_declared_library_and_those_below_it_are_told() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[=<>]", line)[0].casefold() for line in declared}
    found = {name.casefold(): number for name, number in libraries().items()}
    assert names <= found.keys()
    assert found["pyphen"] == version("pyphen")  # WeasyPrint's, divides words
    assert not {"keben", "pytest", "mypy"} & found.keys()


def test_an_archive_names_each_tool_once() -> None:
    names = [name.casefold() for name in tools()]
    assert len(names) == len(set(names))
    assert {"keben", "python", "pango", "harfbuzz", "freetype", "zlib", "pillow"} <= set(names)


def test_what_is_installed_is_told_with_its_version() -> None:
    assert f"pyphen-{version('pyphen')}.dist-info" in installed()
