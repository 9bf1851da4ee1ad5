"""Every link leads somewhere, or is reported and leaves its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from keben import walk
from keben.model import (
    Anchor,
    Article,
    Figure,
    Heading,
    Image,
    Link,
    Location,
    Metadata,
    Paragraph,
    Publication,
    Text,
)
from keben.transforms.anchors import head_slug
from keben.transforms.identify import identify
from keben.transforms.links import resolve


def chapter(name: str, *targets: str, heads: tuple[Heading, ...] = ()) -> Article:
    links = tuple(
        Paragraph((Link((Text("there"),), target),), Location(Path(name), line))
        for line, target in enumerate(targets, start=5)
    )
    return Article((Text("开头"),), (*heads, *links), location=Location(Path(name), 1))


def targets(*chapters: Article) -> tuple[list[str | None], list[str]]:
    """Each link's new target, None where it is dropped; the findings' codes with their lines."""
    found = resolve(identify(Publication(Metadata(), chapters)))
    ends = [
        next((i.target for i in block.inlines if isinstance(i, Link)), None)
        for article in walk.articles(found)
        for block in article.blocks
        if isinstance(block, Paragraph)
    ]
    return ends, [f"{f.code}:{f.location.line if f.location else 0}" for f in found.findings]


SLUG = "c7371cd29"
"""That of a book's first chapter called 开头."""

HEADS = (
    Heading((Text("第一节：Why & how?"),)),
    Heading((Text("小结"),)),
    Heading((Text("小结"),)),
    Heading((Text("x"),), anchor="1 own"),
)


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("#c01-h1", "#c01-h1"),
        ("#第一节why--how", "#c01-h1"),
        ("#%E5%B0%8F%E7%BB%93", "#c01-h2"),
        ("#小结-1", "#c01-h3"),
        ("#1 own", "#_1-own"),
        ("#开头", "#c01"),
        ("#c01", "#c01"),
        ("a.md", "#c01"),
        ("./a.md#小结", "#c01-h2"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_live_link(written: str, anchor: str) -> None:
    assert targets(chapter("a.md", written, heads=HEADS)) == ([anchor], [])


@pytest.mark.parametrize(
    ("written", "finding"),
    [
        ("#nowhere", "L001:5"),
        ("a.md#nowhere", "L001:5"),
        ("gone.md", "L002:5"),
        ("../a.md", "L002:5"),
        ("javascript:alert(1)", "L003:5"),
        ("file:///etc/passwd", "L003:5"),
        ("http://[bad", "L003:5"),
    ],
)
def test_a_dead_link_is_reported_at_its_line_and_its_text_kept(written: str, finding: str) -> None:
    assert targets(chapter("a.md", written, heads=HEADS)) == ([None], [finding])


def test_a_link_leads_to_an_anchor_in_a_line() -> None:
    marked = Paragraph((Anchor("1 own"), Text("此处")), Location(Path("a.md"), 3))
    one, two = chapter("a.md", "#1 own", "b.md#1 own"), chapter("b.md", "#1 own")
    one, two = (replace(each, blocks=(marked, *each.blocks)) for each in (one, two))
    second = f"#{SLUG}-2-_1-own"
    ends, findings = targets(one, two)
    assert [end for end in ends if end] == ["#_1-own", second, second]
    assert findings == []


def test_links_lead_between_the_chapters_of_a_book() -> None:
    one = chapter("book/a.md", "part/b.md", "part/b.md#x", "#x")
    two = chapter("book/part/b.md", "../a.md", heads=(Heading((Text("X"),)),))
    first, second = f"#{SLUG}", f"#{SLUG}-2"
    assert targets(one, two) == ([second, f"{second}-h1", f"{second}-h1", first], [])


def test_an_anchor_that_two_chapters_share_is_first_looked_for_in_ones_own() -> None:
    heads = (Heading((Text("一"),), anchor="intro"),)
    found, _ = targets(
        chapter("a.md", "#intro", heads=heads), chapter("b.md", "#intro", heads=heads)
    )
    assert found == ["#intro", f"#{SLUG}-2-intro"]


def test_links_in_captions_and_titles_are_followed() -> None:
    figure = Figure(Image("a.png"), caption=(Link((Text("x"),), "#gone"),))
    article = Article((Link((Text("t"),), "#gone"),), (figure,), location=Location(Path("a.md"), 1))
    found = resolve(identify(Publication(Metadata(), (article,))))
    assert [f.code for f in found.findings] == ["L001", "L001"]
    assert next(walk.articles(found)).title == (Text("t"),)


def test_the_anchor_of_a_head_as_code_hosts_write_it() -> None:
    assert head_slug("  What’s new, in v2.0? ") == "whats-new-in-v20"


def chaptered(tops: tuple[str, ...], *chapters: Article) -> list[str | None]:
    found = resolve(identify(Publication(Metadata(), chapters)), [Path(top) for top in tops])
    return [
        next((i.target for i in block.inlines if isinstance(i, Link)), None)
        for article in walk.articles(found)
        for block in article.blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "b.md#x",
        "b.html#x",
        "./b#x",
        "b/#x",
        "/part/b.md#x",
        "/part/b.html#x",
        "/part/b/#x",
        "../part/b.html?y=1#x",
    ],
)
def test_a_text_is_called_by_its_file_or_by_the_page_made_of_it(written: str) -> None:
    one = chapter("book/part/a.md", written)
    two = chapter("book/part/b.md", heads=(Heading((Text("X"),)),))
    assert chaptered(("book",), one, two) == [f"#{SLUG}-2-h1"]


@pytest.mark.parametrize("written", ["part/", "part/index.html", "part", "part/README.md"])
def test_a_folder_is_called_by_its_index(written: str) -> None:
    one, two = chapter("book/a.md", written), chapter("book/part/README.md")
    assert chaptered(("book",), one, two) == [f"#{SLUG}-2"]


def test_a_link_may_count_from_the_folder_that_a_site_makes_of_a_text() -> None:
    one, two = chapter("book/part/a.md", "../b/"), chapter("book/part/b.md")
    assert chaptered(("book",), one, two) == [f"#{SLUG}-2"]


def test_an_absolute_address_outside_every_top_is_dead() -> None:
    one, two = chapter("book/a.md", "/b.md"), chapter("book/b.md")
    assert chaptered((), one, two) == [None]


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("#_2", "#c01-h1"),
        ("#why-how_1", "#c01-h3"),
        ("#why-how", "#c01-h2"),
        ("#own", "#own"),
        ("#_3", "#c01-h4"),
    ],
)
def test_heads_are_called_as_mkdocs_numbers_them(written: str, anchor: str) -> None:
    heads = (
        Heading((Text("第一节"),)),
        Heading((Text("Why & how?"),)),
        Heading((Text("Why — how"),)),
        Heading((Text("第二节"),), anchor="own"),
        Heading((Text("第三节"),)),
    )
    assert targets(chapter("a.md", written, heads=heads)) == ([anchor], [])


def test_a_head_in_a_later_chapter_of_the_same_file_is_found() -> None:
    one = chapter("a.md", heads=())
    two = chapter("a.md", heads=(Heading((Text("小结"),)),))
    three = chapter("b.md", "a.md#小结", "a.md")
    assert targets(one, two, three) == ([f"#{SLUG}-2-h1", f"#{SLUG}"], [])
