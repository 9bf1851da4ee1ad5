"""A glyph that is made of itself is found; those that are made of others are not taken for it."""

from __future__ import annotations

import pytest

from keben.typecase import faces
from keben.typecase.composites import has_circle
from tests.hostile import made


def test_a_circle_of_components_is_found() -> None:
    assert has_circle(made.font("一二三", circle=True))
    assert not has_circle(made.font("一二三"))


def test_letters_with_marks_are_no_circle(font_list: object) -> None:
    """The faces that come along hold such glyphs."""
    for face in faces.read_faces([font_list]):  # type: ignore[list-item]
        if face.path.suffix == ".ttf":
            assert not has_circle(face.path.read_bytes()), face.name


def test_outlines_that_are_cut_short_are_told() -> None:
    data = made.font("一", circle=True)
    with pytest.raises(ValueError, match="cut short"):
        has_circle(data[:300])
