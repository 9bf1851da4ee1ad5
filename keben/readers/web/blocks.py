"""The element of a page that holds its text → blocks of the model."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from keben.model import Block, Blocks, CodeBlock
from keben.readers.markdown.inlines import read_run
from keben.readers.markdown.parse import Node
from keben.readers.markdown.pieces import gather
from keben.readers.markdown.reading import Reading
from keben.readers.markdown.tags import BLOCKS, KNOWN, VOID
from keben.readers.web.main_text import is_unprinted
from keben.readers.web.tallies import Tallies
from keben.readers.web.tree import Element

_WHOLE = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "figure", "hr")
)
"""Blocks that are read as one; of the others only what is in them counts."""
_KEPT = frozenset(
    ("href", "src", "alt", "title", "lang", "id", "colspan", "rowspan", "start", "align", "style")
)
_LAZY = ("data-src", "data-original", "data-actualsrc", "data-lazy-src")
"""Where pages that load pictures late keep their addresses."""
_ABSOLUTE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = " \t\n\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Links:
    """How addresses are read: ``base`` is the page's own, ``anchors`` are names of its heads."""

    base: str = ""
    anchors: frozenset[str] = frozenset()

    def target(self, address: str) -> str:
        """An address that leads somewhere from paper or an e-reader; "" for any other."""
        if address.startswith("#"):
            return address if address[1:] in self.anchors else ""
        full = urljoin(self.base, address.strip()) if self.base else address.strip()
        return full if _ABSOLUTE.match(full) else ""


def read_blocks(
    element: Element, dropped: frozenset[int], reading: Reading, links: Links
) -> Blocks:
    """The blocks of an element; what is ``dropped`` is passed over."""
    flow = _Flow(dropped, reading, links)
    flow.take(element)
    flow.end_paragraph()
    return tuple(flow.blocks)


@dataclass(slots=True)
class _Flow:
    """Text and inline elements gathered into paragraphs between the blocks."""

    dropped: frozenset[int]
    reading: Reading
    links: Links
    blocks: list[Block] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    line: int = 1
    tallies: Tallies = field(default_factory=Tallies)

    def take(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self.add_text(child, element.line)
            elif id(child) not in self.dropped and not is_unprinted(child):
                self.take_element(child)

    def take_element(self, element: Element) -> None:
        name = element.name
        if name == "pre":
            self.end_paragraph()
            place = self.reading.place(element.line)
            self.blocks.append(CodeBlock(element.text().strip("\n"), location=place))
        elif name in _WHOLE or (name == "table" and not self.tallies.is_layout(element)):
            self.end_paragraph()
            self.line = element.line
            self.parts.extend(self.nodes(element))
            self.end_paragraph()
        elif name == "br":
            if self.parts and _is_break(self.parts[-1]):
                self.end_paragraph()  # two line breaks stand for a blank line
            elif self.parts:
                self.parts.append(_tag("<br>", element))
        elif name in BLOCKS or name == "p" or self.tallies.has_blocks(element):
            self.end_paragraph()
            self.take(element)
            self.end_paragraph()
        else:
            self.line = self.line if self.parts else element.line
            self.parts.extend(self.nodes(element))

    def add_text(self, text: str, line: int) -> None:
        if not self.parts:
            text = text.lstrip(_BLANK)
            self.line = line
        elif _is_break(self.parts[-1]) and text.lstrip(" \t\r\n").startswith("\u3000\u3000"):
            self.end_paragraph()  # an indent after a line break begins a paragraph
            text = text.lstrip(_BLANK)
        if text:
            self.parts.append(Node("text", line, text=_collapse(text)))

    def end_paragraph(self) -> None:
        parts, self.parts = self.parts, []
        if parts:
            run = read_run(Node("inline", self.line, children=tuple(parts)), self.reading)
            self.blocks += gather(run, self.reading.place(self.line))

    def nodes(self, element: Element) -> Iterator[Node]:
        """An element as the tags and texts that the reader of HTML in Markdown understands."""
        name = "div" if element.name == "p" else element.name
        known = name in KNOWN or name in BLOCKS or name in VOID
        if name == "pre":
            yield Node("code_inline", element.line, text=element.text().strip("\n"))
            return
        if known:
            yield _tag(f"<{name}{self.attributes(element)}>", element)
        for child in element.children:
            if isinstance(child, str):
                yield Node("text", element.line, text=_collapse(child))
            elif id(child) not in self.dropped and not is_unprinted(child):
                yield from self.nodes(child)
        if known and name not in VOID:
            yield _tag(f"</{name}>", element)

    def attributes(self, element: Element) -> str:
        kept = {name: value for name, value in element.attributes.items() if name in _KEPT}
        if element.name == "img":
            lazy = next((element.get(name) for name in _LAZY if element.get(name)), "")
            if lazy and (not kept.get("src") or kept["src"].startswith("data:")):
                kept["src"] = lazy
        if "href" in kept:
            kept["href"] = self.links.target(kept["href"])
        return "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())


def _tag(text: str, element: Element) -> Node:
    return Node("html_inline", element.line, text=text)


def _is_break(part: Node) -> bool:
    return part.kind == "html_inline" and part.text == "<br>"


def _collapse(text: str) -> str:
    """White space made one: a line end where it has one, so that no space comes between Han."""
    return _SPACE.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
