"""What doctor finds wrong, and what a person is told to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.cli import inspecting, main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with a theme and no fonts."""
    (tmp_path / "templates" / "base").mkdir(parents=True)
    (tmp_path / "templates" / "plain").mkdir()
    (tmp_path / "templates" / "base" / "theme.toml").write_text("")
    (tmp_path / "templates" / "plain" / "theme.toml").write_text("[page]\npaper = 'a5'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(inspecting, "templates_folder", lambda: tmp_path / "templates")
    monkeypatch.setattr(inspecting, "fonts_folder", lambda: tmp_path / "fonts")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "fonts.toml").write_text("")
    return tmp_path


def test_a_machine_that_is_well(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ok     Python: 3.")
    assert "ok     theme plain: base < plain" in lines
    assert all(line.startswith("ok") for line in lines)


def test_a_changed_font_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "fonts" / "a.ttf").write_text("not what it was")
    (home / "fonts" / "fonts.toml").write_text(
        '[[face]]\nfamily = "x"\nname = "X"\nfile = "a.ttf"\nlanguages = ["*"]\nsha256 = "00"'
    )
    assert main(["doctor"]) == 6
    printed = capsys.readouterr().out
    assert "wrong  fonts: the font is not the one" in printed
    assert "a.ttf" in printed


def test_a_missing_library_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inspecting, "LIBRARIES", {"Pango": ("keben-no-such-library",)})
    assert main(["doctor"]) == 6
    assert 'wrong  Pango: not found\n       Run "make setup"' in capsys.readouterr().out


def test_a_broken_theme_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "templates" / "plain" / "theme.toml").write_text("[page]\npapre = 'a5'")
    assert main(["doctor"]) == 6
    printed = capsys.readouterr().out
    assert 'wrong  theme plain: unknown setting "page.papre"' in printed
    assert 'Did you mean "page.paper"?' in printed
