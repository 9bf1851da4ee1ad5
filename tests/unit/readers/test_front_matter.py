"""Front matter: what is taken as such, what it gives, and what is refused."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.errors import ManuscriptError, SettingsError
from keben.model import Location, Severity, Source
from keben.readers.front_matter import FrontMatter, split
from keben.settings import Settings, combine

PATH = Path("notes.md")


def split_text(text: str) -> FrontMatter:
    return split(Source(PATH, text, "utf-8", Path()))


def settings(text: str) -> Settings:
    layer = split_text(text).layer
    assert layer is not None
    return combine(layer)


def refused(text: str) -> ManuscriptError:
    with pytest.raises(ManuscriptError) as caught:
        split_text(text)
    assert caught.value.exit_code == 4
    assert caught.value.hint
    return caught.value


def test_every_key_reaches_the_settings() -> None:
    found = settings(
        "---\n"
        "title: 刻本\nsubtitle: 手册\nauthor: 甲\ndate: 2024-05-01\nlang: zh-TW\n"
        "publisher: 社\nsource: 报\nrights: 公版\nidentifier: 0123\nkeywords: 书，版\n"
        "series: {name: 丛书, position: 2}\npage:\n  paper: b5\n"
        "---\n"
    )
    assert (found.title, found.subtitle, found.date) == ("刻本", "手册", "2024-05-01")
    assert [author.name for author in found.authors] == ["甲"]
    assert (found.language, found.identifier) == ("zh-Hant-TW", "0123")
    assert found.subjects == ("书", "版")
    assert found.series is not None
    assert (found.series.name, found.series.position) == ("丛书", "2")
    assert found.page.paper == "b5"


@pytest.mark.parametrize(
    ("written", "read"),
    [("12:30", "12:30"), ("1984", "1984"), ("no", "no"), ("1e3", "1e3"), ('"引：号"', "引：号")],
)
def test_plain_values_stay_the_text_that_was_written(written: str, read: str) -> None:
    assert settings(f"---\ntitle: {written}\n---\n").title == read


def test_typed_settings_still_get_their_type() -> None:
    found = settings("---\ncontents: true\npage: {measure: 30}\n---\n")
    assert found.contents is True
    assert found.page.measure == 30


def test_empty_values_are_as_if_absent() -> None:
    assert settings("---\ntitle:\nseries: ~\ndate: null\n---\n") == Settings()


def test_a_time_of_day_behind_a_date_is_cut() -> None:
    assert settings("---\ndate: 2023-1-5 12:30:00 +0800\n---\n").date == "2023-01-05"


def test_control_characters_in_values_are_dropped() -> None:
    assert settings('---\ntitle: "刻\\x01本"\n---\n').title == "刻本"


def test_the_body_begins_behind_the_closing_line() -> None:
    found = split_text("---\ntitle: 一\n---\n正文\n")
    assert (found.body, found.first_line) == ("正文\n", 4)


def test_a_byte_order_mark_and_windows_line_ends_do_not_hide_it() -> None:
    found = split_text("\ufeff---\r\ntitle: 一\r\n...\r\n正文\r\n")
    assert found.layer is not None
    assert found.layer.values == {"title": "一"}
    assert (found.body, found.first_line) == ("正文\r\n", 4)


def test_a_byte_order_mark_alone_is_dropped() -> None:
    assert split_text("\ufeff正文").body == "正文"


def test_empty_front_matter_is_front_matter() -> None:
    found = split_text("---\n---\n正文")
    assert found.layer is not None
    assert (dict(found.layer.values), found.body) == ({}, "正文")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n正文，从不闭合。\n",
        "---\n正文一句。\n---\n",
        "---\n- 甲\n---\n",
        "---\n注意事项：各位\n---\n",
        "正文\n---\ntitle: 一\n---\n",
        "----\ntitle: 一\n----\n",
    ],
)
def test_rules_around_text_are_thematic_breaks(text: str) -> None:
    assert split_text(text) == FrontMatter(None, text, 1)


def test_broken_yaml_names_its_line() -> None:
    error = refused("---\ntitle: 一\nauthor: [甲\nrights: 无\n---\n")
    assert error.location == Location(PATH, 4)
    assert "not valid YAML" in error.message


def test_a_value_with_a_colon_names_its_line_and_the_remedy() -> None:
    error = refused("---\ntitle: 一: 二\n---\n")
    assert error.location == Location(PATH, 2)
    assert "quotes" in error.hint


def test_a_key_that_is_no_word_is_refused() -> None:
    error = refused("---\ntitle: 一\n? [甲, 乙]\n: 丙\n---\n")
    assert error.location == Location(PATH, 3)
    assert "a key is not a word" in error.message


def test_a_key_given_twice_names_the_second_line() -> None:
    error = refused("---\ntitle: 一\ndate: 2024\ntitle: 二\n---\n")
    assert str(error).startswith('notes.md:4: the front matter gives "title" twice.')


def test_a_full_width_colon_is_named() -> None:
    error = refused("---\ntitle：刻本\n---\n")
    assert str(error).startswith('notes.md:2: "title：" has a full-width colon.')


def test_aliases_cannot_multiply_a_text() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for above, name in pairwise("abcdefghi"):
        lines.append(f"{name}: &{name} [{', '.join(['*' + above] * 9)}]")
    error = refused("---\n" + "\n".join(lines) + "\n---\n")
    assert 'alias "*a"' in error.message
    assert error.location == Location(PATH, 3)


def test_deep_nesting_is_refused() -> None:
    assert "nested" in refused(f"---\ntitle: {'[' * 5000}{']' * 5000}\n---\n").message


def test_tags_build_nothing() -> None:
    assert settings("---\ntitle: !!python/name:os.getcwd 一\n---\n").title == "一"


def test_keys_of_websites_are_left_out_with_a_note() -> None:
    found = split_text("---\ntitle: 一\nlayout: post\ndraft: true\ntype: post\n---\n")
    assert found.layer is not None
    assert found.layer.values == {"title": "一"}
    assert [f.severity for f in found.findings] == [Severity.NOTE] * 3
    assert [f.location for f in found.findings] == [Location(PATH, line) for line in (3, 4, 5)]
    assert "layout" in found.findings[0].message


def test_tags_and_categories_are_the_subjects_where_none_are_given() -> None:
    text = "---\ntags: [书, 版]\ncategories:\n- [书, 史]\n{}---\n"
    assert settings(text.format("")).subjects == ("书", "版", "史")
    assert split_text(text.format("")).findings == ()
    assert settings(text.format("subjects: 纸\n")).subjects == ("纸",)
    assert len(split_text(text.format("subjects: 纸\n")).findings) == 2


def test_an_unknown_key_is_an_error_that_names_the_nearest() -> None:
    layer = split_text("---\ntitel: 一\n---\n").layer
    assert layer is not None
    with pytest.raises(SettingsError, match=r"notes\.md:2: .*Did you mean \"title\""):
        combine(layer)


VALUES = st.recursive(
    st.sampled_from(
        [
            "''",
            "x",
            "~",
            "1e999",
            ".nan",
            "-.inf",
            "0x1F",
            "2024-13-45",
            "99999-99-99",
            "12:30:45",
            "1_000",
            "@x",
            "`",
            "%",
            "*a",
            "&a",
            "!!set",
            "?",
            "|",
            ">",
            '"\\ud800"',
            '"\\0"',
            "!!python/object:os.system",
            "<<:",
            "-",
            "=",
            "true",
            "0.1",
            "-1",
            "汉字",
            "\u202e",
        ]
    )
    | st.integers().map(str)
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(sorted(Settings.model_fields)) | st.text(max_size=8)


@given(st.lists(st.tuples(KEYS, st.sampled_from(["", "\n  a: ", "\n- "]), VALUES), max_size=3))
def test_whatever_stands_there_is_settings_or_a_clear_error(
    lines: list[tuple[str, str, str]],
) -> None:
    text = "\n".join(f"{key}:{between} {value}" for key, between, value in lines)
    with suppress(ManuscriptError, SettingsError):
        layer = split_text(f"---\n{text}\n---\n\n# 题\n").layer
        if layer is not None:
            combine(layer).metadata()
