"""The e-reader edition in columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from keben.model import Article, Image, Metadata, Paragraph, Publication, Text

if TYPE_CHECKING:
    from tests.epub.conftest import Package

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
Press = Callable[..., "Package"]


@pytest.fixture(scope="module")
def columns(press: Press, pictures: dict[str, Image]) -> Package:
    words = (Text("令和6年12月、2024年のこと。"),)
    publication = Publication(
        Metadata(title="縦書き", language="ja", identifier="urn:uuid:0"),
        (Article(words, (Paragraph(words),), "c01"),),
        cover=pictures["png"],
    )
    return press(publication, vertical=True)


def test_pages_follow_one_another_to_the_left(columns: Package) -> None:
    (spine,) = columns.tree("content.opf").iter(f"{OPF}spine")
    assert spine.get("page-progression-direction") == "rtl"


def test_kindle_is_told(columns: Package) -> None:
    metas = columns.tree("content.opf").iter(f"{OPF}meta")
    assert {"name": "primary-writing-mode", "content": "vertical-rl"} in [m.attrib for m in metas]


@pytest.mark.parametrize("prefix", ["", "-webkit-", "-epub-"])
def test_the_style_sheet_asks_for_columns(columns: Package, prefix: str) -> None:
    assert f"  {prefix}writing-mode: vertical-rl;" in columns.files["EPUB/style.css"].decode()


def test_short_numbers_stand_upright(columns: Package) -> None:
    page = columns.tree("c01.xhtml")
    (paragraph,) = (p for p in page.iter(f"{XHTML}p") if not p.get("class"))
    spans = [span.text for span in paragraph.iter(f"{XHTML}span") if span.get("class") == "upright"]
    assert spans == ["6", "12"]
    assert "".join(paragraph.itertext()) == "令和6年12月、2024年のこと。"


def test_an_edition_in_lines_says_nothing_of_it(press: Press, article: Publication) -> None:
    package = press(article)
    assert b"page-progression-direction" not in package.files["EPUB/content.opf"]
    assert b"vertical-rl" not in package.files["EPUB/style.css"]
