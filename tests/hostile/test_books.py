"""Folders that say strange things of their books end in a book or a clear error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

Files = dict[str, str | bytes]


def nested(levels: int) -> Files:
    """An mdBook whose chapters stand in one another."""
    entries = "".join(f"{'  ' * n}- [甲](a{n}.md)\n" for n in range(levels))
    texts: Files = {f"b/src/a{n}.md": "# 甲\n\n正文。\n" for n in range(levels)}
    return {"b/book.toml": "[book]\n", "b/src/SUMMARY.md": entries, **texts}


def test_chapters_twenty_deep_are_a_book(keben: Run) -> None:
    done = keben("b", files=nested(20))
    assert done.code == 0, done.told


def test_chapters_beyond_any_list_of_contents_are_refused(keben: Run) -> None:
    done = keben("b", "-f", "pdf", files=nested(120))
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert "SUMMARY.md:101: chapters stand more than 100 deep in one another." in done.told


@pytest.mark.parametrize("root", ["../..", "a\0b", "", "\x1b", "nothing"])
def test_a_root_of_honkit_lies_in_the_book(keben: Run, root: str) -> None:
    book: Files = {
        "b/book.json": json.dumps({"root": root, "structure": {"summary": "S\0.md"}}),
        "b/SUMMARY.md": "* [甲](a.md)\n",
        "b/a.md": "# 甲\n\n正文。\n",
    }
    done = keben("b", "-f", "epub", files=book)
    assert (done.code in (0, 3, 4), "Traceback" in done.told) == (True, False), done.told


def test_a_nav_without_end_is_refused_soon(keben: Run) -> None:
    entries = ", ".join(f"{{甲{n}: a.md}}" for n in range(20_000))
    book: Files = {"b/mkdocs.yml": f"nav: [{entries}]\n", "b/docs/a.md": "# 甲\n\n正文。\n"}
    done = keben("b", "-f", "epub", files=book, seconds=15)
    assert (done.code, "Traceback" in done.told) == (3, False), done.told
    assert "b/mkdocs.yml:1: it has more than 50,000 values. Take some out." in done.told


def test_a_title_of_controls_in_a_nav_is_none(keben: Run) -> None:
    book: Files = {"b/mkdocs.yml": 'nav: [{"\\0": a.md}]\n', "b/docs/a.md": "# 甲\n\n正文。\n"}
    done = keben("b", "-f", "epub", files=book)
    assert done.code == 0, done.told
