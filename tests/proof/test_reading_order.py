"""What is read out of order is found: the parts of ruby, the documents of an e-reader edition."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from keben.model import Link, Paragraph, Text
from tests.changing import changed

if TYPE_CHECKING:
    from keben.model import Publication
    from tests.proof.conftest import Prove

Spoil = Callable[[Path], None]


def elements(above: Any) -> Iterator[Any]:
    """Every element of a structure tree that stands in another."""
    kids = above.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [each for each in elements(pdf.Root.StructTreeRoot) if kind == each.S]


def exchange_kinds(pdf: pikepdf.Pdf) -> None:
    base, over = of_kind(pdf, "/Ruby")[0].K
    base.S, over.S = over.S, base.S


def exchange_parts(pdf: pikepdf.Pdf) -> None:
    word = of_kind(pdf, "/Ruby")[0]
    word.K = pikepdf.Array([word.K[1], word.K[0]])


def exchange_annotations(pdf: pikepdf.Pdf) -> None:
    one, other = of_kind(pdf, "/Ruby")
    one.K[1], other.K[1] = other.K[1], one.K[1]
    one.K[1].P, other.K[1].P = one, other


def in_pdf(change: Callable[[pikepdf.Pdf], None]) -> Spoil:
    return lambda path: path.write_bytes(changed(path.read_bytes(), change)) and None


def in_epub(address: str, *changes: tuple[str, str]) -> Spoil:
    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {info: package.read(info) for info in package.infolist()}
        with zipfile.ZipFile(path, "w") as package:
            for info, data in files.items():
                text = data
                for old, new in changes if info.filename == address else ():
                    text = text.replace(old.encode(), new.encode())
                assert info.filename != address or text != data
                package.writestr(info, text)

    return spoil


def without(ref: str) -> tuple[str, str]:
    return f'<itemref idref="{ref}"/>', ""


def to_the_end(ref: str) -> tuple[tuple[str, str], ...]:
    return without(ref), ("</spine>", f'<itemref idref="{ref}"/></spine>')


RUBY = {
    "kinds in print": ("pdf", in_pdf(exchange_kinds)),
    "parts in print": ("pdf", in_pdf(exchange_parts)),
    "annotations in print": ("pdf", in_pdf(exchange_annotations)),
    "parts": ("epub", in_epub("EPUB/c01.xhtml", ("雕<rt>diāo<", "diāo<rt>雕<"))),
    "annotations": (
        "epub",
        in_epub("EPUB/c01.xhtml", ("diāo", "x"), ("bǎn", "diāo"), (">x<", ">bǎn<")),
    ),
}


@pytest.mark.parametrize(("format", "spoil"), RUBY.values(), ids=RUBY)
def test_annotated_words_are_read_before_their_own_annotations(
    prove: Prove, article: Publication, format: str, spoil: Spoil
) -> None:
    (found,) = prove(article, format=format, spoil=spoil)
    assert (found.code, '"雕" is not read' in found.message) == ("V002", True)


def test_a_page_that_stands_twice_is_found(prove: Prove, article: Publication) -> None:
    def repeat(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])

    found = prove(article, format="pdf", spoil=in_pdf(repeat))
    assert ("V005", 2) in {(f.code, f.location and f.location.page) for f in found}


def lead_elsewhere(pdf: pikepdf.Pdf) -> None:
    (link,) = (
        a for page in pdf.pages for a in page.get("/Annots", ()) if a.get("/Dest") == "c01-h2"
    )
    link.Dest = pikepdf.String("c01-h1")


def lead_on(pdf: pikepdf.Pdf) -> None:
    """A link of PDF 2.0 names no destination."""
    (link,) = (
        each
        for page in pdf.pages
        for each in page.get("/Annots", ())
        if "/SD" in each.get("/A", ())
    )
    link.A.D = pikepdf.Array([*link.A.D[:3], 1, 0])


LINKS = {
    "pdf": ("pdf", "pdf/a-3a+ua-1", in_pdf(lead_elsewhere)),
    "newer pdf": ("pdf", "pdf/a-4f+ua-2", in_pdf(lead_on)),
    "epub": (
        "epub",
        "pdf/a-3a+ua-1",
        in_epub("EPUB/c01.xhtml", ('href="#c01-h2"', 'href="#c01-h1"')),
    ),
}


@pytest.mark.parametrize(("format", "profile", "spoil"), LINKS.values(), ids=LINKS)
def test_a_link_within_that_leads_elsewhere_is_found(
    prove: Prove, article: Publication, format: str, profile: str, spoil: Spoil
) -> None:
    (body,) = article.body
    link = Paragraph((Link((Text("见下文。"),), "#c01-h2"),))
    made = replace(article, body=(replace(body, blocks=(link, *body.blocks)),))
    assert prove(made, format=format, pdf={"profile": profile}) == []
    (found,) = prove(made, format=format, pdf={"profile": profile}, spoil=spoil)
    assert (found.code, '"c01-h2"' in found.message) == ("V004", True)


OPF = "EPUB/content.opf"
SPINES = {
    "a cover moved": ("cover", in_epub(OPF, *to_the_end("cover")), "cover.xhtml is read after"),
    "a cover lost": ("cover", in_epub(OPF, without("cover")), "the cover that a landmark names"),
    "a title page moved": ("title", in_epub(OPF, *to_the_end("title")), "title.xhtml is read"),
    "contents moved": ("nav", in_epub(OPF, *to_the_end("nav")), "nav.xhtml is read after"),
}


def bound(article: Publication) -> Publication:
    (chapter,) = article.body
    head = replace(chapter.blocks[1], anchor="c02-h1")
    other = replace(chapter, slug="c02", blocks=(head, chapter.blocks[2]), notes=())
    return replace(article, body=(chapter, other))


@pytest.mark.parametrize("profile", ["standard", "kobo", "kindle", "duokan"])
def test_matter_stands_in_its_place_for_every_reading_system(
    prove: Prove, article: Publication, profile: str
) -> None:
    assert prove(bound(article), format="epub", theme="book", epub={"profile": profile}) == []


@pytest.mark.parametrize(("ref", "spoil", "message"), SPINES.values(), ids=SPINES)
def test_matter_is_read_in_its_place(
    prove: Prove, article: Publication, ref: str, spoil: Spoil, message: str
) -> None:
    found = prove(bound(article), format="epub", theme="book", spoil=spoil)
    assert ("V009", True) in {(f.code, message in f.message) for f in found}
