"""The cover: the author's own, or one drawn from the theme."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from keben import theme as themes
from keben.composition import tasks
from keben.editions import epub
from keben.editions.ready import Ready
from keben.editions.workshop import Workshop
from keben.model import Image, Publication
from keben.typecase import TypeCase
from keben.typeset.fitting import LEADING, fit, measure
from tests.epub.conftest import MODIFIED, ROOT, settings_for

Press = Callable[..., Any]


def test_a_picture_of_the_author_s_own_is_used_as_it_is(
    press: Press, article: Publication, pictures: dict[str, Image]
) -> None:
    own = pictures["jpg"]
    package = press(replace(article, cover=own))
    assert own.path is not None
    assert package.files["EPUB/images/cover.jpg"] == own.path.read_bytes()


def test_a_cover_is_drawn_where_the_author_gives_none(press: Press, article: Publication) -> None:
    bare = replace(article, cover=None)
    first, second = (press(bare, fonts=True).files["EPUB/images/cover.png"] for _ in range(2))
    assert first == second
    picture = Pillow.open(io.BytesIO(first))
    assert picture.size == (1920, 2560)
    assert len(first) < 300_000
    accent = picture.convert("RGB").getpixel((20, 20))
    assert accent == pytest.approx((0x8C, 0x2F, 0x1B), abs=4)


def test_a_cover_that_was_begun_is_not_drawn_again(
    article: Publication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn: list[str] = []

    def draw(sheet: object, html: str) -> bytes:
        drawn.append(html)
        return b"a picture"

    monkeypatch.setattr(tasks, "_draw", draw)
    theme = themes.load("handout", folders=[ROOT / "templates"])
    bare = replace(article, cover=None)
    case = TypeCase((), {}, frozenset())
    ready = Ready(bare, theme, settings_for(theme), case, MODIFIED, workshop=Workshop())
    with epub.beginning(ready):
        assert len(ready.workshop.begun) == 1
        epub.write(ready, tmp_path / "begun.epub")
    assert not ready.workshop.begun
    epub.write(ready, tmp_path / "alone.epub")
    assert len(drawn) == 2
    begun, alone = ((tmp_path / f"{name}.epub").read_bytes() for name in ("begun", "alone"))
    assert begun == alone


def test_a_title_of_four_characters_stands_in_one_line() -> None:
    assert fit("刻书小识", width=288, height=300, largest=80).lines == ("刻书小识",)


@pytest.mark.parametrize(
    ("title", "text", "lines"),
    [
        (
            "解决构建全球社区带来的挑战",
            "构建社区。全球的社区，全部解决，构建它们，放眼全球。全新的构建，全球。",
            ("解决构建全球", "社区带来的", "挑战"),
        ),
        ("我希望看到的 5 个微小而有用的功能", "", ("我希望看到的", "5 个微小而有用的", "功能")),
        ("数据库管理员的日常", "管理数据，管理人员。", ("数据库管理员的", "日常")),
    ],
)
def test_the_text_tells_which_characters_of_its_title_belong_together(
    title: str, text: str, lines: tuple[str, ...]
) -> None:
    assert fit(title, width=368, height=320, largest=78, text=text).lines == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("雕版印刷的历史与技艺", ("雕版印刷的", "历史与技艺")),
        ("山桜の版木について", ("山桜の", "版木について")),
        ("A Short History of Printing", None),
        ("Incomprehensibilities", ("Incomprehensibilities",)),
        ("一部题目很长很长而且没有任何标点可以断开的书籍之封面试排样张", None),
    ],
)
def test_a_title_is_broken_by_sense_and_fits_its_box(
    title: str, lines: tuple[str, ...] | None
) -> None:
    fitted = fit(title, width=288, height=300, largest=80)
    if lines is not None:
        assert fitted.lines == lines
    assert "".join(fitted.lines).replace(" ", "") == title.replace(" ", "")
    assert max(map(measure, fitted.lines)) * fitted.size <= 288.01
    assert len(fitted.lines) * fitted.size * LEADING <= 300.01
    words = set(title.split())
    assert title.isascii() is False or all(set(line.split()) <= words for line in fitted.lines)
