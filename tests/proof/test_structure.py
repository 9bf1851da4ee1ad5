"""What is tagged, or marked up, as something else than it is in the source is found."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from keben.mathml import to_mathml
from keben.model import (
    Code,
    Emphasis,
    Formula,
    Heading,
    LineBreak,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Span,
    Strong,
    Text,
)
from tests.proof.test_reading_order import in_pdf, of_kind

if TYPE_CHECKING:
    from keben.model import Block, Finding, Publication
    from tests.proof.conftest import Prove

Spoil = Callable[[Path], None]
PROFILES = ["pdf/a-3a+ua-1", "pdf/a-4f+ua-2"]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def items(*blocks: Block, ordered: bool = False) -> ListBlock:
    return ListBlock(tuple(ListItem((block,)) for block in blocks), ordered=ordered)


BLOCKS: tuple[Block, ...] = (
    Quotation((paragraph("引来的话。"),), (Text("某人"),)),
    items(paragraph("其一"), paragraph("其二")),
    items(paragraph("先"), paragraph("后"), ordered=True),
    Heading((Text("细目"),), 3, "c01-h3"),
    Paragraph(
        (
            Emphasis((Text("重"),)),
            Strong((Text("要"),)),
            Code("x"),
            Text("与"),
            Span((Text("some English words"),), "en"),
            LineBreak(),
            Text("下一行。"),
        )
    ),
    Formula("a^2", to_mathml("a^2", display=True)),
    paragraph("末段。"),
)


@pytest.fixture
def rich(article: Publication) -> Publication:
    (body,) = article.body
    return replace(article, body=(replace(body, blocks=(*body.blocks, *BLOCKS)),))


def retagged(kind: str, other: str, which: int = -1) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        of_kind(pdf, f"/{kind}")[which].S = pikepdf.Name(f"/{other}")

    return change


def merge(kind: str) -> Callable[[pikepdf.Pdf], None]:
    """Put what the second element of a kind holds into the first beside it."""

    def change(pdf: pikepdf.Pdf) -> None:
        found = of_kind(pdf, f"/{kind}")
        first, second = next(
            (a, b)
            for a, b in pairwise(found)
            if a.P.objgen == b.P.objgen and isinstance(a.K, pikepdf.Array)
        )
        for kid in second.K:
            kid.P = first
            first.K.append(kid)
        above = first.P.K
        del above[[kid.objgen for kid in above].index(second.objgen)]

    return change


def entry(kind: str, **entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            of_kind(pdf, f"/{kind}")[-1][f"/{name}"] = value

    return change


TAGS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    **{
        f"P as {other}": (retagged("P", other), "V00")
        for other in ("Div", "Span", "NonStruct", "Caption", "H2", "BlockQuote", "LBody", "TD")
    },
    "H3 as H2": (retagged("H3", "H2"), "V002"),
    "H2 as H3": (retagged("H2", "H3", 0), "V002"),
    "H2 as H1": (retagged("H2", "H1"), "V002"),
    "H2 as P": (retagged("H2", "P"), "V002"),
    "L as Div": (retagged("L", "Div"), "V002"),
    "LI as Div": (retagged("LI", "Div"), "V002"),
    "LBody as Div": (retagged("LBody", "Div"), "V002"),
    "TH as TD": (retagged("TH", "TD"), "V002"),
    "TD as TH": (retagged("TD", "TH"), "V002"),
    "TR as Div": (retagged("TR", "Div"), "V002"),
    "THead as TBody": (retagged("THead", "TBody"), "V002"),
    "Caption as P": (retagged("Caption", "P"), "V002"),
    "BlockQuote as Div": (retagged("BlockQuote", "Div"), "V002"),
    "two items as one": (merge("LI"), "V002"),
    "two rows as one": (merge("TR"), "V002"),
    "words in place of others": (entry("P", ActualText="别的话"), "V005"),
    "a description of a paragraph": (entry("P", Alt="别的话"), "V005"),
    "another language": (entry("P", Lang="fr"), "V002"),
    "a language lost": (entry("Span", Lang="zh-Hans"), "V002"),
}


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_tagged_as_it_is_meant_is_right(
    prove: Prove, rich: Publication, profile: str
) -> None:
    assert prove(rich, format="pdf", pdf={"profile": profile}) == []


@pytest.mark.parametrize(("change", "code"), TAGS.values(), ids=TAGS)
def test_what_is_tagged_as_something_else_is_found(
    prove: Prove, rich: Publication, change: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    found = prove(rich, format="pdf", spoil=in_pdf(change))
    assert any(finding.code.startswith(code) for finding in found)


@pytest.mark.parametrize("kind", ["P", "H2", "LI", "TR", "BlockQuote", "FENote"])
def test_the_same_is_found_in_the_newer_pdf(prove: Prove, rich: Publication, kind: str) -> None:
    profile = {"profile": PROFILES[1]}
    assert prove(rich, format="pdf", pdf=profile, spoil=in_pdf(retagged(kind, "Div")))


def in_chapter(*changes: tuple[str, str]) -> Spoil:
    """The first place of each pattern in the article's document, written otherwise."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {info.filename: package.read(info) for info in package.infolist()}
        text = files["EPUB/c01.xhtml"].decode()
        for pattern, new in changes:
            text, number = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
            assert number
        with zipfile.ZipFile(path, "w") as package:
            for name, data in files.items():
                package.writestr(name, text if name == "EPUB/c01.xhtml" else data)

    return spoil


