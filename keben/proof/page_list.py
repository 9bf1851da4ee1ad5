"""An e-reader edition, and how each printed page opens → whether its page list is true.

The pages are those that PDFium read; the marks are looked for in the finished file.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice, takewhile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from keben.model import Finding, Location, Severity
from keben.proof.added import MARKER
from keben.proof.container import OPF, content, documents, parse, parse_content
from keben.proof.reading import Kind, Leaf, Reading, Zone, squeeze
from keben.proof.xhtml import EPUB_TYPE, MATH, MATTER, XHTML, is_hidden, types_of
from keben.shelf import NOWHERE, Shelf

Openings = dict[int, tuple[str, ...]]
"""For each printed page its first words: one text, or in a table, whose head may be repeated, that
of each of the first cells. None at all where a page holds no text."""

LOOKED_AT = 12
"""The characters after a mark that must be those with which the page opens."""

LONGEST = 10 * LOOKED_AT
"""Characters of an opening that are kept: each that is looked at may have an annotation of nine."""

MARK = "\ufdd1"
"""Stands in a text that is read for a mark; no text holds this code point."""

STOP = "\ufdd2"
"""Stands after a title. What is under it, one edition prints there, another on its title page."""

CAPTION = "\ufdd3"
"""Stands before and after the caption of a figure, which may stand at the head of another page."""

MOST_CELLS = 40
"""The cells of a repeated head at most."""


def open_pages(reading: Reading, pages: int) -> Openings:
    """How each page of a printed edition opens."""
    leaves: dict[int, list[Leaf]] = {number: [] for number in range(1, pages + 1)}
    for leaf in reading.leaves:
        is_marker = MARKER.fullmatch(leaf.text) or not any(map(str.isalnum, leaf.text))
        if leaf.zone is Zone.BODY and not is_marker and not leaf.floats:
            leaves[leaf.page].append(leaf)
    return {number: tuple(_first(found)) for number, found in leaves.items()}


def _first(leaves: list[Leaf]) -> Iterator[str]:
    cells = len(list(takewhile(lambda leaf: leaf.kind is Kind.CELL, leaves)))
    for first in range(min(cells + 1, len(leaves), MOST_CELLS)):
        text = "".join(leaf.text for leaf in leaves[first : first + LOOKED_AT])
        # Code may begin with a long rule of marks.
        yield text[: text.find(next(filter(str.isalnum, text))) + LONGEST]


def check_page_list(
    file: Path, openings: Mapping[int, tuple[str, ...]], shown: Path, shelf: Shelf = NOWHERE
) -> list[Finding]:
    """Every page that the list lacks, and every mark that stands where no such page begins.

    Without ``openings`` only the marks themselves are looked at. What a ``shelf`` has of documents
    with the same bytes is not read again. Raises UnreadableFile.
    """
    with zipfile.ZipFile(file) as package:
        opf_at, opf = documents(package)
        pages = list(listed(package, opf_at, opf))
        if not pages:
            return []
        marks = tuple(_marked(package, opf_at, opf, shelf))
    after = {target: texts for target, _, texts in marks}
    labels = {target: label for target, label, _ in marks}
    findings = [
        _finding(f"the page list leads to {target}, where no page is marked.", shown)
        for _, target in pages
        if target not in after
    ]
    findings += (
        _finding(f"page {label} of the list is page {labels[target]} where it begins.", shown)
        for label, target in pages
        if squeeze(label) != (labels.get(target) or squeeze(label))
    )
    if openings and len(pages) != len(openings):
        findings.append(_finding(f"{len(pages)} pages are listed of {len(openings)}.", shown))
    for number, (label, target) in enumerate(pages, start=1):
        texts = openings.get(number, ())
        found = [words for words in after.get(target, ()) if words]
        if texts and found and not any(_opens(one, two) for one in texts for two in found):
            message = f'page {label} begins with "{texts[0][:LOOKED_AT]}", its mark stands before '
            findings.append(_finding(f'{message}"{found[0][:LOOKED_AT]}".', shown))
    return findings


UNPRINTED = "chart-data"
"""The class of what an e-reader edition has and a printed one has not: the numbers of a chart."""


def _opens(text: str, words: str) -> bool:
    """True where a page that opens with a text may be one that begins at these words: they stand
    in the text in order, and both begin with one character. Between them may stand annotations;
    dashes, bullets and the like, which one edition prints and another does not, do not count."""
    text, words = ("".join(filter(str.isalnum, some)) for some in (text, words))
    characters = iter(text)
    wanted = words[: min(LOOKED_AT, len(text))]
    return text[:1] == words[:1] and all(character in characters for character in wanted)


def listed(package: zipfile.ZipFile, opf_at: str, opf: ET.Element) -> Iterator[tuple[str, str]]:
    """The label of each page and the address of its mark, within the package."""
    folder = posixpath.dirname(opf_at)
    for item in opf.iter(f"{OPF}item"):
        if "nav" not in item.get("properties", "").split():
            continue
        name = posixpath.join(folder, unquote(item.get("href", "")))
        for nav in parse(package, name).iter(f"{XHTML}nav"):
            if nav.get(EPUB_TYPE) != "page-list":
                continue
            for link in nav.iter(f"{XHTML}a"):
                target = posixpath.join(posixpath.dirname(name), unquote(link.get("href", "")))
                yield "".join(link.itertext()), target if "#" in target[1:] else name + target


def _marked(
    package: zipfile.ZipFile, opf_at: str, opf: ET.Element, shelf: Shelf
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The address of each mark, its label and the text that follows it, with captions and without,
    through the whole spine; none in matter that the edition adds, which is not set as in print, nor
    in a contents out of the spine."""
    folder = posixpath.dirname(opf_at)
    items = {item.get("id"): item.get("href", "") for item in opf.iter(f"{OPF}item")}
    pieces: list[str] = []
    targets: list[tuple[str, str]] = []
    matter: list[tuple[str, str]] = []
    spine = [items[ref.get("idref")] for ref in opf.iter(f"{OPF}itemref")]
    contents = [
        item.get("href", "")
        for item in opf.iter(f"{OPF}item")
        if "nav" in item.get("properties", "").split() and item.get("href", "") not in spine
    ]
    for href in (*spine, *contents):
        name = posixpath.join(folder, unquote(href))
        data = content(package, name)
        is_matter, flow = shelf.made("marks", (data,), partial(_flow, name, data))
        is_matter = is_matter or href not in spine
        for piece, anchor in flow:
            if anchor:
                (matter if is_matter else targets).append((f"{name}#{anchor}", piece))
            if href in spine and not (is_matter and anchor):
                pieces.append(MARK if anchor else piece)
    parts = "".join(pieces).split(MARK)[1:]
    bare = [re.sub(f"{CAPTION}[^{CAPTION}]*{CAPTION}", "", part) for part in parts]
    found = zip(_following(parts), _following(bare), strict=True)
    yield from ((*target, texts) for target, texts in zip(targets, found, strict=True))
    yield from ((*target, ()) for target in matter)


