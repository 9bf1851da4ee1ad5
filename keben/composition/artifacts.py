"""Laid-out pages → the same, knowing which of their marks are ornament and not text.

Running heads, folios and repeated pull quotes are pagination artifacts (ISO 32000-1 §14.8.2.2): a
screen reader passes over them and the proof does not count them.
"""

from __future__ import annotations

from typing import Any

from keben.composition.engine import Layout
from keben.composition.hooks import install
from keben.composition.tagging import HOOKS, MARK

REPEATS = "data-repeats"
"""The attribute of an element whose text stands elsewhere on the pages."""


def mark_artifacts(layout: Layout) -> None:
    """Mark every margin box and every repeated passage of a layout."""
    install(HOOKS)
    for page in layout.document.pages:
        _mark(page._page_box, inside=False)


def strip_furniture(layout: Layout) -> None:
    """Take running heads and folios off, as on a document of one page."""
    for page in layout.document.pages:
        box = page._page_box
        box.children = tuple(child for child in box.children if not _is_margin(child))


def _is_margin(box: Any) -> bool:
    return type(box).__name__ == "MarginBox"


def _mark(box: Any, *, inside: bool) -> None:
    element = getattr(box, "element", None)
    repeated = element is not None and hasattr(element, "get") and element.get(REPEATS)
    inside = bool(inside or repeated or _is_margin(box))
    if inside:
        setattr(box, MARK, True)
    for child in getattr(box, "children", ()):
        _mark(child, inside=inside)
