"""Boxes that shrink to fit are as wide as the line that is cut for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.composition import engine
from keben.composition.forme import Rules
from keben.typecase import faces

EM = 10.0
STYLE = """
@font-face { font-family: T; src: url(keben:t) }
@page { size: 400px 200px; margin: 0 }
body { margin: 0; font: 10px/20px T }
h1 { margin: 0; font: inherit }
.piece { display: inline-block }
"""


@pytest.mark.parametrize(
    ("text", "indent", "ems"),
    [("字字", "0", 2.0), ("（字，", "0", 2.5), ("（字，", "2em", 5.0), ("字（字，", "0", 4.0)],
)
def test_a_piece_of_a_head_is_as_wide_as_its_line(
    text: str, indent: str, ems: float, font_list: Path
) -> None:
    """A bracket that opens it has no blank half there, and leaves no hole behind it."""
    files = {"keben:t": faces.cut(faces.read_faces([font_list])[0], "（字，末").data}
    piece = f'<span class="piece" style="text-indent: {indent}">{text}</span>'
    laid = engine.lay_out(
        '<html lang="zh-Hans"><head><title>x</title></head>'
        f"<body><h1>{piece}<span>末</span></h1></body></html>",
        STYLE,
        files=files,
        rules=Rules(),
    )
    (page,) = laid.document.pages
    found = {
        box.text: box for box in page._page_box.descendants() if getattr(box, "text", "").strip()
    }
    assert found["末"].position_x == pytest.approx(ems * EM, abs=0.1)
