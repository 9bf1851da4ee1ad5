"""The pages of the printed edition in the e-reader edition: all, each at its first character.

The pages are read here with PDFium's plain text, which had no part in marking them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image as Picture

from keben.catalogue import plan
from keben.press import Order, build
from keben.proof.page_list import MARK, check_page_list
from keben.readers import READERS
from keben.settings import Layer
from keben.width import squeeze

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SEEN = 10
"""The characters of a page's beginning that are compared."""


def sentence(number: int) -> str:
    """A sentence like no other."""
    digits = "零一二三四五六七八九"
    name = "".join(digits[int(digit)] for digit in f"{number:04}")
    return f"第{name}句说的是刻书的事，写样、上板、发刀、刷印，一道也少不得，少了便不成书。"


def paragraphs(first: int, count: int) -> str:
    return "\n\n".join(
        "".join(sentence(10 * number + k) for k in range(5))
        for number in range(first, first + count)
    )


ARTICLE = f"""# 刻书

{paragraphs(0, 6)}

## 一、表

| 名 | 说 |
|---|---|
{chr(10).join(f"| 甲{sentence(5000 + n)[:9]} | 乙{sentence(6000 + n)[:9]} |" for n in range(50))}

## 二、码

```
{chr(10).join(chr(97 + n % 26) * 3 + chr(97 + n // 26) * 2 for n in range(60))}
```

{paragraphs(100, 24)}
"""


