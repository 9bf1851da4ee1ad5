"""What elements of an e-reader edition are, and where its links lead (HTML, EPUB 3.3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from keben.width import squeeze

XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl")
) | frozenset(
    ("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr")
)
BLOCKS |= frozenset(("li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"))
BLOCKS |= frozenset(("tbody", "td", "tfoot", "th", "thead", "tr"))
"""Elements that begin a line of their own; any other stands in one."""

HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
SECTIONS = frozenset(("section", "nav"))
MATTER = frozenset(("cover", "titlepage", "toc", "landmarks", "page-list", "colophon", "imprint"))
"""Kinds of sections that an edition adds (EPUB Structural Semantics 1.1)."""

UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|font-size\s*:\s*0[a-z%]*\s*(?:;|$)|color\s*:\s*transparent"
)
"""Declarations by which text is not seen (CSS 2.2, CSS Color 4)."""


def types_of(element: ET.Element) -> frozenset[str]:
    """The kinds that an element says it is (EPUB 3.3 §9.1, epub:type)."""
    return frozenset(element.get(EPUB_TYPE, "").split())


def is_hidden(element: ET.Element) -> bool:
    """True for what repeats the text, what is not seen, and the ways back from a note. Ways back
    from the bibliography are words of it."""
    is_back = "backlink" in types_of(element) or element.get("role") == "doc-backlink"
    is_back = is_back and "back" not in element.get("class", "").split()
    is_lost = element.get("hidden") is not None or is_unseen(element.get("style", ""))
    return is_back or is_lost or element.get("aria-hidden") == "true"


def is_unseen(declarations: str) -> bool:
    """True where declarations of a style hide the text."""
    return UNSEEN.search(declarations) is not None


def landmarks(document: ET.Element) -> Iterator[ET.Element]:
    """The links of the landmarks, in order (EPUB 3.3 §7.4)."""
    for nav in document.iter(f"{XHTML}nav"):
        if "landmarks" in types_of(nav):
            yield from nav.iter(f"{XHTML}a")


def anchor_of(address: str) -> str:
    """The anchor to which an address within a book leads: a whole document is named by its own."""
    parts = urlsplit(address)
    return unquote(parts.fragment) or posixpath.basename(unquote(parts.path)).partition(".")[0]


def said_by(mathml: ET.Element | str) -> str:
    """What MathML says: its elements in order, each with its text; two that say the same are drawn
    the same."""
    root = ET.fromstring(mathml) if isinstance(mathml, str) else mathml
    parts = ((str(each.tag).rpartition("}")[2], squeeze(each.text or "")) for each in root.iter())
    return " ".join(f"{name}:{text}" for name, text in parts)


def name_of(element: ET.Element) -> str:
    """The name of an element of XHTML."""
    return str(element.tag).removeprefix(XHTML)
