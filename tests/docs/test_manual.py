"""The manual and the READMEs say what there is: every setting, option and exit code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from keben import errors
from keben import theme as themes
from keben.cli import commands
from keben.settings import combine, known_names

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "content" / "manual" / "03-pages.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "content" / "manual" / "04-commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", known_names())
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGES


def test_every_option_of_the_build_is_documented() -> None:
    for option in commands.build.params:
        for name in option.opts:
            if name.startswith("--"):
                assert f"`{name}" in COMMANDS, name


def test_every_exit_code_is_documented() -> None:
    kinds = [value for value in vars(errors).values() if isinstance(value, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.PressError)}
    for code in codes | {0, errors.INTERRUPTED}:
        assert re.search(rf"^\| *`?{code}`? *\|", COMMANDS, flags=re.MULTILINE), code


def _tables() -> dict[str, str]:
    """The default that the manual states for each setting that has one column of defaults."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| `?([^|`]*)`? \| [^|]+ \|$", PAGES, flags=re.MULTILINE)
    return {name: value.strip() for name, value in rows}


def test_the_stated_defaults_are_those_of_the_handout() -> None:
    """A default in the manual is what a handout is really made with."""
    settings = combine(*themes.load("handout", folders=[ROOT / "templates"]).layers)
    for name, stated in _tables().items():
        value: object = settings
        for part in name.split("."):
            value = getattr(value, part, None)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        assert float(stated) == pytest.approx(value), name


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_picture_and_page_that_a_readme_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", text)
    assert named
    for pair in named:
        assert (ROOT / "".join(pair)).exists(), pair
