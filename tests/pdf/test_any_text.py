"""Any text on any page: no line passes its edge, no mark stands at the wrong end, no pair is loose.

The texts are random, the same ones each time; they stand in paragraphs, in the cells of a table, in
a pull quote and in a note, in handouts, books and pages of two columns, in lines and in columns
from right to left.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from keben import theme as themes
from keben.composition import engine
from keben.composition.characters import (
    CLOSING,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    is_full_width,
    is_squeezable,
    may_stretch,
)
from keben.composition.forme import Rules
from keben.composition.tagging import MARK, TAG
from keben.editions.pdf import font_files
from keben.model import (
    Alignment,
    Article,
    Blocks,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Metadata,
    Note,
    NoteReference,
    Paragraph,
    Publication,
    PullQuote,
    Ruby,
    Strong,
    Table,
    Text,
)
from keben.settings import Layer, combine
from keben.typecase import fill
from keben.typeset import typeset_print

ROOT = Path(__file__).parents[2]
PITCH = 18.0
HOLE = 0.5
"""em: the widest hole that a line may have."""

STARTS = (Alignment.START,) * 3
LETTERS = {
    "zh-Hans": "春江潮水连海平月共生滟随波千万里何处无明",
    "zh-Hant": "春江潮水連海平月共生灩隨波千萬里何處無明",
    "ja": "春江潮水あいうかきっゃゅアイー木版のこと",
    "ko": "목판인쇄의첫걸음은글씨를쓰는일이다",
}
MARKS = ("，", "。", "、", "：“", "。”", "》、《", "（", "）", "？！", "——", "……", "·", "；", "！")
WORDS = ("TeX", " book ", "100", "1951", "don’t", "A-B", " 3 ", "50％", "￥20", "(see)", " it ")


class Author:
    """Writes at random, the same for the same seed."""

    def __init__(self, seed: int, language: str) -> None:
        self.random = random.Random(seed)
        self.language = language

    def text(self, most: int) -> str:
        pieces: list[str] = []
        for _ in range(self.random.randint(3, most)):
            pieces.append("".join(self.random.choices(LETTERS[self.language], k=4)))
            if self.language == "ko":
                pieces.append(self.random.choice((" ", " ", ", ", ". ", "(", ") ", " TeX ")))
            else:
                pieces.append(self.random.choice((*MARKS, *WORDS, "", "", "")))
        return "".join(pieces)

    def run(self, most: int) -> Inlines:
        run: list[Inline] = []
        for _ in range(self.random.randint(2, 5)):
            run.append(Text(self.text(most)))
            kind = self.random.randrange(5)
            inner = (Text(self.text(3)),)
            if kind < 2:
                run.append((Emphasis, Strong)[kind](inner))
            elif kind == 2:
                run.append(Code("ls -la"))
            elif kind == 3 and self.language != "ko":
                run.append(Ruby(LETTERS[self.language][0], "xiang"))
        return tuple(run)

    def publication(self) -> Publication:
        cells = tuple((Text(self.text(4)),) for _ in range(3))
        note = Note("a", (Paragraph(self.run(4)),), 1, "c01-n1")
        called = (*self.run(4), NoteReference("a", 1, "c01-r1"), *self.run(4))
        blocks: Blocks = (
            Paragraph(called),
            PullQuote((Text(self.text(6)),)),
            *(Paragraph(self.run(8)) for _ in range(9)),
            Table((cells,), (cells, tuple((Text(self.text(9)),) for _ in range(3))), STARTS),
        )
        article = Article((Text("一"),), blocks, "c01", self.language, (note,))
        metadata = Metadata(title="一", language=self.language, identifier="urn:x")
        return Publication(metadata, (article,))


def lines_of(box: Any, holder: Any = None) -> Iterator[tuple[Any, Any, bool]]:
    """Every line below a box that keben sets, with the box that holds it, and whether it is the
    last one there."""
    if type(box).__name__ == "LineBox":
        if getattr(box, "keben_rules", None):
            yield box, holder, holder.children[-1] is box
        return
    for child in getattr(box, "children", ()):
        yield from lines_of(child, box)


def leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        if getattr(child, TAG, "") == "RT" or hasattr(child, MARK):
            continue
        if hasattr(child, "text"):
            if child.text:
                yield child
        elif hasattr(child, "children") and type(child).__name__ == "InlineBox":
            yield from leaves(child)


def troubles(line: Any, holder: Any, is_last: bool) -> Iterator[str]:
    """What is wrong with a line."""
    found = list(leaves(line))
    text = "".join(leaf.text for leaf in found).strip(" \u2060")
    if not text or any(type(child).__name__ == "InlineBlockBox" for child in line.children):
        return
    edge = holder.content_box_x() + holder.width
    right = max(leaf.position_x + leaf.width for leaf in found)
    em = line.style["font_size"]
    if right > edge + 0.05:
        yield f"{(right - edge) / em:.3f} em too long: {text}"
    if line is not holder.children[0] and is_full_width(text[0]) and text[0] in NEVER_FIRST:
        yield f"begins with {text[0]}: {text}"
    if is_last:
        return
    if is_full_width(text[-1]) and text[-1] in NEVER_LAST:
        yield f"ends with {text[-1]}: {text}"
    short = edge - right
    if line.style["text_align_all"] == "justify" and short > 0.1:
        places = sum(may_stretch(a, b) or a == " " for a, b in pairwise(text))
        if short <= HOLE * em * places:
            yield f"{short / em:.2f} em short with {places} places: {text}"


def loose_pairs(line: Any, language: str) -> Iterator[str]:
    """Marks that meet in one box and take more than an em and a half, a stretch of the line aside
    (which widens all its places alike)."""
    for leaf in leaves(line):
        place = getattr(leaf, "keben_place", None)
        if place is None or place.fit is None or leaf.style["font_size"] <= 0:
            continue
        run, fit = place.measured.run, place.fit
        for i in range(fit.start, min(fit.end, len(run.text)) - 1):
            a, b = run.text[i : i + 2]
            meets = (a in CLOSING and b in CLOSING | OPENING) or (a in OPENING and b in OPENING)
            vertical = run.rules.vertical
            if not meets or not all(
                is_squeezable(mark, language, vertical=vertical) for mark in (a, b)
            ):
                continue
            shared = run.left[i + 1] + run.right[i]
            moved = fit.left.get(i + 1, 0.0) - fit.right.get(i, 0.0)
            if shared < 0.5 * run.em - 0.01 or moved < shared - HOLE * run.em - 0.01:
                yield f"{a}{b} share {shared / run.em:.2f} em, {moved / run.em:.2f}: {run.text}"


@pytest.mark.parametrize(
    ("theme_name", "measure", "columns", "language", "vertical"),
    [
        *(("handout", 8, 1, language, False) for language in ("zh-Hans", "ko")),
        *(("book", 10, 1, language, False) for language in ("zh-Hant", "ja")),
        *(("handout", 12, 2, language, False) for language in ("zh-Hans", "ja")),
        *(("book", 16, 1, language, False) for language in ("zh-Hans", "ko")),
        *(("handout", 25, 1, language, False) for language in ("zh-Hant", "ja")),
        *(("book", 10, 2, language, False) for language in ("zh-Hans", "ko")),
        *(("handout", 12, 1, language, True) for language in ("zh-Hans", "ja")),
        *(("book", 16, 1, language, True) for language in ("zh-Hant", "ja")),
        ("handout", 25, 1, "zh-Hans", True),
    ],
)
def test_any_text_on_any_page(
    theme_name: str, measure: int, columns: int, language: str, vertical: bool, font_list: Path
) -> None:
    theme = themes.load(theme_name, folders=[ROOT / "templates"])
    page = {"measure": measure, "measure_beside": max(measure, 16), "columns": columns}
    settings = combine(*theme.layers, Layer({"page": page, "vertical": vertical}))
    made = Author(measure * 7 + columns, language).publication()
    case, filled = fill(made, settings, lists=[font_list], printed="1234567890")
    printed = typeset_print(filled, theme, settings, case=case, in_column=measure < 16)
    rules = Rules(vertical=vertical)
    layout = engine.lay_out(printed.html, printed.css, files=font_files(case), rules=rules)
    found = [
        (line, holder, last)
        for drawn in layout.document.pages
        for line, holder, last in lines_of(drawn._page_box)
    ]
    assert len(found) > 30
    wrong = [trouble for each in found for trouble in troubles(*each)]
    wrong += [trouble for line, _, _ in found for trouble in loose_pairs(line, language)]
    assert not wrong, "\n".join(wrong)
