"""A passage of the text against a block of a file: the same, the beginning of it, or another."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from unicodedata import bidirectional

from keben.proof.passages import Expected
from keben.proof.reading import ANNOTATION, BASE, DIVIDED, Annotated, Leaf, joined

DASH = "—"

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their like: on a page, marks beside them stand where UAX #9 puts them, and a
reader of the page cannot tell for sure in which order they were written."""

UNMIRRORED = str.maketrans(")]}>»", "([{<«")
"""Brackets are mirrored with what they enclose, and a reader of the page may do so once more."""

HYPHENS = str.maketrans("", "", f"-\u2010{DIVIDED}")
"""Taken out of annotated words, which may be divided at a line end."""

STRONG = frozenset(("L", "R", "AL", "EN"))


def agree(text: str, passage: Expected) -> bool:
    """True where a block's text is the passage.

    The base of ruby must stand in order; its annotations must stand in the same block, each
    character as often as in the source, because editions set them before or after their base.
    """
    if text == passage.text:
        return True
    if DIVIDED in text:
        text = settle(text, passage.text)
    wanted = passage.text
    if passage.dashed:
        text, wanted = text.replace(DASH, ""), wanted.replace(DASH, "")
    if text == wanted:
        return True
    if RIGHT_TO_LEFT.search(wanted):
        sides = (text.translate(UNMIRRORED), wanted.translate(UNMIRRORED))
        return same_characters(*sides) and _letters(text) == _letters(wanted)
    has_ruby = passage.bare != passage.text
    return has_ruby and same_characters(text, wanted) and _holds_in_order(text, passage.bare)


def settle(text: str, wanted: str) -> str:
    """The text with each hyphen at a line end kept where ``wanted`` has one and else left out."""
    first, *others = text.split(DIVIDED)
    for part in others:
        next_one = wanted[len(first) : len(first) + 1]
        first += (next_one if next_one in ("-", "\u2010") else "") + part
    return first.replace("-", "\u2010") if "\u2010" in wanted and "-" not in wanted else first


def same_characters(text: str, other: str) -> bool:
    """True where two texts are the same but for the order of their characters, hyphens aside."""
    if text == other:
        return True
    one, two = (Counter(some) for some in (text, other))
    for hyphen in ("-", "\u2010", DIVIDED):
        one.pop(hyphen, None)
        two.pop(hyphen, None)
    return one == two


def misread(found: Annotated, wanted: Annotated) -> str:
    """The first annotated word that is not read before its own annotation; empty where there is
    none. A word may be divided into several, each with a part of its annotation, as where a line
    ends; what is left of it after the whole annotation is plain text. In words from right to left
    the order is not certain (:data:`RIGHT_TO_LEFT`)."""
    pieces = deque((part, left) for part, text in found if (left := text.translate(HYPHENS)))
    for (_, base), (_, over) in zip(wanted[::2], wanted[1::2], strict=True):
        if RIGHT_TO_LEFT.search(base + over):
            return ""
        rest = {BASE: base.translate(HYPHENS), ANNOTATION: over.translate(HYPHENS)}
        may_be = {BASE} if rest[BASE] else {ANNOTATION}
        while any(rest.values()):
            part, text = pieces[0] if pieces else ("", "")
            if part not in may_be or not rest[part].startswith(text):
                if rest[ANNOTATION] or len(may_be) == 1:
                    return base
                break
            rest[part] = rest[part].removeprefix(text)
            may_be = {BASE, ANNOTATION}
            pieces.popleft()
    return pieces[0][1] if pieces else ""


def _letters(text: str) -> str:
    """The letters and digits of a text, of which the order is certain."""
    return "".join(filter(lambda character: bidirectional(character) in STRONG, text))


def _holds_in_order(text: str, part: str) -> bool:
    characters = iter(text)
    return all(character in characters for character in part)


@dataclass(slots=True)
class Divided:
    """A passage of which only the beginning stands on a page, or in a column: ``leaf`` is what is
    there so far, as one block on its last page."""

    passage: Expected
    leaf: Leaf

    @classmethod
    def start(cls, leaf: Leaf, passage: Expected) -> Divided | None:
        """The passage begun by a block at a page's end; None where it is another."""
        divided = cls(passage, leaf)
        return divided if (leaf.broken or leaf.columns) and divided._may_go_on() else None

    @property
    def text(self) -> str:
        """The text so far."""
        return self.leaf.text

    @property
    def page(self) -> int:
        """The last page."""
        return self.leaf.page

    @property
    def is_whole(self) -> bool:
        """True where nothing of the passage is left to come."""
        return agree(self.text, self.passage)

    def take(self, leaf: Leaf) -> bool:
        """Add a block of a later page or column; False, with nothing added, where it is no piece of
        it."""
        if leaf.page < self.page or (leaf.page == self.page and not self.leaf.columns):
            return False
        longer = Divided(self.passage, joined(self.leaf, leaf))
        if not (longer.is_whole or longer._may_go_on()):
            return False
        self.leaf = longer.leaf
        return True

    def _may_go_on(self) -> bool:
        wanted = self.passage.text
        text = settle(self.text, wanted) if DIVIDED in self.text else self.text
        if self.passage.bare == wanted:
            return wanted.startswith(text) or (
                self.passage.dashed and wanted.startswith(text.lstrip(DASH))
            )
        return not Counter(text) - Counter(wanted)
