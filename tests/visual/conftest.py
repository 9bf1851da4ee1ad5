"""Pages as pictures: how one is drawn, kept and compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter

if TYPE_CHECKING:
    from tests.conftest import Print

PICTURES = Path(__file__).parent / "pictures"
DOTS = 50
"""Dots an inch: enough to see a line move, too few to see another version smooth its edges."""

BLUR = 1
DIFFERENT = 60
"""A pixel, blurred, counts as different from this many of 255 steps on."""
TOLERANCE = 0.002
"""The share of pixels that may differ."""


@pytest.fixture
def look(update_golden: bool, tmp_path: Path) -> Callable[..., None]:
    """Compares a page of a print with its picture."""

    def compare(name: str, printed: Print, page: int) -> None:
        drawn = draw(printed, page)
        path = PICTURES / f"{name}.png"
        if update_golden:
            path.parent.mkdir(exist_ok=True)
            drawn.quantize(16).save(path, optimize=True)
            return
        assert path.is_file(), f"{path.name} is missing: run with --update-golden and look at it"
        wanted = Image.open(path).convert("L")
        share = difference(wanted, drawn)
        if share > TOLERANCE:
            beside = side_by_side(wanted, drawn)
            beside.save(tmp_path / f"{name}.png")
            pytest.fail(
                f"{share:.2%} of {name} differ (wanted, drawn, difference): {tmp_path / name}.png"
            )

    return compare


def draw(printed: Print, page: int) -> Image.Image:
    return printed.document[page].render(scale=DOTS / 72).to_pil().convert("L")


def difference(wanted: Image.Image, drawn: Image.Image) -> float:
    """The share of pixels that differ; 1 where the pages are not of one size."""
    if wanted.size != drawn.size:
        return 1.0
    counts = changes(wanted, drawn).histogram()
    return sum(counts[DIFFERENT:]) / (drawn.width * drawn.height)


def changes(wanted: Image.Image, drawn: Image.Image) -> Image.Image:
    soft = ImageFilter.GaussianBlur(BLUR)
    return ImageChops.difference(wanted.filter(soft), drawn.filter(soft))


def side_by_side(wanted: Image.Image, drawn: Image.Image) -> Image.Image:
    """Wanted, drawn, and where they differ (black)."""
    size = (max(wanted.width, drawn.width), max(wanted.height, drawn.height))
    sheet = Image.new("L", (size[0] * 3 + 20, size[1]), 128)
    shown = [Image.new("L", size, 255) for _ in range(2)]
    for picture, canvas in zip((wanted, drawn), shown, strict=True):
        canvas.paste(picture)
    for number, picture in enumerate((*shown, ImageChops.invert(changes(*shown)))):
        sheet.paste(picture, (number * (size[0] + 10), 0))
    return sheet
