"""Words in drawings, as they are printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keben.composition.drawn_words import HELVETICA, TIMES, share_of_size
from keben.model import Article, Figure, Image, Metadata, Publication, Text

if TYPE_CHECKING:
    from tests.conftest import Print

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100" font-size="14">
<style>.late {{ font-family: Times, serif }}</style>
<text x="10" y="20" font-family="Nobody's Sans">capacity</text>
{}
</svg>"""


def widths(printing: Callable[..., Print], folder: Path, second: str) -> list[float]:
    """pt: from the first to the last letter of each of two lines."""
    path = folder / "a.svg"
    path.write_text(DRAWING.format(second))
    image = Image("a.svg", "图", "", path, "image/svg+xml", 300, 100)
    article = Article((Text("样"),), (Figure(image),), "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    found = [line for line in printed.lines(0) if line.text == "capacity"]
    return [line.glyphs[-1].x - line.left for line in found]


@pytest.mark.parametrize(
    ("second", "share"),
    [
        ('<text x="10" y="50" font-family="Times,serif">capacity</text>', TIMES),
        ('<text x="10" y="50" class="late">capacity</text>', TIMES),
        ('<text x="10" y="50">capacity</text>', TIMES),
        (
            '<g font-family="Arial"><text x="10" y="50"><tspan>capacity</tspan></text></g>',
            HELVETICA,
        ),
        ('<text x="10" y="50" font-family="Nobody\'s Sans">capacity</text>', 1),
    ],
)
def test_words_are_as_long_as_in_the_face_that_is_asked_for(
    printing: Callable[..., Print], tmp_path: Path, second: str, share: float
) -> None:
    as_asked, fitted = widths(printing, tmp_path, second)
    assert fitted == pytest.approx(as_asked * share, rel=0.02)


def test_han_is_an_em_wide_in_every_face() -> None:
    assert share_of_size("Times,serif", "容量") == 1
    assert share_of_size(" 'Times New Roman' , serif", "len") == TIMES
