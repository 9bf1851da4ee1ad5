"""Box tree → the same, every text box knowing its place in its paragraph and its annotations."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain, islice, takewhile
from typing import Any

from weasyprint.formatting_structure import boxes, build

from keben.composition import interlinear
from keben.composition.annotation import custom
from keben.composition.balance import is_balanced
from keben.composition.characters import JOINERS, is_han, is_latin
from keben.composition.ends import SOLID
from keben.composition.forme import Rules
from keben.composition.hooks import Hook
from keben.composition.hyphenating import ROWS, Rows
from keben.composition.interlinear import Annotation
from keben.composition.measure import is_measurable
from keben.composition.place import (
    LINE_RULES,
    Place,
    as_styled,
    first_of,
    is_attached,
    leaves,
    localised_rules,
    rules_of,
    text_of,
)
from keben.composition.run import Neighbours

ANNOTATED = "keben_annotated"
"""Where a style keeps the annotations of the texts that are set in it."""

MARKS = ("emphasis-mark", "line-mark")
"""Custom properties that ask for a mark at each character, or a line along them."""

LETTERS = 200
"""Letters of a word beside a text that are counted at most."""


def _preparing(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_anonymous_boxes(box: Any) -> Any:
        finished = original(box)
        _prepare(finished)
        return finished

    return create_anonymous_boxes


def _prepare(box: Any) -> None:
    if isinstance(box, boxes.LineBox):
        _prepare_line(box)
    for child in getattr(box, "children", ()):
        _prepare(child)


def _prepare_line(line: Any) -> None:
    texts = [leaf for leaf in leaves(line) if isinstance(leaf, boxes.TextBox) and leaf.text]
    asked = localised_rules(line.style)
    annotations: dict[int, tuple[Annotation, ...]] = {}
    for leaf in texts:
        if interlinear.is_annotated(leaf.text):
            annotations[id(leaf)] = _take_annotations(leaf, composed=asked is not None)
    # Other lines than Chinese, Japanese and Korean ones are left to WeasyPrint, but it knows
    # neither annotations nor marks, nor heads of lines about equally long.
    special = any(annotations.values()) or any(is_marked(leaf.style) for leaf in texts)
    special = special or is_balanced(line.style)
    rules = asked if special else rules_of(line.style)
    if rules is not None:
        setattr(line, LINE_RULES, rules)
    rows = Rows()
    for leaf in texts:
        setattr(leaf, ROWS, rows)
    found = [leaf for leaf in leaves(line) if text_of(leaf)]
    for index, leaf in enumerate(found):
        if not isinstance(leaf, boxes.TextBox):
            continue
        own = rules or _passage_rules(leaf)
        if own is None:
            continue
        own = as_styled(own, leaf.style)
        before = text_of(found[index - 1])[-1] if index else None
        after = first_of(found[index + 1]) if index + 1 < len(found) else None
        if is_attached(leaf) and is_han(_base(found[:index])):
            own = replace(own, gap=0.0)
        leaf.keben_place = Place(
            line,
            Neighbours(before, after, _letters_beside(found, index)),
            own,
            annotations=annotations.get(id(leaf), ()),
            ends_line=not found[index + 1 :] or _decoration(leaf) != _decoration(found[index + 1]),
        )


def _letters_beside(found: list[Any], index: int) -> tuple[int, int]:
    """How many letters before and after a leaf belong to the word with which it begins or ends."""
    own = text_of(found[index])
    before = (text_of(found[place])[::-1] for place in range(index - 1, -1, -1))
    after = (text_of(found[place]) for place in range(index + 1, len(found)))
    return (
        _letters(before) if is_latin(own[0]) else 0,
        _letters(after) if is_latin(own[-1]) else 0,
    )


def _letters(texts: Iterable[str]) -> int:
    """How many letters texts begin with, one after another; no line has as many as are counted."""
    return sum(1 for _ in islice(takewhile(is_latin, chain.from_iterable(texts)), LETTERS))


def _decoration(leaf: Any) -> Any:
    return leaf.style["text_decoration_line"]


def _base(before: list[Any]) -> str:
    """The character to which what follows some leaves is attached; nothing at a line's start."""
    texts = (text_of(leaf).rstrip(JOINERS) for leaf in reversed(before))
    return next((text[-1] for text in texts if text), "")


def _passage_rules(leaf: Any) -> Rules | None:
    """The rules of a Chinese or Japanese passage in a line that WeasyPrint sets and stretches, and
    would stretch anew at its spaces if it had any."""
    is_solid = (leaf.style["lang"] or "")[:2] in SOLID and " " not in leaf.text
    return rules_of(leaf.style) if is_solid else None


def is_marked(style: Any) -> bool:
    """True if a style asks for emphasis marks or a line along its text."""
    return any(custom(style, name) not in ((), ("none",)) for name in MARKS)


def _take_annotations(leaf: Any, *, composed: bool) -> tuple[Annotation, ...]:
    """A box's annotations, taken out of its text; put in brackets where nothing can stand over
    a line."""
    style = leaf.style
    usual = style["white_space"] in ("normal", "nowrap") and style["letter_spacing"] == "normal"
    bare, annotations = interlinear.separate(leaf.text)
    if not (composed and usual and is_measurable(bare)) or _has_right_to_left(bare):
        leaf.text = interlinear.bracket(leaf.text)
        return ()
    leaf.text = bare
    vars(style).setdefault(ANNOTATED, {})[bare] = annotations
    return annotations


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def annotations_of(text: str, style: Any) -> tuple[Annotation, ...]:
    """The annotations of a text, or of the end of one, that is set in a style."""
    for whole, found in getattr(style, ANNOTATED, {}).items():
        if whole.endswith(text):
            return interlinear.within(found, len(whole) - len(text), len(whole))
    return ()


def _extracting(original: Callable[..., Any]) -> Callable[..., Any]:
    def extract_text(self: Any, text_part: str) -> str:
        """Bookmarks and running heads hold no annotations and no numbers of notes."""
        return interlinear.strip(original(_without_calls(self), text_part))

    return extract_text


def _without_calls(box: Any) -> Any:
    """A box without the marks that call notes."""
    if all(each.footnote is None for each in box.descendants()):
        return box
    return box.copy_with_children(
        [_without_calls(child) for child in box.children if child.footnote is None]
    )


HOOKS = (
    Hook(
        build,
        "create_anonymous_boxes",
        ("box",),
        _preparing,
        until="WeasyPrint tells a text box its neighbours, and has ruby and text-emphasis",
    ),
    Hook(
        boxes.Box,
        "extract_text",
        ("self", "text_part"),
        _extracting,
        until="WeasyPrint has ruby, and leaves ::footnote-call out of content(text)",
    ),
)
