"""What goes wrong where gatherings are put in order, furnished and bound is found in the PDF."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from keben.editions import pdf
from keben.editions.pdf import closing, furniture
from keben.model import (
    Article,
    Block,
    Heading,
    Metadata,
    Paragraph,
    Publication,
    Quotation,
    Text,
)
from keben.pdfobjects import Book
from keben.typecase import thin

if TYPE_CHECKING:
    from tests.proof.conftest import Prove

SENTENCE = "刻工先发刀定笔画的边线，再挑去空白；最难的是转折处，手一抖，锋芒就断了。"


def chapter(number: int) -> Article:
    blocks = [Paragraph((Text(f"{number}、{SENTENCE * 9}"),)) for _ in range(16)]
    head = Heading((Text(f"第{number}节"),), 2, f"c{number}-h")
    return Article((Text(f"第{number}章"),), (head, *blocks), f"c{number}", "zh-Hans")


@pytest.fixture(scope="module")
def bound() -> Publication:
    """A book of three gatherings of text, each of several pages."""
    return Publication(
        Metadata(title="刀与纸", identifier="urn:uuid:5"), tuple(map(chapter, range(1, 4)))
    )


Patch = Callable[[pytest.MonkeyPatch], None]


def after_binding(spoil: Callable[[Book], None]) -> Patch:
    """What happens to the bound book before it is finished."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        def careless(book: Book, *others: Any) -> None:
            bind(book, *others)
            spoil(book)

        bind = closing.bind
        monkeypatch.setattr(closing, "bind", careless)

    return patch


def lose_a_page(book: Book) -> None:
    del book.pdf.pages[-2]


def exchange_pages(book: Book) -> None:
    book.pdf.pages.append(book.pdf.pages[-2])
    del book.pdf.pages[-3]


def lose_an_element(book: Book) -> None:
    del book.pdf.Root.StructTreeRoot.K.K[-1]


def exchange_elements(book: Book) -> None:
    kids = book.pdf.Root.StructTreeRoot.K.K
    last, before = kids[-1], kids[-2]
    kids[-1], kids[-2] = before, last


def lose_a_bookmark(book: Book) -> None:
    with book.pdf.open_outline() as outline:
        del outline.root[-1]


def lose_the_labels(book: Book) -> None:
    del book.pdf.Root.PageLabels


def forget_a_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(data: bytes, codes: Collection[int], **named: Any) -> object:
        return thin(data, sorted(codes)[:-1], **named)

    monkeypatch.setattr(closing, "thin", careless)


def turn_folios_round(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(figures: Sequence[Any]) -> Any:
        return join(figures[::-1])

    join = furniture._join
    monkeypatch.setattr(furniture, "_join", careless)


def furnish_the_wrong_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(*values: Any, **named: Any) -> Callable[[], furniture.Furniture]:
        found = furnish(*values, **named)()
        return lambda: furniture.Furniture((b"", *found.operators[:-1]), found.faces)

    furnish = pdf.furnish
    monkeypatch.setattr(pdf, "furnish", careless)


FAULTS = {
    "a page is lost": after_binding(lose_a_page),
    "pages are exchanged": after_binding(exchange_pages),
    "an element is lost": after_binding(lose_an_element),
    "elements are exchanged": after_binding(exchange_elements),
    "a bookmark is lost": after_binding(lose_a_bookmark),
    "labels are lost": after_binding(lose_the_labels),
    "a glyph is forgotten": forget_a_glyph,
    "folios are turned round": turn_folios_round,
    "furniture stands a page off": furnish_the_wrong_page,
}


def test_a_bound_book_comes_back(prove: Prove, bound: Publication) -> None:
    assert prove(bound, format="pdf", theme="book") == []


@pytest.mark.parametrize("patch", FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_in_binding_is_found(
    prove: Prove, bound: Publication, monkeypatch: pytest.MonkeyPatch, patch: Patch
) -> None:
    patch(monkeypatch)
    assert prove(bound, format="pdf", theme="book")


LINE = (Paragraph((Text("木"),)),)


def test_a_chapter_may_be_called_as_a_head_in_it_is(prove: Prove) -> None:
    """The contents name the page on which the chapter begins, not that of the head."""
    head = Heading((Text("方法语法"),), 2, "c2-h")
    blocks = (*(Paragraph((Text("木" * 600),)) for _ in range(4)), head, *LINE)
    inner = Article((Text("方法"),), blocks, "c2", "zh-Hans", label="方法语法")
    whole = Article((Text("结构"),), LINE, "c1", "zh-Hans", children=(inner,))
    other = Article((Text("其余"),), LINE, "c3", "zh-Hans")
    metadata = Metadata(title="刀与纸", identifier="urn:uuid:6")
    assert prove(Publication(metadata, (whole, other)), format="pdf", theme="book") == []


@pytest.mark.parametrize("format", ["pdf", "epub"])
def test_the_deepest_heads_stand_under_one_another_in_the_contents(
    prove: Prove, format: str
) -> None:
    heads = (Heading((Text(f"第{n}级"),), n, f"c3-h{n}") for n in range(2, 7))
    blocks: list[Block] = [block for head in heads for block in (head, *LINE)]
    blocks.append(Quotation((Heading((Text("引文里的"),), 5, "c3-q"), *LINE)))
    inner = Article((Text("里"),), tuple(blocks), "c3", "zh-Hans")
    middle = Article((Text("中"),), LINE, "c2", "zh-Hans", children=(inner,))
    outer = Article((Text("外"),), LINE, "c1", "zh-Hans", children=(middle,))
    metadata = Metadata(title="刀与纸", identifier="urn:uuid:7")
    assert prove(Publication(metadata, (outer,)), format=format, theme="book") == []
