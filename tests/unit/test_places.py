"""keben.places: the same files are found in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben import places


def test_a_checkout_holds_templates_fonts_and_content_beside_the_package() -> None:
    top = Path(places.__file__).resolve().parents[1]
    assert (places.fonts_folder() / "fonts.toml").is_file()
    assert (places.templates_folder() / "base").is_dir()
    assert places.content_folder() == top / "content"


def test_a_wheel_holds_templates_and_fonts_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "keben" / "_data"
    packed.mkdir(parents=True)
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "keben")
    assert places.templates_folder() == packed / "templates"
    assert places.fonts_folder() == packed / "fonts"


def test_an_installed_keben_builds_the_content_of_the_folder_it_is_called_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keben" / "_data").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "keben")
    monkeypatch.chdir(tmp_path)
    assert places.content_folder().resolve() == (tmp_path / "content").resolve()


def test_the_cache_lies_where_the_user_keeps_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert places.cache_folder() == tmp_path / "keben"
    assert not places.cache_folder().exists()
