"""Whatever stands where a setting is wanted is read or refused, and the refusal names its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keben.errors import FontError, ManuscriptError, SettingsError
from keben.model import Location
from keben.plain_yaml import NoYaml, compose
from keben.readers.works import read_works
from keben.settings import Layer, assignment, combine, read_toml
from keben.settings.presets import PRESETS
from keben.settings.schema import known_names
from keben.typecase.faces import read_faces

WRONG: tuple[Any, ...] = (
    *(7, -1, 10**30, 0.1, 1e300, 1e-300, float("nan"), float("inf"), -float("inf"), True),
    *(
        "",
        "绝无此值",
        "长" * 100_000,
        "../../../etc/passwd",
        "a\nb",
        "\u202e<b>&",
        date(2020, 1, 1),
    ),
    *([], ["a", 1, {}], {}, {"x": 1}, {"": None}, [[[[]]]], [{"a": [{}]}]),
)
NAMES = known_names()


def layer(name: str, value: Any) -> Layer:
    for part in reversed(name.split(".")):
        value = {part: value}
    return Layer(value, Location(Path("theme.toml")))


def refusal(name: str, value: Any) -> str:
    """What is said of a value; nothing where it is taken."""
    try:
        combine(layer(name, value))
    except SettingsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_value_is_refused_by_name(name: str) -> None:
    told = [refusal(name, value) for value in WRONG]
    assert any(told), "every value is taken"
    assert all(line.startswith("theme.toml: ") for line in told if line)
    assert all(name.split(".")[0] in line or name in PRESETS for line in told if line)
    assert all(len(line) < 600 for line in told)


@pytest.mark.parametrize(
    "text", ["a\0b", "\x1b[2J", "\ud800", "\uffff", "\x98", "\u202e", "\ufffb"]
)
def test_no_setting_may_hold_what_no_file_can(text: str) -> None:
    for name in NAMES:
        for value in (text, [text], {"a": text}):
            assert "it holds a control character" in refusal(name, value), name


@settings(max_examples=50)
@given(
    st.sampled_from(NAMES),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)
def test_anything_is_read_or_refused(name: str, value: Any) -> None:
    with suppress(SettingsError):
        combine(layer(name, value))


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000, "{a=" * 5000], ids=["9", "[", "{"])
def test_a_value_that_python_cannot_read_is_refused(value: str, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(f"chapters = {value}\n", "utf-8")
    with pytest.raises(SettingsError, match="book"):
        read_toml(path)
    with pytest.raises(FontError, match="book"):
        read_faces((path,))
    with pytest.raises(SettingsError, match="chapters"):
        combine(assignment(f"chapters={value}"))


def test_a_bibliography_with_a_number_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f'[{{"id": "k", "volume": {"9" * 5000}}}]', "utf-8")
    with pytest.raises(ManuscriptError, match="is no CSL-JSON"):
        read_works(("a.json",), (tmp_path,))


def test_files_of_settings_are_short(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('title = "' + "x" * 1_000_000 + '"\n', "utf-8")
    with pytest.raises(SettingsError, match=r"book.toml: it has more than 1,000,000 characters"):
        read_toml(path)
    with pytest.raises(SettingsError, match="it has 100,001 characters, and 100,000 are the most"):
        combine(layer("description", "x" * 100_001))


@pytest.mark.parametrize("name", ["rot13", "hex", "zlib", "base64", "idna", "undefined", "x" * 999])
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    assert "an encoding is utf-8" in refusal("encoding", name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 1_000_001, "1,000,001 characters, and 1,000,000 are the most"),
        ("a: [" + "1," * 50_000 + "]", "more than 50,000 values"),
    ],
)
def test_front_matter_is_short(text: str, message: str) -> None:
    with pytest.raises(NoYaml, match=message):
        compose(text)
