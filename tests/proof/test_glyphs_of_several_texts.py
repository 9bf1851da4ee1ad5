"""Texts that a face draws with one glyph come back each as it was written."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from keben.model import Article, Code, Metadata, Paragraph, Publication, Strike, Text

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
KEY = "1\ufe0f\u20e3"
TEXTS = (
    f"👍👍🏽👍🏿{FAMILY}👩\u200d💻🇨🇳🇯🇵{KEY}#\ufe0f\u20e3*\u20e3❤\ufe0f❤©\ufe0f",
    "é與e\u0301，が" + unicodedata.normalize("NFD", "が한") + "한",
    "of\ufb01ce与office，di\ufb03cult、\ufb05、\ufb06",
    "क कि की कु के",
)


def article(*texts: str) -> Publication:
    blocks = tuple(
        Paragraph((Text(f"聊天里有{text}这些。"), Code(text), Strike((Text(text),))))
        for text in texts
    )
    return Publication(Metadata(title="样"), (Article((Text("样"),), blocks, "c01", "zh-Hans"),))


@pytest.mark.parametrize("vertical", [False, True], ids=["lines", "columns"])
@pytest.mark.parametrize("format", ["pdf", "epub"])
def test_what_one_glyph_stands_for_comes_back(prove: Any, vertical: bool, format: str) -> None:
    assert prove(article(*TEXTS), format=format, vertical=vertical) == []


def test_viewers_give_every_part_of_a_sequence_back(prove: Any, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    text = f"👍 👍🏽 👍🏿 {FAMILY} {KEY} ❤\ufe0f ❤ ©\ufe0f"
    prove(article(text), format="pdf", spoil=lambda path: kept.write_bytes(path.read_bytes()))
    with pdfium.PdfDocument(kept) as pdf:
        assert f"聊天里有{text}这些。" in pdf[0].get_textpage().get_text_range()


@pytest.mark.parametrize("vertical", [False, True], ids=["lines", "columns"])
def test_the_cap_of_a_key_is_one_sign_though_nothing_says_so(
    prove: Any, vertical: bool, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.pdf"
    prove(
        article("2\u20e3"),
        format="pdf",
        vertical=vertical,
        spoil=lambda path: kept.write_bytes(path.read_bytes()),
    )
    with pdfium.PdfDocument(kept) as pdf:
        assert KEY.replace("1", "2") in pdf[0].get_textpage().get_text_range()


def test_emoji_in_columns_are_set_from_the_turned_face(prove: Any, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    prove(
        article(TEXTS[0]),
        format="pdf",
        vertical=True,
        spoil=lambda path: kept.write_bytes(path.read_bytes()),
    )
    names = fonts_of(kept)
    assert "Noto-Emoji-Regular-Vertical" in names
    assert all("Vertical" in name for name in names)


def fonts_of(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        fonts = pdf.pages[0].Resources.Font
        return {str(font.BaseFont).rpartition("+")[2] for font in fonts.values()}
