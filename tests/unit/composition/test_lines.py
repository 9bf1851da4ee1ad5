"""Narrow columns of mixed text and tags: no line too long, no mark where it may not stand."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from keben.composition import engine, interlinear
from keben.composition.characters import INSEPARABLE, NEVER_FIRST, NEVER_LAST
from keben.composition.forme import Rules
from keben.composition.tagging import MARK, TAG
from keben.typecase import faces

EM = 12.0
PITCH = 18.0
STYLE = f"""
@font-face {{ font-family: T; src: url(keben:t) }}
@page {{ size: 400px 3000px; margin: 0 }}
body {{ margin: 0; font: {EM}px/{PITCH}px T; text-align: justify; overflow-wrap: anywhere }}
p {{ margin: 0 }}
code {{ --line-break: anywhere }}
.i {{ text-indent: 2em }}
em, strong, code, sup {{ font-style: normal; font-weight: normal; line-height: 0 }}
code {{ font-size: 0.9em }}
sup {{ font-size: 0.65em; vertical-align: baseline; position: relative; top: -0.5em }}
sup {{ --attached: yes }}
"""
RUBY = "\ufff9{}\ufffaxiāng\ufffb"
HAN = "春江潮水连海平月共生滟随波千万里何处无明"
KANA = "あいうかきっゃゅアイー"
WORDS = ("ink", "paper", "e-mail", "and/or", "3.14", "12%", "No.5", "(see)", "[1]", "it’s", "A4")


class Author:
    """Writes paragraphs at random, the same ones for the same seed."""

    def __init__(self, seed: int, language: str) -> None:
        self.random = random.Random(seed)
        self.ja = language == "ja"

    def han(self, most: int) -> str:
        pool = HAN + KANA * 2 if self.ja else HAN
        first = self.random.choice(HAN)
        return first + "".join(self.random.choices(pool, k=self.random.randrange(most)))

    def mark(self) -> str:
        return self.random.choice(["", "", "，", "、", "。", "；", "：", "！", "？", "！？"])

    def piece(self, depth: int = 0) -> str:
        word = self.han(6)
        kinds: list[Callable[[], str]] = [
            *[lambda: word] * 5,
            lambda: f"“{word}”" if not self.ja else f"「{word}」",
            lambda: f"《{word}》",
            lambda: f"（{word}）",
            lambda: f"“‘{word}’”",
            lambda: f"{word}……",
            lambda: f"{word}——{self.han(3)}",
            lambda: f"{word}·{self.han(3)}",
            *[lambda: html.escape(self.random.choice(WORDS), quote=False)] * 3,
            lambda: f" {' '.join(self.random.choices(WORDS, k=3))} {word}",
            lambda: f"<code>{self.random.choice(['ls -la', 'f(x)'])}</code>",
            lambda: "".join(RUBY.format(c) for c in self.han(3)),
            lambda: f"{word}<sup>[1]</sup>",
        ]
        if depth < 2:
            tag = self.random.choice(["em", "strong", "a", "span"])
            kinds += [lambda: f"<{tag}>{self.sentence(depth + 1, 3)}</{tag}>"] * 4
        return self.random.choice(kinds)()

    def sentence(self, depth: int, most: int) -> str:
        count = self.random.randint(1, most)
        return "".join(self.piece(depth) + self.mark() for _ in range(count))

    def paragraph(self) -> str:
        return self.han(4) + self.sentence(0, 12) + self.random.choice(["。", "", "！”", "……"])


@dataclass
class Column:
    """A paragraph as it was set: its box, its lines, their leaves."""

    source: str
    box: Any
    lines: list[Any]

    @property
    def texts(self) -> list[str]:
        return ["".join(text_of(leaf) for leaf in leaves(line)) for line in self.lines]


def leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if getattr(child, TAG, "") == "RT" or hasattr(child, MARK):
            continue
        if hasattr(child, "text") or type(child).__name__ == "InlineBlockBox":
            yield child
        else:
            yield from leaves(child)


def text_of(leaf: Any) -> str:
    return str(leaf.text) if hasattr(leaf, "text") else "￼"


def source_text(source: str) -> str:
    return html.unescape(re.sub(r"<.*?>", "", interlinear.strip(source)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


@pytest.fixture(scope="module")
def compose(font_list: Path) -> Callable[..., list[Column]]:
    """Sets paragraphs given as (source, class, ems)."""

    def make(paragraphs: list[tuple[str, str, float]], language: str) -> list[Column]:
        body = "".join(
            f'<p class="{kind}" style="width:{ems}em">{source}</p>'
            for source, kind, ems in paragraphs
        )
        listed = faces.read_faces([font_list])
        face = next(f for f in listed if f.serves(language) or language == "en")
        layout = engine.lay_out(
            f'<html lang="{language}"><head><title>x</title></head><body>{body}</body></html>',
            STYLE,
            files={"keben:t": faces.cut(face, body).data},
            rules=Rules(),
        )
        found: dict[int, Column] = {}
        for page in layout.document.pages:
            for box in page._page_box.descendants():
                if box.element_tag == "p" and hasattr(box, "children"):
                    if type(box).__name__ != "BlockBox":
                        continue
                    source = paragraphs[len(found)][0] if id(box.element) not in found else ""
                    column = found.setdefault(id(box.element), Column(source, box, []))
                    column.lines += [c for c in box.children if type(c).__name__ == "LineBox"]
        return list(found.values())

    return make


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja"])
def test_narrow_columns_of_mixed_text(language: str, compose: Callable[..., list[Column]]) -> None:
    author = Author(20, language)
    paragraphs = [
        (author.paragraph(), author.random.choice("in"), author.random.choice((8, 10, 12, 16, 25)))
        for _ in range(60)
    ]
    for column in compose(paragraphs, language):
        texts = column.texts
        assert squeezed("".join(texts)) == squeezed(source_text(column.source))
        for line, text, follower in zip(column.lines, texts, (*texts[1:], None), strict=True):
            check_line(column, line, text.strip(), follower)


def check_line(column: Column, line: Any, text: str, follower: str | None) -> None:
    edge = column.box.content_box_x() + column.box.width
    right = max(leaf.position_x + leaf.margin_width() for leaf in leaves(line))
    place = f"{text!r} of {column.source}"
    assert right <= edge + 0.05, f"{right - edge:.2f} px too long: {place}"
    if line is not column.lines[0]:
        assert text[0] not in NEVER_FIRST, place
    if follower is None:
        return
    assert text[-1] not in NEVER_LAST, place
    assert not (text[-1] in INSEPARABLE and follower.startswith(text[-1])), place
    if edge - right > 0.1:
        # Only a line with next to no place to stretch may be ragged.
        assert edge - right > 0.5 * EM, f"{edge - right:.2f} px short: {place}"


@pytest.mark.parametrize(
    "source",
    [
        "春江（潮水）：<em>“连海”</em>，",
        "春江<em>潮水</em> <strong>连海</strong>",
        "春<a>江 </a>潮",
    ],
)
def test_pieces_of_a_line_meet(source: str, compose: Callable[..., list[Column]]) -> None:
    (column,) = compose([(source * 4, "n", 12)], "zh-Hans")
    for line in column.lines:
        found = list(leaves(line))
        for piece, follower in pairwise(found):
            assert follower.position_x == pytest.approx(
                piece.position_x + piece.margin_width(), abs=0.05
            )


def test_every_line_is_one_pitch_high(compose: Callable[..., list[Column]]) -> None:
    source = "春江<code>ls</code><sup>[1]</sup><em>潮水</em>" * 6 + RUBY.format("海")
    (column,) = compose([(source, "n", 16)], "zh-Hans")
    assert {round(line.height, 3) for line in column.lines} == {PITCH}


def test_words_shrunk_to_the_end_of_a_run_stay_shrunk(
    compose: Callable[..., list[Column]],
) -> None:
    """A run's last space hangs; taking it off must not undo what the line has given up."""
    source = "[1]，“平江何处”<code>x = f(a)</code>（看随）(see)， 10% {} 12% <em>连沙</em>"
    columns = compose([(source.format("水" * n), "n", 25) for n in range(12)], "zh-Hans")
    for column in columns:
        for line in column.lines:
            assert line.width <= column.box.width + 0.05


