"""Settings come in layers, are checked by one schema, and errors say where a value came from."""

from __future__ import annotations

import copy
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.errors import SettingsError
from keben.model import Contributor, Location, Series
from keben.settings import Layer, Settings, assignment, combine, known_names, read_toml

BOOK = Location(Path("book.toml"))


def test_without_layers_there_are_defaults() -> None:
    assert combine() == Settings()


def test_a_later_layer_wins_and_leaves_the_rest() -> None:
    settings = combine(
        Layer({"title": "a", "page": {"paper": "a5", "top": 30}}),
        Layer({"page": {"paper": "b5"}}),
    )
    assert (settings.title, settings.page.paper, settings.page.top) == ("a", "b5", 30)


def test_layers_are_never_written_to() -> None:
    theme = Layer({"furniture": {"first": {"foot_centre": "a"}}, "page": {"top": 20}})
    before = copy.deepcopy(theme)
    combine(theme, Layer({"furniture": {"first": {"foot_centre": "b"}}, "page": {"top": 30}}))
    assert theme == before


def test_names_that_writers_use_are_understood() -> None:
    settings = combine(Layer({"author": "甲", "lang": "ja", "keywords": "版、本; 书"}))
    assert settings.metadata().contributors == (Contributor("甲"),)
    assert settings.language == "ja"
    assert settings.subjects == ("版", "本", "书")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("甲", (Contributor("甲"),)),
        (["甲", "乙"], (Contributor("甲"), Contributor("乙"))),
        ({"name": "甲", "role": "trl"}, (Contributor("甲", "trl"),)),
        (
            [{"name": "甲", "file_as": "Jia"}, "乙"],
            (Contributor("甲", "aut", "Jia"), Contributor("乙")),
        ),
    ],
)
def test_authors_are_names_or_tables(given: object, expected: tuple[Contributor, ...]) -> None:
    assert combine(Layer({"authors": given})).metadata().contributors == expected


def test_a_series_is_a_name_or_a_table() -> None:
    assert combine(Layer({"series": "丛书"})).metadata().series == Series("丛书")
    table = {"name": "丛书", "position": 2}
    assert combine(Layer({"series": table})).metadata().series == Series("丛书", "2")


def test_metadata_is_what_the_settings_state() -> None:
    values = {
        "title": "书", "subtitle": "副", "language": "ko", "identifier": "urn:x", "date": "2026",
        "publisher": "社", "source": "刊", "rights": "权", "description": "述",
    }  # fmt: skip
    metadata = combine(Layer(values)).metadata()
    assert (metadata.title, metadata.subtitle, metadata.language) == ("书", "副", "ko")
    assert (metadata.identifier, metadata.published) == ("urn:x", "2026")
    assert (metadata.publisher, metadata.source) == ("社", "刊")
    assert (metadata.rights, metadata.description) == ("权", "述")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026", "2026"),
        (2026, "2026"),
        ("2026-1", "2026-01"),
        ("2026/01/02", "2026-01-02"),
        ("2026年1月2日", "2026-01-02"),
        ("2026年1月", "2026-01"),
        ("2026年", "2026"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3), "2026-01-02"),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(given: object, expected: str) -> None:
    assert combine(Layer({"date": given})).date == expected


@pytest.mark.parametrize("given", ["yesterday", "26-1-2", "2026-13", "2026-02-30", "2026-1-2-3"])
def test_a_date_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match=r'setting "date" cannot be'):
        combine(Layer({"date": given}))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("ZH_tw", "zh-Hant-TW"),
        ("zh-hk", "zh-Hant-HK"),
        ("ja-JP", "ja"),
        ("KO", "ko"),
        ("en", "en"),
        ("en-GB", "en-GB"),
        ("fr", "fr"),
        ("", ""),
    ],
)
def test_languages_are_tags(given: str, expected: str) -> None:
    assert combine(Layer({"language": given})).language == expected


