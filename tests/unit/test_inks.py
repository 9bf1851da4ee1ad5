"""The inks of a press: greys in black alone, dark ones solid, colours by the profile."""

from __future__ import annotations

import hashlib

import pytest
from PIL import ImageCms

from keben.pixels.inks import FOGRA39, BrokenProfile, Greys, Process


@pytest.fixture(scope="module")
def press() -> Process:
    return Process(FOGRA39.read_bytes())


def test_the_profile_is_the_one_whose_licence_lies_beside_it() -> None:
    digest = hashlib.sha256(FOGRA39.read_bytes()).hexdigest()
    assert digest == "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57"
    assert "zlib" in FOGRA39.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", [0, 0x1A / 255, 0.2])
def test_text_is_solid_black_and_nothing_else(press: Process, part: float) -> None:
    assert press.colour((part, part, part)) == (0, 0, 0, 1)
    assert press.grey(part) == (0, 0, 0, 1)


def test_lighter_greys_are_shares_of_black_in_order(press: Process) -> None:
    blacks = [press.grey(step / 20) for step in range(5, 21)]
    assert all(ink[:3] == (0, 0, 0) for ink in blacks)
    shares = [ink[3] for ink in blacks]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == 0
    assert 0.5 < press.grey(0.5)[3] < 0.7, "half of sRGB's steps looks darker than half the ink"


def test_colours_are_mixed_as_the_profile_says(press: Process) -> None:
    cyan, magenta, yellow, black = press.colour((1.0, 0.0, 0.0))
    assert cyan < 0.1
    assert min(magenta, yellow) > 0.85
    assert black < 0.2
    assert sum(press.colour((0.2, 0.05, 0.05))) <= 3.4, "more ink than paper takes"
    assert press.pixels(bytes((255, 255, 255)), 1, 1) == bytes(4)


def test_what_is_no_profile_of_a_press_is_refused() -> None:
    with pytest.raises(BrokenProfile):
        Process(b"no profile")
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with pytest.raises(BrokenProfile, match="cyan"):
        Process(screen)


def test_greys_are_as_light_as_the_colour() -> None:
    greys = Greys()
    assert greys.colour((0.5, 0.5, 0.5)) == (pytest.approx(0.5, abs=0.001),)
    red, green, blue = (greys.colour(c)[0] for c in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    assert blue < red < green
