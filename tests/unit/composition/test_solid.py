"""Texts of ideographs and their marks are put together of what Pango said of their characters."""

from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import Any

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from keben.composition import engine, measure
from keben.composition.forme import Rules
from tests.unit.composition.test_plain import FOLDER, contents, novel, places, shown

STYLE = "@font-face{font-family:T;src:url(keben:t)}body{font:20px/30px T}@page{size:600px 400px}"
MARKS = "，。、：！？“”‘’（）《》「」—…"


def page(*texts: str, language: str = "zh-Hans") -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f'<html lang="{language}"><body>{body}</body></html>'


def set_pages(html: str) -> engine.Layout:
    files = {"keben:t": FOLDER / "NotoSansCJK-Regular.ttc"}
    return engine.lay_out(html, STYLE, files=files, rules=Rules())


def drawn(layout: engine.Layout) -> list[Any]:
    pages = [*contents(engine.draw(layout))]
    return [*places(layout), *map(shown, pages), pages]


def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Pango shape every text whole."""
    monkeypatch.setattr(measure, "set_solid", lambda *given: None)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_a_text_is_set_as_if_it_were_shaped_whole(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [f"春{a}{b}江，{b}{a}" for a, b in product(MARKS, MARKS)]
    heads = "".join(f"<h1 style='float: left'>{text}</h1>" for text in ("春江", "潮水——连海"))
    html = novel(12, 8, language).replace("<body>", f"<body>{heads}<p>{''.join(pairs)}</p>")
    short = drawn(set_pages(html))
    whole(monkeypatch)
    assert short == drawn(set_pages(html))


def test_each_document_of_a_stone_is_set_as_if_it_were_the_first() -> None:
    files = {"keben:t": FOLDER / "NotoSansCJK-Regular.ttc"}
    stone = engine.Stone(STYLE, files=files, rules=Rules())
    later = page("海上明月共潮生，" * 20, "“滟滟”随波《千万里》——")
    stone.lay_out(page("春江潮水连海平" * 20))
    assert places(stone.lay_out(later)) == places(
        engine.Stone(STYLE, files=files, rules=Rules()).lay_out(later)
    )


def test_texts_of_ideographs_are_not_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    shaped: list[str] = []
    shape = measure._shape

    def noting(text: str, *more: Any) -> Any:
        shaped.append(text)
        return shape(text, *more)

    monkeypatch.setattr(measure, "_shape", noting)
    set_pages(page(*["海上明月共潮生，“滟滟”随波。" * 9] * 3, "第二回", "春 A 江", "……"))
    assert shaped == ["春 A 江", "……"]


def face(features: str, *, without: str = "") -> bytes:
    """A face of a few Han characters, each a box of its own width."""
    names = {
        character: f"u{ord(character):04x}"
        for character in "春江潮水月，。"
        if character not in without
    }
    order = [".notdef", "joined", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    pen = TTGlyphPen(None)
    for place, corner in enumerate([(0, 0), (0, 800), (800, 800), (800, 0)]):
        (pen.lineTo if place else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys(order, box))
    builder.setupHorizontalMetrics({name: (1000 + 10 * n, 0) for n, name in enumerate(order)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "T", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    addOpenTypeFeaturesFromString(builder.font, features)
    file = BytesIO()
    builder.font.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "features",
    [
        "feature liga { sub u6625 u6c5f by joined; } liga;",
        "feature calt { sub u6625' u6c5f by joined; } calt;",
        "feature calt { sub u6625 u6c5f' u6708 by joined; } calt;",
        "feature kern { pos u6625 u6c5f -300; } kern;",
        "feature kern { pos u6c5f uff0c -300; } kern;",
        "feature ccmp { sub uff0c u3002 by joined; } ccmp;",
        "feature locl { sub u6625' u6c5f by joined; } locl;",
        "feature locl { sub u6625 by joined; } locl;",
        "feature ss01 { sub u6625 u6c5f by joined; } ss01;",
    ],
)
def test_characters_that_mind_their_neighbours_are_set_as_these_ask(
    features: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"keben:t": face(features)}
    texts = ["潮水月", "春水江潮，月。", "春江月，。春江，月江潮" * 12, "江，春"]
    style = STYLE + "p:last-child{font-feature-settings:'ss01'}"

    def set_all() -> list[Any]:
        return drawn(engine.lay_out(page(*texts, texts[2]), style, files=files, rules=Rules()))

    short = set_all()
    whole(monkeypatch)
    assert short == set_all()


def test_a_character_of_another_face_is_drawn_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    style = STYLE.replace("body", "@font-face{font-family:U;src:url(keben:u)}body")
    style = style.replace("30px T", "30px T, U")
    files = {"keben:t": face("", without="月，"), "keben:u": face("")}
    texts = ["月春江", "春，江", "春江潮水，。月" * 20]

    def set_all() -> list[Any]:
        return drawn(engine.lay_out(page(*texts), style, files=files, rules=Rules()))

    short = set_all()
    whole(monkeypatch)
    assert short == set_all()
