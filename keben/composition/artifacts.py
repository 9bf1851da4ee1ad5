"""Laid-out pages → the same, knowing which of their marks are ornament and not text.

Repeated pull quotes and heads of tables are pagination artifacts (ISO 32000-1 §14.8.2.2): a screen
reader passes over them and the proof does not count them.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition import tagging, tree
from keben.composition.engine import Layout
from keben.composition.hooks import install
from keben.composition.roles import GROUPS, role_of
from keben.composition.tagging import LAYOUT, MARK, PAGINATION

REPEATS = "data-repeats"
"""The attribute of an element whose text stands elsewhere on the pages."""


def mark_artifacts(layout: Layout) -> None:
    """Mark repeated passages and heads of tables, leaders, and pictures that are
    there for looks (without a description)."""
    install((*tagging.HOOKS, *tree.HOOKS))
    heads: set[int] = set()
    for page in layout.document.pages:
        _mark(page._page_box, None, heads)


Kind = dict[str, str]


def _mark(box: Any, kind: Kind | None, heads: set[int]) -> None:
    """``heads`` are the heads of tables met so far, on earlier pages or in earlier columns."""
    box = getattr(box, "_box", box)  # of a placeholder
    kind = kind or _ornament(box, heads)
    if kind:
        setattr(box, MARK, kind)
    elif getattr(box, "is_header", False):
        heads.add(id(box.element))
    for child in getattr(box, "children", ()):
        _mark(child, kind, heads)


def _ornament(box: Any, heads: set[int]) -> Kind | None:
    """Of which kind of artifact a box is by itself; None if it is text."""
    if box.is_leader:
        return LAYOUT
    element = box.element
    if element is None:
        return None
    if element.get(REPEATS) or (getattr(box, "is_header", False) and id(element) in heads):
        return PAGINATION
    if isinstance(box, boxes.TextBox):
        return LAYOUT if _is_unseen(box) else None
    is_picture = box.element_tag == "img" and not element.get("alt")
    return LAYOUT if is_picture else None


def _is_unseen(box: Any) -> bool:
    """True for hidden text, such as that which running heads are taken from, and for the white
    space between the parts of a figure."""
    if box.style["visibility"] != "visible":
        return True
    classes = (box.element.get("class") or "").split()
    return not box.text.strip() and role_of(box.element_tag, classes) in GROUPS
