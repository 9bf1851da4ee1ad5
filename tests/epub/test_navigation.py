"""Contents, landmarks and NCX: the document's own heads, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from keben.model import Article, Heading, Publication, Text

Press = Callable[..., Any]
X = "{http://www.w3.org/1999/xhtml}"
N = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"

Tree = list[tuple[str, str, Any]]


def nav(package: Any, kind: str) -> ET.Element:
    navs = package.tree("nav.xhtml").iter(f"{X}nav")
    return next(element for element in navs if element.get(TYPE) == kind)


def tree(parent: ET.Element) -> Tree:
    """(label, address, lines below) for each line of a list."""
    found = []
    for item in parent.findall(f"{X}ol/{X}li"):
        link = item.find(f"{X}a")
        assert link is not None
        found.append((link.text or "", link.get("href") or "", tree(item)))
    return found


def labels(lines: Tree) -> list[Any]:
    return [(label, labels(below)) if below else label for label, _, below in lines]


def test_contents_are_title_and_heads_nested_by_level(press: Press, article: Publication) -> None:
    assert tree(nav(press(article), "toc")) == [
        (
            "刻版与印书——从一块木板说起",
            "c01.xhtml",
            [
                ("一、写样", "c01.xhtml#c01-h1", [("细处", "c01.xhtml#c01-h2", [])]),
                ("二、上板", "c01.xhtml#c01-h3", []),
            ],
        )
    ]


def test_parts_stand_above_their_chapters(press: Press, book: Publication) -> None:
    lines = labels(tree(nav(press(book, "book"), "toc")))
    assert [line[0] for line in lines] == ["前言", "上部　工具", "下部　他山", "后记"]
    upper = dict(lines)["上部　工具"]
    assert [line[0] for line in upper] == ["刀具", "纸墨"]
    assert [line[0] for line in dict(upper)["纸墨"]] == ["纸墨一节", "松烟"]


def test_a_note_mark_in_a_head_is_no_part_of_its_label(
    press: Press, everything: Publication
) -> None:
    package = press(everything)
    assert "二级标题" in str(labels(tree(nav(package, "toc"))))
    assert "[3]" not in "".join(nav(package, "toc").itertext())


def test_a_skipped_level_stands_under_the_nearest_head_above(
    press: Press, article: Publication
) -> None:
    heads = tuple(
        Heading((Text(f"第{number}"),), level, f"c01-h{number}")
        for number, level in enumerate((4, 2, 5, 3), start=1)
    )
    one = Article((Text("题"),), heads, "c01")
    package = press(replace(article, body=(one,)))
    assert labels(tree(nav(package, "toc"))) == [("题", ["第1", ("第2", ["第3", "第4"])])]


def test_an_article_without_title_is_listed_under_the_publication_s(
    press: Press, article: Publication
) -> None:
    package = press(replace(article, body=(Article((), (), "c01"),)))
    assert labels(tree(nav(package, "toc"))) == ["刻版与印书"]


def test_generated_pages_are_landmarks_and_not_contents(press: Press, book: Publication) -> None:
    package = press(book, "book")
    places = nav(package, "landmarks").iter(f"{X}a")
    assert [(place.get(TYPE), place.get("href")) for place in places] == [
        ("cover", "cover.xhtml"),
        ("titlepage", "title.xhtml"),
        ("toc", "nav.xhtml#toc"),
        ("bodymatter", "part1.xhtml"),
        ("colophon", "colophon.xhtml"),
    ]
    assert "版权页" not in "".join(nav(package, "toc").find(f"{X}ol").itertext())


def test_generated_pages_are_marked_in_their_documents(press: Press, book: Publication) -> None:
    package = press(book, "book")
    for name, kind in (("cover", "cover"), ("title", "titlepage"), ("colophon", "colophon")):
        kinds = [e.get(TYPE) for e in package.tree(f"{name}.xhtml").iter() if e.get(TYPE)]
        assert kind in kinds


def test_landmarks_of_an_article_name_only_documents_of_its_spine(
    press: Press, article: Publication
) -> None:
    package = press(article)
    places = [link.get("href") for link in nav(package, "landmarks").iter(f"{X}a")]
    assert places == list(package.spine())


def points(parent: ET.Element) -> Tree:
    found = []
    for point in parent.findall(f"{N}navPoint"):
        label = point.find(f"{N}navLabel/{N}text")
        content = point.find(f"{N}content")
        assert label is not None
        assert content is not None
        found.append((label.text or "", content.get("src") or "", points(point)))
    return found


def cut(lines: Tree, depth: int) -> Tree:
    return [(a, b, cut(below, depth - 1) if depth > 1 else []) for a, b, below in lines]


def test_the_ncx_is_the_contents_to_two_levels(press: Press, book: Publication) -> None:
    package = press(book, "book")
    root = package.tree("toc.ncx")
    (nav_map,) = root.iter(f"{N}navMap")
    assert points(nav_map) == cut(tree(nav(package, "toc")), 2)
    orders = [int(p.get("playOrder") or 0) for p in root.iter(f"{N}navPoint")]
    assert orders == list(range(1, len(orders) + 1))
    assert next(root.iter(f"{N}meta")).get("content") == book.metadata.identifier
