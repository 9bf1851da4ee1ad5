"""A formula is drawn in outlines, and measured from its baseline."""

from __future__ import annotations

import time

from keben.mathml import to_mathml
from keben.typeset.formulas import draw

INK = "#1a1a1a"


def test_a_formula_becomes_paths_in_the_colour_of_the_text() -> None:
    drawing = draw(to_mathml("x", display=False), INK)
    assert drawing is not None
    assert b"<path" in drawing.svg
    assert b"<text" not in drawing.svg
    assert INK.encode() in drawing.svg


def test_what_hangs_below_the_baseline_is_measured() -> None:
    line, fraction = (draw(to_mathml(tex, display=True), INK) for tex in ("x", r"\frac{a}{b}"))
    assert line is not None
    assert fraction is not None
    assert 0 <= line.depth < 0.1 < 0.5 < fraction.depth < fraction.height


def test_han_in_a_formula_is_drawn_and_takes_its_width() -> None:
    drawing = draw(to_mathml(r"\text{其他}", display=True), INK)
    assert drawing is not None
    assert 1.9 < drawing.width < 2.2


def test_brackets_in_brackets_do_not_take_for_ever() -> None:
    tex = "x"
    for _ in range(14):
        tex = rf"\left({tex}\right)"
    begun = time.process_time()
    assert draw(to_mathml(tex, display=True), INK) is not None
    assert time.process_time() - begun < 20


def test_what_cannot_be_drawn_is_none() -> None:
    assert draw("<math><mfrac><mi>a</mi></mfrac></math>", INK) is None
