"""The engine reads what it was given and nothing else, and says what went wrong."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from keben.composition import engine
from keben.composition.documents import UNUSED, Files
from keben.composition.forme import Rules
from keben.errors import FontError
from keben.typecase import faces

PAGE = '<html lang="zh-Hans"><head><title>页</title></head><body>{}</body></html>'
STYLE = "@font-face{font-family:T;src:url(keben:t)}body{font-family:T}"
DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    '<rect width="10" height="10"/></svg>'
)


@pytest.fixture(scope="module")
def face(font_list: Path) -> bytes:
    serif = faces.read_faces([font_list])[0]
    return faces.cut(serif, "春江潮水，。a").data


def lay_out(body: str, face: bytes, **files: object) -> engine.Layout:
    return engine.lay_out(PAGE.format(body), STYLE, files={"keben:t": face, **files})  # type: ignore[dict-item]


def test_pages_are_laid_out_and_drawn(face: bytes) -> None:
    layout = lay_out("<p>春江</p><p style='break-before:page'>潮水</p>", face)
    assert layout.pages == 2
    assert layout.complaints == ()
    data = engine.draw(layout)
    assert data.startswith(b"%PDF-1.7")
    assert data == engine.draw(lay_out("<p>春江</p><p style='break-before:page'>潮水</p>", face))


def test_a_picture_is_read_from_bytes_or_from_a_path(face: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dot.svg"
    path.write_text(DOT, encoding="utf-8")
    given = {"keben:a": DOT.encode(), "keben:b": path}
    layout = lay_out("<img src='keben:a' alt=''/><img src='keben:b' alt=''/>", face, **given)
    assert layout.complaints == ()


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "file:///etc/passwd", "a.png", "keben:other"]
)
def test_every_other_address_is_refused(address: str, face: bytes) -> None:
    layout = lay_out(f"<img src='{address}' alt='x'/>", face)
    assert any("not a file of this document" in said for said in layout.complaints) or (
        address == "a.png" and layout.complaints
    )


def test_no_certificates_are_read_for_connections_that_nobody_makes() -> None:
    handlers = [vars(handler) for handler in Files({}).handlers]
    assert [own["_context"] for own in handlers if "_context" in own] == [UNUSED]


def test_a_character_that_no_face_draws_is_an_error(face: bytes) -> None:
    layout = lay_out("<p>海</p>", face)
    with pytest.raises(FontError, match="glyph") as caught:
        engine.draw(layout)
    assert caught.value.exit_code == 6


def test_an_ordered_list_begins_where_it_says(face: bytes) -> None:
    layout = lay_out("<ol start='3'><li>春</li></ol>", face)
    assert "3" in "".join(_texts(layout.document.pages[0]._page_box))


def _texts(box: object) -> list[str]:
    own = [box.text] if hasattr(box, "text") else []
    return own + [text for child in getattr(box, "children", ()) for text in _texts(child)]


def test_the_engine_prints_nothing(face: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger("weasyprint").handlers[:]
    layout = engine.lay_out(
        PAGE.format("<p>春</p>"), STYLE + "p{colour:x}", files={"keben:t": face}
    )
    assert layout.complaints
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger("weasyprint").handlers == before


def test_documents_of_different_rules_are_set_beside_each_other(face: bytes) -> None:
    """In threads of one process: neither rules nor complaints pass from one to another."""
    body = "<p style='width:8em'>" + "春江，（潮）水，" * 20 + "</p>"
    halved = Rules(trim=False, trim_start=False)
    trimmed = Rules()
    asked = [None, halved, trimmed] * 3

    def make(rules: Rules | None, more: str = "") -> tuple[list[str], tuple[str, ...]]:
        html = PAGE.format(body + more)
        layout = engine.lay_out(html, STYLE, files={"keben:t": face}, rules=rules)
        return _texts(layout.document.pages[0]._page_box), layout.complaints

    alone = [make(rules) for rules in asked[:3]] * 3
    assert alone[0][0] != alone[2][0]
    with ThreadPoolExecutor(3) as pool:
        spoilt = pool.submit(make, trimmed, "<img src='keben:other' alt='x'/>")
        together = list(pool.map(make, asked))
    assert together == alone
    assert "not a file" in "".join(spoilt.result()[1])
    assert not any(complaints for _, complaints in together)
