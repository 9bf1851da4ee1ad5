"""Pages that are not yet a book → laid out and drawn without what only the book can know.

A gathering has no folios and no running heads, its links may lead out of it, and its faces are
those of the whole book. What the binder needs to know instead is noted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import weasyprint.layout
import weasyprint.pdf
from weasyprint.layout.page import set_page_type_computed_styles

from keben.composition.facts import TreeFacts
from keben.composition.hooks import Hook
from keben.composition.turning import at, is_kind

OTHER = {"left": "right", "right": "left"}

MARGINS = frozenset(("margin_left", "margin_right", "margin_top", "margin_bottom"))


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What would be different on the other side of a sheet: how far to the right and down the
    content would stand, px, and whether more than that would change."""

    right: float
    down: float
    is_more: bool


@dataclass(slots=True)
class Loose:
    """The pages that are being laid out: the parsed document, and what is known of each page, by
    its box: its other side, and the first and last value that it gives to named strings."""

    html: Any = None
    sides: dict[Any, OtherSide] = field(default_factory=dict)
    first: dict[Any, Mapping[str, str]] = field(default_factory=dict)
    last: dict[Any, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[Any, OtherSide] = field(default_factory=dict)

    def note(self, context: Any, page: Any) -> None:
        """Learn what is to be known of a page while its document is laid out."""
        number = context.current_page
        sets = {n: pages[number] for n, pages in context.string_set.items() if number in pages}
        self.first[page] = {name: texts[0] for name, texts in sets.items()}
        self.last[page] = {name: texts[-1] for name, texts in sets.items()}
        kind = page.page_type
        key = (kind.side, kind.blank, kind.name, kind.index == 0, _openings(kind))
        if key not in self._known:
            self._known[key] = self._compare(context.style_for, kind)
        self.sides[page] = self._known[key]

    def _compare(self, style_for: Any, kind: Any) -> OtherSide:
        other = kind._replace(side=OTHER[kind.side])
        set_page_type_computed_styles(other, self.html, style_for)
        here, there = style_for(kind), style_for(other)
        right, down = (
            _length(there[name]) - _length(here[name]) for name in ("margin_left", "margin_top")
        )
        # Pages share styles, and what they were made from is not kept (sharing.py).
        style_for.add_page_declarations(kind)
        cascaded = style_for.get_cascaded_styles()
        one, two = dict(cascaded[kind, None]), dict(cascaded[other, None])
        for each in [key for key in cascaded if key[0] in (kind, other)]:
            del cascaded[each]
        changed = {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}
        return OtherSide(right, down, bool(changed - MARGINS))


def _openings(kind: Any) -> tuple[str, ...]:
    """The named pages that begin with a page of this kind."""
    return tuple(name for name, number in kind.groups if number == 0)


def _length(value: Any) -> float:
    return float(getattr(value, "value", 0.0))


@dataclass(slots=True)
class Drawn:
    """What is known of a gathering when it is drawn: its structure tree, the operators of each
    page, and whether a page draws with patterns, whose places are the page's own. ``orders`` are
    the glyphs that have the first codes, by the family of their face; ``digests`` those of the
    files of faces that this composer has met (SHA-256), by the names of their fonts and by how
    long they are, because a theme may have several faces of one name."""

    orders: Mapping[str, Sequence[int]]
    digests: dict[tuple[str, int], str]
    tree: TreeFacts | None = None
    streams: list[Sequence[object]] = field(default_factory=list)
    has_patterns: bool = False


_LOOSE: ContextVar[Loose | None] = ContextVar("loose", default=None)
_DRAWN: ContextVar[Drawn | None] = ContextVar("drawn", default=None)


@contextmanager
def laying_out() -> Iterator[Loose]:
    """While this lasts, pages are laid out without margin boxes."""
    found = Loose()
    token = _LOOSE.set(found)
    try:
        yield found
    finally:
        _LOOSE.reset(token)


@contextmanager
def drawing(
    orders: Mapping[str, Sequence[int]], digests: dict[tuple[str, int], str]
) -> Iterator[Drawn]:
    """While this lasts, links may lead anywhere, and no face is embedded. See :class:`Drawn`."""
    found = Drawn(orders, digests)
    token = _DRAWN.set(found)
    try:
        yield found
    finally:
        _DRAWN.reset(token)


def drawn() -> Drawn | None:
    """Where to note what is drawn; None where a whole document is drawn."""
    return _DRAWN.get()


def note_document(html: Any) -> None:
    """Say which document is laid out next."""
    loose = _LOOSE.get()
    if loose is not None:
        loose.html = html


def leave_open(pdf: Any, found: Drawn) -> None:
    """Note what a drawn PDF holds; its faces are put in by the binder."""
    for page in (item for item in pdf.objects if is_kind(item, "/Page")):
        found.streams.append(at(pdf, page["Contents"]).stream)
        resources = at(pdf, page["Resources"])
        found.has_patterns = bool(resources["Pattern"])


def _furnishing(original: Callable[..., Any]) -> Callable[..., Any]:
    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        loose = _LOOSE.get()
        if loose is None:
            return original(context, page, state)
        loose.note(context, page)
        return ()

    return make_margin_boxes


def _linking(original: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_links(pages: Any) -> Iterator[Any]:
        if _DRAWN.get() is None:
            yield from original(pages)
        else:
            yield from ((page.links, ()) for page in pages)

    return resolve_links


def _outlining(original: Callable[..., Any]) -> Callable[..., Any]:
    def add_outlines(pdf: Any, bookmarks: Any, parent: Any = None) -> Any:
        return original(pdf, bookmarks if _DRAWN.get() is None else [], parent)

    return add_outlines


UNTIL = "WeasyPrint draws some pages of a book by themselves"

HOOKS = (
    Hook(
        weasyprint.layout,
        "make_margin_boxes",
        ("context", "page", "state"),
        _furnishing,
        until=UNTIL,
    ),
    Hook(weasyprint.pdf, "resolve_links", ("pages",), _linking, until=UNTIL),
    Hook(weasyprint.pdf, "add_outlines", ("pdf", "bookmarks", "parent"), _outlining, until=UNTIL),
)