@dataclass(frozen=True)
class Made:
    """Both editions of a source."""

    pdf: Path
    epub: Path
    codes: list[str]

    def pages(self) -> list[str]:
        """The text of each printed page, without white space."""
        document = pypdfium2.PdfDocument(self.pdf)
        texts = [squeeze(page.get_textpage().get_text_bounded()) for page in document]
        document.close()
        return texts

    def tree(self, name: str) -> ET.Element:
        with zipfile.ZipFile(self.epub) as package:
            return ET.fromstring(package.read(f"EPUB/{name}"))

    def spine(self) -> list[str]:
        package = self.tree("content.opf")
        hrefs = {item.get("id"): item.get("href", "") for item in package.iter(f"{OPF}item")}
        return [hrefs[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]

    def listed(self) -> list[tuple[str, str]]:
        """The label and the address of each page."""
        navs = (n for n in self.tree("nav.xhtml").iter(f"{XHTML}nav") if n.get(TYPE) == "page-list")
        return [(a.text or "", a.get("href", "")) for nav in navs for a in nav.iter(f"{XHTML}a")]

    def after_marks(self) -> dict[str, str]:
        """The words after each mark, by its address."""
        found: dict[str, str] = {}
        for name in self.spine():
            anchors: list[str] = []
            text = squeeze("".join(flow(self.tree(name), anchors)))
            for anchor, part in zip(anchors, following(text), strict=True):
                found[f"{name}#{anchor}"] = part[:SEEN]
        return found

    def statements(self, name: str) -> list[str | None]:
        metas = self.tree("content.opf").iter(f"{OPF}meta")
        return [meta.text for meta in metas if meta.get("property") == name]


def flow(element: ET.Element, anchors: list[str]) -> Iterator[str]:
    """A document's text with U+FDD1 at each mark, without annotations and notes."""
    if element.get(TYPE) == "pagebreak":
        anchors.append(element.get("id", ""))
        yield MARK
    elif element.tag not in (f"{XHTML}head", f"{XHTML}rt") and element.get(TYPE) != "footnotes":
        yield element.text or ""
        for child in element:
            yield from flow(child, anchors)
            yield child.tail or ""


def following(text: str) -> list[str]:
    parts = text.split(MARK)[1:]
    return ["".join(parts[number:]) for number in range(len(parts))]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    def made(
        texts: dict[str, str], formats: tuple[str, ...] = ("pdf", "epub"), **values: object
    ) -> Made:
        folder = tmp_path_factory.mktemp("pages")
        source = folder / "notes"
        source.mkdir()
        for name, text in texts.items():
            (source / name).write_text(text, encoding="utf-8")
        path = source if len(texts) > 1 else source / next(iter(texts))
        (manuscript,) = plan((path,), suffixes=READERS, shelf=folder, bind="")
        order = Order(folder / "dist", formats, (Layer({"title": "刻书", **values}),))
        (outcome,) = build([manuscript], order).outcomes
        assert outcome.error is None
        stem = folder / "dist" / manuscript.name
        codes = [finding.code for finding in outcome.findings]
        return Made(stem.with_name(f"{stem.name}.pdf"), stem.with_name(f"{stem.name}.epub"), codes)

    return made


@pytest.fixture(scope="module")
def handout(make: Callable[..., Made]) -> Made:
    return make({"a.md": ARTICLE})


@pytest.fixture(scope="module")
def book(make: Callable[..., Made]) -> Made:
    return make({f"{n}.md": f"# 第{n}篇\n\n{paragraphs(200 * n, 9)}" for n in (1, 2, 3)})


def test_every_page_is_listed_by_its_folio(handout: Made) -> None:
    pages = handout.pages()
    assert len(pages) > 3
    assert [label for label, _ in handout.listed()] == [str(n + 1) for n in range(len(pages))]
    for label, page in zip((label for label, _ in handout.listed()), pages, strict=True):
        assert f"—{label}—" in page


@pytest.mark.parametrize("name", ["handout", "book"])
def test_every_mark_stands_where_its_page_begins(name: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(name)
    after = made.after_marks()
    kinds = set()
    for (_, target), page in zip(made.listed(), made.pages(), strict=True):
        words = after[target]
        if target.startswith(("title", "nav", "colophon")) or not page:
            kinds.add("matter")
            continue
        # Above the text stand the running head and, on a page of a table, its head once more.
        place = page.find(words.split("|")[0])
        assert 0 <= place <= 12, (target, words, page[:30])
        kinds.add("text")
    assert "text" in kinds


def test_marks_stand_inside_paragraphs_tables_and_code(handout: Made) -> None:
    document = handout.tree("c01.xhtml")
    parents = {child: parent for parent in document.iter() for child in parent}
    marks = [e for e in document.iter() if e.get(TYPE) == "pagebreak"]
    holders = [parents[mark] for mark in marks]
    # A line of code is a span in its block.
    holders += [parents[holder] for holder in holders if holder.tag == f"{XHTML}span"]
    above = {holder.tag.removeprefix(XHTML) for holder in holders}
    assert {"p", "td", "code"} <= above
    assert all(mark.get("role") == "doc-pagebreak" and not mark.text for mark in marks)


def test_a_book_s_matter_is_marked_where_print_has_it(book: Made) -> None:
    targets = [target for _, target in book.listed()]
    assert targets[0].startswith("title.xhtml")
    assert any(target.startswith("nav.xhtml") for target in targets)
    # Half-title, the empty page behind it, title page, and the colophon on its back.
    assert all(target.startswith("title.xhtml") for target in targets[:4])
    assert len(targets) == len(book.pages())


def test_columns_have_their_pages_too(make: Callable[..., Made]) -> None:
    made = make({"a.md": f"# 刻书\n\n{paragraphs(300, 14)}"}, vertical=True)
    pages, after = made.pages(), made.after_marks()
    assert len(made.listed()) == len(pages) > 2
    # PDFium gives columns back in another order: the sentence must be on the page, and what stands
    # before the mark must not.
    for (_, target), page in list(zip(made.listed(), pages, strict=True))[1:]:
        name = re.search("第[零一二三四五六七八九]{4}句", "".join(after[target]))
        assert set(after[target]) <= set(page)
        if name:
            assert name[0] in page


def test_the_printed_edition_is_named_and_the_marks_are_stated(handout: Made) -> None:
    assert handout.statements("pageBreakSource") == ["a.pdf"]
    features = handout.statements("schema:accessibilityFeature")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)


def test_the_ncx_lists_the_pages_too(handout: Made) -> None:
    targets = list(handout.tree("toc.ncx").iter(f"{NCX}pageTarget"))
    addresses = [target.find(f"{NCX}content") for target in targets]
    assert [a.get("src") for a in addresses if a is not None] == [t for _, t in handout.listed()]
    assert {target.get("type") for target in targets} == {"normal"}


def test_alone_the_e_reader_edition_has_pages_only_where_asked(make: Callable[..., Made]) -> None:
    short = {"a.md": f"# 刻书\n\n{paragraphs(0, 2)}"}
    alone = make(short, ("epub",))
    assert alone.listed() == []
    assert alone.statements("pageBreakSource") == []
    assert "pageNavigation" not in alone.statements("schema:accessibilityFeature")
    asked = make(short, ("epub",), epub={"page_list": True})
    assert not asked.pdf.exists()
    both = make(short, ("epub", "pdf"))
    assert asked.listed() == both.listed() != []
    assert make(short, epub={"page_list": False}).listed() == []


def spoiled(made: Made, folder: Path, change: Callable[[str, str], str]) -> Path:
    """A copy with every document changed."""
    path = folder / "a.epub"
    with zipfile.ZipFile(made.epub) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith(".xhtml"):
                data = change(entry.filename, data.decode()).encode()
            new.writestr(entry, data)
    return path


MARKED = re.compile(r'([\u4e00-\u9fff])(<span epub:type="pagebreak"[^>]*></span>)')


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda name, html: html, []),
        (lambda name, html: MARKED.sub(r"\2\1", html), ["V006"]),
        (lambda name, html: MARKED.sub(r"\1", html, count=1), ["V006"]),
        (lambda name, html: re.sub(r"<li><a[^>]*>3</a></li>", "", html), ["V006"] * 2),
        (lambda name, html: re.sub(r"(<li><a[^>]*>)3(</a></li>)", r"\g<1>33\2", html), ["V006"]),
    ],
    ids=["as it is", "one character early", "a mark lost", "a line lost", "another number"],
)
def test_the_proof_sees_a_mark_in_a_wrong_place(
    handout: Made, tmp_path: Path, change: Callable[[str, str], str], told: list[str]
) -> None:
    pages = handout.pages()
    after = handout.after_marks()
    openings = {
        number: (page[page.find(after[target]) :],)
        for number, ((_, target), page) in enumerate(
            zip(handout.listed(), pages, strict=True), start=1
        )
    }
    file = spoiled(handout, tmp_path, change)
    found = check_page_list(file, openings, file)
    assert [finding.code for finding in found][: len(told) or None] == told


