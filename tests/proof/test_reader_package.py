"""What a package tells reading systems otherwise than its text stands is found."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keben.model import Series
from tests.proof.test_reading_order import bound

if TYPE_CHECKING:
    from keben.model import Publication
    from tests.proof.conftest import Prove

Spoil = Callable[[Path], None]
OPF, NAV, NCX = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"


def changed(name: str, pattern: str, new: str) -> Spoil:
    """A file of the package with the first place of a pattern written otherwise."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {info.filename: package.read(info) for info in package.infolist()}
        text, number = re.subn(pattern, new, files[name].decode(), count=1, flags=re.DOTALL)
        assert number
        files[name] = text.encode()
        with zipfile.ZipFile(path, "w") as package:
            for each, data in files.items():
                package.writestr(each, data)

    return spoil


def damaged(part: str, change: Callable[[bytes], bytes | None]) -> Spoil:
    """The first file with some letters in its name, changed; None takes it out."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            files = {info.filename: package.read(info) for info in package.infolist()}
        name = next(name for name in files if part in name)
        data = change(files.pop(name))
        with zipfile.ZipFile(path, "w") as package:
            for each, kept in (*files.items(), *([(name, data)] if data is not None else [])):
                package.writestr(each, kept)

    return spoil


def meta(name: str, new: str = "") -> Spoil:
    return changed(OPF, rf'<meta property="{name}"[^>]*>[^<]*</meta>', new)


FAULTS = {
    **{
        f"the landmark of the {kind} lost": changed(NAV, f'<li><a epub:type="{kind}".*?</li>', "")
        for kind in ("cover", "titlepage", "toc", "bodymatter", "colophon")
    },
    "a landmark that leads elsewhere": changed(
        NAV, '(epub:type="bodymatter" href=")[^"]*', r"\1nav.xhtml"
    ),
    "landmarks lost": changed(NAV, '<nav epub:type="landmarks".*?</nav>', ""),
    "a guide that leads elsewhere": changed(
        OPF, "</package>", '<guide><reference type="cover" href="nav.xhtml"/></guide></package>'
    ),
    "a chapter out of the line": changed(OPF, '(idref="c01")', r'\1 linear="no"'),
    "a chapter of fixed pages": changed(
        OPF, '(idref="c01")', r'\1 properties="rendition:layout-pre-paginated"'
    ),
    "pages from right to left": changed(OPF, "<spine", '<spine page-progression-direction="rtl"'),
    "a line of the contents that leads elsewhere": changed(
        NAV, 'href="c01.xhtml#c01-h1"', 'href="c01.xhtml#c01-h2"'
    ),
    "the older contents lost": changed(OPF, ' toc="ncx"', ""),
    "a line of the older contents changed": changed(NCX, "(<navLabel>.*?<text>)[^<]*", r"\1别"),
    "a line of the older contents that leads elsewhere": changed(
        NCX, '(<content src=")c[^"]*', r"\1nav.xhtml"
    ),
    "an identifier of another book": changed(NCX, '(dtb:uid" content=")[^"]*', r"\1urn:x"),
    "the cover lost": damaged("images/cover", lambda data: None),
    "the cover emptied": damaged("images/cover", lambda data: b""),
    "the cover broken": damaged("images/cover", lambda data: data[:99] + b"x" + data[100:]),
    "the cover not named": changed(OPF, ' properties="cover-image"', ""),
    "another cover for older readers": changed(OPF, '(name="cover" content=")[^"]*', r"\1ncx"),
    "a page that shows no cover": changed(
        "EPUB/cover.xhtml", 'src="images/cover.png"', 'src="images/no.png"'
    ),
    "a font lost": damaged("fonts/", lambda data: None),
    "text that a style hides": changed("EPUB/style.css", "$", "\np { display: none }"),
    "a link to nowhere": changed(
        "EPUB/c01.xhtml", '(class="backlink"[^>]*href=")[^"]*', r"\1#nowhere"
    ),
    "another identifier": changed(OPF, '(id="pub-id">)[^<]*', r"\1urn:x"),
    "another date": changed(OPF, "(<dc:date>)[^<]*", r"\g<1>1999"),
    "another role": changed(OPF, '(property="role"[^>]*>)[^<]*', r"\1trl"),
    "another series": changed(OPF, '(belongs-to-collection"[^>]*>)[^<]*', r"\1别"),
    **{
        f"{name} not stated": meta(f"schema:{name}")
        for name in (
            *("accessMode", "accessModeSufficient", "accessibilityFeature"),
            *("accessibilityHazard", "accessibilitySummary"),
        )
    },
    "a feature that it has not": changed(
        OPF, "</metadata>", '<meta property="schema:accessibilityFeature">index</meta></metadata>'
    ),
    "a standard that nobody has looked into": changed(
        OPF, "</metadata>", '<meta property="dcterms:conformsTo">WCAG</meta></metadata>'
    ),
}


@pytest.fixture
def book_of_two(article: Publication) -> Publication:
    metadata = replace(article.metadata, series=Series("丛刻", "1"))
    return bound(replace(article, metadata=metadata))


@pytest.mark.parametrize("spoil", FAULTS.values(), ids=FAULTS)
def test_what_leads_a_reader_astray_is_found(
    prove: Prove, book_of_two: Publication, spoil: Spoil
) -> None:
    found = prove(book_of_two, format="epub", theme="book", spoil=spoil)
    assert {finding.code for finding in found} & {"V003", "V004", "V010", "V011"}
