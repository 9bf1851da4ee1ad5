"""The structure tree of drawn pages: one element for one element of the document."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from keben.composition import engine
from keben.composition.artifacts import mark_artifacts
from keben.composition.forme import Rules
from keben.typecase import faces

STYLE = """
@font-face { font-family: T; src: url(keben:t) }
@page { size: 200px 120px; margin: 10px }
body { margin: 0; font: 10px/16px T; overflow-wrap: anywhere }
p, figure, blockquote { margin: 0 }
li { list-style: "一" }
table { border-collapse: collapse }
.footnote { float: footnote }
.footnote::footnote-call, .footnote::footnote-marker { content: "注" }
.contents a::after { content: leader("春") target-counter(attr(href), page) }
.han { list-style-type: cjk-ideographic }
"""
LETTERS = "春江潮水连海平上明月共生滟随波千万里何处无题注一二三四五六七八九十 0123456789."

DOT = b"""<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">
<rect width="9" height="9"/></svg>"""


class Tree:
    """The structure tree of a file. ``shape`` writes it with the number of pieces of content."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root.StructTreeRoot

    def elements(self, kind: str = "") -> list[Any]:
        return [e for e in _walk(self.root.K) if not kind or f"/{kind}" == e.S]

    def shape(self, element: Any = None) -> str:
        element = self.root.K if element is None else element
        parts = [self.shape(kid) for kid in _kids(element) if _is_element(kid)]
        contents = sum(not _is_element(kid) for kid in _kids(element))
        inside = " ".join((*([str(contents)] if contents else []), *parts))
        return f"{str(element.S)[1:]}({inside})"

    def annotations(self) -> list[Any]:
        return [a for page in self.pdf.pages for a in page.get("/Annots", pikepdf.Array())]


