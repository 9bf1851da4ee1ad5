"""What composition costs: the same pages laid out with keben's lines and with WeasyPrint's own.

Run as a module with the number of characters and `plain`, `composed` or `ruby` (an annotation on
every character), it lays them out once.
"""

from __future__ import annotations

import sys

from keben import places
from keben import theme as themes
from keben.composition import engine
from keben.composition.forme import Rules
from keben.editions.pdf import font_files
from keben.model import Article, Inline, Metadata, Paragraph, Publication, Ruby, Text
from keben.settings import combine
from keben.typecase import fill
from keben.typeset import typeset_print

SENTENCES = (
    "排字的人先看空白，后看字：行与行之间留多少，段与段之间空几格，都在落第一个字以前定下。",
    "“标点不占行首，”老师傅说，“也不悬在行末（除非约定好了）；挤得进半格，就不必拉开一行。”",
    "1951年立下的规矩，到今天还管用：一行38个字，字号10.5点，行距18点，页页对齐。",
    "《考工记》把材美、工巧、天时、地气并举；做书也一样，纸、墨、字、人，缺一样都不成。",
)


def sample(characters: int) -> Publication:
    """Paragraphs of Chinese with marks, figures and quotations, of about that many characters."""
    paragraphs: list[Paragraph] = []
    written = 0
    while written < characters:
        first = len(paragraphs)
        text = "".join(SENTENCES[(first + step) % len(SENTENCES)] for step in range(3 + first % 3))
        paragraphs.append(Paragraph((Text(text),)))
        written += len(text)
    article = Article((Text("排字"),), tuple(paragraphs), slug="c01", language="zh-Hans")
    return Publication(Metadata(title="排字", language="zh-Hans"), (article,))


SOUNDS = ("zhōng", "yī", "shū", "bǎn")


def annotated(characters: int) -> Publication:
    """Paragraphs in which every character but the marks is annotated."""
    text = "".join(character for sentence in SENTENCES for character in sentence)
    paragraphs: list[Paragraph] = []
    for start in range(0, characters, 250):
        inlines: list[Inline] = []
        for index in range(start, min(start + 250, characters)):
            character = text[index % len(text)]
            sound = SOUNDS[index % len(SOUNDS)]
            inlines.append(Ruby(character, sound) if character > "\u3400" else Text(character))
        paragraphs.append(Paragraph(tuple(inlines)))
    article = Article((Text("注音"),), tuple(paragraphs), slug="c01", language="zh-Hans")
    return Publication(Metadata(title="注音", language="zh-Hans"), (article,))


def lay_out(publication: Publication, *, composed: bool) -> int:
    """Lay out and draw a publication; the number of its pages."""
    theme = themes.load("book", folders=[places.templates_folder()])
    settings = combine(*theme.layers)
    fonts = [places.fonts_folder() / "fonts.toml"]
    case, publication = fill(publication, settings, lists=fonts)
    printed = typeset_print(publication, theme, settings, case=case)
    rules = Rules() if composed else None
    layout = engine.lay_out(printed.html, printed.css, files=font_files(case), rules=rules)
    engine.draw(layout)
    return layout.pages


if __name__ == "__main__":
    asked, kind = int(sys.argv[1]), sys.argv[2]
    made = annotated(asked) if kind == "ruby" else sample(asked)
    lay_out(made, composed=kind != "plain")
