"""fonts/: what lies there is what fonts.toml says, whole, licensed and small enough to clone."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from typing import Any

import pytest
from fontTools.ttLib import TTCollection, TTFont

from keben.places import fonts_folder

FACES: list[dict[str, Any]] = tomllib.loads(
    (fonts_folder() / "fonts.toml").read_text(encoding="utf-8")
)["face"]
FILES = {face["file"]: face["sha256"] for face in FACES}
FULL_NAME = 4  # the name table's id for a face's full name
LANGUAGES = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "ja", "ko")


@cache
def full_names(file: str) -> tuple[str, ...]:
    """The full names of the faces in a font file, in their order."""
    with (fonts_folder() / file).open("rb") as data:
        fonts = TTCollection(data, lazy=True) if file.endswith(".ttc") else [TTFont(data)]
        return tuple(font["name"].getDebugName(FULL_NAME) for font in fonts)


def test_every_file_is_listed() -> None:
    strangers = {path.name for path in fonts_folder().iterdir()} - FILES.keys()
    assert strangers == {"fonts.toml", "licences"}


@pytest.mark.parametrize("file", FILES)
def test_a_font_is_the_file_that_was_taken(file: str) -> None:
    assert hashlib.sha256((fonts_folder() / file).read_bytes()).hexdigest() == FILES[file]


def test_faces_of_one_file_state_one_hash() -> None:
    assert all(face["sha256"] == FILES[face["file"]] for face in FACES)


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face['family']}: {face['name']}")
def test_the_index_leads_to_the_face_of_that_name(face: dict[str, Any]) -> None:
    assert full_names(face["file"])[face.get("index", 0)] == face["name"]


def test_every_licence_is_there_and_none_is_left_over() -> None:
    texts = {path.stem for path in (fonts_folder() / "licences").glob("*.txt")}
    assert texts == {face["licence"] for face in FACES}


def test_every_face_names_its_origin() -> None:
    assert all(face["origin"].startswith(("fonts-", "@expo-google-fonts/")) for face in FACES)


def test_every_family_serves_every_language_with_one_face() -> None:
    families: dict[str, list[str]] = {}
    for face in FACES:
        families.setdefault(face["family"], []).extend(face["languages"])
    for family, languages in families.items():
        assert languages == ["*"] or sorted(languages) == sorted(LANGUAGES), family


def test_a_language_without_a_face_of_its_own_gets_the_simplified_one() -> None:
    first = {face["family"]: face["languages"] for face in reversed(FACES)}
    assert first["serif"] == first["sans"] == first["mono"] == ["zh-Hans"]


def test_the_fonts_stay_under_100_megabytes() -> None:
    assert sum((fonts_folder() / file).stat().st_size for file in FILES) < 100_000_000
