"""An MkDocs folder becomes the order of its nav."""

from __future__ import annotations

import pytest

from keben.errors import ManuscriptError, SettingsError
from tests.unit.catalogue.conftest import Open, codes, outline

SITE = """\
site_name: 手册
site_author: 甲
copyright: © <a href="https://example.org">甲</a>
theme:
  name: material
  language: zh-TW
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
extra:
  keben:
    theme: book
    page: {paper: b5}
nav:
  - index.md
  - 上编:
      - 甲: a/index.md
      - 深处:
          - a/b.md
          - 更深:
              - 丙: a/c.md
  - 网址: https://example.org/
"""


def pages(*names: str) -> dict[str, str]:
    return {f"docs/{name}.md": "x" for name in names}


def test_sections_are_parts_and_those_inside_them_chapters(opened: Open) -> None:
    contents = opened({"mkdocs.yml": SITE, **pages("index", "a/index", "a/b", "a/c", "left")})
    assert outline(contents.items) == [
        "index.md",
        ("<上编>", ["甲", ("深处", ["b.md", ("更深", ["丙"])])]),
    ]
    assert codes(contents) == [("B004", 22), ("B005", None)]
    assert contents.tops[0].name == "docs"


def test_what_the_site_says_of_the_work_is_taken_over(opened: Open) -> None:
    contents = opened({"mkdocs.yml": SITE, **pages("index")})
    assert contents.layer
    assert contents.layer.values == {
        "title": "手册",
        "authors": "甲",
        "rights": "© 甲",
        "language": "zh-TW",
        "theme": "book",
        "page": {"paper": "b5"},
    }


def test_without_a_nav_texts_are_in_their_natural_order(opened: Open) -> None:
    site = "site_name: x\ndocs_dir: text\n"
    files = {f"text/{n}.md": "x" for n in ("10", "2", "index", "part/b", "part/in/c")}
    assert outline(opened({"mkdocs.yml": site, **files}).items) == [
        "index.md",
        "2.md",
        "10.md",
        ("<part>", ["b.md", ("in", ["c.md"])]),
    ]


def test_a_page_that_is_not_there_is_reported_at_its_line(opened: Open) -> None:
    site = "nav:\n  - a.md\n  - b: gone.md\n  - c: ../../x.md\n"
    contents = opened({"mkdocs.yml": site, **pages("a")})
    assert codes(contents) == [("B002", 3), ("B006", 4)]


def test_a_snippet_is_included_with_the_indent_of_its_line(opened: Open) -> None:
    files = {
        "mkdocs.yml": "nav: [a.md]",
        "docs/a.md": '```\n--8<-- "x.c:2:3"\n```\n  --8<-- "x.c"\n',
        "x.c": "1\n2\n3\n",
    }
    (source,) = opened(files).sources
    assert source.text == "```\n2\n3\n```\n  1\n  2\n  3\n"


@pytest.mark.parametrize("site", ["nav: [\n", "a: &x [1]\nb: *y\n", f"{'[' * 60}{']' * 60}"])
def test_what_is_no_yaml_is_an_error_with_its_line(opened: Open, site: str) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml:\d"):
        opened({"mkdocs.yml": site, **pages("a")})


def test_a_folder_of_texts_outside_the_book_is_refused(opened: Open) -> None:
    with pytest.raises(SettingsError, match="docs_dir"):
        opened({"mkdocs.yml": "docs_dir: ../..", **pages("a")})


def test_a_nav_that_aliases_multiply_is_refused(opened: Open) -> None:
    bomb = "a0: &a0 [a.md]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'x: *a{n - 1}'] * 10)}]\n" for n in range(1, 8)
    )
    with pytest.raises(ManuscriptError, match="more than 20,000 entries"):
        opened({"mkdocs.yml": f"{bomb}nav: *a7\n", **pages("a")})
