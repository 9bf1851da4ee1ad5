"""An mdBook becomes the order of its texts, with the files that they include."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.catalogue import Chapter, Contents, Group, Manuscript, includes, open_manuscript

BOOK = '[book]\ntitle = "书"\nauthors = ["甲"]\n'


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def opened(folder: Path, **files: str) -> Contents:
    write(folder, {"book.toml": BOOK, **files})
    return open_manuscript(Manuscript("book", (folder,)), suffixes=(".md", ".txt"))


def text(folder: Path, chapter: str, **files: str) -> str:
    files = {"src/SUMMARY.md": "- [a](a.md)\n", "src/a.md": chapter, **files}
    return opened(folder, **files).sources[0].text


def outline(items: tuple[Chapter | Group, ...]) -> list[object]:
    found: list[object] = []
    for item in items:
        name = item.name if isinstance(item, Group) else item.label
        below = item.chapters if isinstance(item, Group) else item.children
        found.append((name, outline(below)) if below else name)
    return found


def codes(contents: Contents) -> list[tuple[str, int | None]]:
    return [(f.code, f.location.line if f.location else None) for f in contents.findings]


def test_the_order_is_that_of_the_summary(tmp_path: Path) -> None:
    summary = (
        "# S\n[前言](p.md)\n- [甲](a.md)\n  - [乙](sub/b.md)\n# 部\n- [丙](c.md)\n\n[跋](d.md)\n"
    )
    texts = {f"src/{name}.md": "x" for name in ("p", "a", "sub/b", "c", "d")}
    contents = opened(tmp_path, **{"src/SUMMARY.md": summary}, **texts)
    assert outline(contents.front) == ["前言"]
    assert outline(contents.items) == [("甲", ["乙"]), ("部", ["丙"])]
    assert outline(contents.back) == ["跋"]
    assert [s.path.stem for s in contents.sources] == ["p", "a", "b", "c", "d"]
    assert contents.tops == (tmp_path / "src",)
    assert contents.layer
    assert contents.layer.values == {"title": "书", "authors": ["甲"]}


def test_what_cannot_be_bound_is_reported_at_its_line(tmp_path: Path) -> None:
    summary = (
        "- [甲](a.md)\n- [无](gone.md)\n- [又](a.md)\n- [草稿]()\n- [外](../../x.md)\n"
        "- [网](https://example.org)\n- [空](empty.md)\n"
    )
    texts = {"src/a.md": "x", "src/empty.md": "", "src/rest.md": "x"}
    contents = opened(tmp_path, **{"src/SUMMARY.md": summary}, **texts)
    assert outline(contents.items) == ["甲"]
    assert codes(contents) == [
        ("B002", 2),
        ("B003", 3),
        ("B004", 4),
        ("B006", 5),
        ("B004", 6),
        ("B001", None),
        ("B005", None),
    ]


def test_a_draft_over_chapters_stays_as_a_head(tmp_path: Path) -> None:
    contents = opened(
        tmp_path, **{"src/SUMMARY.md": "- [草稿]()\n  - [甲](a.md)\n", "src/a.md": "x"}
    )
    assert outline(contents.items) == [("草稿", ["甲"])]


def test_settings_of_ours_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    settings = (
        BOOK + '[output.keben]\ncommand = "x"\noptional = true\n[output.keben.page]\npaper="b5"'
    )
    contents = opened(
        tmp_path, **{"book.toml": settings, "src/SUMMARY.md": "[a](a.md)", "src/a.md": "x"}
    )
    assert contents.layer
    assert contents.layer.values["page"] == {"paper": "b5"}
    assert "command" not in contents.layer.values


CODE = """\
one
two
// ANCHOR: here
three
// ANCHOR: in
four
// ANCHOR_END: in
// ANCHOR_END: here
five
"""


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("", CODE.removesuffix("\n")),
        (":2", "two"),
        (":1:2", "one\ntwo"),
        (":8:", "// ANCHOR_END: here\nfive"),
        ("::2", "one\ntwo"),
        (":here", "three\nfour"),
        (":in", "four"),
    ],
)
@pytest.mark.parametrize("directive", ["include", "rustdoc_include"])
def test_a_file_is_included_whole_or_in_part(
    tmp_path: Path, directive: str, part: str, lines: str
) -> None:
    chapter = f"```c\n{{{{#{directive} ../code/x.c{part}}}}}\n```\n"
    assert text(tmp_path, chapter, **{"code/x.c": CODE}) == f"```c\n{lines}\n```\n"


def test_an_included_file_includes_others_from_where_it_lies(tmp_path: Path) -> None:
    files = {"inc/b.md": "B {{#include deep/c.md}}!\n", "inc/deep/c.md": "C\nD\n"}
    assert text(tmp_path, "A {{#include ../inc/b.md}} Z\n", **files) == "A B C\nD! Z\n"


def test_a_directive_behind_a_backslash_is_text(tmp_path: Path) -> None:
    assert text(tmp_path, "\\{{#include x.md}} {{#title T}}\n") == "{{#include x.md}} \n"


def test_a_playground_is_a_block_of_rust(tmp_path: Path) -> None:
    made = text(tmp_path, "{{#playground x.rs editable}}\n", **{"src/x.rs": "fn main() {}\n"})
    assert made == "```rust\nfn main() {}\n```\n"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("gone.c", "no such file"),
        ("../../secret.c", "outside the book"),
        ("a.md", "circle: a.md → a.md"),
        ("b.md", "circle: a.md → b.md → a.md"),
        ("x.c:nowhere", 'no anchor "nowhere"'),
        ("link.c", "outside the book"),
    ],
)
def test_what_cannot_be_included_is_an_error_at_its_line(
    tmp_path: Path, target: str, reason: str
) -> None:
    (tmp_path / "secret.c").write_text("secret", encoding="utf-8")
    book = tmp_path / "book"
    files = {
        "src/SUMMARY.md": "- [a](a.md)\n",
        "src/a.md": f"x\n\n{{{{#include {target}}}}}\n",
        "src/b.md": "{{#include a.md}}",
        "src/x.c": "x",
    }
    write(book, files)
    (book / "src" / "link.c").symlink_to(tmp_path / "secret.c")
    contents = opened(book)
    (finding,) = (f for f in contents.findings if f.code == "B007")
    assert reason in finding.message
    assert finding.location
    assert (finding.location.path.name, finding.location.line) == (
        ("b.md", 1) if target == "b.md" else ("a.md", 3)
    )
    assert "secret" not in contents.sources[0].text
    assert "{{" not in contents.sources[0].text


def test_files_that_include_each_other_many_times_over_come_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(includes, "MOST_LINES", 100)
    files = {f"src/i{n}.md": f"{{{{#include i{n + 1}.md}}}}\n" * 8 for n in range(6)}
    summary = {"src/SUMMARY.md": "- [a](a.md)\n", "src/a.md": "{{#include i0.md}}\n"}
    contents = opened(tmp_path, **summary, **files, **{"src/i6.md": "末\n"})
    assert 0 < contents.sources[0].text.count("末") <= 100
    messages = {f.message for f in contents.findings if f.code == "B007"}
    assert messages
    assert all("more than 100 lines" in message for message in messages)


def test_lines_of_rust_that_the_website_hides_are_left_out(tmp_path: Path) -> None:
    chapter = (
        "```rust,ignore\n# use x;\n#[derive(A)]\n#![b]\nfn main() {\n"
        "    # hide();\n## x\n#\n#name,\n}\n```\n"
        "# Head\n```sh\n# kept\n```\n> ```rust\n> # gone\n> a\n> ```\n"
        "```python hidelines=~\n~ gone\nkept\n```\n"
    )
    assert text(tmp_path, chapter) == (
        "```rust,ignore\n#[derive(A)]\n#![b]\nfn main() {\n# x\n#name,\n}\n```\n"
        "# Head\n```sh\n# kept\n```\n> ```rust\n> a\n> ```\n"
        "```python hidelines=~\nkept\n```\n"
    )


def test_the_book_may_say_what_hidden_lines_begin_with(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\ntitle = "a"\n[output.html.code.hidelines]\npython = "~"\n',
        "src/SUMMARY.md": "- [a](a.md)\n",
        "src/a.md": "```python\n~gone\nkept\n```\n```sh\n~kept\n```\n",
    }
    (source,) = opened(tmp_path, **files).sources
    assert source.text == "```python\nkept\n```\n```sh\n~kept\n```\n"


def test_a_line_knows_the_file_that_it_came_from(tmp_path: Path) -> None:
    chapter = "one\n{{#include b.txt:2:3}}\nlast\n"
    files = {"src/SUMMARY.md": "- [a](a.md)\n", "src/a.md": chapter, "src/b.txt": "1\n2\n3\n"}
    source = opened(tmp_path, **files).sources[0]
    places = [source.place(line) for line in range(1, 5)]
    assert [(place.path.name, place.line) for place in places] == [
        ("a.md", 1),
        ("b.txt", 2),
        ("b.txt", 3),
        ("a.md", 3),
    ]
    assert [path.name for path in source.included] == ["b.txt"]
