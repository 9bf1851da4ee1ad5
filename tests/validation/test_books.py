"""What a book's folder holds is counted without the program's readers, and found in its files."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from keben.catalogue import plan
from keben.press import Order, build
from keben.readers import READERS
from validation.books import compare
from validation.finished import TYPE, XHTML, _is_lone
from validation.written import read_folder

CHAPTER = """## 乙

![图](a.png)
<img src="a.png"
alt="又一图">

| 甲 | 乙 |
| --- | --- |
| `**` | ![](a.png) |

```md
![码](a.png) **不是**
| 甲 | 乙 |
```

- 条

    不是码
  ~~~
  码
  ~~~

段[^1]

    四格的码

`独`

> ### 引中之题

[^1]: 注
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books") / "book"
    (folder / "src").mkdir(parents=True)
    Image.new("RGB", (90, 60), "#777").save(folder / "src" / "a.png")
    texts = {
        "book.toml": '[book]\ntitle = "书"\nlanguage = "zh-Hans"\n',
        "src/SUMMARY.md": "# 目录\n\n[序](x.md)\n\n# 上编\n\n- [甲](a.md)\n  - [乙名](b.md)\n",
        "src/x.md": "# 序\n\n文\n",
        "src/a.md": "# 甲\n\n文\n\n## 节\n\n文\n",
        "src/b.md": CHAPTER,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    manuscripts = plan([folder], suffixes=READERS, shelf=folder.parent)
    (outcome,) = build(manuscripts, Order(folder.parent / "dist")).outcomes
    assert outcome.error is None
    return folder


def test_a_book_is_counted_line_by_line(book: Path) -> None:
    found = read_folder(book)
    assert found.entries == ("序", "上编", "甲", "乙名")
    assert (found.pictures, found.pixels, found.described) == (3, 3, 2)
    assert (found.tables, found.code, found.notes) == (1, 3, 1)


def test_the_files_hold_what_the_book_does(book: Path) -> None:
    found = list(compare(book, book.parent / "dist" / "book"))
    assert len(found) > 15
    assert [line for line in found if not line[1]] == []


def test_what_is_lost_is_seen(book: Path, tmp_path: Path) -> None:
    more = tmp_path / "book"
    shutil.copytree(book, more)
    chapter = more / "src" / "a.md"
    chapter.write_text("![图](a.png)\n\n```\n码\n```\n", encoding="utf-8")
    summary = more / "src" / "SUMMARY.md"
    summary.write_text(summary.read_text("utf-8") + "- [丙](a.md)\n", encoding="utf-8")
    wrong = {
        name for name, is_right, _ in compare(more, book.parent / "dist" / "book") if not is_right
    }
    assert {"navigation: the list of contents", "pictures: EPUB", "code: PDF"} <= wrong


def test_code_alone_in_its_paragraph_is_known_behind_the_mark_of_a_page() -> None:
    opening = f'<p xmlns="{XHTML[1:-1]}" xmlns:epub="{TYPE[1 : -len("}type")]}">'
    mark = '<span epub:type="pagebreak" id="page-2"/>'
    assert _is_lone(ElementTree.fromstring(f"{opening}{mark}<code>码</code></p>"))
    assert not _is_lone(ElementTree.fromstring(f"{opening}{mark}<code>码</code>文</p>"))
