"""The printed pages in columns from right to left."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as c
import pytest

from keben import walk
from keben.composition.characters import NEVER_FIRST, NEVER_LAST, is_han
from keben.model import Article, Figure, Image, Paragraph, Publication, PullQuote, Text
from keben.pdfobjects import binding
from keben.typeset.columns import lay_out_columns
from keben.typeset.geometry import MM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Glyph, Print

Printing = Callable[..., "Print"]
PlainText = Callable[..., Publication]
SAME_COLUMN = 0.5
"""pt."""


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def in_columns(printing: Printing, monkeypatch: pytest.MonkeyPatch) -> Printing:
    """Prints in columns, to be read.

    PDFium, which reads the tests' files, takes a document whose pages go from right to left for
    Arabic and exchanges the words between marks, so these files do not say that they do.
    """

    def make(publication: Publication, theme_name: str = "handout", **values: object) -> Print:
        monkeypatch.setattr(binding, "DIRECTION", "/L2R")
        return printing(publication, theme_name, fresh=True, vertical=True, **values)

    return make


def glyphs_of(printed: Print, page: int) -> list[Glyph]:
    return [glyph for line in printed.lines(page) for glyph in line.glyphs]


def columns(printed: Print, page: int) -> list[list[Glyph]]:
    """The glyphs of a page by their columns, from right to left, each from its head."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs_of(printed, page), key=lambda glyph: -glyph.x):
        if not found or found[-1][0].x - glyph.x > SAME_COLUMN:
            found.append([])
        found[-1].append(glyph)
    return [sorted(column, key=lambda glyph: -glyph.y) for column in found]


def words(column: list[Glyph]) -> str:
    return "".join(glyph.character for glyph in column)


@pytest.fixture(params=["zh-Hans", "zh-Hant", "ja", "ko"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def prose(plain_text: PlainText, language: str) -> Publication:
    return plain_text("zh-Hans" if language == "zh-Hant" else language, paragraphs=12)


def test_the_text_is_the_models_in_its_order(in_columns: Printing, prose: Publication) -> None:
    (article,) = prose.body
    assert isinstance(article, Article)
    runs = (run for block in article.blocks for run in walk.own_inlines(block))
    expected = squeezed("".join(walk.plain(run) for run in runs))
    assert in_columns(prose).text().endswith(expected)


def test_nothing_is_lost_that_lines_have(
    printing: Printing, in_columns: Printing, everything: Publication
) -> None:
    assert Counter(in_columns(everything).text()) == Counter(printing(everything).text())


def test_the_sheet_is_upright(in_columns: Printing, prose: Publication) -> None:
    printed = in_columns(prose)
    for page in printed.document:
        assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)


def test_pages_follow_one_another_to_the_left(printing: Printing, prose: Publication) -> None:
    document = printing(prose, fresh=True, vertical=True).document
    direction = ctypes.create_string_buffer(8)
    c.FPDF_VIEWERREF_GetName(document.raw, b"Direction", direction, 8)
    assert direction.value == b"R2L"


@pytest.mark.parametrize("language", ["zh-Hans", "ja"], indirect=True)
def test_columns_run_from_right_to_left(in_columns: Printing, prose: Publication) -> None:
    printed = in_columns(prose)
    read = "".join(words(c) for page in range(len(printed)) for c in columns(printed, page))
    (article,) = prose.body
    assert isinstance(article, Article)
    for block in article.blocks:
        start = squeezed(walk.plain(next(iter(walk.own_inlines(block)))))[:12]
        assert start in read


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "zh-Hant"], indirect=True)
def test_no_column_passes_the_type_area(in_columns: Printing, prose: Publication) -> None:
    printed = in_columns(prose)
    page = lay_out_columns(printed.settings, with_sidebar=False)
    head, foot = page.width - page.inner, page.outer
    for number in range(len(printed)):
        for column in columns(printed, number):
            text = [g for g in column if foot - 1 <= g.y <= head + 1]
            if len(text) > 20:
                assert text[0].y <= head + 0.1
                assert text[-1].y >= foot - 0.1
                assert page.bottom - 1 <= text[0].x <= page.height - page.top + 1


