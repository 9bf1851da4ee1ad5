"""A page's tree → the element that holds its text, and what was left out around it.

The way down from ``<body>`` is taken as long as one child holds (nearly) all the prose of its
parent. Prose is text in sentences outside links: menus, headlines of other articles and lists of
tags have none, so that they fall away, and no paragraph is lost that a reader would miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keben.readers.markdown.tags import BLOCKS
from keben.readers.web.tree import Element, Page


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNPRINTED = _names(
    "script style noscript template iframe object embed svg canvas form button input select "
    "textarea nav dialog audio video map head link meta title frameset"
)
"""Elements that hold no text of the page's own."""

_CONTAINERS = _names("body div section article main center table tbody tr td font span form html")
_SILENT = UNPRINTED | {"a"}
_NEARLY_ALL = 0.95
_SENTENCE = re.compile(r"[。！？；!?]|[.;](?=\s|$)")
_LEAST_SENTENCE = 12
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu"))
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navbox|menu|breadcrumbs?|crumbs?|sidebar|side|footer|comments?|"
    r"commentlist|disqus|share|sharing|social|related|recommend|recommended|hot|rank|ads?|adsbygoogle|"
    r"advert|advertisement|banner|copyright|toolbar|pagination|pager|login|subscribe|popup|modal|"
    r"qrcode|toc|catlinks|editsection|noprint|printfooter|jump-link|skip-link|pinglun|xiangguan)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_MOSTLY = 0.5
"""The share of a page's prose from which an element is the text itself, whatever it is called."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MainText:
    """The element that holds the text; ``dropped`` are elements in it that are not of the text,
    ``prose_left`` the paragraphs of prose outside it, ``left`` the characters outside it."""

    element: Element
    dropped: frozenset[int]
    prose_left: tuple[Element, ...]
    left: int


def find_main_text(page: Page) -> MainText:
    """The text of a page. A page without prose is its own text."""
    body = next(page.find("body"), page.root)
    sizes = _Sizes()
    whole = sizes.prose(body)
    dropped = frozenset(
        id(element)
        for element in body.descendants()
        if is_unprinted(element) or (_is_aside(element) and sizes.prose(element) < _MOSTLY * whole)
    )
    sizes = _Sizes(dropped)
    chosen = body
    while (below := _next_down(chosen, sizes)) is not None:
        chosen = below
    inside = {id(chosen), *map(id, chosen.descendants())}
    outside = (e for e in _paragraphs(body, dropped) if id(e) not in inside)
    left = tuple(e for e in outside if sizes.prose(e))
    characters = len("".join(body.text().split())) - len("".join(chosen.text().split()))
    return MainText(chosen, dropped, left, characters)


def is_unprinted(element: Element) -> bool:
    """True for what a browser does not show as text."""
    hidden = "hidden" in element.attributes or bool(_HIDDEN.search(element.get("style")))
    return element.name in UNPRINTED or hidden


def _is_aside(element: Element) -> bool:
    """True for what stands around a text, by its role or its name."""
    named = " ".join((element.get("class"), element.get("id")))
    if element.name in ("footer", "aside") or element.get("role") in _ROLES:
        return True
    return element.name not in ("body", "html", "article", "main") and bool(_ASIDE.search(named))


class _Sizes:
    """How much prose elements hold, each counted once."""

    def __init__(self, dropped: frozenset[int] = frozenset()) -> None:
        self.dropped = dropped
        self.known: dict[int, int] = {}

    def prose(self, element: Element) -> int:
        """Characters in sentences, outside links."""
        if id(element) in self.dropped or element.name in UNPRINTED:
            return 0
        if id(element) not in self.known:
            inner = [child for child in element.children if isinstance(child, Element)]
            own = "".join(_unlinked(element, self.dropped))
            sentences = len(own.strip()) if _is_prose(own) else 0
            blocks = (child for child in inner if _is_block(child))
            inline = (child for child in inner if not _is_block(child))
            below = sum(map(self.prose, blocks))
            below += sum(sum(map(self.prose, _blocks_in(child))) for child in inline)
            self.known[id(element)] = sentences + below
        return self.known[id(element)]


def _is_block(element: Element) -> bool:
    return element.name in BLOCKS or element.name in ("p", "body", "pre")


def _blocks_in(element: Element) -> Iterator[Element]:
    """The topmost blocks in an inline element."""
    for child in element.children:
        if isinstance(child, Element):
            if _is_block(child):
                yield child
            else:
                yield from _blocks_in(child)


def _unlinked(element: Element, dropped: frozenset[int]) -> Iterator[str]:
    """The text of an element outside links and the blocks in it."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif not (child.name in _SILENT or _is_block(child) or id(child) in dropped):
            yield from _unlinked(child, dropped)


def _is_prose(text: str) -> bool:
    return len("".join(text.split())) >= _LEAST_SENTENCE and bool(_SENTENCE.search(text))


def _next_down(element: Element, sizes: _Sizes) -> Element | None:
    """The child that holds nearly all the prose of an element."""
    whole = sizes.prose(element)
    held = (c for c in element.children if isinstance(c, Element) and c.name in _CONTAINERS)
    for child in held if whole else ():
        if sizes.prose(child) >= _NEARLY_ALL * whole:
            return child
    return None


def _paragraphs(element: Element, dropped: frozenset[int]) -> Iterator[Element]:
    """The innermost blocks of text."""
    for child in element.children:
        if isinstance(child, Element) and id(child) not in dropped:
            if _is_block(child) and not any(map(_is_block, child.descendants())):
                yield child
            else:
                yield from _paragraphs(child, dropped)
