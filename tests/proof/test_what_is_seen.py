"""Text that nobody sees on the page is found, and a glyph that stands where a space was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from keben.editions import pdf
from keben.model import Paragraph, Text
from tests.proof.test_reading_order import in_pdf
from tests.proof.test_round_trip import with_blocks

if TYPE_CHECKING:
    from keben.model import Publication
    from keben.typecase import TypeCase
    from tests.proof.conftest import Prove

Change = Callable[[pikepdf.Pdf], None]


def around_text(before: tuple[list[Any], str], after: tuple[list[Any], str]) -> Change:
    """Do something before, and something after, the first line of tagged text."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        parts: list[tuple[Any, Any]] = []
        is_tagged, is_done = False, False
        for each in pikepdf.parse_content_stream(page):
            name = str(each.operator)
            is_tagged = str(each.operands[0]) != "/Artifact" if name == "BDC" else is_tagged
            is_line = name in ("Tj", "TJ") and is_tagged and not is_done
            parts += [(before[0], pikepdf.Operator(before[1]))] if is_line else []
            parts.append((each.operands, each.operator))
            parts += [(after[0], pikepdf.Operator(after[1]))] if is_line else []
            is_done = is_done or is_line
        page.Contents = file.make_stream(pikepdf.unparse_content_stream(parts))

    return change


def narrow(file: pikepdf.Pdf) -> None:
    file.pages[0].CropBox = pikepdf.Array([0, 0, 50, 50])


def turn(file: pikepdf.Pdf) -> None:
    file.pages[0].Rotate = 180


def annotate(file: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=pikepdf.Array([50, 50, 300, 200]),
        Contents="别的话",
    )
    file.pages[0].Annots = pikepdf.Array([file.make_indirect(note)])


def lay_over(file: pikepdf.Pdf) -> None:
    layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="层"))
    shown = pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=shown)


UNSEEN: dict[str, Change] = {
    "not painted": around_text(([3], "Tr"), ([0], "Tr")),
    "beside the page": around_text(([1, 0, 0, 1, -5000, 0], "Tm"), ([1, 0, 0, 1, 0, 0], "Tm")),
    "of no size": around_text(([0.001, 0, 0, 0.001, 100, 100], "Tm"), ([1, 0, 0, 1, 0, 0], "Tm")),
    "out of the page's box": narrow,
    "upside down": turn,
    "under an annotation": annotate,
    "in a layer": lay_over,
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_text_that_is_not_seen_is_found(prove: Prove, article: Publication, change: Change) -> None:
    assert "V005" in {f.code for f in prove(article, format="pdf", spoil=in_pdf(change))}


ENGLISH = "Every reader sees the same words, and the words are parted by spaces as in the source."


@pytest.fixture
def english(article: Publication) -> Publication:
    (body,) = article.body
    metadata = replace(article.metadata, language="en")
    made = replace(article, metadata=metadata, body=(replace(body, language="en", notes=()),))
    return with_blocks(made, (Paragraph((Text(ENGLISH),)),))


def codes_of(font: Any) -> dict[str, bytes]:
    """The code of each character of a font."""
    lines = font.ToUnicode.read_bytes().decode().splitlines()
    pairs = [line.split() for line in lines if line.startswith("<") and line.count("<") == 2]
    texts = {bytes.fromhex(text[1:-1]).decode("utf-16-be"): code for code, text in pairs}
    return {text: bytes.fromhex(code[1:-1]) for text, code in texts.items()}


def exchange_with_space(file: pikepdf.Pdf) -> None:
    """``same words`` becomes ``sam ewords``: kerning stands between the strings of its glyphs."""
    page = file.pages[0]
    codes = next(c for c in map(codes_of, page.Resources.Font.values()) if {"m", " "} <= c.keys())
    parts = []
    for each in pikepdf.parse_content_stream(page):
        operands = [*each.operands]
        if str(each.operator) == "TJ":
            operands = [pikepdf.Array(_exchanged([*operands[0]], codes["e"], codes[" "]))]
        parts.append((operands, each.operator))
    page.Contents = file.make_stream(pikepdf.unparse_content_stream(parts))


def _exchanged(items: list[Any], letter: bytes, space: bytes) -> list[Any]:
    strings = [n for n, item in enumerate(items) if isinstance(item, pikepdf.String)]
    for one, other in pairwise(strings):
        before, after = bytes(items[one]), bytes(items[other])
        if before.endswith(letter) and after == space:
            items[one] = pikepdf.String(before[:-2] + space)
            items[other] = pikepdf.String(letter)
    return items


def test_a_letter_exchanged_with_a_space_is_found(prove: Prove, english: Publication) -> None:
    assert prove(english, format="pdf") == []
    found = prove(english, format="pdf", spoil=in_pdf(exchange_with_space))
    assert ("V002", True) in {(f.code, '"esam"' in f.message) for f in found}


def blank(data: bytes, character: str) -> bytes:
    """A TrueType font in which a character has no outline."""
    file = BytesIO()
    with TTFont(BytesIO(data), lazy=False, recalcTimestamp=False, recalcBBoxes=False) as font:
        font["glyf"][font.getBestCmap()[ord(character)]] = TTGlyphPen(None).glyph()
        font.save(file)
    return file.getvalue()


def test_a_character_that_is_drawn_as_a_space_is_found(
    prove: Prove, article: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(case: TypeCase) -> dict[str, bytes]:
        files = font_files(case)
        (name,) = (name for name in files if "WenKai" in name)
        files[name] = blank(files[name], "梨")
        return files

    font_files = pdf.font_files
    monkeypatch.setattr(pdf, "font_files", mistaken)
    (found,) = prove(article, format="pdf", faces={"text": "kai"})
    assert (found.code, found.message[1]) == ("F002", "梨")
