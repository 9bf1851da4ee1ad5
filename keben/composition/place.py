"""What a text box knows of its paragraph, and how composition finds its rules and its boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.annotation import custom
from keben.composition.characters import JOINER
from keben.composition.forme import Rules
from keben.composition.interlinear import Annotation
from keben.composition.measure import Measured
from keben.composition.run import Fit, Neighbours

LANGUAGES = ("zh", "ja", "ko")
"""The languages whose lines keben sets; alphabetic text has spaces, and WeasyPrint's way."""

ATOM = "一"
"""How a picture or another inline box behaves beside text: as a Han character."""

RULES = "keben_rules"
"""Where a document's rules stand on its font configuration, which every style can reach."""

LINE_BREAK = "line-break"
"""The custom property by which a style says that its text is code: ``anywhere``."""

BEGINNING = frozenset("-./\\~+=%:!?,;")
"""Marks with which code begins that would begin no line in running text."""

ATTACHED = "attached"
"""The custom property by which a style says that its text stands above or below the line, beside
what it belongs to: ``yes``."""

LINE_RULES = "keben_rules"
"""Where a line box keeps the rules by which it is set; none where WeasyPrint sets it."""


@dataclass(slots=True)
class Place:
    """What a text box knows of its paragraph: the line box, its neighbours, its measure; a piece
    of it that stands in a line knows its ``fit`` too. ``rules`` are those by which it is set.
    ``ends_line``: a line drawn along its text ends with it."""

    line: Any
    neighbours: Neighbours
    rules: Rules
    measured: Measured | None = None
    fit: Fit | None = None
    annotations: tuple[Annotation, ...] = ()
    ends_line: bool = False

    def shorten(self) -> None:
        """Forget what was measured."""
        self.measured = self.fit = None

    def of_piece(self, fit: Fit) -> Place:
        """That of a piece which stands in a line. Made for each line of a book, so not by
        :func:`dataclasses.replace`, which takes ten times as long."""
        return Place(
            self.line,
            self.neighbours,
            self.rules,
            self.measured,
            fit,
            self.annotations,
            self.ends_line,
        )


def place_of(box: Any) -> Place | None:
    """The place of a text box; None where WeasyPrint sets the line by itself."""
    return getattr(box, "keben_place", None)


def rules_of(style: Any) -> Rules | None:
    """The rules by which a line of this style is set, None for WeasyPrint's own."""
    if (style["lang"] or "")[:2] not in LANGUAGES:
        return None
    return localised_rules(style)


def localised_rules(style: Any) -> Rules | None:
    """The document's rules in the language of a style; None if it has none."""
    rules = getattr(style.font_config, RULES, None)
    if rules is None:
        return None
    return as_styled(_localise(rules, (style["lang"] or "")[:2]), style)


def as_styled(rules: Rules, style: Any) -> Rules:
    """The rules of a line as they are for a text in it: code may be parted like an address."""
    return _parting(rules) if custom(style, LINE_BREAK) == ("anywhere",) else rules


@cache
def _parting(rules: Rules) -> Rules:
    return replace(rules, anywhere=True)


@cache
def _localise(rules: Rules, language: str) -> Rules:
    # Korean is written with spaces where it wants them (klreq §3).
    return replace(rules, gap=0.0) if language == "ko" else rules


def line_rules(line: Any) -> Rules | None:
    """The rules by which a line is set, None for WeasyPrint's own."""
    return getattr(line, LINE_RULES, None)


def leaves(box: Any) -> Iterator[Any]:
    """The text boxes and atomic boxes of a line, in order."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.LineBox | boxes.InlineBox):
            yield from leaves(child)
        else:
            yield child


def is_attached(leaf: Any) -> bool:
    """True for a superscript, a subscript, the number of a note: no gap and no line end part it
    from what stands before it (clreq §3.2.3, jlreq §3.1.7)."""
    return custom(leaf.style, ATTACHED) == ("yes",)


def text_of(leaf: Any) -> str:
    """A leaf's text, or that of the box that it is; a picture counts as one Han character."""
    if isinstance(leaf, boxes.TextBox):
        return str(leaf.text)
    if isinstance(leaf, boxes.InlineBlockBox):
        return "".join(text_of(inner) for inner in leaf.descendants() if not _holds(inner))
    return ATOM


def first_of(leaf: Any) -> str:
    """The first character of a leaf, as what stands before it must see it: of code that begins with
    a mark, such as --help or .json, its first letter, because such a mark may begin a line."""
    if is_attached(leaf):
        return JOINER
    text = text_of(leaf)
    if text[0] in BEGINNING and custom(leaf.style, LINE_BREAK) == ("anywhere",):
        return next(filter(str.isalnum, text), text[0])
    return text[0]


def _holds(box: Any) -> bool:
    """True for a box that only holds others."""
    return isinstance(box, boxes.ParentBox)
