"""A folder's contents become one publication: zones, parts, chapters in chapters, labels."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from keben import walk
from keben.catalogue import Manuscript
from keben.model import Article, Heading, Metadata, Part, Publication, Source
from keben.press import binding
from keben.press.dating import date_of
from keben.press.reading import read_manuscript
from keben.settings import Layer
from keben.shelf import Shelf


def read(folder: Path, files: dict[str, str]) -> Publication:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_manuscript(Manuscript("book", (folder,)), ()).publication


def shape(items: tuple[Article | Part, ...]) -> list[object]:
    """Each title, followed by its label where that differs, with what stands below."""
    found: list[object] = []
    for item in items:
        name = walk.plain(item.title)
        if isinstance(item, Part):
            found.append((f"<{name}>", shape(item.articles)))
            continue
        name += f" ({item.label})" if item.label else ""
        found.append((name, shape(item.children)) if item.children else name)
    return found


def test_a_chapter_keeps_its_head_and_gets_the_name_that_the_summary_gives_it(
    tmp_path: Path,
) -> None:
    summary = "[前言](p.md)\n- [短名](a.md)\n  - [无题](b.md)\n  - [同名](c.md)\n\n[跋](d.md)\n"
    files = {
        "book.toml": '[book]\ntitle = "书"\n',
        "src/SUMMARY.md": summary,
        "src/p.md": "# 前　言\n",
        "src/a.md": "# 很长的名字\n",
        "src/b.md": "正文\n",
        "src/c.md": "# 同名\n",
        "src/d.md": "# 跋\n",
    }
    found = read(tmp_path, files)
    assert shape(found.front) == ["前　言"]
    assert shape(found.body) == [("很长的名字 (短名)", ["无题", "同名"])]
    assert shape(found.back) == ["跋"]
    assert found.metadata.title == "书"


def test_the_head_that_begins_a_chapter_is_its_title_whatever_its_level(tmp_path: Path) -> None:
    files = {
        "book.toml": "[book]\n",
        "src/SUMMARY.md": "- [安装](a.md)\n- [方法语法](b.md)\n- [丙](c.md)\n- [丁](d.md)\n",
        "src/a.md": "## 安装\n\n文\n\n### 甲\n\n## 乙\n",
        "src/b.md": "## 方法 {#m}\n\n文\n",
        "src/c.md": "### 小\n\n文\n\n## 大\n",
        "src/d.md": "文\n\n## 后\n",
    }
    found = read(tmp_path, files)
    assert shape(found.body) == ["安装", "方法 (方法语法)", "丙", "丁"]
    heads = [
        [walk.plain(b.inlines) for b in article.blocks if isinstance(b, Heading)]
        for article in walk.articles(found)
    ]
    assert heads == [["甲", "乙"], [], ["小", "大"], ["后"]]
    assert [article.anchor for article in walk.articles(found)] == ["", "m", "", ""]


def test_chapters_nest_to_any_depth(tmp_path: Path) -> None:
    depth = 9
    summary = "".join(f"{'  ' * n}- [第{n}层](c{n}.md)\n" for n in range(depth))
    texts = {f"src/c{n}.md": f"# 第{n}层\n\n正文\n" for n in range(depth)}
    found = read(tmp_path, {"book.toml": "[book]\n", "src/SUMMARY.md": summary, **texts})
    article: Article | Part = found.body[0]
    for number in range(depth):
        assert isinstance(article, Article)
        assert walk.plain(article.title) == f"第{number}层"
        article = article.children[0] if article.children else article


def test_folders_in_a_part_are_chapters_under_their_index(tmp_path: Path) -> None:
    files = {
        "a/README.md": "# 上编\n",
        "a/1.md": "# 一\n",
        "a/x/index.md": "# 甲\n\n文\n",
        "a/x/2.md": "# 二\n",
        "a/y/3.md": "# 三\n",
    }
    found = read(tmp_path, files)
    assert shape(found.body) == [("<上编>", ["一", ("甲", ["二"]), ("y", ["三"])])]


def test_an_appendix_is_marked(tmp_path: Path) -> None:
    order = '[order]\nbody = ["a.md"]\nappendices = ["x.md"]\nback = ["z.md"]\n'
    texts = {f"{name}.md": f"# {name}\n\n文\n" for name in "axz"}
    found = read(tmp_path, {"book.toml": order, **texts})
    assert [article.is_appendix for article in found.back] == [True, False]


def test_the_files_that_a_text_includes_count_for_its_age(tmp_path: Path) -> None:
    files = {
        "book.toml": "[book]\n",
        "src/SUMMARY.md": "- [a](a.md)\n",
        "src/a.md": "{{#include b.txt}}\n",
        "src/b.txt": "text\n",
    }
    read(tmp_path, files)
    os.utime(tmp_path / "src" / "b.txt", (4_000_000_000, 4_000_000_000))
    found = read_manuscript(Manuscript("book", (tmp_path,)), ())
    assert date_of(Metadata(), found.sources).when.timestamp() == 4_000_000_000


def test_a_number_that_an_author_wrote_into_a_title_stays(tmp_path: Path) -> None:
    files = {
        "1 桶.md": "# 1 桶\n\n文\n",
        "2 伞.md": "---\ntitle: 3 个智者\n---\n\n文\n",
        "3 雨.md": "文\n",
    }
    assert shape(read(tmp_path, files).body) == ["1 桶", "3 个智者", "雨"]


def test_a_text_of_a_book_is_read_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, folder, texts = Shelf(tmp_path / "kept"), tmp_path / "book", []
    original = binding._read_text

    def note(source: Source, ground: Sequence[Layer]) -> Publication:
        texts.append(source.path.name)
        return original(source, ground)

    monkeypatch.setattr(binding, "_read_text", note)

    def again(**asked: str) -> Publication:
        texts.clear()
        return read_manuscript(Manuscript("book", (folder,)), (Layer(asked),), shelf).publication

    files = {
        "1.md": "# 甲\n\n话。[^a]\n\n[^a]: 注。\n",
        "2.md": "# 乙\n\n::: table a.csv\n:::\n",
        "a.csv": "年,数\n1,2\n",
    }
    first = read(folder, files)
    assert again() == first
    assert again() == first
    assert texts == ["2.md"], "what hangs on another file is not kept"
    (folder / "1.md").write_text("# 甲\n\n别的话。\n", encoding="utf-8")
    assert again() == read(folder, {})
    again(language="en")
    assert texts == ["1.md", "2.md"]
