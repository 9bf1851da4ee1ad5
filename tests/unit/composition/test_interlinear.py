"""Texts with interlinear marks and without them."""

from __future__ import annotations

import pytest

from keben.composition.interlinear import Annotation, bracket, separate, strip, within

MARKED = "在\ufff9東京\ufffaとうきょう\ufffbで\ufff9会\ufffaあ\ufffbう"


def test_annotations_are_taken_out_of_a_text() -> None:
    assert separate(MARKED) == (
        "在東京で会う",
        (Annotation(1, 3, "とうきょう"), Annotation(4, 5, "あ")),
    )


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("字", "字"),
        ("\ufff9字", "字"),
        ("\ufff9字\ufffa\ufffb", "字"),
        ("\ufff9\ufffa音\ufffb字", "字"),
        ("\ufff9字\ufffa音", "字音"),
    ],
)
def test_marks_without_their_fellows_are_dropped(text: str, bare: str) -> None:
    assert separate(text) == (bare, ())
    assert not set("\ufff9\ufffa\ufffb") & set(strip(text))


def test_where_nothing_can_stand_above_annotations_follow_in_brackets() -> None:
    assert bracket(MARKED) == "在東京（とうきょう）で会（あ）う"


def test_a_stretch_of_text_has_the_annotations_that_begin_in_it() -> None:
    _, annotations = separate(MARKED)
    assert within(annotations, 3, 6) == (Annotation(1, 2, "あ"),)
    assert within(annotations, 1, 2) == (Annotation(0, 1, "とうきょう"),)
