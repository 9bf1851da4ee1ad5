"""Pull quotes in the margin: beside their paragraph, never over another, never past the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as c
import pytest

from keben.model import Article, Metadata, Paragraph, Publication, PullQuote, Text
from keben.typeset.geometry import Geometry, lay_out

if TYPE_CHECKING:
    from tests.conftest import Line, Print

Printing = Callable[..., "Print"]
QUOTE = "慢工出细活，急刀无好字。"


def article(*blocks: object) -> Publication:
    one = Article((Text("刀"),), blocks, "c01")  # type: ignore[arg-type]
    return Publication(Metadata(title="刀"), (one,))


def paragraph(length: int) -> Paragraph:
    return Paragraph((Text("刻工日日磨刀不敢懈怠" * length),))


def quote(number: int, text: str = QUOTE, *, repeats: bool = False) -> PullQuote:
    return PullQuote((Text(text),), (), f"c01-q{number}", repeats)


def beside(printed: Print, page: int, *, left: bool = False) -> list[Line]:
    """The lines of a page that stand in its outer margin."""
    area = geometry(printed)
    found = []
    for line in printed.lines(page):
        glyphs = tuple(g for g in line.glyphs if _is_outside(g.x, area, left=left))
        if glyphs:
            found.append(type(line)(glyphs))
    return found


def _is_outside(x: float, area: Geometry, *, left: bool) -> bool:
    if left:
        return x < area.outer - area.gap + 1
    return x > area.inner + area.measure + area.gap - 1


def geometry(printed: Print) -> Geometry:
    return lay_out(printed.settings, with_sidebar=True)


def bodies(lines: list[Line]) -> Iterator[str]:
    yield from (line.text for line in lines)


def test_a_quote_stands_level_with_its_paragraph(printing: Printing) -> None:
    printed = printing(article(paragraph(9), quote(1), Paragraph((Text("这一段在旁边。"),))))
    (first, *_) = beside(printed, 0)
    text = next(line for line in printed.lines(0) if "这一段" in line.text)
    assert first.baseline == pytest.approx(text.baseline, abs=printed.settings.type.size / 2)


def test_quotes_do_not_overlap_or_leave_the_page(printing: Printing) -> None:
    blocks = [item for n in range(12) for item in (quote(n), paragraph(6 + n % 5))]
    printed = printing(article(*blocks, paragraph(3)))
    area, seen = geometry(printed), 0
    for page in range(len(printed)):
        lines = beside(printed, page)
        seen += len(lines)
        for upper, lower in pairwise(lines):
            assert upper.baseline - lower.baseline >= printed.settings.sidebar.size
        for line in lines:
            assert line.baseline >= area.bottom - 0.5
            assert line.baseline <= area.height - area.top + printed.settings.type.pitch
    assert seen == 12 * 2


def test_a_quote_at_the_end_of_a_page_is_moved_up(printing: Printing) -> None:
    printed = printing(article(paragraph(115), quote(1, QUOTE * 3), paragraph(1)))
    area = geometry(printed)
    lines = [line for page in range(len(printed)) for line in beside(printed, page)]
    assert lines
    assert min(line.baseline for line in lines) >= area.bottom - 0.5


@pytest.mark.parametrize("two_sided", [False, True])
def test_quotes_stand_on_the_outer_side(two_sided: bool, printing: Printing) -> None:
    blocks = [item for n in range(10) for item in (quote(n), paragraph(24))]
    printed = printing(article(*blocks), page={"two_sided": two_sided})
    assert len(printed) > 2
    for page in range(len(printed) - 1):
        left = two_sided and page % 2 == 1
        texts = "".join(bodies(beside(printed, page, left=left)))
        assert "慢工出细活" in texts, f"page {page + 1}"
        assert "磨刀" not in texts


def test_too_many_quotes_go_into_the_column(printing: Printing) -> None:
    blocks = [item for n in range(40) for item in (quote(n), Paragraph((Text("短。"),)))]
    printed = printing(article(*blocks))
    assert all(beside(printed, page) == [] for page in range(len(printed)))
    assert printed.text().count(QUOTE) == 40


def test_no_sidebar_no_wide_margin(printing: Printing) -> None:
    plain = printing(article(paragraph(40)))
    area = lay_out(plain.settings, with_sidebar=False)
    assert max(glyph.x for line in plain.lines(0) for glyph in line.glyphs) > (
        area.inner + area.measure - 2 * plain.settings.type.size
    )


def test_a_suggested_quote_is_an_ornament(printing: Printing) -> None:
    printed = printing(article(quote(1, repeats=True), paragraph(9), quote(2), paragraph(9)))
    ornaments = "".join(printed.runs(0, artifacts=True))
    assert QUOTE in ornaments.replace(" ", "")
    assert printed.text().count(QUOTE) == 1


def test_the_structure_tree_leaves_ornaments_out(printing: Printing) -> None:
    one = printing(article(quote(1, repeats=True), paragraph(2)))
    two = printing(article(quote(1), paragraph(2)))
    assert tree_size(one) < tree_size(two)


def tree_size(printed: Print) -> int:
    def count(element: object) -> int:
        children = c.FPDF_StructElement_CountChildren(element)
        below = (c.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(children))
        return 1 + sum(count(child) for child in below if child)

    page = printed.document[0]  # must live as long as its tree
    tree = c.FPDF_StructTree_GetForPage(page.raw)
    tops = range(c.FPDF_StructTree_CountChildren(tree))
    size = sum(count(c.FPDF_StructTree_GetChildAtIndex(tree, n)) for n in tops)
    c.FPDF_StructTree_Close(tree)
    page.close()
    return size
