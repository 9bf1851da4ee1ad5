"""Words in a drawing are cut into the document's faces."""

from __future__ import annotations

from pathlib import Path

from keben.model import Article, Figure, Image, Metadata, Publication, Text
from keben.transforms.drawing import words_in
from keben.typecase.census import take

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><text>x<tspan>\xe2\x88\x9e</tspan></text></svg>'


def test_the_words_of_a_drawing_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(DRAWING)
    image = Image("a.svg", path=path, media_type="image/svg+xml")
    article = Article((Text("题"),), (Figure(image),))
    census = take(Publication(Metadata(), (article,)), ())
    assert "∞" in census.characters["text", "zh-Hans"]


def test_what_is_no_drawing_has_no_words() -> None:
    assert words_in(DRAWING) == "x∞"
    assert words_in(b"GIF89a") == ""


def test_the_name_that_a_book_gives_a_chapter_is_counted() -> None:
    article = Article((Text("题"),), (), label="别名")
    census = take(Publication(Metadata(), (article,)), ())
    for job in ("strong", "small", "text"):
        assert set("别名") <= census.characters[job, "zh-Hans"]
