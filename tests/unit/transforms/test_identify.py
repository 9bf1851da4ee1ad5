"""Everything that can be pointed at gets a name that stays."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from keben import walk
from keben.model import (
    Article,
    Contributor,
    Figure,
    Heading,
    Image,
    Inlines,
    Location,
    Metadata,
    Part,
    Publication,
    PullQuote,
    Quotation,
    Text,
)
from keben.transforms.identify import identify, xml_id


def text(words: str) -> Inlines:
    return (Text(words),)


def article(*blocks: object, title: str = "信", **more: object) -> Article:
    return Article(text(title), blocks, location=Location(Path("a.md"), 1), **more)  # type: ignore[arg-type]


def anchors(publication: Publication) -> list[str]:
    return [
        block.anchor
        for chapter in walk.articles(publication)
        for block in walk.article_blocks(chapter)
        if isinstance(block, Heading | Figure | PullQuote)
    ]


def one(*blocks: object, **metadata: object) -> Publication:
    return identify(Publication(Metadata(**metadata), (article(*blocks),)))  # type: ignore[arg-type]


def slugs(*titles: str) -> list[str]:
    chapters = tuple(article(title=title) for title in titles)
    return [a.slug for a in walk.articles(identify(Publication(Metadata(), chapters)))]


def test_a_chapter_s_slug_is_made_from_its_title_and_stays_when_others_are_added() -> None:
    before, after = slugs("甲", "乙", "丙"), slugs("甲", "新", "乙", "丙")
    assert len(set(after)) == 4
    assert [slug for slug in after if slug in before] == before
    assert all(re.fullmatch("c[0-9a-f]{8}", slug) for slug in after)


def test_chapters_of_one_title_have_slugs_of_their_own() -> None:
    first, second = slugs("信", "信")
    assert second == f"{first}-2"


def test_parts_have_slugs_too_and_the_only_article_a_short_one() -> None:
    book = Publication(Metadata(), (Part(text("上"), (article(), article(title="乙"))),))
    found = identify(book)
    assert isinstance(found.body[0], Part)
    assert re.fullmatch("part[0-9a-f]{8}", found.body[0].slug)
    assert next(walk.articles(one())).slug == "c01"


def test_heads_figures_and_pull_quotes_get_anchors_the_authors_own_are_kept() -> None:
    found = one(
        Heading(text("一")),
        Heading(text("二"), anchor="two"),
        Quotation((Heading(text("三")),)),
        Figure(Image("a.png")),
        PullQuote(text("话")),
    )
    assert anchors(found) == ["c01-h1", "two", "c01-h2", "c01-f1", "c01-q1"]


def test_an_anchor_that_two_chapters_use_is_given_the_chapters_slug() -> None:
    heads = (Heading(text("一"), anchor="intro"),)
    found = identify(Publication(Metadata(), (article(*heads), article(*heads), article(*heads))))
    _, second, third = (chapter.slug for chapter in walk.articles(found))
    assert anchors(found) == ["intro", f"{second}-intro", f"{third}-intro"]


def test_one_chapter_may_use_an_anchor_three_times() -> None:
    heads = (Heading(text("一"), anchor="x"),) * 3
    assert anchors(one(*heads)) == ["x", "c01-x", "c01-x-2"]


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        ("标题", "标题"),
        ("a b", "a-b"),
        ("1-intro", "_1-intro"),
        ("<x>&", "x"),
        ("", "_"),
        ("c01-h1", "_c01-h1"),
        ("c0a1b2c3d-2-h1", "_c0a1b2c3d-2-h1"),
        ("page-3", "_page-3"),
        ("x²", "x"),
    ],
)
def test_anchors_are_valid_xml_names(written: str, valid: str) -> None:
    assert xml_id(written) == valid


def test_only_figures_with_a_caption_are_numbered_and_through_the_book() -> None:
    plain, captioned = Figure(Image("a.png")), Figure(Image("b.png"), caption=text("图"))
    book = Publication(Metadata(), (article(captioned, plain), article(captioned)))
    found = [
        block.number
        for chapter in walk.articles(identify(book))
        for block in chapter.blocks
        if isinstance(block, Figure)
    ]
    assert found == [1, 0, 2]


def test_a_title_is_that_of_the_first_article_or_its_file() -> None:
    assert one().metadata.title == "信"
    assert one(title="集").metadata.title == "集"
    untitled = Publication(Metadata(), (replace(article(), title=()),))
    assert identify(untitled).metadata.title == "a"


def test_the_identifier_stays_when_the_text_is_mended() -> None:
    people = (Contributor("林"),)
    first = one(title="集", contributors=people).metadata.identifier
    assert first.startswith("urn:uuid:")
    assert first[23] == "5"
    assert one(Heading(text("新")), title="集", contributors=people).metadata.identifier == first
    assert one(title="集").metadata.identifier != first
    assert one(title="别集", contributors=people).metadata.identifier != first


def test_an_identifier_of_ones_own_is_kept() -> None:
    assert one(identifier="978-7-00-000000-0").metadata.identifier == "978-7-00-000000-0"