MARKUP = {
    "a paragraph as a division": in_chapter(("<p>末段。</p>", "<div>末段。</div>")),
    "a paragraph as code": in_chapter(("<p>末段。</p>", "<pre>末段。</pre>")),
    "a paragraph quoted": in_chapter(("<p>末段。</p>", "<blockquote><p>末段。</p></blockquote>")),
    "a quotation as a division": in_chapter(
        ('<blockquote class="quotation">(.*?)</blockquote>', r"<div>\1</div>")
    ),
    "a list as a division": in_chapter(('<ul class="tight">(.*?)</ul>', r"<div>\1</div>")),
    "a list as a numbered one": in_chapter(('<ul class="tight">(.*?)</ul>', r"<ol>\1</ol>")),
    "two items as one": in_chapter((r"</li>\s*<li>", "")),
    "two rows as one": in_chapter((r"(?<=</td>)\s*</tr>\s*<tr>", "")),
    "a head one lower": in_chapter(("<h2(.*?)</h2>", r"<h3\1</h3>")),
    "a head one higher": in_chapter(("<h3(.*?)</h3>", r"<h2\1</h2>")),
    "the head of a column as a cell": in_chapter(("<th (.*?)</th>", r"<td \1</td>")),
    "a caption as a paragraph": in_chapter(("<caption>(.*?)</caption>", r"<p>\1</p>")),
    "emphasis lost": in_chapter(("<em>重</em>", "重")),
    "another emphasis": in_chapter(("<strong>要</strong>", "<em>要</em>")),
    "code as text": in_chapter(("<code>x</code>", "x")),
    "a language lost": in_chapter(('<span lang="en"[^>]*>(.*?)</span>', r"\1")),
    "another language": in_chapter(('<span lang="en"', '<span lang="fr"')),
    "a line's end lost": in_chapter(("<br/>", "")),
    "a space lost": in_chapter(("English words", "Englishwords")),
    "a letter exchanged with a space": in_chapter(("English words", "Englis hwords")),
    "the spaces before a line of code lost": in_chapter(("    (<span[^>]*>)?line", "line")),
    "a formula changed": in_chapter(("<mn>2</mn>", "<mn>3</mn>")),
    "a note's mark that opens nothing": in_chapter(
        ('(class="noteref[^>]*href=")[^"]*', r"\1#c01-h1")
    ),
    "the names of two heads exchanged": in_chapter(
        ('(<h2[^>]*id=")c01-h1(".*?<h2[^>]*id=")c01-h2', r"\1c01-h2\2c01-h1")
    ),
    "a paragraph that is not shown": in_chapter(
        ("<p>末段。</p>", '<p style="display: none">末段。</p>')
    ),
    "a style sheet within": in_chapter(("</head>", "<style>p {color: red}</style></head>")),
}


def test_what_is_marked_up_as_it_is_meant_is_right(prove: Prove, rich: Publication) -> None:
    assert prove(rich, format="epub") == []


@pytest.mark.parametrize("spoil", MARKUP.values(), ids=MARKUP)
def test_what_is_marked_up_as_something_else_is_found(
    prove: Prove, rich: Publication, spoil: Spoil
) -> None:
    found: list[Finding] = prove(rich, format="epub", spoil=spoil)
    assert {finding.code for finding in found} & {"V001", "V002", "V004", "V011"}
