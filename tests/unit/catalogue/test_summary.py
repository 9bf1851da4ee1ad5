"""A SUMMARY.md becomes entries, nested and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from keben.catalogue.summary import Item, Summary, parse_summary, plain_label


def tree(items: tuple[Item, ...]) -> list[object]:
    return [(item.label, tree(item.below)) if item.below else item.label for item in items]


def items_of(summary: Summary) -> Iterator[Item]:
    """Every entry, each before those below it."""
    for run in (summary.front, *(section.items for section in summary.sections), summary.back):
        yield from with_below(run)


def with_below(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from with_below(item.below)


MDBOOK = """\
# Summary

[前言](preface.md)

- [一](1.md)
    - [一之一](1-1.md)
        - [深](1-1-1.md)
    - [一之二](1-2.md)
- [草稿]()

# 下编

---

* [二](2.md)

[后记](after.md)
"""


def test_prefix_parts_and_suffix_are_told_apart() -> None:
    summary = parse_summary(MDBOOK)
    assert tree(summary.front) == ["前言"]
    assert [(section.title, tree(section.items)) for section in summary.sections] == [
        ("", [("一", [("一之一", ["深"]), "一之二"]), "草稿"]),
        ("下编", ["二"]),
    ]
    assert tree(summary.back) == ["后记"]


def test_every_entry_knows_its_line() -> None:
    assert [(i.target, i.line) for i in items_of(parse_summary(MDBOOK))] == [
        ("preface.md", 3),
        ("1.md", 5),
        ("1-1.md", 6),
        ("1-1-1.md", 7),
        ("1-2.md", 8),
        ("", 9),
        ("2.md", 15),
        ("after.md", 17),
    ]


def test_a_head_of_any_level_behind_the_first_opens_a_part() -> None:
    summary = parse_summary("# T\n\n## 甲\n\n- [a](a.md)\n\n### 乙\n- [b](b.md)\n")
    assert [section.title for section in summary.sections] == ["甲", "乙"]


def test_tabs_and_numbers_nest_too() -> None:
    summary = parse_summary("1. [a](a.md)\n\t1. [b](b.md)\n2. [c](c.md)\n")
    assert tree(summary.sections[0].items) == [("a", ["b"]), "c"]


def test_an_item_without_a_link_is_a_mere_head() -> None:
    (item,) = parse_summary("* 上编\n  * [a](a.md)\n").sections[0].items
    assert (item.label, item.target, tree(item.below)) == ("上编", "", ["a"])


def test_comments_are_passed_over_and_lines_still_counted() -> None:
    summary = parse_summary("<!-- a\n- [x](x.md)\n-->\n- [a](a.md)\n")
    assert [(i.target, i.line) for i in items_of(summary)] == [("a.md", 4)]


@pytest.mark.parametrize(
    ("link", "target", "anchor"),
    [
        ("[a](<a b.md>)", "a b.md", ""),
        ("[a](a%20b.md#%E8%8A%82)", "a b.md", "节"),
        ('[a](x/a.md "title")', "x/a.md", ""),
        ("[a [b]](a_(b).md)", "a_(b).md", ""),
        ("[a](https://example.org/x#y)", "https://example.org/x#y", ""),
    ],
)
def test_a_target_is_read_as_markdown_reads_it(link: str, target: str, anchor: str) -> None:
    (item,) = items_of(parse_summary(f"- {link}\n"))
    assert (item.target, item.anchor) == (target, anchor)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("使用 `Box<T>` 指向", "使用 Box<T> 指向"),
        ("**A** _b_ ~~c~~", "A b c"),
        (r"a \* b \[c\]", "a * b [c]"),
        ("snake_case_name", "snake_case_name"),
        ("A &amp; B", "A & B"),
        ("a <b>c</b>", "a c"),
    ],
)
def test_a_label_loses_its_marks_and_no_character(written: str, plain: str) -> None:
    assert plain_label(written) == plain
