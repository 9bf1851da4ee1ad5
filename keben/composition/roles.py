"""An element of the page's document → what it is in the PDF's structure tree.

Types are those of PDF 1.7 (ISO 32000-1 §14.8.4), and of PDF 2.0 (ISO 32000-2 §14.8.4) where it has
a better one; PDF 1.7 is told what the newer ones stand for (:data:`ROLE_MAP`).
"""

from __future__ import annotations

from collections.abc import Collection

ROLES = {
    "header": "Div",
    "footer": "Div",
    "div": "Div",
    "figure": "Sect",
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
    "{http://www.w3.org/2000/svg}svg": "Figure",
    "a": "Link",
    "em": "Em",
    "strong": "Strong",
    "code": "Code",
    "li::marker": "Lbl",
    "span::footnote-marker": "Lbl",
    "span::footnote-call": "Reference",
}

BY_CLASS = {
    "footnote": "Note",
    "noteref": "Reference",
    "pull-quote": "BlockQuote",
    "made-index": "Index",
    "biblioentry": "BibEntry",
    "maths": "Formula",
    "beside": "",
    "sense": "",
}
"""What a class says, over the element's name; empty for what only helps to set type."""

ENTRY = "entry"
"""The class of a line of the contents."""

CONTENTS = "contents"
"""The class of the ``nav`` that holds the contents."""

LISTS = frozenset(("made-figures", "made-tables"))
"""The classes of an article that lists figures or tables, each in a paragraph."""

LISTED = "listed"
"""What the element of such an article was made of."""

SIDES = frozenset(("first", "second"))
"""The classes of two texts that stand beside each other in a row."""

GROUPS = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "Index", "TOC", "L", "LI")
) | frozenset(("Table", "THead", "TBody", "TFoot", "TR"))
"""Elements that hold no text of their own."""

NOTE_HOLDERS = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "LBody", "TD", "TH", "Note")
)
"""Elements among whose blocks a note may stand."""

IN_LINES = frozenset(("Em", "Strong", "Span", "Link", "Reference", "Code", "Ruby", "BibEntry"))
"""Elements that stand in a line of text."""

ROLE_MAP = {"Em": "Span", "Strong": "Span", "Aside": "Div"}
"""What PDF 2.0's types are to a reader of PDF 1.7."""

NEWER = {"Note": "FENote"}
"""Types of PDF 1.7 that have another name in PDF 2.0."""

OF_PDF_2 = frozenset(
    ("Document", "DocumentFragment", "Part", "Sect", "Div", "Aside", "NonStruct", "P", "Title")
) | frozenset(
    (
        *(f"H{level}" for level in range(1, 7)),
        *("FENote", "Sub", "Lbl", "Span", "Em", "Strong", "Link", "Annot", "Form"),
        *("Ruby", "RB", "RT", "RP", "L", "LI", "LBody", "Caption", "Figure", "Formula"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    )
)
"""The types that stand in the namespace of PDF 2.0 (ISO 32000-2 annex L); the others are those of
PDF 1.7, which may stand beside them (ISO/TS 32005)."""


def role_of(tag: str, classes: Collection[str]) -> str:
    """The structure type of an element; empty where it is no more than a part of what holds it."""
    for name in classes:
        if name in BY_CLASS:
            return BY_CLASS[name] if "::" not in tag else ROLES.get(tag, "")
    return ROLES.get(tag, "")
