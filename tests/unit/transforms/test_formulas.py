"""Formulas get their MathML; boxes and captions get the words that belong before them."""

from __future__ import annotations

from pathlib import Path

from keben import walk
from keben.model import (
    Article,
    Aside,
    Block,
    Code,
    CodeBlock,
    Figure,
    Formula,
    Image,
    Location,
    Math,
    Metadata,
    Paragraph,
    Publication,
    Text,
)
from keben.settings import Settings, combine
from keben.settings.layers import Layer
from keben.transforms.formulas import understand
from keben.transforms.identify import identify
from keben.transforms.titles import fill, number_captions

PLACE = Location(Path("a.md"), 7)


def publication(*chapters: tuple[Block, ...], language: str = "zh-Hans") -> Publication:
    return Publication(
        Metadata(language=language),
        tuple(Article((Text("章"),), blocks, language=language) for blocks in chapters),
    )


def blocks(found: Publication) -> tuple[Block, ...]:
    return tuple(block for article in walk.articles(found) for block in article.blocks)


def test_a_formula_gets_its_mathml() -> None:
    found = understand(publication((Paragraph((Math("x"),)), Formula("y"))))
    paragraph, formula = blocks(found)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(formula, Formula)
    (math,) = paragraph.inlines
    assert isinstance(math, Math)
    assert 'display="inline"' in math.mathml
    assert 'display="block"' in formula.mathml
    assert not found.findings


def test_what_cannot_be_understood_is_code_and_reported_once_at_its_line() -> None:
    bad = Math("\\foo")
    found = understand(publication((Paragraph((bad, bad), PLACE), Formula("{", location=PLACE))))
    assert blocks(found) == (
        Paragraph((Code("\\foo"), Code("\\foo")), PLACE),
        CodeBlock("{", "latex", PLACE),
    )
    assert [(finding.code, finding.location) for finding in found.findings] == [
        ("M015", PLACE),
        ("M015", PLACE),
    ]


def test_a_box_without_a_title_is_called_by_its_kind() -> None:
    boxes = (Aside("danger", ()), Aside("tab", ()), Aside("note", (), (Text("题"),)))
    titles = [b.title for b in blocks(fill(publication(boxes))) if isinstance(b, Aside)]
    assert titles == [(Text("危险"),), (), (Text("题"),)]
    english = blocks(fill(publication((Aside("danger", ()),), language="en")))
    assert english == (Aside("danger", (), (Text("Danger"),)),)


def test_captions_are_numbered_as_the_settings_ask() -> None:
    figure = Figure(Image("a.png"), (Text("图题"),))
    bare = Figure(Image("b.png"))
    book = identify(publication((figure, bare), (figure, figure)))

    def captions(settings: Settings) -> list[str]:
        found = blocks(number_captions(book, settings))
        return [walk.plain(b.caption) for b in found if isinstance(b, Figure)]

    def asked(numbers: str) -> Settings:
        return combine(Layer({"figures": {"numbers": numbers}}))

    assert captions(combine()) == ["图题", "", "图题", "图题"]
    assert captions(asked("running")) == ["图 1　图题", "", "图 2　图题", "图 3　图题"]
    assert captions(asked("chapter")) == ["图 1-1　图题", "", "图 2-1　图题", "图 2-2　图题"]
