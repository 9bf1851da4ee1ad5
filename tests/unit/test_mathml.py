"""TeX becomes MathML, or an error that says what is wrong with it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.mathml import NAMESPACE, BadFormula, to_mathml


def names(tex: str, *, display: bool = True) -> list[str]:
    root = ET.fromstring(to_mathml(tex, display=display))
    return [element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()]


def test_the_tex_is_the_alternative_text() -> None:
    root = ET.fromstring(to_mathml("a <\n b", display=False))
    assert root.get("alttext") == "a < b"
    assert root.get("display") == "inline"


@pytest.mark.parametrize(
    ("tex", "name"),
    [
        (r"\begin{aligned}a&=b\\&=c\end{aligned}", "mtable"),
        (r"\begin{align}a&=b\end{align}", "mtable"),
        (r"\begin{gathered}a\\b\end{gathered}", "mtable"),
        (r"\begin{cases}1&x>0\\0&\text{其他}\end{cases}", "mtable"),
        (r"\begin{equation}\sqrt[3]{x}\end{equation}", "mroot"),
        (r"\sum_{n=1}^\infty n % 注", "munderover"),
    ],
)
def test_environments_of_amsmath_are_known(tex: str, name: str) -> None:
    assert name in names(tex)


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo x", r"\\foo"),
        (r"\frac{1", "never closed"),
        ("x}", "has no"),
        ("x & y", "outside a table"),
        (r"\left(x", "left"),
        ("x_", "missing"),
        ("x^2^3", "double"),
        (r"\begin{matrix}a", "missing end"),
        (" ", "empty"),
        ("x" * 5000, "longer"),
    ],
)
def test_an_error_says_what_is_wrong(tex: str, reason: str) -> None:
    with pytest.raises(BadFormula, match=reason):
        to_mathml(tex, display=True)


@given(st.text("ab12\\{}[]()^_&=<>%$ \n中frctleihgbdn", max_size=40))
def test_nothing_but_a_bad_formula_is_raised(tex: str) -> None:
    try:
        made = to_mathml(tex, display=True)
    except BadFormula:
        return
    assert ET.fromstring(made).get("alttext") == " ".join(tex.split())
