"""What WeasyPrint finds anew for every line and page → found once for all that look the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from weasyprint import css
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline, page
from weasyprint.text.ffi import ffi

from keben.composition.hooks import Hook

WORD = re.compile(r"\w+")

STRUT = "keben_strut"
"""Where a style keeps the height of its lines and their baseline."""

LENGTHS = "keben_lengths"
"""Where a style keeps the used lengths of boxes that have it; empty where they depend on more."""

SIDES = ("top", "right", "bottom", "left")
RESOLVED = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in SIDES),
    *(f"{limit}{side}" for limit in ("", "min_", "max_") for side in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)

BARE = (boxes.LineBox, boxes.TextBox)

OF_ATTRIBUTES = (1, 0, 0)
"""The specificity by which WeasyPrint tells ``style`` attributes from hints."""

PAGES = "keben_pages"
"""Where the styles of a document keep those of the pages met so far, by the rules that apply."""


def strut_of(style: Any) -> tuple[float, float]:
    """The height of a line in a style, and its baseline (px)."""
    found: tuple[float, float] = inline.strut(style)
    return found


def _finding_strut(original: Callable[..., Any]) -> Callable[..., Any]:
    """WeasyPrint writes all that matters of a style into a key, three times a line."""

    def strut(style: Any) -> Any:
        kept = vars(style)
        found = kept.get(STRUT)
        if found is None:
            found = kept[STRUT] = original(style)
        return found

    return strut


def _styling_page(original: Callable[..., Any]) -> Callable[..., Any]:
    """Pages to which the same rules apply share their styles and those of their margin boxes.

    Whatever WeasyPrint sets in them is the same each time it sets it.
    """

    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        kept = vars(style_for).setdefault(PAGES, {})
        cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
        rules = _rules_of(page_type, style_for)
        if rules not in kept:
            original(page_type, html, style_for)
            parts = [part for each, part in cascaded if each == page_type]
            kept[rules] = {part: computed[page_type, part] for part in {None, *parts}}
            for part in parts:
                # Every page would go through those of all pages before it.
                del cascaded[page_type, part]
        for part, style in kept[rules].items():
            computed[page_type, part] = style

    return set_page_type_computed_styles


def _rules_of(page_type: Any, style_for: Any) -> tuple[int, ...]:
    """The numbers of the style sheets' selectors that a page meets."""
    selectors = (
        kind
        for sheet, *_ in style_for._sheets
        for _, found, _ in sheet.page_rules
        for *_, kind in found
    )
    match = style_for._page_type_match
    return tuple(number for number, kind in enumerate(selectors) if match(kind, page_type))


def _resolving(original: Callable[..., Any]) -> Callable[..., Any]:
    """The lengths of a box are those of its style, unless they are shares of what it stands in."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        is_bare = _is_bare(box)
        lengths = _bare if is_bare else vars(box.style).get(LENGTHS)
        if lengths:
            vars(box).update(lengths)
            return
        original(box, containing_block)
        if is_bare:
            _bare.update(_lengths_of(box))
        elif lengths is None:
            vars(box.style)[LENGTHS] = _lengths_of(box) if _is_alone(box.style) else {}

    return resolve_percentages


_bare: dict[str, Any] = {}
"""The lengths of what :func:`_is_bare`: all initial values."""


def _is_bare(box: Any) -> bool:
    """True for a line, or a text in it, that no style sheet gives a margin, border or size: each
    has an anonymous style of its own, all alike in that."""
    return type(box) in BARE and type(box.style) is AnonymousStyle


def _is_alone(style: Any) -> bool:
    """True if the lengths of a box in a style are the same in whatever it stands."""
    values = (style[name] for name in RESOLVED)
    alone = all(value == "auto" or getattr(value, "unit", "") == "px" for value in values)
    return alone and bool(style["border_collapse"] != "collapse")


def _lengths_of(box: Any) -> dict[str, Any]:
    return {name: getattr(box, name) for name in (*RESOLVED, *BORDERS)}


def _reading_attributes(original: Callable[..., Any]) -> Callable[..., Any]:
    """Elements share a style if they meet the same rules, told apart by identity. Those of
    ``style`` attributes are read anew for each element that has one."""

    def find_style_attributes(*given: Any, **named: Any) -> Iterator[tuple[Any, ...]]:
        read: dict[str, Any] = {}
        for specificity, element, declarations, base_url in original(*given, **named):
            own = element.get("style")
            if own and specificity == OF_ATTRIBUTES:
                declarations = read.setdefault(own, declarations)
            yield specificity, element, declarations, base_url

    return find_style_attributes


def _parsing(original: Callable[..., Any]) -> Callable[..., Any]:
    """To read the name of one C type, cffi reads all that were ever declared, though those that do
    not stand in it play no part."""

    def _parse(self: Any, csource: str) -> Any:
        words = {*WORD.findall(csource)}
        known = self._declarations
        self._declarations = {n: d for n, d in known.items() if n.rpartition(" ")[2] in words}
        try:
            return original(self, csource)
        finally:
            self._declarations = known

    return _parse


HOOKS = (
    Hook(
        type(ffi._parser),
        "_parse",
        ("self", "csource"),
        _parsing,
        until="cffi registers the types that a declaration names and no others",
    ),
    Hook(
        inline,
        "strut",
        ("style",),
        _finding_strut,
        until="WeasyPrint keeps the strut with the style",
    ),
    *(
        Hook(
            owner,
            "resolve_percentages",
            ("box", "containing_block"),
            _resolving,
            until="WeasyPrint resolves the lengths of a style that has no percentages once",
        )
        for owner in (block, inline, page)
    ),
    Hook(
        css,
        "find_style_attributes",
        ("tree", "presentational_hints", "base_url"),
        _reading_attributes,
        until="WeasyPrint reads equal style attributes once",
    ),
    Hook(
        page,
        "set_page_type_computed_styles",
        ("page_type", "html", "style_for"),
        _styling_page,
        until="WeasyPrint computes the style of pages once",
    ),
)