def test_a_long_word_after_a_bracket_stays_in_its_column(
    compose: Callable[..., list[Column]],
) -> None:
    (column,) = compose(
        [("春江（<code>a_long_identifier_of_a_function</code>）", "n", 8)], "zh-Hans"
    )
    assert all(line.width <= 8 * EM + 0.05 for line in column.lines)


def test_a_run_without_text_stretches_nothing(compose: Callable[..., list[Column]]) -> None:
    """A space that a line end swallows leaves an empty box behind."""
    source = "春江潮水连海平<em> </em>月共生潮水<em> </em>"
    (column,) = compose([(source * 3, "n", 7.5)], "zh-Hans")
    assert squeezed("".join(column.texts)) == squeezed(source_text(source)) * 3


def test_korean_and_latin_lines_are_left_to_the_engine(
    compose: Callable[..., list[Column]],
) -> None:
    (column,) = compose([("ink and paper and ink and paper", "n", 6)], "en")
    assert len(column.lines) > 1
    assert all(
        not hasattr(leaf, "keben_place") or leaf.keben_place.fit is None
        for line in column.lines
        for leaf in leaves(line)
    )


def test_a_cell_that_ends_with_a_space_has_a_width(compose: Callable[..., list[Column]]) -> None:
    """Its last space is measured before the cell has a place."""
    cell = "<table><tr><td>春江<em>潮水 </em></td></tr></table>"
    (column,) = compose([(f"春{cell}", "n", 12)], "zh-Hans")
    cells = [box for box in column.box.descendants() if type(box).__name__ == "TableCellBox"]
    assert [cell.width for cell in cells] == [pytest.approx(4 * EM, abs=0.1)]


