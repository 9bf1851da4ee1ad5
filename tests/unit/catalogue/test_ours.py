"""A book.toml may state the order of its texts."""

from __future__ import annotations

import pytest

from keben.errors import SettingsError
from tests.unit.catalogue.conftest import Open, codes, outline

ORDER = """\
title = "书"

[order]
front = ["序.md"]
body = [
  {part = "上编", chapters = ["a.md", {file = "b.md", title = "乙", chapters = ["c.md"]}]},
  {title = "杂", chapters = ["d.md"]},
]
appendices = ["x.md"]
back = ["跋.md"]
"""


def texts(*names: str) -> dict[str, str]:
    return {f"{name}.md": "x" for name in names}


def test_the_order_is_as_it_is_stated(opened: Open) -> None:
    contents = opened({"book.toml": ORDER, **texts("序", "a", "b", "c", "d", "x", "跋")})
    assert outline(contents.front) == ["序.md"]
    assert outline(contents.items) == [("<上编>", ["a.md", ("乙", ["c.md"])]), ("杂", ["d.md"])]
    assert outline(contents.back) == ["x.md", "跋.md"]
    assert [chapter.is_appendix for chapter in contents.back] == [True, False]
    assert codes(contents) == []


def test_texts_that_are_not_in_the_order_are_noted(opened: Open) -> None:
    contents = opened({"book.toml": '[order]\nbody = ["a.md", "gone.md"]\n', **texts("a", "b")})
    assert [code for code, _ in codes(contents)] == ["B002", "B005"]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ('body = [{part = "I"}]', "needs chapters"),
        ('body = [{part = "I", file = "a.md", chapters = ["a.md"]}]', "needs chapters"),
        ('front = [{part = "I", chapters = ["a.md"]}]', "stands inside"),
        ('body = [{title = "I"}]', "names no file"),
        ('body = [{flie = "a.md"}]', "unknown setting"),
        ("body = [3]", "cannot be 3"),
    ],
)
def test_an_order_that_means_nothing_is_an_error(opened: Open, order: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        opened({"book.toml": f"[order]\n{order}\n", **texts("a")})
    assert caught.value.location
    assert caught.value.location.path.name == "book.toml"
