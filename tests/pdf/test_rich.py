"""Code, formulas, wide tables and figures on printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2.raw as c
import pytest
from PIL import Image as Picture

from keben.mathml import to_mathml
from keben.model import (
    Alignment,
    Article,
    Aside,
    CodeBlock,
    Figure,
    Formula,
    Heading,
    Image,
    Metadata,
    Paragraph,
    Publication,
    PullQuote,
    Table,
    Text,
)
from keben.pdfium import Element, opened
from keben.settings import combine
from keben.typeset.geometry import figure_width, lay_out

if TYPE_CHECKING:
    from tests.conftest import Print

Printing = Callable[..., "Print"]

CODE = CodeBlock(
    "first = " + " + ".join(["a_long_name"] * 14) + "\n\n    last", "python", first_line=95
)
TEX = r"\frac{a}{b}"


def wide_table() -> Table:
    row = tuple((Text(f"a_name_that_is_long_{n}"),) for n in range(8))
    return Table((row,), (row, row), (Alignment.START,) * 8)


@pytest.fixture(scope="module")
def rich(printing: Printing) -> Print:
    blocks = (
        CODE,
        Paragraph((Text("前"),)),
        Formula(TEX, to_mathml(TEX, display=True)),
        wide_table(),
        Paragraph((Text("后"),)),
    )
    return printing(
        Publication(Metadata(title="样"), (Article((Text("样"),), blocks, "c01", "zh-Hans"),)),
    )


def elements(printed: Print) -> Iterator[Element]:
    def below(element: Element) -> Iterator[Element]:
        yield element
        for item in element.content:
            if isinstance(item, Element):
                yield from below(item)

    with opened(printed.artifact.path) as pdf:
        for page in range(1, len(pdf) + 1):
            with pdf.sheet(page) as sheet:
                for top in sheet.tags():
                    yield from below(top)


def test_code_is_copied_without_numbers_and_marks(rich: Print) -> None:
    assert "".join(CODE.text.split()) in rich.text()
    ornaments = rich.runs(0, artifacts=True)
    assert {"95", "96", "97"} <= {text.strip() for text in ornaments}
    assert "95" not in rich.text()


def test_a_line_of_code_goes_on_further_in_than_it_began(printing: Printing) -> None:
    """And is parted after a point of its own, not inside a word."""
    text = "if a:\n" + " " * 12 + "deep = " + "receiver.lock()." * 8 + "recv()"
    article = Article((Text("样"),), (CodeBlock(text, "python"),), "c01", "zh-Hans")
    lines = printing(Publication(Metadata(title="样"), (article,))).lines(0)
    first, *later = [line for line in lines if line.text.startswith(("deep", "receiver"))]
    assert len(later) >= 2
    assert all(line.left > first.left + 5 for line in later)
    assert later[0].text[-1] in ".)"


def test_no_line_of_code_ends_inside_a_sign_of_two_characters(printing: Printing) -> None:
    """Wherever the line ends: WeasyPrint parts -> as a word with a hyphen."""
    text = "\n".join(f"let {'a' * n}: Fn(one::two, i32) -> i32 = x" for n in range(36, 66))
    article = Article((Text("样"),), (CodeBlock(text, "rust"),), "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    lines = [line.text for page in range(len(printed)) for line in printed.lines(page)]
    assert any(line.startswith("->") for line in lines)
    assert not [line for line in lines if line.endswith((" -", "one:")) or line[:1] == ">"]


def test_no_line_of_code_is_blank_because_its_word_is_long(printing: Printing) -> None:
    text = "if a:\n" + " " * 30 + "sleep.hours(" + "seconds." * 8 + "x)"
    article = Article((Text("样"),), (CodeBlock(text, "python"),), "c01", "zh-Hans")
    lines = printing(Publication(Metadata(title="样"), (article,))).lines(0)
    first, second, *_ = [line for line in lines if line.text.startswith(("if", "sleep"))]
    pitch = first.baseline - second.baseline
    assert pitch < 20
    assert second.text.endswith(".")


def test_blank_lines_of_code_neither_begin_a_page_nor_leave_a_line_alone(
    printing: Printing,
) -> None:
    """Wherever the page ends in code of which every third line is blank, as its second is."""
    text = "one\n\n" + "\n".join(f"a{n}\nb{n}\n" for n in range(20)) + "end"
    tops, ends = set(), set()
    for number in range(26, 33):
        blocks = (*(Paragraph((Text("字"),)) for _ in range(number)), CodeBlock(text))
        article = Article((Text("样"),), blocks, "c01", "zh-Hans")
        printed = printing(Publication(Metadata(title="样"), (article,)))
        last, first = (
            [line for line in printed.lines(page) if line.text[0] in "oabe"] for page in (0, 1)
        )
        ends |= {line.text for line in last[-1:]}
        tops |= {round(line.baseline) for line in first[:1]}
    assert len(tops) == 1
    assert "one" not in ends


def test_a_formula_is_tagged_with_its_tex(rich: Print) -> None:
    found = [e.alternative for e in elements(rich) if e.kind == "Formula"]
    assert found == [TEX]


def test_a_wide_table_has_a_page_on_its_side(rich: Print) -> None:
    sizes = [rich.document[page].get_size() for page in range(len(rich))]
    assert [width > height for width, height in sizes] == [False, True, False]
    assert len(rich.lines(1)) >= 3
    last = max(line.glyphs[-1].x for line in rich.lines(1))
    assert last < sizes[1][0] - 20


def test_the_head_of_a_wide_table_stands_on_its_page(printing: Printing) -> None:
    """And so does a short line between them; else both would end the page before alone."""
    blocks = (
        Paragraph((Text("前"),)),
        Heading((Text("上"),), 2, "h1"),
        Heading((Text("中"),), 3, "h2"),
        Paragraph((Text("引："),)),
        wide_table(),
        Paragraph((Text("后"),)),
    )
    article = Article((Text("样"),), blocks, "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    texts = ["".join(printed.runs(page, artifacts=False)) for page in range(len(printed))]
    assert [text[:3] for text in texts[1:]] == ["上中引", "后"]
    assert texts[0].endswith("前")


def test_a_picture_is_never_enlarged_past_its_dots() -> None:
    settings = combine()
    geometry = lay_out(settings, with_sidebar=False)

    def width(wide: int, high: int, kind: str = "image/png") -> float:
        image = Image("a", "", "", Path("a"), kind, wide, high)
        return figure_width(image, settings, geometry)

    assert width(150, 10) == pytest.approx(72)
    assert width(96, 96, "image/svg+xml") == pytest.approx(72)
    assert width(9000, 10) == pytest.approx(geometry.measure)
    assert width(3000, 9000) < geometry.measure / 2
    assert width(0, 0) == 0


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_every_kind_of_picture_is_printed(printing: Printing, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    frames = [Picture.new("RGB", (300, 150), colour) for colour in ("#fff", "#000")]
    more = {"save_all": True, "append_images": frames[1:]} if kind == "gif" else {}
    frames[0].save(path, kind.upper(), **more)
    figure = Figure(Image(path.name, "图", "", path, f"image/{kind}", 300, 150), (Text("题"),))
    article = Article((Text("样"),), (figure,), "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    assert [e.alternative for e in elements(printed) if e.kind == "Figure"] == ["图"]


@pytest.mark.parametrize(("least", "page"), [(0.65, 0), (1, 1)])
def test_a_figure_is_shrunk_to_stay_on_its_page(
    printing: Printing, tmp_path: Path, least: float, page: int
) -> None:
    path = tmp_path / "a.png"
    Picture.new("RGB", (1600, 1200), "#777").save(path)
    image = Image(path.name, "图", "", path, "image/png", 1600, 1200)
    blocks = (Paragraph((Text("字" * 38 * 19),)), Figure(image, (Text("题"),)))
    article = Article((Text("样"),), blocks, "c01", "zh-Hans")
    publication = Publication(Metadata(title="样"), (article,))
    printed = printing(publication, figures={"least_scale": least})
    geometry = lay_out(printed.settings, with_sidebar=False)
    (shown,) = printed.document[page].get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, _ = shown.get_bounds()
    scale = (right - left) / figure_width(image, printed.settings, geometry)
    assert scale == pytest.approx(1, abs=0.01) if page else least < scale < 1
    assert bottom > geometry.bottom


def grey(folder: Path, height: int) -> Image:
    path = folder / f"{height}.png"
    Picture.new("RGB", (1600, height), "#777").save(path)
    return Image(path.name, "图", "", path, "image/png", 1600, height)


def captioned(folder: Path, *texts: str, height: int = 1200) -> Publication:
    """Paragraphs with a figure behind the first."""
    figure = Figure(grey(folder, height), (Text("题题"),))
    first, *others = (Paragraph((Text(text),)) for text in texts)
    article = Article((Text("样"),), (first, figure, *others), "c01", "zh-Hans")
    return Publication(Metadata(title="样"), (article,))


def shown_on(printed: Print) -> list[int]:
    """The pages that show a picture, from 0."""
    pages = range(len(printed))
    images = [c.FPDF_PAGEOBJ_IMAGE]
    return [page for page in pages if list(printed.document[page].get_objects(filter=images))]


@pytest.mark.parametrize("lines", [19, 25])
def test_the_space_above_a_figure_counts_on_later_pages_too(
    printing: Printing, tmp_path: Path, lines: int
) -> None:
    publication = captioned(tmp_path, "字" * 38 * (38 + lines), "末")
    printed = printing(publication, figures={"least_scale": 0.6})
    assert shown_on(printed) == [1]


@pytest.mark.parametrize("vertical", [False, True])
def test_text_fills_the_page_before_a_numbered_figure(
    printing: Printing, tmp_path: Path, vertical: bool
) -> None:
    publication = captioned(tmp_path, "前" * 38 * 25, "字" * 38 * 30)
    told = {"numbers": "running", "placement": "top"}
    printed = printing(publication, figures=told, vertical=vertical)
    stays = printing(publication, figures={**told, "placement": "here"}, vertical=vertical)
    assert shown_on(printed)[0] == shown_on(stays)[0] == 1
    filled, left = ("".join(run.runs(0, artifacts=False)).count("字") for run in (printed, stays))
    assert left == 0
    assert filled > 150
    caption = [e for e in elements(printed) if e.kind == "Caption"]
    assert len(caption) == 1


def test_a_figure_behind_which_the_text_ends_stays_in_its_place(
    printing: Printing, tmp_path: Path
) -> None:
    told = {"numbers": "running", "least_scale": 1}
    printed = printing(captioned(tmp_path, "前" * 38 * 24, "末"), figures=told)
    texts = ["".join(printed.runs(page, artifacts=False)) for page in range(len(printed))]
    assert ["末" in text for text in texts] == [False, True]
    assert shown_on(printed) == [1]


@pytest.mark.parametrize("kind", ["abstract", "points"])
@pytest.mark.parametrize(("above", "first"), [(32, 0), (10, 1)])
def test_a_summary_stays_on_one_page_unless_much_of_the_one_before_would_be_blank(
    printing: Printing, kind: str, above: int, first: int
) -> None:
    count = 7 if above > 20 else 30
    lines = tuple(Paragraph((Text(mark * 30),)) for mark in "前" + "字" * (count - 2) + "后")
    blocks = (Paragraph((Text("上" * 38 * above),)), Aside(kind, lines))
    article = Article((Text("样"),), blocks, "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    texts = ["".join(line.text for line in printed.lines(page)) for page in range(len(printed))]
    assert texts[0].count("上") == 38 * above
    assert texts[0].count("前") == 30 * first
    assert texts[1].count("后") == 30


def test_a_pull_quote_under_a_head_goes_with_it_to_the_text(printing: Printing) -> None:
    rest = (PullQuote((Text("引"),)), Paragraph((Text("文" * 90),)))
    for above in (28, 29, 31, 32):
        blocks = (Paragraph((Text("上" * 38 * above),)), Heading((Text("头"),), 2, "h1"), *rest)
        article = Article((Text("样"),), blocks, "c01", "zh-Hans")
        printed = printing(
            Publication(Metadata(title="样"), (article,)), sidebar={"placement": "column"}
        )
        texts = ["".join(line.text for line in printed.lines(page)) for page in range(len(printed))]
        first = {next(n for n, text in enumerate(texts) if mark in text) for mark in "头引文"}
        assert len(first) == 1, above


def test_heads_of_nothing_fill_their_page(printing: Printing) -> None:
    """A head stays with the text below it, but not with a head that is no lower."""
    heads = tuple(Heading((Text(f"头{n}"),), 3, f"h{n}") for n in range(20))
    blocks = (Paragraph((Text("上" * 38 * 20),)), *heads, Paragraph((Text("末"),)))
    article = Article((Text("样"),), blocks, "c01", "zh-Hans")
    printed = printing(Publication(Metadata(title="样"), (article,)))
    assert "头0" in "".join(line.text for line in printed.lines(0))
    last = [line.text for line in printed.lines(1)]
    assert last.index("头19") == last.index("末") - 1
