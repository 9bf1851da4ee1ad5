"""What composition knows of its boxes → how they are tagged in the PDF, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from keben.composition.hooks import Hook

MARK = "keben_artifact"
"""Where a box says that it is ornament: a pagination artifact (ISO 32000-1 §14.8.2.2)."""

TAG = "keben_tag"
"""Where a text box says as what it is tagged (ISO 32000-1 §14.8.4); else it is a Span."""

FORMULA = "data-formula"
"""The attribute of an element that stands for a formula: its picture is tagged Formula, which has
alternative text like a Figure (ISO 32000-1 §14.8.4.5)."""

NAMES = {"ruby": "Ruby", "pre": "P", "code": "Code"}
"""Elements whose types WeasyPrint does not know."""

LOGICAL = "keben_logical"
"""Where a line keeps its children in reading order, if they are drawn in another."""


def _marking(original: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def marked(self: Stream, box: Any, tag: str) -> Iterator[None]:
        if getattr(box, MARK, False):
            with self.artifact():
                yield
        else:
            tag = "Formula" if _is_formula(box) else tag
            with original(self, box, getattr(box, TAG, tag)):
                yield

    return marked


def _naming(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_pdf_tag(tag: str | None) -> Any:
        return NAMES.get(tag or "") or original(tag)

    return get_pdf_tag


def _building(original: Callable[..., Any]) -> Callable[..., Any]:
    def build(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> Iterator[Any]:
        if not getattr(box, MARK, False):
            _put_in_reading_order(box)
            for element in original(box, parent, pdf, page_number, nums, annotations, tags):
                if element["S"] == "/Figure" and _is_formula(box):
                    element["S"] = "/Formula"
                yield element

    return build


def _is_formula(box: Any) -> bool:
    element = getattr(getattr(box, "_box", box), "element", None)
    return element is not None and hasattr(element, "get") and bool(element.get(FORMULA))


def _put_in_reading_order(box: Any) -> None:
    """Asked for when all is drawn."""
    box = getattr(box, "_box", box)
    for holder in (box, *getattr(box, "children", ())):
        logical = getattr(holder, LOGICAL, None)
        if logical is not None:
            holder.children = logical


HOOKS = (
    Hook(
        Stream,
        "marked",
        ("self", "box", "tag"),
        _marking,
        until="WeasyPrint marks margin boxes and chosen elements as artifacts, and has ruby",
    ),
    Hook(
        tags,
        "_get_pdf_tag",
        ("tag",),
        _naming,
        until="WeasyPrint has ruby, and tags code",
    ),
    Hook(
        tags,
        "_build_box_tree",
        ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
        _building,
        until="WeasyPrint leaves artifacts out of the structure tree, and has ruby",
    ),
)
