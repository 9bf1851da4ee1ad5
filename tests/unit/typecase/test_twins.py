"""Characters that a face draws with one glyph go into fonts of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.typecase import faces
from keben.typecase.faces import Face
from keben.typecase.twins import with_twins


@pytest.fixture(scope="module")
def serif(font_list: Path) -> Face:
    return next(f for f in faces.read_faces([font_list]) if f.name == "Noto Serif CJK SC")


def test_a_face_without_look_alikes_stays_one(serif: Face) -> None:
    assert list(with_twins(serif, "春江 \u00a0潮水…—")) == [(serif, frozenset("春江 \u00a0潮水…—"))]


def test_each_look_alike_more_has_a_twin_of_the_same_face(serif: Face) -> None:
    (first, plain), (second, others) = with_twins(serif, "木\u2f4a…⋯春")
    assert first == serif
    assert (plain, others) == (frozenset("木…春"), frozenset("\u2f4a⋯"))
    assert (second.name, second.path, second.index) == (
        "Noto Serif CJK SC 2",
        serif.path,
        serif.index,
    )


def test_each_cut_font_draws_its_own_and_no_two_alike(serif: Face) -> None:
    for twin, some in with_twins(serif, "木\u2f4a…⋯"):
        font = faces.cut(twin, some)
        assert faces.column_forms(font).keys() == some
        glyphs = [line for line, _ in faces.column_forms(font).values()]
        assert len(set(glyphs)) == len(glyphs)
