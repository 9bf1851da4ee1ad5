"""One page set three ways, side by side as a picture: WeasyPrint alone, Typst, keben.

`python -m bench.comparison OUT.png PYTHON` needs a PYTHON that has the package `typst`, kept apart
from the project's own: `python3 -m venv DIR && DIR/bin/pip install typst`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from bench.composition import sample
from keben import places
from keben import theme as themes
from keben.composition import engine
from keben.composition.forme import Rules
from keben.editions.pdf import font_files
from keben.model import Paragraph, Publication
from keben.pdfium import opened
from keben.settings import Layer, combine
from keben.typecase import fill
from keben.typeset import typeset_print
from keben.walk import articles, plain

WIDTH = 620
"""px of a page."""
GAP = 24
HEIGHT = 526
"""px of each page that is shown."""
CAPTION = 60
"""px of the strip above the pages that names them."""
NAMES = ("WeasyPrint alone", "Typst", "keben")

TYPST = """\
#set page(width: 148mm, height: 210mm, margin: (x: {margin}pt, y: 60pt))
#set text(font: "Noto Serif CJK SC", size: 10.5pt, lang: "zh", region: "cn")
#set text(top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 7.5pt, spacing: 7.5pt, first-line-indent: (amount: 2em, all: true))
{text}
"""
SETTINGS = {"page": {"paper": "a5", "measure": 26}, "type": {"size": 10.5, "pitch": 18}}


def compare(path: Path, python: str) -> None:
    """Write the picture."""
    publication = sample(900)
    typst = _typst([plain(p.inlines) for p in _paragraphs(publication)], python)
    pages = (_keben(publication, None), typst, _keben(publication, Rules()))
    sheet = Image.new("L", (len(pages) * (WIDTH + GAP) - GAP, CAPTION + HEIGHT), 255)
    pen = ImageDraw.Draw(sheet)
    face = ImageFont.truetype(places.fonts_folder() / "NotoSansCJK-Regular.ttc", 20, index=2)
    for number, (name, page) in enumerate(zip(NAMES, pages, strict=True)):
        left = number * (WIDTH + GAP)
        pen.text((left + WIDTH / 2, CAPTION / 2), name, fill=90, font=face, anchor="mm")
        sheet.paste(_draw(page), (left, CAPTION))
    for number in range(1, len(pages)):
        middle = number * (WIDTH + GAP) - GAP // 2
        pen.line((middle, 0, middle, sheet.height), fill=200, width=2)
    sheet.quantize(8).save(path, optimize=True)


def _paragraphs(publication: Publication) -> list[Paragraph]:
    found = [block for article in articles(publication) for block in article.blocks]
    return [block for block in found if isinstance(block, Paragraph)]


def _keben(publication: Publication, rules: Rules | None) -> bytes:
    theme = themes.load("handout", folders=[places.templates_folder()])
    settings = combine(*theme.layers, Layer(SETTINGS))
    case, filled = fill(publication, settings, lists=[places.fonts_folder() / "fonts.toml"])
    printed = typeset_print(filled, theme, settings, case=case)
    layout = engine.lay_out(printed.html, printed.css, files=font_files(case), rules=rules)
    return engine.draw(layout)


def _typst(paragraphs: list[str], python: str) -> bytes:
    margin = (148 / 25.4 * 72 - 26 * 10.5) / 2
    source = TYPST.format(margin=margin, text="\n\n".join(paragraphs))
    with tempfile.TemporaryDirectory() as folder:
        typ, pdf = Path(folder, "page.typ"), Path(folder, "page.pdf")
        typ.write_text(source, encoding="utf-8")
        program = (
            "import sys, typst; "
            "typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
        )
        command = [python, "-c", program, str(typ), str(pdf), str(places.fonts_folder())]
        subprocess.run(command, check=True)
        return pdf.read_bytes()


def _draw(data: bytes) -> Image.Image:
    """The first page from its first line of text on, on a white ground."""
    with opened(data) as pdf:
        page: Image.Image = pdf.draw(width=WIDTH).convert("L")
    left, _, right, _ = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    # keben rules a line under its title, longer than the strokes of any line of text.
    rules = [y for y in range(page.height) if _dark(page, y) > 0.9 * (right - left)]
    below = page.crop((left, max(rules, default=-4) + 4, right, page.height))
    top = (ImageOps.invert(below).getbbox() or (0, 0))[1]
    ground = Image.new("L", (WIDTH, HEIGHT), 255)
    ground.paste(below.crop((0, top, below.width, top + HEIGHT)), ((WIDTH - below.width) // 2, 0))
    return ground


def _dark(page: Image.Image, y: int) -> int:
    """How many pixels of a row are not white."""
    return sum(page.crop((0, y, page.width, y + 1)).histogram()[:240])


if __name__ == "__main__":
    compare(Path(sys.argv[1]), sys.argv[2])
