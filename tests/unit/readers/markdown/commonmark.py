"""A case of the CommonMark specification → what our reader, and the case's own HTML, make of it.

Both become one list of words and marks, so that they can be compared: blanks count once, a soft
line end is a blank, and what the model has no place for (the info string's tail, the delimiters of
lists) is left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from keben.model import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    SceneBreak,
    Strong,
    Text,
)
from keben.readers.markdown.blocks import read_blocks
from keben.readers.markdown.findings import Report
from keben.readers.markdown.parse import parse
from keben.readers.markdown.reading import Reading

PARTS = re.compile(
    r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} *([^\n]*)$", re.MULTILINE | re.DOTALL
)


def examples(specification: str) -> Iterator[tuple[str, str, str]]:
    """The examples in the text of the specification, in order: the section, the Markdown, its
    HTML. An arrow is a tab there."""
    section = ""
    for markdown, markup, head in (found.groups() for found in PARTS.finditer(specification)):
        if head is not None:
            section = head
        else:
            yield section, markdown.replace("→", "\t"), markup.replace("→", "\t")


def ours(text: str) -> list[str]:
    """What our reader makes of a text."""
    path = Path("case.md")
    tree = parse(text)
    reading = Reading(path, Report(path), tree.labels, tree.closed)
    return settle(_blocks(read_blocks(tree.nodes, reading)))


def theirs(text: str) -> list[str]:
    """What the HTML of a case says."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    return settle(reader.found)


def settle(found: Iterable[str]) -> list[str]:
    """Neighbouring texts joined, blanks counted once, none beside a mark."""
    joined: list[str] = []
    for item in found:
        if item.startswith("=") and joined and joined[-1].startswith("="):
            joined[-1] += item[1:]
        else:
            joined.append(item)
    settled = []
    for item in joined:
        if item.startswith("="):
            item = "=" + re.sub(r"[ \t\r\n]+", " ", item[1:])
            if item in ("=", "= "):
                continue
        settled.append(item)
    # A blank counts between words only, not at the edge of a block.
    for place, item in enumerate(settled):
        if item.startswith("="):
            if place == 0 or _is_edge(settled[place - 1]):
                item = f"={item[1:].lstrip(' ')}"
            if place + 1 == len(settled) or _is_edge(settled[place + 1]):
                item = item.rstrip(" ")
            settled[place] = item
    return [item for item in settled if item != "="]


def _is_edge(item: str) -> bool:
    return not re.match(r"=|[<>](?:em|strong|a|code|img)\b", item)


def _blocks(run: Iterable[Block], *, tight: bool = False) -> Iterator[str]:
    for block in run:
        match block:
            case Paragraph(inlines):
                yield from _around("" if tight else "p", _inlines(inlines))
            case Heading(inlines, level):
                yield from _around(f"h{level}", _inlines(inlines))
            case Quotation(blocks):
                yield from _around("blockquote", _blocks(blocks))
            case ListBlock():
                name = f"ol {block.start}" if block.ordered else "ul"
                items = (
                    each
                    for item in block.items
                    for each in _around("li", _blocks(item.blocks, tight=block.tight))
                )
                yield from _around(name, items)
            case CodeBlock(text, language):
                yield from ("<pre", f"code {language}", text, ">pre")
            case Figure(image, caption):
                title = "".join(each.text for each in caption if isinstance(each, Text))
                picture = replace(image, title=title)
                yield from _around("" if tight else "p", _inlines((picture,)))
            case SceneBreak():
                yield "<hr"
            case _:
                yield f"unknown {type(block).__name__}"


def _around(name: str, inner: Iterable[str]) -> Iterator[str]:
    yield from (f"<{name}", *inner, f">{name}") if name else inner


def _inlines(run: Iterable[Inline]) -> Iterator[str]:
    for inline in run:
        match inline:
            case Text(text):
                yield f"={text}"
            case Emphasis(children):
                yield from _around("em", _inlines(children))
            case Strong(children):
                yield from _around("strong", _inlines(children))
            case Code(text):
                yield from _around("code", (f"={text}",))
            case Link(children, target):
                yield from (f"<a {_address(target)}", *_inlines(children), ">a")
            case Image(address, alt, title):
                yield f"<img {_address(address)} {''.join(alt.split())} {title}"
            case LineBreak():
                yield "<br"
            case _:
                yield f"unknown {type(inline).__name__}"


def _address(target: str) -> str:
    """An address with or without percent signs (RFC 3986 §2.1)."""
    return unquote(html.unescape(target))


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.code = ""
        self.in_pre = False
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "pre":
                self.in_pre, self.code, self.language = True, "", ""
            case "code" if self.in_pre:
                self.language = given.get("class", "").removeprefix("language-")
            case "img":
                alt = "".join(given.get("alt", "").split())
                address = _address(given.get("src", ""))
                self.found.append(f"<img {address} {alt} {given.get('title', '')}")
            case "a":
                self.found.append(f"<a {_address(given.get('href', ''))}")
            case "ol":
                self.open.append(f"ol {given.get('start', '1')}")
                self.found.append(f"<{self.open[-1]}")
            case _:
                self.found.append(f"<{tag}")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "pre":
                code = self.code.removesuffix("\n")
                self.found += ["<pre", f"code {self.language}", code, ">pre"]
                self.in_pre = False
            case "code" if self.in_pre:
                pass
            case "ol":
                self.found.append(f">{self.open.pop()}")
            case "br" | "hr" | "img":
                pass
            case _:
                self.found.append(f">{tag}")

    def handle_data(self, data: str) -> None:
        if self.in_pre:
            self.code += data
        else:
            self.found.append(f"={data}")
