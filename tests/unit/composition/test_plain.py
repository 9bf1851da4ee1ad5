"""The short ways give what the long ways give: lines, drawn glyphs, styles of pages, notes."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from keben.composition import drawing, engine, plain
from keben.composition.encoding import NOISE
from keben.composition.foot import Ledger
from keben.composition.forme import Rules

FOLDER = Path(__file__).parents[3] / "fonts"
STYLE = """
@font-face { font-family: T; src: url(keben:t) }
@page { size: 300px 200px; margin: 10px; @top-center { content: counter(page) } }
@page :left { margin-left: 20px }
@page named { margin-top: 30px }
body { margin: 0; font: 12px/18px T; text-align: justify; overflow-wrap: anywhere }
p { margin: 0; text-indent: 2em }
h2 { page: named; text-align: center; font-size: 16px; break-before: page }
.last { text-align-last: justify }
.float { float: right; width: 60px; height: 30px }
.note { float: footnote; font: 9px/11px T }
"""
PIECES = (
    *("春江潮水连海平", "海上明月共潮生，", "“滟滟”随波", "《千万里》、（何处）", "春江无月明。"),
    *("ink & paper ", "A4", "it’s ", "3.14％", "……", "——", "　", " ", "！？", "、", "「潮」"),
)


HAN = ("春江潮水连海平", "海上明月共潮生，", "《千万里》、（何处）", "春江无月明。", "……何", "——处")


def novel(count: int, seed: int, language: str = "zh-Hans") -> str:
    """Paragraphs of nothing but Han and its marks. Where Latin stands beside a mark, the script of
    the mark, and with it its glyph, may be another in the line than in the paragraph."""
    chance = random.Random(seed)
    text = ("".join(chance.choices(HAN, k=chance.randrange(4, 40))) for _ in range(count))
    body = "".join(f"<p>春{words}</p>" for words in text)
    return f'<html lang="{language}"><body>{body}</body></html>'


def paragraphs(count: int, seed: int, language: str = "zh-Hans") -> str:
    """Plain paragraphs made up, some in other alignments or with something else in them."""
    chance = random.Random(seed)
    body = ""
    for number in range(count):
        text = "".join(chance.choices(PIECES, k=chance.randrange(1, 60))).replace("&", "&amp;")
        kind = chance.choice(["", ' class="last"', ' style="text-align: center"'])
        more = chance.choice(["", "", "<b>江</b>", '<i class="float"/>'])
        head = "<h2>春江</h2>" if number % 7 == 3 else ""
        body += f"{head}<p{kind}>{text}{more}</p>"
    return f'<html lang="{language}"><body>{body}</body></html>'


def set_pages(html: str, rules: Rules | None = None) -> engine.Layout:
    files = {"keben:t": FOLDER / "NotoSansCJK-Regular.ttc"}
    return engine.lay_out(html, STYLE, files=files, rules=rules or Rules())


def places(layout: engine.Layout) -> list[tuple[object, ...]]:
    """Every text and line, where it stands, and how its glyphs are moved."""
    return [
        (page, type(box).__name__, getattr(box, "text", ""), *_edges(box), _moves(box))
        for page, made in enumerate(layout.document.pages)
        for box in made._page_box.descendants()
        if isinstance(box, boxes.TextBox | boxes.LineBox)
    ]


def _edges(box: Any) -> tuple[float, ...]:
    return box.position_x, box.position_y, box.width, box.height, box.baseline


def _moves(box: Any) -> list[dict[int, float]]:
    return [*getattr(getattr(box, "pango_layout", None), "keben_moves", ())]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko"])
def test_a_plain_line_is_that_of_the_inline_layout(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = paragraphs(24, 5, language)
    short = places(set_pages(html))
    monkeypatch.setattr(plain, "_find_text", lambda *given: None)
    assert short == places(set_pages(html))


def test_a_box_that_shrinks_is_as_wide_as_if_its_least_width_were_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(4)
    text = ("".join(chance.choices(PIECES, k=size)).replace("&", "&amp;") for size in range(1, 30))
    body = "".join(f'<p><i style="display: inline-block">{words}</i></p>' for words in text)
    html = f'<html lang="zh-Hans"><body>{body}</body></html>'
    short = places(set_pages(html))
    monkeypatch.setattr(inline, "shrink_to_fit", preferred.shrink_to_fit)
    assert short == places(set_pages(html))


def test_the_least_width_is_asked_of_what_has_too_little_room_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    least = preferred.min_content_width

    def noting(context: Any, box: Any, outer: bool = True) -> Any:
        asked.append("".join(each.text for each in box.descendants() if hasattr(each, "text")))
        return least(context, box, outer)

    monkeypatch.setattr(preferred, "min_content_width", noting)
    boxed = ("春江", "春江潮水连海平" * 6)
    body = "".join(f'<p><i style="display: inline-block">{words}</i></p>' for words in boxed)
    set_pages(f'<html lang="zh-Hans"><body>{body}</body></html>')
    assert boxed[1] in asked
    assert boxed[0] not in asked


def test_most_lines_of_a_book_go_the_short_way() -> None:
    layout = set_pages(novel(12, 5))
    lines = [
        box
        for page in layout.document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.LineBox)
    ]
    assert all(getattr(line, plain.PLAIN, False) for line in lines)


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko"])
def test_a_line_is_drawn_as_if_it_were_shaped_again(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = novel(12, 8, language)
    short = [shown(page) for page in contents(engine.draw(set_pages(html)))]
    monkeypatch.setattr(drawing, "write_text", lambda *given: False)
    shaped = [shown(page) for page in contents(engine.draw(set_pages(html)))]
    assert short
    assert any(short)
    assert all(is_seen_as(*pages) for pages in zip(short, shaped, strict=True))


Glyph = tuple[bytes, float]
"""The code of a glyph, and how far to the right of its line's beginning it stands but for the
widths of those before it, px."""


def shown(content: bytes) -> list[list[Glyph]]:
    """The glyphs of each line, moved by numbers or by the space of characters (ISO 32000-1 §9.3.2,
    §9.4.3)."""
    lines: list[list[Glyph]] = []
    size = spaced = right = 0.0
    for operands, operator in re.findall(rb"(.*?) (Tf|Tc|Tm|Td|TJ)\n", content):
        if operator == b"Tf":
            size = float(operands.split()[-1])
        elif operator == b"Tc":
            spaced = float(operands)
        elif operator in (b"Tm", b"Td"):
            lines.append([])
            right = 0.0
        else:
            for literal, digits, number in PIECE.findall(operands):
                right -= float(number or 0) * size / 1000
                codes = re.sub(rb"\\(.)", plain_byte, literal) or bytes.fromhex(digits.decode())
                for place in range(0, len(codes), 2):
                    lines[-1].append((codes[place : place + 2], right))
                    right += spaced
    return lines


PIECE = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9a-f]*)>|([-0-9.]+)")


def plain_byte(found: re.Match[bytes]) -> bytes:
    return {b"n": b"\n", b"r": b"\r"}.get(found[1], found[1])


def is_seen_as(one: Sequence[Sequence[Glyph]], other: Sequence[Sequence[Glyph]]) -> bool:
    """True if lines have the same glyphs at places that no one can tell apart."""
    pairs = zip(chain(*one), chain(*other), strict=True)
    return [*map(len, one)] == [*map(len, other)] and all(
        a == b and abs(x - y) < 2 * NOISE for (a, x), (b, y) in pairs
    )


def contents(pdf: bytes) -> Iterator[bytes]:
    """What is drawn on each page."""
    for part in pdf.split(b"stream\n")[1:]:
        try:
            stream = zlib.decompress(part)
        except zlib.error:
            continue
        if b" TJ" in stream:
            yield stream


def test_lines_are_drawn_without_being_shaped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = set_pages(novel(6, 3))
    drawn: list[bool] = []
    write = drawing.write_text

    def noting(*given: Any) -> bool:
        drawn.append(write(*given))
        return drawn[-1]

    monkeypatch.setattr(drawing, "write_text", noting)
    engine.draw(layout)
    assert drawn
    assert all(drawn)


def test_pages_share_their_styles_and_only_with_their_like() -> None:
    layout = set_pages(paragraphs(40, 2))
    pages = [page._page_box for page in layout.document.pages]
    assert len(pages) > 8
    margins = {id(page.style): (page.margin_left, page.margin_top) for page in pages}
    assert len(margins) < len(pages) / 2
    for page in pages:
        assert (page.margin_left, page.margin_top) == margins[id(page.style)]
    # The first page is a right one; a left one has the wider margin.
    assert [page.margin_left for page in pages[:4]] == [10.0, 20.0, 10.0, 20.0]


def test_elements_with_equal_attributes_share_a_style() -> None:
    styles = ["width: 20px", "width: 20px", "width: 30px", ""]
    body = "".join(f'<p style="{style}">春</p>' for style in styles)
    layout = set_pages(f'<html lang="zh-Hans"><body>{body}</body></html>')
    root = layout.document.pages[0]._page_box.children[0]
    found = [
        box
        for box in root.descendants()
        if box.element_tag == "p" and isinstance(box, boxes.BlockBox)
    ]
    assert found[0].style is found[1].style
    assert [box.width for box in found] == [20, 20, 30, 280]


def test_the_height_of_notes_is_that_of_all_of_them_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(4)
    body = "".join(
        f"<p>春江<span class='note'>{'海上明月共潮生。' * chance.randrange(1, 14)}</span>潮水</p>"
        for _ in range(40)
    )
    compared: list[int] = []
    stack = Ledger._stack

    def both(self: Ledger, context: Any, foot: Any) -> float:
        found = stack(self, context, foot)
        assert found == pytest.approx(self._tall(context, foot, foot.wanted))
        compared.append(len(foot.wanted.numbers))
        return found

    monkeypatch.setattr(Ledger, "_stack", both)
    set_pages(f'<html lang="zh-Hans"><body>{body}</body></html>')
    assert max(compared) > 2
