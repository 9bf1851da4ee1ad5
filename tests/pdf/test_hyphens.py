"""Words divided at the ends of lines, in finished files: the hyphen is seen and is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pikepdf
import pytest

from keben.model import (
    Article,
    Code,
    Emphasis,
    Inlines,
    Metadata,
    Paragraph,
    Publication,
    Span,
    Text,
)

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]

NARROW = {"page": {"paper": "a5", "columns": 2, "column_gap": 1}, "type": {"size": 14, "pitch": 24}}
HAN = "团队把configuration交给infrastructure，再由documentation说明internationalization。"


def made(*paragraphs: Inlines, language: str = "zh-Hans") -> Publication:
    article = Article((Text("一"),), tuple(map(Paragraph, paragraphs)), "c01", language)
    return Publication(Metadata(title="一", language=language, identifier="urn:x"), (article,))


def hyphens(printed: Print) -> int:
    """The hyphens that are drawn as ornament."""
    return sum(
        run.strip() in ("-", "\x02")
        for page in range(len(printed))
        for run in printed.runs(page, artifacts=True)
    )


def silent(printed: Print) -> int:
    """Places of the pages that say to stand for no text (ISO 32000-1 §14.9.4)."""
    with pikepdf.open(printed.artifact.path) as pdf:
        return sum(
            str(item.operator) == "BDC"
            and str(item.operands[0]) == "/Span"
            and str(item.operands[1].get("/ActualText", "some")) == ""
            for page in pdf.pages
            for item in pikepdf.parse_content_stream(page)
        )


@pytest.mark.parametrize("vertical", [False, True])
def test_a_hyphen_is_drawn_and_is_no_text(printing: Printing, vertical: bool) -> None:
    printed = printing(made((Text(HAN * 3),)), vertical=vertical, **NARROW)
    if vertical:  # PDFium has the objects of a column in another order
        assert not Counter(HAN * 3) - Counter(printed.text())
        assert "-" not in printed.text()
    else:
        assert HAN * 3 in printed.text()
    assert hyphens(printed) == silent(printed) >= 2


def test_hyphens_can_be_forgone(printing: Printing) -> None:
    printed = printing(made((Text(HAN * 3),)), composition={"hyphens": "manual"}, **NARROW)
    assert HAN * 3 in printed.text()
    assert hyphens(printed) == 0


def test_a_long_line_divides_no_word(printing: Printing) -> None:
    text = "翻开一本书，读者看见的是字；排书的人先看见的，却是configuration与infrastructure的空白。"
    assert hyphens(printing(made((Text(text * 12),)))) == 0
    assert hyphens(printing(made((Text(text * 12),)), **NARROW)) > 0


def test_a_paragraph_in_english_is_divided_too(printing: Printing) -> None:
    text = "Documentation of infrastructure configuration, internationalization and so on. " * 4
    printed = printing(made((Text(text),), language="en"), **NARROW)
    assert text.replace(" ", "") in printed.text()
    assert hyphens(printed) == silent(printed) >= 2


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_an_address_and_code_have_no_hyphen(printing: Printing, language: str) -> None:
    address = "https://example.org/documentation/infrastructure/internationalization"
    words = (Text(f"{address}, and {address}, "), Code("internationalization_of_documentation"))
    printed = printing(made((*words, *words, *words), language=language), **NARROW)
    assert address in printed.text()
    assert hyphens(printed) == 0


def test_a_word_is_divided_as_its_language_has_it(printing: Printing) -> None:
    """Words that English and German divide at other places, in a column that takes either."""

    def ends(language: str) -> set[str]:
        run = Span((Text("Autobahn"),), language)
        text = tuple(part for n in range(1, 13) for part in (Text("之" * n + "，"), run))
        printed = printing(made(text), composition={"hyphenate_limit_zone": 0}, **NARROW)
        found = "|".join(each.text for page in range(len(printed)) for each in printed.lines(page))
        return set(re.findall(r"([A-Z][a-z]+)[-\x02]\|", found))

    assert ends("de") <= {"Au", "Auto"}
    assert ends("tlh") == set()


def test_two_lines_in_a_row_end_with_a_hyphen_at_most(printing: Printing) -> None:
    """Also where each line begins in one run and ends in another."""
    words = (Text("configuration之documentation"), Emphasis((Text("internationalization为"),)))
    asked = {"composition": {"hyphenate_limit_zone": 0}, "page": {"measure": 11}}
    printed = printing(made(words * 6), **asked)
    rows = found = 0
    for page in range(len(printed)):
        for line in printed.lines(page):
            ended = line.text.rstrip().endswith(("-", "\x02"))
            rows = rows + 1 if ended else 0
            found += ended
            assert rows <= 2
    assert found >= 4


def test_a_word_of_two_runs_that_fits_no_line_is_torn(printing: Printing) -> None:
    word = (Text("书documentation"), Emphasis((Text("documentation"),)), Text("为"))
    asked = {"composition": {"hyphens": "manual"}, "page": {"measure": 11}}
    printed = printing(made(word * 3), **asked)
    shown = [line.text for line in printed.lines(0)]
    assert "".join(shown).endswith("书documentationdocumentation为" * 3)
    assert max(sum(1 + (letter > "\u2e80") for letter in line) for line in shown) <= 22