def test_a_page_may_begin_with_what_stands_for_a_picture(tmp_path: Path) -> None:
    """The proof of the page list is part of the build."""
    blocks = (f"![图{n}](gone-{n}.png)\n\n{sentence(n) * (1 + n % 3)}" for n in range(60))
    (tmp_path / "a.md").write_text("# 刻书\n\n" + "\n\n".join(blocks), encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    (outcome,) = build(manuscripts, Order(output=tmp_path / "dist")).outcomes
    assert outcome.error is None
    assert outcome.artifacts[0].pages > 3


def test_a_page_may_begin_with_a_formula(tmp_path: Path) -> None:
    formulas = "\n\n".join(
        f"$$\\int_0^{n} x^{n}\\,dx = \\frac{{1}}{{{n + 1}}}$$" for n in range(60)
    )
    (tmp_path / "a.md").write_text(f"# 式\n\n{formulas}\n", encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    (outcome,) = build(manuscripts, Order(output=tmp_path / "dist")).outcomes
    assert outcome.error is None
    assert outcome.artifacts[0].pages > 2


def test_a_page_may_begin_within_code_whose_lines_go_on(tmp_path: Path) -> None:
    lines = "\n".join(f"{n:03} " + f"word{n} " * (5 + n * 7 % 30) for n in range(150))
    (tmp_path / "a.md").write_text(f"# 码\n\n```\n{lines}\n```\n", encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    (outcome,) = build(manuscripts, Order(output=tmp_path / "dist")).outcomes
    assert outcome.error is None
    assert outcome.artifacts[0].pages > 3


@pytest.mark.parametrize("before", range(3))
def test_a_page_may_begin_within_what_stands_for_a_picture(tmp_path: Path, before: int) -> None:
    """Long addresses stand in their lines, so pages of few lines begin inside some of them."""
    lost = [f"![图](https://example.org/{'a/b' * 40}/{n}.png)" for n in range(9)]
    text = "\n\n".join(
        f"{sentence(n)}{picture}{sentence(n + 50)}" for n, picture in enumerate(lost)
    )
    (tmp_path / "a.md").write_text(f"# 刻书\n\n{sentence(0) * before}\n\n{text}", encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    settings = (Layer({"page": {"paper": "32k", "lines": 7}}),)
    (outcome,) = build(manuscripts, Order(tmp_path / "dist", layers=settings)).outcomes
    assert outcome.error is None
    assert outcome.artifacts[0].pages > 3


def test_a_page_may_begin_with_marks_alone(tmp_path: Path) -> None:
    star = "\n".join(" " * (20 - n) + "* " * n for n in range(20))
    rule = "\n".join(("|" + "_" * 60, "a"))
    text = "\n\n".join(f"```\n{star}\n{rule}\n```\n\n{sentence(n)}" for n in range(9))
    (tmp_path / "a.md").write_text(f"# 刻书\n\n{text}", encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    (outcome,) = build(manuscripts, Order(tmp_path / "dist")).outcomes
    assert outcome.error is None
    assert outcome.artifacts[0].pages > 3


def test_a_page_may_begin_with_a_head_whose_figure_goes_on_to_the_next(tmp_path: Path) -> None:
    """Its caption stands behind the head in one edition, a page later in the other."""
    Picture.new("RGB", (1500, 1400), "#777").save(tmp_path / "a.png")
    figures = (f'![图](a.png "图 {n}：样子")' for n in range(60))
    blocks = (
        f"## 节{n}\n\n{figure}\n\n{sentence(n) * (5 + n * 7 % 29)}"
        for n, figure in enumerate(figures)
    )
    (tmp_path / "a.md").write_text("# 刻书\n\n" + "\n\n".join(blocks), encoding="utf-8")
    manuscripts = plan([tmp_path / "a.md"], suffixes=READERS, shelf=tmp_path)
    (outcome,) = build(manuscripts, Order(output=tmp_path / "dist")).outcomes
    assert outcome.error is None
