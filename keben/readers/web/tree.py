"""HTML as it is found → a tree of elements, with open and crossed tags mended as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from keben.readers.markdown.tags import BLOCKS, VOID, ended_by
from keben.readers.references import bounded

_DEEPEST = 200
"""Elements within one another; deeper ones are not nested further."""
_BARRIERS = frozenset(("table", "td", "th", "body", "html", "blockquote", "button"))
"""Elements that an end tag from within does not close."""
_HOLDERS = (BLOCKS | _BARRIERS) - {"dt", "dd", "li", "tr"}
"""Elements beyond which an opening tag ends nothing."""
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


@dataclass(slots=True)
class Element:
    """An element with what it holds, in order; ``line`` is where it begins."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; "" where it has none of this name."""
        return self.attributes.get(name, "")

    def descendants(self) -> Iterator[Element]:
        """Every element below, each before those in it."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Element)]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += (c for c in reversed(element.children) if isinstance(c, Element))

    def text(self) -> str:
        """All its text, as it stands in the source."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree; ``saved_from`` is the address that a browser noted when it saved the page."""

    root: Element
    saved_from: str = ""

    def find(self, name: str) -> Iterator[Element]:
        """Every element of this name, in order."""
        return (element for element in self.root.descendants() if element.name == name)


def parse_page(text: str) -> Page:
    """The tree of a page; every text is a tree, however broken."""
    builder = _Builder()
    builder.feed(_closed(bounded(text)))
    builder.close()
    return Page(builder.open[0], builder.saved_from)


def _closed(text: str) -> str:
    """The text with no tag begun behind the last that ends; the parser would look for the end of
    each to the end of the text."""
    end = text.rfind(">") + 1
    return text[:end] + text[end:].replace("<", "&lt;")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {}, 1)]
        self.saved_from = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        attributes = {name.lower(): value or "" for name, value in attrs}
        element = Element(tag, attributes, self.getpos()[0])
        self.open[-1].children.append(element)
        if tag not in VOID and len(self.open) < _DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no self-closing tags but for void elements; <div/> opens a div.
        self.handle_starttag(tag, attrs)

    def _end_implied(self, tag: str) -> None:
        """End the elements that this tag cannot stand in: an item in an item, a block in a <p>."""
        ended = ended_by(tag) | (frozenset(("p",)) if tag in BLOCKS else frozenset())
        if tag in ("dt", "dd"):
            ended |= {"dt", "dd"}
        for depth in range(len(self.open) - 1, 0, -1):
            name = self.open[depth].name
            if name in ended:
                del self.open[depth:]
                ended -= {name}
                if not ended or tag not in ("tr", "td", "th"):
                    return
            elif name in _HOLDERS:
                return

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            name = self.open[depth].name
            if name == tag:
                del self.open[depth:]
                return
            if name in _BARRIERS and tag not in BLOCKS | _BARRIERS:
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        found = _SAVED_FROM.search(data)
        if found and not self.saved_from:
            self.saved_from = found[1]
