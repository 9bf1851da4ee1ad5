"""A HonKit or GitBook folder becomes the order of its SUMMARY.md, its tags our Markdown."""

from __future__ import annotations

import pytest

from keben.errors import SettingsError
from tests.unit.catalogue.conftest import Open, codes, outline

SUMMARY = """\
# Summary

* [开始](README.md)

## 第一编

* [甲](a.md)
  * [节](a.md#sec)
  * [乙](b.md)
* 附
  * [丙](c.md)
"""


def texts(*names: str) -> dict[str, str]:
    return {f"{name}.md": "x" for name in names}


def test_heads_are_parts_and_an_entry_with_an_anchor_is_a_head_of_its_text(opened: Open) -> None:
    contents = opened({"SUMMARY.md": SUMMARY, **texts("README", "a", "b", "c")})
    assert outline(contents.items) == ["开始", ("<第一编>", [("甲", ["乙"]), ("附", ["丙"])])]
    assert codes(contents) == []


def test_readme_comes_first_and_the_glossary_last(opened: Open) -> None:
    files = {"book.json": "{}", "SUMMARY.md": "* [甲](a.md)\n", **texts("README", "a", "GLOSSARY")}
    contents = opened(files)
    assert (outline(contents.front), outline(contents.items), outline(contents.back)) == (
        ["README.md"],
        ["甲"],
        ["GLOSSARY.md"],
    )


def test_an_entry_without_a_text_over_others_is_a_part(opened: Open) -> None:
    contents = opened({"SUMMARY.md": "- 上\n  - [甲](a.md)\n- [乙](b.md)\n", **texts("a", "b")})
    assert outline(contents.items) == [("<上>", ["甲"]), "乙"]


def test_book_json_names_the_work_its_root_and_its_files(opened: Open) -> None:
    book = (
        '{"title": "书", "author": "甲", "language": "zh-tw", "root": "./docs", '
        '"structure": {"summary": "TOC.md"}}'
    )
    contents = opened({"book.json": book, "docs/TOC.md": "* [甲](a.md)", "docs/a.md": "x"})
    assert outline(contents.items) == ["甲"]
    assert contents.layer
    assert contents.layer.values == {"title": "书", "authors": "甲", "language": "zh-Hant"}
    assert contents.tops[0].name == "docs"


def test_gitbooks_own_settings_name_the_root(opened: Open) -> None:
    files = {
        ".gitbook.yaml": "root: ./docs/\n",
        "docs/SUMMARY.md": "* [甲](a.md)",
        "docs/a.md": "x",
    }
    assert outline(opened(files).items) == ["甲"]


@pytest.mark.parametrize("book", ["{", '{"root": "../.."}'])
def test_a_broken_book_json_is_an_error(opened: Open, book: str) -> None:
    with pytest.raises(SettingsError, match=r"book\.json"):
        opened({"book.json": book, "SUMMARY.md": "* [甲](a.md)", "a.md": "x"})


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{% hint style='success' %}\n好\n{% endhint %}\n", "\n::: tip\n\n好\n\n:::\n\n"),
        ('{% hint style="danger" %}好{% endhint %}', "\n::: caution\n\n好\n\n:::\n"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{{ book.name }} {{ book.gone }}", "刻本 {{ book.gone }}"),
        ('{% tab title="甲" %}', "\n**甲**\n"),
        ('{% embed url="https://example.org" %}', "\n<https://example.org>\n"),
        ("```\n{% hint %}\n```", "```\n{% hint %}\n```"),
        ('a\n{% include "./inc.txt" %}\nb', "a\none\ntwo\nb"),
    ],
)
def test_template_tags_become_our_markdown(opened: Open, written: str, made: str) -> None:
    files = {
        "book.json": '{"variables": {"name": "刻本"}}',
        "SUMMARY.md": "* [甲](a.md)\n",
        "a.md": written,
        "inc.txt": "one\ntwo",
    }
    contents = opened(files)
    assert contents.sources[0].text == made
    assert not [code for code, _ in codes(contents) if code != "B005"]


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("{% mystery x %}", "B008"),
        ('{% include "gone.md" %}', "B007"),
        ('{% include "../secret.md" %}', "B007"),
        ('{% include "a.md" %}', "B007"),
    ],
)
def test_a_tag_that_cannot_be_read_is_reported_at_its_line(
    opened: Open, tag: str, code: str
) -> None:
    contents = opened({"SUMMARY.md": "* [甲](a.md)\n", "a.md": f"x\n\n{tag}\n"})
    assert codes(contents) == [(code, 3)]
    assert "{%" not in contents.sources[0].text