def test_a_space_typed_before_code_leaves_nothing_at_the_line_s_end(
    compose: Callable[..., list[Column]],
) -> None:
    """WeasyPrint takes the space away and measures the rest anew."""
    text = "春江潮水连海平月共 <code>git add file</code>生滟随波千万里何处无明"
    for ems in (9, 10, 11):
        (column,) = compose([(text, "n", ems)], "zh-Hans")
        assert edges(column)[0] == pytest.approx(ems * EM, abs=0.05)


def edges(column: Column) -> list[float]:
    """Where each line ends but the last, px from the column's left."""
    left = column.box.content_box_x()
    return [max(x.position_x + x.width for x in leaves(line)) - left for line in column.lines[:-1]]


@pytest.mark.parametrize(
    "text",
    [
        "见https://example.org/typography/composition/narrow-columns?language=chinese，再往下读。",
        "用<code>keben.composition.addresses.soft_places</code>查找，再看。",
        "从<code>let job = receiver(lock)(unwrap)(recv)</code>得到，再看。",
        "把<code>/usr/share/fonts/opentype/noto/NotoSerif.ttc</code>拷来。",
    ],
)
@pytest.mark.parametrize("ems", [12, 16, 25])
def test_an_address_or_a_long_piece_of_code_leaves_no_line_ragged(
    compose: Callable[..., list[Column]], text: str, ems: int
) -> None:
    for indent in range(4):
        (column,) = compose([("春江潮水"[:indent] + text, "n", ems)], "zh-Hans")
        for edge in edges(column):
            assert edge == pytest.approx(ems * EM, abs=0.1 * EM), (column.texts, edges(column))


@pytest.mark.parametrize("ems", [19.8, 20.0, 20.2, 20.4])
def test_code_is_parted_where_there_is_room_for_it_but_not_for_the_mark_behind_it(
    compose: Callable[..., list[Column]], ems: float
) -> None:
    """Both would begin the next line, and what is before them would be spread out."""
    text = "春江潮水连海平海上明月共潮<code>secret_number</code>，滟滟随波千万里何处"
    (column,) = compose([(text, "n", ems)], "zh-Hans")
    assert column.texts[0].endswith(("secret_", "number，"))


@pytest.mark.parametrize(
    ("text", "is_full"),
    [
        ("ink paper internationalization_of_paper", False),
        ("ink paper ink paper ink paper ink paper ink paper", True),
    ],
)
def test_a_latin_line_is_left_ragged_rather_than_have_holes(
    compose: Callable[..., list[Column]], text: str, is_full: bool
) -> None:
    (column,) = compose([(text, "n", 18)], "en")
    assert (edges(column)[0] == pytest.approx(18 * EM, abs=0.1)) == is_full


