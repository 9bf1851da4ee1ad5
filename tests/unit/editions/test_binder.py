"""Gatherings laid out by themselves become one book: tree, places, bookmarks, faces."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from keben.composition.composer import Composer, Forme
from keben.composition.facts import FaceUse
from keben.composition.forme import Rules
from keben.composition.tasks import write_gathering
from keben.editions.pdf.binder import bind
from keben.editions.pdf.furniture import Furniture
from keben.editions.pdf.gathering import Laid
from keben.editions.pdf.ordering import on_wrong_side, put_in_order
from keben.pdfobjects import Book
from keben.typecase import faces, thin

STYLE = """
@font-face { font-family: T; src: url(keben:t) }
@page { size: 200px 300px; margin: 10px 30px 10px 10px }
@page:left { margin: 10px 10px 10px 30px }
body { margin: 0; font: 10px/16px T; overflow-wrap: anywhere }
p, h1, h2, h3, figure { margin: 0; font: 10px/16px T }
.start { page: start }
.footnote { float: footnote }
.footnote::footnote-call, .footnote::footnote-marker { content: "注" }
"""
LETTERS = "春江潮水连海平上明月共生滟随波千万里何处无题注一二三四五六七八九十 0123456789."
DOT = b"""<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<rect width="9" height="9"/></svg>"""
NOTE = '<p>春<span class="footnote" id="{0}" data-note="#{0}n" data-number="注">江</span></p>'
ONE = f"""<h1 id="a">春</h1><p><a href="#c">江</a> <a href="#nowhere">潮</a></p>
{NOTE.format("r1")}<figure><img src="keben:dot" alt="海"/></figure>"""
TWO = f"""<h1 id="b" style="break-before: page">海</h1><h3 id="c">平</h3>
<p><a href="#a">上</a></p>{NOTE.format("r2")}
<figure><img id="dot" src="keben:dot" alt="月"/></figure>"""


class Bound:
    """Gatherings bound, and opened again."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root.StructTreeRoot

    def elements(self, *kinds: str) -> list[Any]:
        return [e for e in _walk(self.root.K) if not kinds or str(e.S)[1:] in kinds]

    def links(self) -> list[Any]:
        return [a for page in self.pdf.pages for a in page.get("/Annots", pikepdf.Array())]


