"""Annotations and marks on laid-out pages: where they stand, and what is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest

from keben.composition import engine, lines
from keben.composition.forme import Rules
from keben.composition.marks import SHAPES
from keben.composition.tagging import LOGICAL, TAG
from keben.typecase import faces

EM = 12.0
PITCH = 20.0
STYLE = f"""
@font-face {{ font-family: T; src: url(keben:t) }}
@page {{ size: 400px 600px; margin: 20px }}
body {{ margin: 0; font: {EM}px/{PITCH}px T; text-align: justify; overflow-wrap: anywhere }}
p {{ margin: 0 }}
.dots {{ --emphasis-mark: dot under }}
.over {{ --emphasis-mark: sesame over }}
u {{ text-decoration: none; --line-mark: straight }}
u.title {{ --line-mark: wavy }}
"""


def ruby(base: str, text: str) -> str:
    return f"\ufff9{base}\ufffa{text}\ufffb"


@dataclass
class Page:
    """A page: its layout, and the boxes that stand in its lines."""

    layout: engine.Layout

    def lines(self) -> list[Any]:
        root = self.layout.document.pages[0]._page_box
        return [box for box in root.descendants() if type(box).__name__ == "LineBox"]

    def boxes(self, tag: str) -> list[Any]:
        return [b for line in self.lines() for b in texts(line) if getattr(b, TAG, "") == tag]

    def shapes(self) -> list[Any]:
        return [s for line in self.lines() for b in texts(line) for s in getattr(b, SHAPES, ())]

    def text(self) -> str:
        """The text of the file, in drawing order."""
        data = engine.draw(self.layout)
        text: str = pdfium.PdfDocument(data)[0].get_textpage().get_text_range()
        return text.replace("\r\n", "\n")


def texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if hasattr(child, "text"):
            yield child
        else:
            yield from texts(child)


def kinds(element: Any) -> Iterator[str]:
    """The structure types of an element and of all below it, in reading order."""
    size = c.FPDF_StructElement_GetType(element, None, 0)
    buffer = (c.FPDF_WCHAR * size)()
    c.FPDF_StructElement_GetType(element, buffer, size)
    yield bytes(buffer).decode("utf-16-le").partition("\0")[0]
    for number in range(c.FPDF_StructElement_CountChildren(element)):
        child = c.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            yield from kinds(child)


@pytest.fixture(scope="module")
def page(font_list: Path) -> Callable[..., Page]:
    """Lays out one page; ``body`` is XHTML."""

    def make(body: str, language: str = "zh-Hans", *, rules: Rules | None = None) -> Page:
        listed = faces.read_faces([font_list])
        face = next(f for f in listed if f.serves(language) or language == "en")
        cut = faces.cut(face, body + "（）")
        html = f'<html lang="{language}"><head><title>x</title></head><body>{body}</body></html>'
        rules = rules or Rules()
        return Page(engine.lay_out(html, STYLE, files={"keben:t": cut.data}, rules=rules))

    return make


# --- annotations ---------------------------------------------------------------------------------


def test_an_annotation_is_centred_over_its_base(page: Callable[..., Page]) -> None:
    made = page(f"<p>春{ruby('江', 'jiāng')}潮水</p>")
    (base,), (over,) = made.boxes("RB"), made.boxes("RT")
    middle = base.position_x + base.width / 2
    assert over.position_x + EM / 2 == pytest.approx(middle, abs=0.1)
    assert over.style["font_size"] == EM / 2
    assert over.position_y + over.baseline < base.position_y + base.baseline - 0.9 * EM


def test_lines_keep_their_pitch_with_annotations(page: Callable[..., Page]) -> None:
    made = page("<p>" + f"春{ruby('江', 'jiāng')}潮水" * 40 + "</p>")
    assert len(made.lines()) > 3
    assert {line.height for line in made.lines()} == {PITCH}


def test_stretched_lines_keep_annotations_over_their_bases(page: Callable[..., Page]) -> None:
    made = page(f'<p style="width: 127px">{"春江潮水" + ruby("连", "lián") + "海平。" * 9}</p>')
    (base,), (over,) = made.boxes("RB"), made.boxes("RT")
    assert 0 <= base.position_x - over.position_x < EM


def test_the_base_is_found_unbroken_in_the_file(page: Callable[..., Page]) -> None:
    body = f"<p>在{ruby('东', 'dōng')}{ruby('京', 'jīng')}都，<b>{ruby('春江', 'hé')}</b>水</p>"
    text = page(body).text().replace(" ", "")
    assert text.splitlines() == ["在东京都，春江水", "dōngjīnghé"]


def test_each_annotation_is_read_after_its_base(page: Callable[..., Page]) -> None:
    made = page(f"<p>在{ruby('东', 'dōng')}{ruby('京', 'jīng')}都</p>")
    (line,) = made.lines()
    read = [
        child.text if hasattr(child, "text") else "".join(box.text for box in texts(child))
        for child in getattr(line, LOGICAL)
    ]
    assert read == ["在", "东dōng", "京jīng", "都"]


def test_the_structure_tree_tells_base_and_annotation(page: Callable[..., Page]) -> None:
    """ISO 32000-1 §14.8.4.4.3: Ruby, RB and RT."""
    made = page(f"<p>在{ruby('东', 'dōng')}都</p>")
    sheet = pdfium.PdfDocument(engine.draw(made.layout))[0]
    tree = c.FPDF_StructTree_GetForPage(sheet.raw)
    document = c.FPDF_StructTree_GetChildAtIndex(tree, 0)
    assert list(kinds(document))[-4:] == ["P", "Ruby", "RB", "RT"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_annotations_stand_in_text_with_word_spaces(
    language: str, page: Callable[..., Page]
) -> None:
    made = page(f"<p>The word {ruby('字', 'zi')} is Han. {'And on it goes. ' * 9}</p>", language)
    assert [box.text for box in made.boxes("RT")] == ["zi"]
    assert len(made.lines()) > 2


@pytest.mark.parametrize("style", ["letter-spacing: 1px", "white-space: pre-wrap"])
def test_annotations_follow_in_brackets_where_a_line_is_not_composed(
    style: str, page: Callable[..., Page]
) -> None:
    made = page(f'<p style="{style}">春{ruby("江", "jiāng")}潮</p>')
    assert made.boxes("RT") == []
    assert "春江（jiāng）潮" in made.text().replace(" ", "")


def test_bookmarks_hold_no_annotations(page: Callable[..., Page]) -> None:
    made = page(f"<h1>春{ruby('江', 'jiāng')}潮</h1>")
    (bookmark,) = made.layout.document.make_bookmark_tree()
    assert bookmark[0] == "春江潮"


def test_a_box_as_wide_as_its_text_has_room_for_annotations(page: Callable[..., Page]) -> None:
    inner = "".join(ruby(c, "zhuāng") for c in "春江潮")
    made = page(f'<p><span style="display: inline-block">{inner}</span></p>')
    assert [line.children[0].text for line in made.lines() if hasattr(line.children[0], "text")]
    assert len({box.position_y for box in made.boxes("RB")}) == 1


def test_zhuyin_stands_beside_its_base(page: Callable[..., Page]) -> None:
    made = page(f"<p>{ruby('學', 'ㄒㄩㄝˊ')}而</p>", "zh-Hant-TW")
    (base,), (beside,) = made.boxes("RB"), made.boxes("RT")
    assert beside.position_x == pytest.approx(base.position_x + EM)
    assert base.width == pytest.approx(1.5 * EM, abs=0.01)


def test_tones_of_zhuyin_stand_by_their_ink_though_the_face_moves_them(
    page: Callable[..., Page],
) -> None:
    """ˊ stands high in its em box; Noto moves ˪ to its symbol by a rule of its own (GPOS)."""
    made = page(f"<p>{ruby('時', 'ㄒㄧˊ')}{ruby('時', 'ㄒㄧ˪')}</p>", "zh-Hant-TW")
    drawn = pdfium.PdfDocument(engine.draw(made.layout))[0].get_textpage()
    text = drawn.get_text_range()
    tones = [drawn.get_charbox(text.index(tone)) for tone in "ˊ˪"]
    one, two = [((left + right) / 2, (low + high) / 2) for left, low, right, high in tones]
    assert two[0] - one[0] == pytest.approx(1.5 * EM * 0.75, abs=0.1)
    assert two[1] == pytest.approx(one[1], abs=0.1)


# --- marks ---------------------------------------------------------------------------------------


def test_dots_stand_under_characters_and_pass_over_marks(page: Callable[..., Page]) -> None:
    made = page('<p>春<em class="dots">江，潮 水！</em></p>')
    assert len(made.shapes()) == 3


def test_dots_are_centred_on_the_characters_of_a_stretched_line(page: Callable[..., Page]) -> None:
    made = page('<p style="width: 127px" class="dots">春江潮水连海平上月明月明月明</p>')
    first = made.lines()[0]
    (text,) = [box for box in texts(first) if not hasattr(box, SHAPES)]
    centres = [shape.start[0] for shape in made.shapes()][: len(text.text)]
    step = (127 - EM) / (len(text.text) - 1)
    expected = [20 + EM / 2 + step * index for index in range(len(text.text))]
    assert centres == pytest.approx(expected, abs=0.2)


def test_marks_stand_on_their_side(page: Callable[..., Page]) -> None:
    made = page('<p><em class="dots">春</em><em class="over">江</em></p>')
    under, over = made.shapes()
    baseline = next(texts(made.lines()[0]))
    height = baseline.position_y + baseline.baseline
    assert under.start[1] > height
    assert over.start[1] < height - 0.8 * EM


def test_two_names_beside_each_other_stay_two(page: Callable[..., Page]) -> None:
    made = page("<p><u>春江</u><u>潮水</u></p>")
    first, second = made.shapes()
    end = first.curves[-1][-1][0]
    assert second.start[0] - end == pytest.approx(0.12 * EM, abs=0.01)


@pytest.mark.parametrize("name", ["<u>春</u>", '<u class="title">春</u>'])
def test_dots_stand_under_the_line_of_a_name(page: Callable[..., Page], name: str) -> None:
    """clreq, interlinear punctuation: the line first, then the dot."""
    dot, line = page(f'<p><em class="dots">{name}</em></p>').shapes()
    ends = [point[1] for curve in line.curves for point in curve]
    assert dot.start[1] > max(ends) + line.width / 2


def test_a_title_has_a_wavy_line(page: Callable[..., Page]) -> None:
    (wave,) = page('<p><u class="title">春江</u></p>').shapes()
    heights = {round(curve[0][1], 2) for curve in wave.curves}
    assert len(heights) == 2
    assert wave.width > 0


def test_marks_are_not_text(page: Callable[..., Page]) -> None:
    assert page('<p>春<em class="dots">江</em><u>潮</u></p>').text().strip() == "春江潮"


def test_marks_are_drawn_in_text_with_word_spaces(page: Callable[..., Page]) -> None:
    assert len(page('<p>An <em class="dots">ink</em> pot</p>', "en").shapes()) == 3


@pytest.mark.parametrize("link", ["<a>ink</a>", "<a>ink<b>ink</b></a>", "<a>江</a>"])
def test_a_line_under_text_ends_with_the_text(page: Callable[..., Page], link: str) -> None:
    """Not with the gap between the text and the Han behind it."""
    made = page(f"<p>春{link}潮</p>".replace("<a", '<a style="text-decoration: underline"'))
    drawn = pdfium.PdfDocument(engine.draw(made.layout))[0]
    paths = [each.get_bounds() for each in drawn.get_objects(filter=[c.FPDF_PAGEOBJ_PATH])]
    *_, last, _ = texts(made.lines()[0])
    end = last.position_x + sum(last.keben_place.measured.run.advances)
    assert max(right for _, _, right, _ in paths) == pytest.approx(end * 0.75, abs=0.8)


def test_what_comes_again_is_drawn_as_it_was_the_first_time(page: Callable[..., Page]) -> None:
    """Repeated bases and annotations are not laid out anew for drawing, and none is lost."""
    spring = ruby("春", "chūn")
    made = page(f"<p>不{spring}不{ruby('眠', 'mián')}不{spring}不{spring}不。</p>")
    drawn = pdfium.PdfDocument(engine.draw(made.layout))[0].get_textpage()
    text = drawn.get_text_range()
    for tag, first in (("RB", "春"), ("RT", "c")):
        boxes = [box for box in made.boxes(tag) if box.text[0] == first]
        found = [drawn.get_charbox(i) for i, character in enumerate(text) if character == first]
        assert len(boxes) == len(found) == 3
        for box, (left, bottom, right, top) in zip(boxes, found, strict=True):
            moved = (box.position_x - boxes[0].position_x) * 0.75
            assert (left - moved, bottom, right - moved, top) == pytest.approx(found[0], abs=0.01)


def test_lines_whose_measures_are_forgotten_are_drawn_the_same(
    page: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long book keeps the measures of its last lines only; marks need theirs to the end."""
    text = "春江潮水连海平，海上明月共潮生。" * 20
    made = f'<p>{text}<b class="dots">{text}</b></p><p>{text}</p>'
    kept = page(made)
    monkeypatch.setattr(lines, "KEPT", 8)
    forgotten = page(made)
    assert len(forgotten.shapes()) == len(kept.shapes()) > 0
    assert [box.width for box in forgotten.lines()] == [box.width for box in kept.lines()]
    assert forgotten.text() == kept.text()
