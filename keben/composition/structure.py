"""Laid-out pages, and the numbers that their marked content got → the structure tree (nodes.py).

WeasyPrint makes an element of each box, so that whatever a page's end divides is told twice. Here
an element of the document is one element of the tree, however many boxes it has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from keben.composition.facts import SCALE
from keben.composition.floating import FLOATED
from keben.composition.nodes import Area, Content, Node, place_note
from keben.composition.roles import CONTENTS, ENTRY, LISTED, LISTS, SIDES, role_of
from keben.composition.tagging import LOGICAL, MARK, TAG

HEAD = 10
"""The depth of a head in the contents: below every chapter."""

HYPHENS = ("-", "\u2010", "\u00ad")
"""Marks that readers of pages take for the end of a part of a word, where a line ends with them."""

SLACK = 0.5
"""pt by which a link's place may go over that of the link that holds it."""


class Structure:
    """The tree, page by page. ``anchors`` has the element of each id, ``titled`` those that have a
    bookmark, in order; ``leads`` has the lines of the contents, with what they lead to;
    ``needless`` are places of links within places of the same links."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", language=language)
        self.anchors: dict[str, Node] = {}
        self.titled: list[tuple[str, Node]] = []
        self.needless: list[Area] = []
        self._nodes: dict[tuple[int, str], Node] = {}
        self._deep: dict[Node, list[tuple[int, Node]]] = {}
        self._calls: list[tuple[str, Node]] = []
        self.leads: list[tuple[str, Node]] = []
        self._page, self._height = 0, 0.0
        self._tags: dict[Any, Mapping[str, Any]] = {}

    def read(self, page: int, box: Any, tags: dict[Any, Mapping[str, Any]], height: float) -> None:
        """Read one page, ``height`` px high. ``tags`` are emptied."""
        self._page, self._height, self._tags = page, height, tags
        for child in box.children:
            self._visit(child, self.root, None)
        assert not tags, "marked content that stands in no box"

    def finish(self) -> None:
        """Tie what calls a note again to that note, and the contents to what they list."""
        for anchor, item in self.leads:
            item.refers += filter(None, (self.anchors.get(anchor),))
        for anchor, call in self._calls:
            note = self.anchors.get(anchor)
            if note is not None:
                _tie(call, note)

    def _visit(self, box: Any, parent: Node, link: Any) -> None:
        box = getattr(box, "_box", box)  # of a placeholder
        if getattr(box, MARK, None):
            self._pass_over(box)
            return
        if isinstance(box, boxes.TextBox):
            self._read_text(box, parent)
            return
        node = self._node(box, parent)
        if hasattr(box, FLOATED):
            node.floats = True
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.titled.append((box.bookmark_label, node))
        if box.link_annotation:
            link = self._read_link(box, node, link)
        for child in getattr(box, LOGICAL, box.children):
            self._visit(child, node, link)
        if isinstance(box, boxes.ReplacedBox) and (tag := self._tags.pop(box, None)):
            node.kids.append(Content(self._page, tag["mcid"]))

    # --- elements ---

    def _node(self, box: Any, parent: Node) -> Node:
        """The element to which what is in a box belongs."""
        element, tag = box.element, box.element_tag
        if element is None or tag is None:
            return parent
        if tag == "ruby":
            return parent.line(element).add("Ruby")
        known = self._nodes.get((id(element), tag))
        if known is not None:
            return parent if known.holds(parent) else known
        node = self._open(box, element, tag, parent)
        if node is not parent:
            self._nodes[id(element), tag] = node
        if "::" not in tag and (name := element.get("id")):
            self.anchors.setdefault(name, node)
        return node

    def _open(self, box: Any, element: Any, tag: str, parent: Node) -> Node:
        classes = (element.get("class") or "").split()
        kind = role_of(tag, classes)
        language = "" if "::" in tag else element.get("lang") or ""
        if not kind and language in ("", parent.language):
            return parent
        node = self._make(kind or "Span", box, element, classes, parent)
        if language:
            node.language = language
        return node

    def _make(self, kind: str, box: Any, element: Any, classes: list[str], parent: Node) -> Node:
        match kind:
            case "LI":
                return parent.add("LI").add("LBody", element)
            case "Lbl" if parent.kind == "LBody" and parent.parent is not None:
                return parent.parent.add("Lbl", element, first=True)
            case "Lbl" if parent.kind == "L":
                return parent.add("LI").add("Lbl", element)
            case "LBody":
                return _meaning(parent, element)
            case "Note":
                return self._make_note(element)
            case "Reference":
                return self._make_call(element, classes, parent.line(element))
            case "P" if ENTRY in classes and parent.origin == CONTENTS:
                return self._make_entry(element, parent, classes)
            case "P" if parent.origin == LISTED:
                return self._make_entry(element, parent, classes)
            case "Art" if not LISTS.isdisjoint(classes):
                return parent.add("Art", LISTED)
            case "Sect" if CONTENTS in classes:
                return parent.add("Sect", CONTENTS)
            case "Span" | "Em" | "Strong" | "Code" | "Link" | "BibEntry":
                return parent.line(element).add(kind, element)
        node = parent.add(kind, element)
        node.is_side = kind == "Div" and not SIDES.isdisjoint(classes)
        if kind in ("Figure", "Formula"):
            node.alternative = element.get("alt") or ""
            node.attributes = {"O": "/Layout", "BBox": self._place(box)}
        elif kind == "L":
            node.attributes = {"O": "/List", "ListNumbering": _numbering(box)}
        elif kind in ("TH", "TD"):
            node.attributes = _cell(kind, box, element)
        return node

    def _make_entry(self, element: Any, contents: Node, classes: list[str]) -> Node:
        """A line of the contents, in lists within lists as deep as it stands."""
        open_lists = self._deep.setdefault(contents, [])
        depth = next((int(n[5:]) for n in classes if re.fullmatch(r"rank-\d", n)), HEAD)
        while open_lists and open_lists[-1][0] > depth:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < depth:
            holder = open_lists[-1][1] if open_lists else contents
            open_lists.append((depth, holder.add("TOC")))
        item = open_lists[-1][1].add("TOCI")
        link = element.find(".//a")
        if link is not None:
            self.leads.append((link.get("href", "").removeprefix("#"), item))
        return item.add("Reference")

    def _make_note(self, element: Any) -> Node:
        """The note of an element, made when it is called or when it is met."""
        key = (id(element), "span")
        if key not in self._nodes:
            self._nodes[key] = Node("Note", self.root, self.root.language, origin=element)
        return self._nodes[key]

    def _make_call(self, element: Any, classes: list[str], line: Node) -> Node:
        call = line.add("Reference", element)
        anchor = (element.get("data-note") or "").removeprefix("#")
        if "footnote" in classes:
            note = self._make_note(element)
            note.language = line.language
            place_note(note, call)
            _tie(call, note)
            self.anchors[anchor] = note
        else:
            self._calls.append((anchor, call))
        return call

    def _place(self, box: Any) -> list[float]:
        """Where a picture stands, pt from the lower left of its page."""
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        height = self._height
        edges = (left, height - bottom, right, height - top)
        return [round(edge * SCALE, 3) for edge in edges]

    # --- content ---

    def _pass_over(self, box: Any) -> None:
        """An ornament leads nowhere, though it may be drawn within a link."""
        if box.link_annotation:
            self.needless.append(Area(self._page, box.link_annotation))
        for child in getattr(box, "children", ()):
            self._pass_over(getattr(child, "_box", child))

    def _read_text(self, box: Any, parent: Node) -> None:
        tag = self._tags.pop(box, None)
        if tag is None:  # such as the bullet of an item: drawn with what holds it
            return
        node = parent if parent.kind == "Ruby" else parent.line(box.element)
        if own := getattr(box, TAG, ""):
            node = node.add(own)
        divided = box.text.rstrip().endswith(HYPHENS)
        node.kids.append(Content(self._page, tag["mcid"], divided))

    def _read_link(self, box: Any, node: Node, outer: Any) -> Any:
        """A link's place on the page. WeasyPrint makes one of each box in a link too; what lies
        within another is left out."""
        own = box.link_annotation
        if outer is not None and _covers(outer["Rect"], own["Rect"]):
            self.needless.append(Area(self._page, own))
            return outer
        owner = next((each for each in node.above() if each.kind == "Link"), None)
        if owner is None:
            owner = node.line(box.element).add("Link", box.element)
        owner.kids.append(Area(self._page, own))
        if words := _words(box.element):
            own["Contents"] = pydyf.String(words)
        return own


def _words(link: Any) -> str:
    """What a link says, for those who do not see where it stands (ISO 14289-1 §7.18.5)."""
    text = " ".join("".join(link.itertext()).split())
    return text or next((alt for each in link.iter() if (alt := each.get("alt"))), "")


def _tie(call: Node, note: Node) -> None:
    call.refers.append(note)
    note.refers.append(call)


def _meaning(parent: Node, element: Any) -> Node:
    """What a definition says of its term: one body, however many meanings there are."""
    last = parent.kids[-1] if parent.kids else None
    item = last if isinstance(last, Node) and last.kind == "LI" else parent.add("LI")
    body = item.kids[-1] if item.kids else None
    if isinstance(body, Node) and body.kind == "LBody":
        return body
    return item.add("LBody", element)


def _numbering(box: Any) -> str:
    """ISO 32000-2 table 382."""
    if box.element_tag == "ol":
        return "/Decimal" if box.style["list_style_type"] == "decimal" else "/Ordered"
    return "/Description" if box.element_tag == "dl" else "/Disc"


def _cell(kind: str, box: Any, element: Any) -> dict[str, Any]:
    """ISO 32000-1 table 349."""
    attributes: dict[str, Any] = {"O": "/Table"}
    if kind == "TH":
        attributes["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    for name, span in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)):
        if span != 1:
            attributes[name] = span
    return attributes if len(attributes) > 1 else {}


def _covers(outer: Any, inner: Any) -> bool:
    """True if a rectangle lies within another; both have their corners in any order."""
    (left, right), (low, high) = (sorted((outer[n], outer[n + 2])) for n in (0, 1))
    return all(left - SLACK <= inner[n] <= right + SLACK for n in (0, 2)) and all(
        low - SLACK <= inner[n] <= high + SLACK for n in (1, 3)
    )