def _walk(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _walk(kid)


@pytest.fixture(scope="module")
def face(font_list: Path) -> bytes:
    return faces.cut(faces.read_faces([font_list])[0], LETTERS).data


@pytest.fixture(scope="module")
def binding(face: bytes, tmp_path_factory: pytest.TempPathFactory) -> Any:
    def make(*bodies: str, newer: bool = False, furniture: Furniture | None = None) -> Bound:
        variant = "pdf/ua-2" if newer else "pdf/ua-1"
        forme = Forme(STYLE, {"keben:t": face, "keben:dot": DOT}, Rules(), variant)
        composer = Composer(forme)
        folder = tmp_path_factory.mktemp("bound")
        laid = []
        for number, body in enumerate(bodies):
            head = '<html lang="zh-Hans"><head><title>题</title></head>'
            made = composer.compose(f"{head}<body>{body}</body></html>")
            write_gathering(folder / str(number), made.facts, made.data)
            laid.append(Laid(made.facts, folder / str(number)))
        facts = [each.facts for each in laid]
        pages = put_in_order(facts)
        assert on_wrong_side(facts, pages) == frozenset()
        book = Book(
            "zh-Hans",
            newer=newer,
            face_file=lambda use, codes: thin(face, codes),
            identifier=b"0123456789abcdef",
        )
        with book:
            nothing = Furniture((b"",) * len(pages), {})
            bind(book, laid, pages, lambda: furniture or nothing)
            return Bound(book.finished().written())

    return make


def test_what_was_laid_out_by_itself_is_one_tree(binding: Any) -> None:
    made = binding(ONE, TWO)
    (top,) = made.elements("Document")
    assert top.P.objgen == made.root.objgen
    assert all(kid.P.objgen == top.objgen for kid in top.K)
    assert [str(e.S) for e in made.elements("H1", "H2", "H3")] == ["/H1", "/H1", "/H2"]
    assert [str(e.ID) for e in made.elements("Note")] == ["N00001", "N00002"]
    names = list(made.root.IDTree.Names)
    assert [str(name) for name in names[::2]] == ["N00001", "N00002"]
    assert [e.objgen for e in names[1::2]] == [e.objgen for e in made.elements("Note")]


def test_marked_content_and_links_lead_back_to_their_elements(binding: Any) -> None:
    made = binding(ONE, TWO)
    numbers = list(made.root.ParentTree.Nums)
    keys = list(map(int, numbers[::2]))
    assert keys == sorted(set(keys))
    owners = dict(zip(keys, numbers[1::2], strict=True))
    assert int(made.root.ParentTreeNextKey) == max(keys) + 1
    elements = {e.objgen for e in made.elements()}
    for page in made.pdf.pages:
        for owner in owners[int(page.StructParents)]:
            assert owner.objgen in elements
    for link in made.links():
        assert str(owners[int(link.StructParent)].S) == "/Link"


def test_links_lead_from_one_gathering_to_another(binding: Any) -> None:
    made = binding(ONE, TWO)
    names = list(made.pdf.Root.Names.Dests.Names)
    places = {str(name): end for name, end in zip(names[::2], names[1::2], strict=True)}
    there, nowhere, back = made.links()
    assert places[str(there.Dest)][0].objgen == made.pdf.pages[1].objgen
    assert places[str(back.Dest)][0].objgen == made.pdf.pages[0].objgen
    assert "/Dest" not in nowhere
    assert "/A" not in nowhere


def test_every_destination_names_an_element_in_pdf_2(binding: Any) -> None:
    made = binding(ONE, TWO, newer=True)
    head = made.elements("H2")[0]
    there = made.links()[0]
    bookmark = made.pdf.Root.Outlines.Last.First
    names = list(made.pdf.Root.Names.Dests.Names)
    named = names[list(map(str, names)).index("c") + 1]
    assert [end[0].objgen for end in (there.A.SD, bookmark.A.SD, named.SD)] == [head.objgen] * 3
    spaces = {e.NS.objgen for e in made.elements() if "/NS" in e}
    assert spaces == {made.root.Namespaces[0].objgen}
    assert str(made.root.Namespaces[0].NS) == "http://iso.org/pdf2/ssn"


def test_bookmarks_stand_below_each_other_across_gatherings(binding: Any) -> None:
    made = binding("<h1>春</h1>", '<h2 style="break-before: page">江</h2>', TWO)
    outlines = made.pdf.Root.Outlines
    assert [str(outlines.First.Title), str(outlines.Last.Title)] == ["春", "海"]
    assert str(outlines.First.First.Title) == "江"
    assert str(outlines.Last.First.Title) == "平"
    assert int(outlines.Count) == 4


def test_a_face_and_a_picture_stand_in_the_file_once(binding: Any) -> None:
    made = binding(ONE, TWO, TWO.replace('"b"', '"d"'))
    called = [page.Resources.Font for page in made.pdf.pages]
    fonts = {names[name].objgen: names[name] for names in called for name in names}
    assert len(fonts) == 1
    files = [o for o in made.pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile3" in o]
    assert len(files) == 1
    (font,) = fonts.values()
    characters = font.ToUnicode.read_bytes().decode()
    for character in "春江潮注海平上":
        assert characters.count(f"<{ord(character):04x}>") == 1


def test_what_is_drawn_on_a_page_has_its_own_faces(binding: Any, face: bytes) -> None:
    digest = hashlib.sha256(face).hexdigest()
    use = FaceUse(digest, "X+T", "T", 4, 800, -200, {20: 500}, {20: "上"})
    words = b"/Artifact <</Type/Pagination>> BDC BT /X 9 Tf [<0014>] TJ ET EMC"
    made = binding(ONE, TWO, furniture=Furniture((b"", words), {"X": use}))
    assert b"/Artifact" not in made.pdf.pages[0].Contents.read_bytes()
    page = made.pdf.pages[1]
    assert b"/kX 9 Tf" in page.Contents.read_bytes()
    assert str(page.Resources.Font.kX.BaseFont) == "/X+T"


def test_folios_are_labelled(binding: Any) -> None:
    made = binding("<h1>题</h1>", '<div class="start" style="break-before: right"><p>春</p></div>')
    assert len(made.pdf.pages) == 3
    labels = list(made.pdf.Root.PageLabels.Nums)
    assert (int(labels[0]), str(labels[1].S)) == (0, "/r")
    assert (int(labels[2]), str(labels[3].S)) == (2, "/D")


def test_what_begins_on_the_other_side_is_moved_with_its_links_and_places(binding: Any) -> None:
    right, left = binding("<p>春</p>", "<p>水</p>", TWO), binding("<p>春</p>", TWO)
    here, there = right.links()[-1].Rect, left.links()[-1].Rect
    assert float(there[0]) - float(here[0]) == pytest.approx(15)
    assert float(there[2]) - float(here[2]) == pytest.approx(15)
    boxes = [made.elements("Figure")[-1].A.BBox for made in (right, left)]
    assert float(boxes[1][0]) - float(boxes[0][0]) == pytest.approx(15)
    ends = [list(made.pdf.Root.Outlines.Last.Dest) for made in (right, left)]
    assert float(ends[1][2]) - float(ends[0][2]) == pytest.approx(15)
    assert left.pdf.pages[1].Contents.read_bytes().lstrip().startswith(b"1 0 0 1 15 0 cm")


def test_the_same_gatherings_make_the_same_bytes(binding: Any) -> None:
    assert binding(ONE, TWO).data == binding(ONE, TWO).data
