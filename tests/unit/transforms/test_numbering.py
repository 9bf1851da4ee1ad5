"""Parts are numbered by a form, appendices by letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keben import walk
from keben.model import Article, Heading, Metadata, Part, Publication, Text
from keben.settings import Layer, combine
from keben.transforms.numbering import number_heads


def article(title: str, **values: object) -> Article:
    made = Article((Text(title),), (Heading((Text("节"),)),), slug=title)
    return replace(made, **values)  # type: ignore[arg-type]


def book(language: str) -> Publication:
    parts = (
        Part((Text("古"),), (article("甲"), article("乙"))),
        Part((Text("第二编 今"),), (article("丙"),)),
        Part((Text("后"),), (article("丁"),)),
    )
    back = (article("表", is_appendix=True), article("附录 B 乙", is_appendix=True), article("跋"))
    return Publication(Metadata(language=language), parts, back=back)


def titles(publication: Publication) -> list[str]:
    return [walk.plain(item.title) for item in publication.body if isinstance(item, Part)]


def numbered(language: str = "zh-Hans", **heads: str) -> Publication:
    return number_heads(book(language), combine(Layer({"heads": heads}, "test")))


@pytest.mark.parametrize(
    ("language", "form", "wanted"),
    [
        ("zh-Hans", "第{}编", ["第一编\u3000古", "第三编\u3000后"]),
        ("zh-Hans", "第{}部分", ["第一部分\u3000古", "第三部分\u3000后"]),
        ("zh-Hans", "auto", ["第一部\u3000古", "第三部\u3000后"]),
        ("ja", "第{}編", ["第一編\u3000古", "第三編\u3000后"]),
        ("ko", "auto", ["제1부\u3000古", "제3부\u3000后"]),
        ("en", "auto", ["Part I\u2002古", "Part III\u2002后"]),
        ("en", "", ["古", "后"]),
    ],
)
def test_parts_are_numbered_by_a_form(language: str, form: str, wanted: list[str]) -> None:
    """One that has a number keeps it."""
    found = titles(numbered(language, parts=form))
    assert [found[0], found[2]] == wanted
    assert found[1] == "第二编 今"


def appendix(publication: Publication) -> tuple[str, str, str]:
    first = publication.back[0]
    heads = [b for b in first.blocks if isinstance(b, Heading)]
    return walk.plain(first.title), first.number, walk.plain(heads[0].inlines)


@pytest.mark.parametrize(
    ("numbers", "appendices", "wanted"),
    [
        ("decimal", "auto", ("附录 A\u2002表", "A", "A.1\u2002节")),
        ("chinese", "auto", ("附录一\u3000表", "附录一", "第一节\u3000节")),
        ("chinese", "letters", ("附录 A\u2002表", "附录 A", "第一节\u3000节")),
        ("none", "letters", ("附录 A\u2002表", "A", "节")),
        ("none", "auto", ("表", "", "节")),
        ("decimal", "none", ("表", "", "节")),
    ],
)
def test_appendices_are_numbered(
    numbers: str, appendices: str, wanted: tuple[str, str, str]
) -> None:
    found = numbered(numbers=numbers, appendices=appendices)
    assert appendix(found) == wanted
    assert walk.plain(found.back[1].title) == "附录 B 乙"
    assert walk.plain(found.back[2].title) == "跋"


def test_chapters_are_counted_across_parts() -> None:
    found = numbered(numbers="decimal")
    assert [a.number for a in walk.articles(found)][:4] == ["1", "2", "3", "4"]