@pytest.mark.parametrize("given", ["中文", "english", 'en"]', "e", "en GB"])
def test_a_language_that_is_no_tag_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="a language is a BCP 47 tag"):
        combine(Layer({"language": given}))


@pytest.mark.parametrize(
    ("given", "name", "size"),
    [
        ("A3", "a3", (297, 420)),
        ("JIS B5", "jis-b5", (182, 257)),
        ("iso b5", "b5", (176, 250)),
        ("16开", "16k", (185, 260)),
        ("大32开", "32k", (140, 203)),
        ("32开", "small-32k", (130, 184)),
        ("Legal", "legal", (215.9, 355.6)),
        ("148x210mm", "148x210mm", (148, 210)),
        ("１２０．５ × 190", "120.5x190mm", (120.5, 190)),
        ("100mm x 200mm", "100x200mm", (100, 200)),
    ],
)
def test_a_paper_is_named_or_measured(given: str, name: str, size: tuple[float, float]) -> None:
    page = combine(Layer({"page": {"paper": given}})).page
    assert (page.paper, page.sheet) == (name, size)


def test_a_sheet_lies_as_it_is_told() -> None:
    def sheet(**page: object) -> tuple[float, float]:
        return combine(Layer({"page": page})).page.sheet

    assert sheet(paper="a5", orientation="landscape") == (210, 148)
    assert sheet(paper="210x148mm") == (210, 148)
    assert sheet(paper="210x148mm", orientation="portrait") == (148, 210)


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        ("a44", 'did you mean "a4"?'),
        ("20x30mm", "measure from 60 to 2000 mm"),
        ("0x0", "measure from 60 to 2000 mm"),
        ("210", "or its size as in 148x210mm"),
    ],
)
def test_a_paper_that_is_none_is_refused(paper: str, message: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(message)):
        combine(Layer({"page": {"paper": paper}}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"page": {"paper": "a9"}}, "setting \"page.paper\" cannot be 'a9'"),
        ({"page": {"top": -1}}, 'setting "page.top" cannot be -1'),
        ({"page": 3}, 'setting "page" cannot be 3'),
        ({"colour": {"accent": "red"}}, "a colour is written #rrggbb"),
        ({"type": {"size": 0}}, 'setting "type.size" cannot be 0'),
        ({"type": {"heads": []}}, 'setting "type.heads" cannot be'),
        ({"strict": "perhaps"}, 'setting "strict" cannot be'),
        ({"title": None}, 'setting "title" cannot be None'),
        ({"authors": [{"name": ""}]}, 'setting "authors.0.name" cannot be'),
        ({"authors": 3}, 'setting "authors" cannot be 3'),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_place(
    values: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        combine(Layer(values, BOOK))
    assert message in str(caught.value)
    assert str(caught.value).startswith("book.toml: ")
    assert caught.value.exit_code == 3


def test_an_error_names_the_layer_that_brought_the_value() -> None:
    with pytest.raises(SettingsError, match=r"^--set page\.paper: "):
        combine(Layer({"page": {"paper": "a4"}}, BOOK), assignment("page.paper=a9"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("page.papr", 'Did you mean "page.paper"?'), ("qqqq", "lists every setting")],
)
def test_an_unknown_setting_is_named_with_its_nearest(name: str, hint: str) -> None:
    with pytest.raises(SettingsError, match="unknown setting") as caught:
        combine(assignment(f"{name}=1"))
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("title=Notes", {"title": "Notes"}),
        ("title=1984", {"title": 1984}),
        ("title = 'a=b'", {"title": "a=b"}),
        ("page.two_sided=true", {"page": {"two_sided": True}}),
        ("type.heads=[14, 12]", {"type": {"heads": [14, 12]}}),
        ("title=", {"title": ""}),
    ],
)
def test_an_assignment_is_read_as_toml_or_as_text(text: str, values: object) -> None:
    assert assignment(text).values == values


def test_a_number_for_a_title_is_a_text() -> None:
    assert combine(assignment("title=1984")).title == "1984"