def test_syllables_of_korean_words_give_what_few_spaces_cannot(
    compose: Callable[..., list[Column]],
) -> None:
    text = "하나가 틀리면 판 전체를 버린다고 말했다는이야기가있다"
    (column,) = compose([(text, "n", 18)], "ko")
    assert edges(column)[0] == pytest.approx(18 * EM, abs=0.1 * EM)


@pytest.mark.parametrize(
    ("source", "before", "behind"),
    [
        ("江<sup>2</sup>潮", 0.0, 0.0),
        ("江\u2060<sup>[1]</sup>潮", 0.0, 0.0),
        ("m<sup>2</sup>潮", 0.0, 0.2 * 0.65),
        ("江<code>x</code>潮", 0.2, 0.2 * 0.9),
    ],
)
def test_no_gap_parts_a_superscript_from_its_han(
    compose: Callable[..., list[Column]], source: str, before: float, behind: float
) -> None:
    """Nor, behind it, its Han from the next; only what is Latin stands apart."""
    (column,) = compose([(source, "n", 25)], "zh-Hans")
    places = [
        (leaf.keben_place.measured.run, leaf.keben_place.fit) for leaf in leaves(column.lines[0])
    ]
    gaps = [run.gaps[fit.end - 1] / EM for run, fit in places]
    assert gaps == pytest.approx([before, behind, 0.0])


def test_no_line_begins_or_is_stretched_before_a_superscript(
    compose: Callable[..., list[Column]],
) -> None:
    (column,) = compose([("春江潮水连\u2060<sup>2</sup>海平月共生", "n", 5.5)], "zh-Hans")
    assert "连\u20602" in column.texts[0] or "连\u20602" in column.texts[1]
    word, number = (x for line in column.lines for x in leaves(line) if text_of(x)[-1] in "\u20602")
    assert number.position_x == pytest.approx(word.position_x + word.width, abs=0.01)
    moved = word.keben_place.fit.right.get(word.keben_place.fit.end - 2, 0.0)
    assert moved == pytest.approx(0.0, abs=0.01)


def test_no_syllable_is_left_alone_with_its_full_stop(
    compose: Callable[..., list[Column]],
) -> None:
    text = "메주를 띄우는 일은 늦가을에 시작한다고 말씀하셨다."
    columns = compose([(text, "n", 14 + tenth / 10) for tenth in range(80)], "ko")
    assert [c.texts for c in columns if len(c.texts[-1].strip()) < 3] == []


@pytest.mark.parametrize("code", ["--cache", ".json", "/etc", "~/bin", "%PATH%", ":memory:"])
def test_code_that_begins_with_a_mark_may_begin_a_line(
    code: str, compose: Callable[..., list[Column]]
) -> None:
    text = f"春江潮水连海平月共<code>{code}</code>生滟随波千万里"
    (column,) = compose([(text, "n", 10)], "zh-Hans")
    assert column.texts[0] == "春江潮水连海平月共"
    assert column.texts[1].startswith(code)


def test_an_option_and_a_path_keep_what_they_begin_with(
    compose: Callable[..., list[Column]],
) -> None:
    text = "春江潮水连海平月共<code>--no-cache</code>生滟随波千万<code>/etc/fstab</code>里何处"
    for ems in range(8, 22):
        (column,) = compose([(text, "n", ems)], "zh-Hans")
        for line in column.texts:
            assert not line.endswith(("-", "随波千万/")) or line.endswith("-no-"), column.texts


def test_a_chinese_passage_in_an_english_line_is_squeezed(
    compose: Callable[..., list[Column]],
) -> None:
    """Its marks share their space, as in a Chinese line; the English around it stays WeasyPrint's,
    which alone divides words."""
    passage = '<span lang="zh-Hans">“潮水。”（连）</span>'
    column, many = compose(
        [(f"ink {passage} paper", "n", 25), (f"ink paper {passage} and " * 6, "n", 12)], "en"
    )
    (piece,) = (leaf for leaf in leaves(column.lines[0]) if "潮" in leaf.text)
    assert piece.width == pytest.approx(7 * EM), "eight characters, two pairs"
    edge = many.box.content_box_x() + many.box.width
    for line in many.lines:
        assert max(leaf.position_x + leaf.width for leaf in leaves(line)) <= edge + 0.05
