"""Tables and charts from data in printed pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from keben.model import Alignment, Article, Metadata, Publication, Table, Text

if TYPE_CHECKING:
    from tests.conftest import Print

NUMBERS = ("3.5", "12.25", "400", "1,234.125", "0.5")


@pytest.fixture(scope="module")
def printed(printing: Callable[..., Print]) -> Print:
    """A table whose second column stands at the point."""
    rows = tuple(((Text(f"第{n}行"),), (Text(number),)) for n, number in enumerate(NUMBERS))
    head = (((Text("名"),), (Text("数"),)),)
    table = Table(head, rows, (Alignment.START, Alignment.POINT), places=(0, 3), totals=1)
    article = Article((Text("样"),), (table,), "c01", "zh-Hans")
    return printing(Publication(Metadata(title="样", language="zh-Hans"), (article,)))


def test_points_stand_under_one_another_and_no_gap_before_them(printed: Print) -> None:
    points, ends = [], []
    size = printed.settings.type.size
    for line in printed.lines(0):
        number = next((n for n in sorted(NUMBERS, key=len)[::-1] if line.text.endswith(n)), "")
        if not number or not line.text.startswith("第"):
            continue
        glyphs = [glyph for glyph in line.glyphs if glyph.character.strip()][-len(number) :]
        steps = [b.x - a.x for a, b in itertools.pairwise(glyphs)]
        assert max(steps) < 0.62 * size, number
        points += [g.x for g in glyphs if g.character == "."]
        ends += [] if "." in number else [glyphs[-1].x]
    assert len(points) + len(ends) == len(NUMBERS)
    assert max(points) - min(points) < 0.05
    # The last digit of a whole number stands before where its point would be.
    assert 0.4 * size < min(points) - ends[0] < 0.62 * size


def test_the_text_that_is_copied_is_what_was_written(printed: Print) -> None:
    text = printed.text()
    for number in NUMBERS:
        assert number in text