@pytest.mark.parametrize("text", ["title", "=x", ""])
def test_an_assignment_without_name_or_value_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="no value"):
        assignment(text)


def test_a_file_is_a_layer(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('title = "书"\n', encoding="utf-8")
    assert read_toml(path) == Layer({"title": "书"}, Location(path))


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('title = "x"\ntitle == 3\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"book\.toml:2: not valid TOML"):
        read_toml(path)


@pytest.mark.parametrize("data", [b"title = '\xff'", None])
def test_an_unreadable_file_is_named(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    if data:
        path.write_bytes(data)
    with pytest.raises(SettingsError, match=r"book\.toml: cannot be read"):
        read_toml(path)


def test_every_setting_has_a_dotted_name() -> None:
    names = known_names()
    assert {"title", "authors", "page.paper", "furniture.first.head_inner", "strict"} <= set(names)
    assert len(names) == len(set(names))
    assert "page" not in names


@given(st.sampled_from(known_names()), st.one_of(st.text(max_size=5), st.integers(), st.none()))
def test_no_value_crashes_the_schema(name: str, value: object) -> None:
    layer = Layer({name.split(".")[-1]: value}, BOOK)
    for part in reversed(name.split(".")[:-1]):
        layer = Layer({part: layer.values}, BOOK)
    with suppress(SettingsError):
        assert isinstance(combine(layer), Settings)


# --- emphasis ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "language", "shown", "face"),
    [
        ("kai", "zh-Hans", "kai", "kai"),
        ("kai", "ja", "dots", "serif"),
        ("kai", "ko", "dots", "serif"),
        ("dots", "zh-Hans", "dots", "serif"),
        ("bold", "ja", "bold", "sans-bold"),
    ],
)
def test_emphasis_is_shown_by_a_face_or_by_dots(
    style: str, language: str, shown: str, face: str
) -> None:
    """Japanese and Korean have no 楷体."""
    settings = combine(Layer({"emphasis": {"style": style}}))
    assert settings.emphasis_in(language) == shown
    assert settings.faces_in(language).emphasis == face


def test_a_face_of_ones_own_shows_emphasis_in_every_language() -> None:
    assert combine(Layer({"faces": {"emphasis": "sans"}})).emphasis_in("ja") == "kai"


@pytest.mark.parametrize(
    ("position", "language", "over"),
    [("auto", "zh-Hant-TW", False), ("auto", "ja", True), ("over", "zh-Hans", True)],
)
def test_dots_stand_on_the_side_of_the_language(position: str, language: str, over: bool) -> None:
    settings = combine(Layer({"emphasis": {"position": position}}))
    assert settings.dots_over(language) is over


def test_large_print_is_large_black_and_even() -> None:
    settings = combine(Layer({"type": {"size": 10.5}}), Layer({"large_print": True}))
    assert (settings.type.size, settings.type.pitch) == (16, 25.6)
    assert min(settings.type.small, *settings.type.heads) >= 16
    assert (settings.faces.text, settings.faces.head) == ("sans", "sans-bold")
    assert settings.colour.ink == settings.colour.quiet == "#000000"
    assert combine(Layer({"large_print": 18})).type.size == 18


@pytest.mark.parametrize("size", [12, 30, "big"])
def test_large_print_has_its_limits(size: object) -> None:
    with pytest.raises(SettingsError, match="large_print"):
        combine(Layer({"large_print": size}, BOOK))


def test_what_stands_beside_a_preset_wins_over_it_and_what_stands_below_does_not() -> None:
    settings = combine(
        Layer({"type": {"size": 9}, "page": {"outer": 20}}),
        Layer({"draft": True, "page": {"measure": 30}}),
    )
    assert (settings.page.outer, settings.page.measure) == (62, 30)
    off = combine(Layer({"draft": True}), Layer({"draft": False}))
    assert (off.draft, off.page.outer) == (False, 15)