def _kids(element: Any) -> Sequence[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in filter(_is_element, _kids(element)):
        yield from _walk(kid)


Drawing = Callable[..., Tree]


@pytest.fixture(scope="module")
def tree(font_list: Path) -> Drawing:
    """Draws XHTML on small pages and reads the tree back."""
    face = faces.cut(faces.read_faces([font_list])[0], LETTERS + "，。（）").data

    def draw(body: str, *, variant: str = "pdf/ua-1") -> Tree:
        html = f'<html lang="zh-Hans"><head><title>题</title></head><body>{body}</body></html>'
        files = {"keben:t": face, "keben:dot": DOT}
        layout = engine.lay_out(html, STYLE, files=files, rules=Rules())
        mark_artifacts(layout)
        return Tree(engine.draw(layout, variant=variant))

    return draw


def test_a_paragraph_over_a_page_end_is_one(tree: Drawing) -> None:
    made = tree(f"<p>{'春江潮水连海平' * 30}</p>")
    assert len(made.pdf.pages) > 1
    (paragraph,) = made.elements("P")
    pages = {kid.Pg.objgen for kid in _kids(paragraph) if isinstance(kid, pikepdf.Dictionary)}
    assert len(pages) == len(made.pdf.pages) - 1  # the first page is the element's own


def test_a_table_over_pages_is_one_and_its_head_is_read_once(tree: Drawing) -> None:
    rows = "<tr><td>江</td><td>潮</td></tr>" * 12
    head = '<thead><tr><th scope="col">春</th><th scope="col">水</th></tr></thead>'
    made = tree(f"<table>{head}<tbody>{rows}</tbody></table>")
    assert len(made.pdf.pages) > 1
    assert len(made.elements("Table")) == 1
    assert [len(made.elements(kind)) for kind in ("THead", "TBody", "TH")] == [1, 1, 2]
    assert len(made.elements("TR")) == 13
    assert all(cell.A.Scope == "/Column" and len(_kids(cell)) == 1 for cell in made.elements("TH"))


def test_an_empty_cell_stays(tree: Drawing) -> None:
    made = tree("<table><tr><td>江</td><td></td></tr></table>")
    assert made.shape(made.elements("TR")[0]) == "TR(TD(1) TD())"


def test_a_list_over_pages_is_one_and_items_hold_label_and_body_alone(tree: Drawing) -> None:
    items = "<li><p>春</p><ul><li><p>江</p></li></ul></li>" * 6
    made = tree(f"<ul>{items}</ul>")
    assert len(made.pdf.pages) > 1
    outer = made.elements("L")[0]
    assert len(made.elements("L")) == 7
    assert len(_kids(outer)) == 6
    assert made.shape(_kids(outer)[5]) == "LI(Lbl(1) LBody(P(1) L(LI(Lbl(1) LBody(P(1))))))"


def test_a_term_is_the_label_of_what_it_means(tree: Drawing) -> None:
    made = tree("<dl><dt>春</dt><dd><p>江</p></dd><dd><p>潮</p></dd><dt>水</dt><dd>海</dd></dl>")
    assert made.shape(made.elements("L")[0]) == (
        "L(LI(Lbl(1) LBody(P(1) P(1))) LI(Lbl(1) LBody(1)))"
    )


def test_numberings_have_the_names_of_their_version(tree: Drawing) -> None:
    body = '<ol class="han"><li>春</li></ol><dl><dt>春</dt><dd>江</dd></dl>'
    for variant, names in (
        ("pdf/ua-1", ["/Decimal", "/None"]),
        ("pdf/ua-2", ["/Ordered", "/Description"]),
    ):
        made = tree(body, variant=variant)
        assert [str(item.A.ListNumbering) for item in made.elements("L")] == names


CONTENTS = """<nav class="contents"><h1>题</h1>
<p class="entry rank-1"><a href="#a">春</a></p><p class="entry head"><a href="#b">江</a></p>
<p class="entry rank-1"><a href="#c">潮</a></p></nav>
<h1 id="a">春</h1><h2 id="b">江</h2><h1 id="c">潮</h1>"""


def test_the_contents_are_lists_in_lists_without_leaders(tree: Drawing) -> None:
    made = tree(CONTENTS)
    entry = "TOCI(Reference(Link(3)))"  # its place, its title, its page
    section = made.elements("Sect")[0]
    assert made.shape(section) == f"Sect(H1(1) TOC({entry} TOC({entry}) {entry}))"


def test_a_list_of_figures_is_a_table_of_contents(tree: Drawing) -> None:
    """Name and page of each lead to the figure; its leader is no text."""
    body = """<article class="made-figures"><h1>题</h1>
<p><a href="#a">春</a>一<a class="folio" href="#a">二</a></p>
<p><a href="#b">江</a>一<a class="folio" href="#b">二</a></p></article>
<p id="a">潮</p><p id="b">水</p>"""
    made = tree(body)
    item = "TOCI(Reference(1 Link(2) Link(2)))"  # what stands between, and the links
    assert made.shape(made.elements("Art")[0]) == f"Art(H1(1) TOC({item} {item}))"


def test_a_work_of_the_bibliography_is_an_entry_of_one(tree: Drawing) -> None:
    made = tree('<ul><li><p><span class="biblioentry">春<a href="#x">江</a></span></p></li></ul>')
    assert "P(BibEntry(" in made.shape(made.elements("LBody")[0])


def test_an_entry_of_the_contents_names_its_target_in_pdf_2(tree: Drawing) -> None:
    made = tree(CONTENTS, variant="pdf/ua-2")
    heads = [e.objgen for e in made.elements() if str(e.S) in ("/H1", "/H2")]
    assert [e.Ref[0].objgen for e in made.elements("TOCI")] == heads[1:]


NOTE = '<p>春<span class="footnote" data-note="#n"><p>江</p><p>潮</p></span>水。</p><p>海</p>'
AGAIN = '<p>平<sup class="noteref" data-note="#n">注</sup></p>'


def test_a_note_follows_the_paragraph_that_calls_it(tree: Drawing) -> None:
    made = tree(NOTE)
    assert made.shape() == "Document(P(2 Reference(1)) Note(Lbl(1) P(1) P(1)) P(1))"


def test_a_note_in_a_cell_or_an_item_stands_there(tree: Drawing) -> None:
    note = '<span class="footnote">江</span>'
    made = tree(f"<table><tr><td>春{note}潮</td></tr></table><ul><li>水{note}</li></ul>")
    assert made.shape(made.elements("TD")[0]) == "TD(2 Reference(1) Note(1 Lbl(1)))"
    assert made.shape(made.elements("LBody")[0]) == "LBody(1 Reference(1) Note(1 Lbl(1)))"


def test_notes_and_their_calls_name_each_other_in_pdf_2(tree: Drawing) -> None:
    made = tree(NOTE + AGAIN, variant="pdf/ua-2")
    (note,) = made.elements("FENote")
    calls = made.elements("Reference")
    assert [call.objgen for call in note.Ref] == [call.objgen for call in calls]
    assert all(call.Ref[0].objgen == note.objgen for call in calls)
    assert note.A.NoteType == "/Footnote"


def test_a_figure_has_words_a_place_and_its_caption(tree: Drawing) -> None:
    picture = '<img src="keben:dot" alt="一点"/>'
    made = tree(f"<figure>\n{picture}\n<figcaption>春</figcaption></figure>")
    assert made.shape() == "Document(Sect(Figure(1) Caption(1)))"
    (figure,) = made.elements("Figure")
    assert str(figure.Alt) == "一点"
    left, low, right, high = map(float, figure.A.BBox)
    assert (right - left, high - low) == pytest.approx((7.5, 7.5))
    assert high == pytest.approx(82.5, abs=3)  # 90 pt high, a margin of 7.5 pt


def test_a_picture_without_words_is_ornament(tree: Drawing) -> None:
    made = tree('<p>春<img src="keben:dot" alt=""/></p>')
    assert made.shape() == "Document(P(1))"
    assert b"/Artifact" in made.pdf.pages[0].Contents.read_bytes()


def test_each_change_of_language_is_told(tree: Drawing) -> None:
    made = tree('<p>春<span lang="ja">江<em>潮</em></span><span lang="zh-Hans">水</span></p>')
    assert made.shape() == "Document(P(2 Span(1 Em(1))))"
    assert {str(e.S): str(e.Lang) for e in made.elements() if "/Lang" in e} == {
        "/Document": "zh-Hans",
        "/Span": "ja",
    }


def test_ruby_is_base_and_annotation(tree: Drawing) -> None:
    made = tree("<p>春\ufff9江\ufffa明月\ufffb水</p>")
    assert made.shape() == "Document(P(2 Ruby(RB(1) RT(1))))"


def test_blocks_and_runs_have_their_types(tree: Drawing) -> None:
    made = tree(
        '<blockquote><p>春</p></blockquote><aside class="pull-quote"><p>江</p></aside>'
        '<aside class="box"><p>潮</p></aside><pre><code>水</code></pre>'
        "<p><strong>海</strong><code>平</code></p>"
    )
    assert made.shape() == (
        "Document(BlockQuote(P(1)) BlockQuote(P(1)) Aside(P(1)) P(Code(1)) P(Strong(1) Code(1)))"
    )
    assert dict(made.root.RoleMap.items()) == {"/Aside": "/Div", "/Strong": "/Span"}


def test_what_repeats_the_text_is_not_read(tree: Drawing) -> None:
    made = tree('<p>春</p><aside class="pull-quote" data-repeats="repeats"><p>春</p></aside>')
    assert made.shape() == "Document(P(1))"


def test_heads_go_down_by_one_level(tree: Drawing) -> None:
    made = tree("<h1>春</h1><h4>江</h4><h4>水</h4><h2>海</h2><h3>潮</h3>")
    assert made.shape() == "Document(H1(1) H2(1) H2(1) H2(1) H3(1))"


def test_a_link_is_one_however_it_is_made_up(tree: Drawing) -> None:
    made = tree('<p><a href="https://example.org/">春<em>江</em></a></p>')
    (annotation,) = made.annotations()
    assert str(annotation.Contents) == "春江"
    assert made.shape() == "Document(P(Link(2 Em(1))))"


def test_marked_content_leads_back_to_its_element(tree: Drawing) -> None:
    made = tree(f"<p>{'春江潮水连海平' * 30}</p><p>春<em>江</em></p>")
    numbers = list(made.root.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page, sheet in enumerate(made.pdf.pages):
        assert int(sheet.StructParents) == page
        for mark, owner in enumerate(owners[page]):
            marks = [
                int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
                for kid in _kids(owner)
                if not _is_element(kid)
            ]
            assert mark in marks