def _following(parts: list[str]) -> list[str]:
    """The first words of each part, and of those behind it where it is short, up to a title."""
    following = ""
    found: list[str] = []
    for part in reversed(parts):
        # What is code may begin with marks alone.
        counted = "".join(islice((c for c in part if c.isalnum() or c == STOP), 2 * LOOKED_AT))
        following = (counted + following)[: 2 * LOOKED_AT]
        found.append(following.partition(STOP)[0])
    return found[::-1]


def _flow(name: str, data: bytes) -> tuple[bool, list[tuple[str, str]]]:
    """Whether a document is matter, and its texts, squeezed; for its marks their labels, with their
    anchors."""
    document = parse_content(name, data)
    is_matter = any(MATTER & types_of(part) for part in document.iter(f"{XHTML}section"))
    pieces = _pieces(document)
    return is_matter, [(p if p == CAPTION else squeeze(p), anchor) for p, anchor in pieces]


def _pieces(element: ET.Element) -> Iterator[tuple[str, str]]:
    """The texts of a document's flow, and the labels and anchors of its marks."""
    name = str(element.tag).removeprefix(XHTML)
    types = types_of(element)
    if "pagebreak" in types:
        yield element.get("aria-label", ""), element.get("id", "")
    elif name == "header":
        for title in element.iter(f"{XHTML}h1"):
            yield from _pieces(title)
        yield STOP, ""
    elif name == MATH:
        # It is printed as a drawing, whose words are its TeX.
        yield element.get("alttext", ""), ""
    elif UNPRINTED in (element.get("class") or "").split():
        return
    elif not (name in ("head", "rt", "rp") or is_hidden(element) or "footnotes" in types):
        edge = [(CAPTION, "")] if name == "figcaption" else []
        yield from edge
        yield element.text or "", ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or "", ""
        yield from edge


def _finding(message: str, shown: Path) -> Finding:
    return Finding("V006", Severity.ERROR, f"{shown.name}: {message}", Location(shown))