@pytest.mark.parametrize("language", ["zh-Hans", "ja"], indirect=True)
@pytest.mark.parametrize("length", [12, 20, 43])
def test_forbidden_marks_neither_begin_nor_end_a_column(
    in_columns: Printing, prose: Publication, length: int
) -> None:
    printed = in_columns(prose, page={"measure_vertical": length})
    for number in range(len(printed)):
        for column in columns(printed, number):
            text = words(column)
            if len(text) >= length // 2 and is_han(text[len(text) // 2]):
                assert text[0] not in NEVER_FIRST, text
                assert text[-1] not in NEVER_LAST, text


def test_upright_characters_of_a_column_are_an_em_apart(
    in_columns: Printing, plain_text: PlainText
) -> None:
    printed = in_columns(plain_text(paragraphs=4))
    size = printed.settings.type.size
    steps = [
        round((upper.y - lower.y) / size, 2)
        for column in columns(printed, 0)
        for upper, lower in pairwise(column)
        if is_han(upper.character) and is_han(lower.character)
    ]
    assert Counter(steps).most_common(1)[0][0] == 1.0
    assert min(steps) >= 0.8


def test_notes_stand_left_of_the_text(in_columns: Printing, everything: Publication) -> None:
    printed = in_columns(everything)
    for number in range(len(printed)):
        found = [words(column) for column in columns(printed, number)]
        notes = [place for place, text in enumerate(found) if text.startswith(("[1]书", "[2]第"))]
        if notes:
            assert notes[0] > len(found) / 2
            return
    pytest.fail("no note was found")


def test_running_heads_and_folios_are_upright(in_columns: Printing, book: Publication) -> None:
    printed = in_columns(book, "book")
    page = lay_out_columns(printed.settings, with_sidebar=False)
    checked = 0
    start = -1
    for number in range(4, len(printed)):
        glyphs = glyphs_of(printed, number)
        folio = sorted((g for g in glyphs if g.y < page.outer - 5), key=lambda glyph: glyph.x)
        if not words(folio).isdigit():
            continue
        start = number + 1 - int(words(folio)) if start < 0 else start
        checked += 1
        assert words(folio) == str(number + 1 - start)
        assert len({round(glyph.y, 1) for glyph in folio}) == 1
        # A book in columns is bound at its right: odd pages lie left of the spine.
        head = [g for g in glyphs if g.y > page.width - page.inner + 5]
        for glyph in (*folio, *head):
            assert (glyph.x < page.height / 2) == ((number + 1) % 2 == 1)
    assert checked > 5


def test_a_pull_quote_stands_at_the_head_of_its_paragraph(
    in_columns: Printing, handout: Publication
) -> None:
    printed = in_columns(handout)
    page = lay_out_columns(printed.settings, with_sidebar=True)
    (article,) = handout.body
    assert isinstance(article, Article)
    marked = [b for b in article.blocks if isinstance(b, PullQuote)]
    text = "".join(
        words([g for g in column if g.y > page.width - page.inner])
        for number in range(len(printed))
        for column in columns(printed, number)
    )
    for quote in marked:
        assert walk.plain(quote.inlines)[:5] in text


def test_links_lead_to_the_upright_page(in_columns: Printing, book: Publication) -> None:
    printed = in_columns(book, "book")
    page = lay_out_columns(printed.settings, with_sidebar=False)
    places = [item.get_dest() for item in printed.document.get_toc()]
    for place in places:
        _, (x, y, *_) = place.get_view()
        assert 0 <= x <= page.height
        assert 0 <= y <= page.width


def test_a_picture_stands_upright(
    in_columns: Printing, plain_text: PlainText, tmp_path: Path
) -> None:
    path = tmp_path / "wide.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30">'
        '<rect width="90" height="30" fill="#ff0000"/></svg>'
    )
    image = Image(path.name, "图", path=path, media_type="image/svg+xml", width=90, height=30)
    plain = plain_text(paragraphs=1)
    (article,) = plain.body
    assert isinstance(article, Article)
    blocks = (Paragraph((Text("图前"),)), Figure(image, (), "c01-f1", 1))
    made = Publication(plain.metadata, (Article(article.title, blocks, "c01"),))
    drawn = in_columns(made).document[0].render(scale=1).to_pil().convert("RGB")
    red = [
        (x, y)
        for x in range(drawn.width)
        for y in range(drawn.height)
        if drawn.getpixel((x, y)) == (255, 0, 0)
    ]
    width = max(x for x, _ in red) - min(x for x, _ in red)
    height = max(y for _, y in red) - min(y for _, y in red)
    assert width == pytest.approx(3 * height, rel=0.1)
