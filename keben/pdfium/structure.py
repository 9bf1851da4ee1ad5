"""The structure tree of a PDF as far as it stands on a page that PDFium has opened."""

from __future__ import annotations

import ctypes
from codecs import utf_16_le_decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

SHORT = 64
"""Bytes of an answer that needs no second question: the name of a type of elements."""

WITH_IDENTIFIER = ("Table", "L", "Div", "Sect")
"""The types of elements that are known again on the next page by their identifier, or are known to
stand on the page after their place."""

WITH_ALTERNATIVE = ("Figure", "Formula")
"""The types of elements that are described, not read (ISO 32000-1 §14.9.3)."""


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element as far as it stands on one page (ISO 32000-1 §14.7): its standard type,
    its alternative text, and in order what it holds: marked-content numbers and elements. A table,
    a list, or one of two texts beside each other that goes over a page's end has one ``identifier``
    on both pages; a section with one is a figure that stands on the page after its place.
    ``language`` is the one in force, a BCP 47 tag; ``replaced`` are words that are read in place of
    what an element holds (ISO 32000-1 §14.9.4), or of what it is no description of."""

    kind: str
    alternative: str
    content: tuple[int | Element, ...]
    identifier: str = ""
    language: str = ""
    replaced: str = ""

    def marks(self) -> Iterator[int]:
        """The numbers of all marked content in it."""
        for item in self.content:
            if isinstance(item, Element):
                yield from item.marks()
            else:
                yield item

    def described(self) -> Iterator[int]:
        """The numbers of marked content in pictures and formulas, which are not read."""
        if self.kind in WITH_ALTERNATIVE:
            yield from self.marks()
            return
        for item in self.content:
            if isinstance(item, Element):
                yield from item.described()

    def replacements(self) -> Iterator[str]:
        """All that is read in place of something in it."""
        if self.replaced:
            yield self.replaced
        for item in self.content:
            if isinstance(item, Element):
                yield from item.replacements()


def read_tags(page: Any) -> tuple[Element, ...]:
    """The topmost structure elements that stand on a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        tops = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        return tuple(_element(top) for top in tops if top)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element(handle: Any, language: str = "") -> Element:
    """``language`` is the one around it."""
    language = read_words(raw.FPDF_StructElement_GetLang, handle) or language
    content: list[int | Element] = []
    for index in range(raw.FPDF_StructElement_CountChildren(handle)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(handle, index)
        if mark >= 0:
            content.append(mark)
        elif child := raw.FPDF_StructElement_GetChildAtIndex(handle, index):
            content.append(_element(child, language))
    kind = read_words(raw.FPDF_StructElement_GetType, handle)
    described = read_words(raw.FPDF_StructElement_GetAltText, handle)
    replaced = read_words(raw.FPDF_StructElement_GetActualText, handle)
    replaced += read_words(raw.FPDF_StructElement_GetExpansion, handle)
    if kind not in WITH_ALTERNATIVE:
        described, replaced = "", replaced + described
    named = kind in WITH_IDENTIFIER
    identifier = read_words(raw.FPDF_StructElement_GetID, handle) if named else ""
    return Element(kind, described, tuple(content), identifier, language, replaced)


def read_words(ask: Callable[..., int], handle: Any) -> str:
    """The answer to a question that PDFium answers in UTF-16."""
    buffer = ctypes.create_string_buffer(SHORT)
    size = ask(handle, buffer, SHORT)
    if size > SHORT:
        buffer = ctypes.create_string_buffer(size)
        ask(handle, buffer, size)
    return decode(ctypes.string_at(buffer, size)).rstrip("\0")


def decode(data: bytes) -> str:
    """Text in UTF-16 without the mark of its byte order, as PDFium gives it."""
    return utf_16_le_decode(data, "replace")[0]
