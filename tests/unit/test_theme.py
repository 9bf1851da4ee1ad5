"""A theme is a chain of folders: the nearest file wins, styles add up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from keben import theme
from keben.errors import SettingsError, ThemeError
from keben.settings import combine


@pytest.fixture
def themes(tmp_path: Path) -> Callable[..., Path]:
    """Writes themes, each a table of files, into one folder beside base."""

    def write(**named: dict[str, str]) -> Path:
        for name, files in {"base": {"theme.toml": "[page]\ntop = 20\n"}, **named}.items():
            folder = tmp_path / name
            folder.mkdir()
            for file, text in files.items():
                (folder / file).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_theme_extends_base_unless_it_says_otherwise(themes: Callable[..., Path]) -> None:
    folder = themes(
        plain={"theme.toml": ""},
        fine={"theme.toml": 'extends = "plain"\n[page]\ntop = 30\n'},
    )
    found = theme.load("fine", folders=[folder])
    assert [name for name, _ in found.chain] == ["fine", "plain", "base"]
    assert combine(*found.layers).page.top == 30
    assert all("extends" not in layer.values for layer in found.layers)


def test_base_extends_nothing(themes: Callable[..., Path]) -> None:
    assert len(theme.load("base", folders=[themes()]).chain) == 1


def test_the_nearest_file_is_found(themes: Callable[..., Path]) -> None:
    folder = themes(
        plain={"theme.toml": "", "a.html": "", "b.html": ""},
        fine={"theme.toml": 'extends = "plain"', "a.html": ""},
    )
    found = theme.load("fine", folders=[folder])
    assert found.find("a.html") == folder / "fine" / "a.html"
    assert found.find("b.html") == folder / "plain" / "b.html"
    assert found.find("c.html") is None


def test_styles_add_up_with_base_first(themes: Callable[..., Path]) -> None:
    folder = themes(
        plain={"theme.toml": "", "print.css": "p{}"}, fine={"theme.toml": 'extends = "plain"'}
    )
    (folder / "base" / "print.css").write_text("html{}", encoding="utf-8")
    assert theme.load("fine", folders=[folder]).style("print.css") == "html{}\np{}"


def test_an_earlier_folder_wins(themes: Callable[..., Path], tmp_path: Path) -> None:
    folder = themes(plain={"theme.toml": ""})
    own = tmp_path / "own"
    (own / "plain").mkdir(parents=True)
    (own / "plain" / "theme.toml").touch()
    assert theme.load("plain", folders=[own, folder]).chain[0][1] == own / "plain"


@pytest.mark.parametrize("name", ["gone", "../base", "", "a/b", ".."])
def test_a_theme_that_is_not_there_is_refused(name: str, themes: Callable[..., Path]) -> None:
    folder = themes(plain={"theme.toml": ""}, fine={"theme.toml": ""})
    if not name:
        assert theme.load("plain", folders=[folder])
        return
    with pytest.raises(ThemeError, match="there is no theme") as caught:
        theme.load(name, folders=[folder])
    assert caught.value.hint == "There are: fine, plain."
    assert caught.value.exit_code == 5


def test_a_theme_that_extends_itself_is_refused(themes: Callable[..., Path]) -> None:
    folder = themes(a={"theme.toml": 'extends = "b"'}, b={"theme.toml": 'extends = "a"'})
    with pytest.raises(ThemeError, match='theme "a" extends itself') as caught:
        theme.load("a", folders=[folder])
    assert str(caught.value).startswith(str(folder / "b" / "theme.toml"))


def test_a_style_that_is_no_utf8_is_refused(themes: Callable[..., Path]) -> None:
    folder = themes(plain={"theme.toml": ""})
    (folder / "plain" / "print.css").write_bytes(b"\xff\xfe")
    with pytest.raises(ThemeError, match=r'"print\.css" cannot be read'):
        theme.load("plain", folders=[folder]).style("print.css")


def test_a_broken_theme_file_is_named(themes: Callable[..., Path]) -> None:
    folder = themes(plain={"theme.toml": "x = = 1"})
    with pytest.raises(SettingsError, match=r"theme\.toml:1: not valid TOML"):
        theme.load("plain", folders=[folder])


def test_themes_are_named_without_their_ground(themes: Callable[..., Path]) -> None:
    folder = themes(fine={"theme.toml": ""}, plain={"theme.toml": ""}, other={"x.css": ""})
    assert theme.names(folders=[folder, folder / "gone"]) == ("fine", "plain")
