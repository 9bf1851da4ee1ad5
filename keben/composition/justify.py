"""A full line → the same with its end trimmed and its spare width shared out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from keben.composition.characters import is_syllable, may_stretch
from keben.composition.cutting import LETTER_STRETCH
from keben.composition.ends import SOLID
from keben.composition.glyphs import note_moves
from keben.composition.hooks import Hook
from keben.composition.place import first_of, leaves, line_rules, place_of, text_of
from keben.composition.run import ANY, GAP, SPACE, Fit, Run
from keben.composition.stretch import spread

LARGEST_HOLE = 0.5
"""A line that would need wider gaps than this many em is left ragged."""

LARGEST_WORD_SPACE = 1.0
"""The same for lines that can be stretched at their word spaces only, which are few."""

UNIT = 0.001
"""em: PDF writes the moves of glyphs in thousandths (ISO 32000-1 §9.4.3)."""

CAPS = {"letter": LETTER_STRETCH, "space": 0.25, "gap": 0.3}
"""em that a word space, or the gap between Han and Latin, may gain before all else gains."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line may be stretched: after a character of a leaf. ``kind`` is ``space`` for a word
    space, ``gap`` between Han and Latin, else ``any``."""

    leaf: int
    index: int
    kind: str


def _aligning(original: Callable[..., Any]) -> Callable[..., Any]:
    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        if not last and line_rules(line):
            _trim_end(line, line.width - available_width)
        return original(context, line, available_width, last)

    return text_align


def _fit_of(leaf: Any) -> Fit | None:
    place = place_of(leaf)
    return place.fit if place else None


def _trim_end(line: Any, need: float) -> None:
    """Let the mark that ends a line give up its half where the line ends with its box: only now
    is it known that nothing follows."""
    chain, box = [], line
    while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
        chain.append(box)
        box = box.children[-1]
    place = place_of(box)
    if place is None or place.fit is None or place.measured is None:
        return
    fit, run = place.fit, place.measured.run
    if fit.closed or fit.end != len(run.text):
        return
    last = fit.start + len(box.text) - 1
    spare = box.width - _drawn_width(run, fit, last + 1) if last < fit.end - 1 else 0.0
    trim = run.last_trim(fit.end, need - spare)
    if trim > 0:
        fit.right[last] = fit.right.get(last, 0.0) - trim
        note_moves(box, fit)
    else:
        trim = 0.0
    for each in (*chain, box):
        each.width -= spare + trim


def _drawn_width(run: Run, fit: Fit, end: int) -> float:
    """The width of a line's share up to ``end``: WeasyPrint takes the spaces at a line's end away
    and measures what is left as if the text behind the line stood beside it."""
    return sum(
        run.advances[index] - fit.left.get(index, 0.0) + fit.right.get(index, 0.0)
        for index in range(fit.start, end)
    )


def _justifying(original: Callable[..., Any]) -> Callable[..., Any]:
    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        em = line.style["font_size"]
        forced = line.style["text_align_last"] == "justify"
        if line_rules(line) is None:
            if forced or extra_width <= LARGEST_WORD_SPACE * em * _word_spaces(line):
                original(context, line, extra_width)
            return
        if _is_one_text(line):
            _justify_text(line, extra_width, em)
            return
        found = [leaf for leaf in leaves(line) if text_of(leaf)]
        spots = list(_spots(found))
        solid = (line.style["lang"] or "")[:2] in SOLID
        room = (LARGEST_HOLE if solid else LARGEST_WORD_SPACE) * em * len(spots)
        letters = [] if forced or extra_width <= room else list(_letters(found))
        if (spots and forced) or 0 < extra_width <= room + LETTER_STRETCH * em * len(letters):
            gained = _share_out(spots, letters, extra_width, em)
            _move(line, 0.0, {id(found[leaf]): gain for leaf, gain in gained.items()})

    return justify_line


def _word_spaces(line: Any) -> int:
    """How many spaces WeasyPrint would widen."""
    return sum(text_of(leaf).count(space) for leaf in leaves(line) for space in " \u00a0")


def _is_one_text(line: Any) -> bool:
    """True for a line of one text that keben has cut, that is stretched between any of its
    characters, and that holds no address."""
    if len(line.children) != 1 or type(line.children[0]) is not boxes.TextBox:
        return False
    (text,) = line.children
    if (line.style["lang"] or "")[:2] not in SOLID or (text.style["lang"] or "")[:2] not in SOLID:
        return False
    return bool(text.text and _fit_of(text)) and not text.keben_place.measured.run.spacing.soft


def _justify_text(line: Any, extra: float, em: float) -> None:
    """The same as for any line, in less time: most lines hold one text."""
    (text,) = line.children
    place = text.keben_place
    fit, start = place.fit, place.fit.start
    kinds = place.measured.run.stretches[start : start + len(text.text) - 1]
    count = len(kinds) - kinds.count(0)
    forced = line.style["text_align_last"] == "justify"
    if not count or not (forced or 0 < extra <= LARGEST_HOLE * em * count):
        return
    if extra < UNIT * em:
        return
    gained: dict[int, float] = {}
    for kind, name in ((SPACE, "space"), (GAP, "gap"), (ANY, "")):
        if name and kind not in kinds:
            continue
        chosen = [n for n, each in enumerate(kinds) if (each == kind if name else each)]
        cap = CAPS[name] * em if name else extra
        shares = spread(len(chosen), cap, extra, unit=UNIT * em)
        for index, share in zip(chosen, shares, strict=True):
            gained[index] = gained.get(index, 0.0) + share
        extra -= sum(shares)
        if extra < UNIT * em:
            break
    for index, share in gained.items():
        fit.right[start + index] = fit.right.get(start + index, 0.0) + share
    note_moves(text, fit)
    widened = sum(gained.values())
    text.width += widened
    line.width += widened


def _spots(found: list[Any]) -> Iterator[Spot]:
    """The places of a line; inside text with word spaces only these."""
    for number, leaf in enumerate(found):
        fit = _fit_of(leaf)
        if fit is None and isinstance(leaf, boxes.TextBox):
            continue
        spacing = leaf.keben_place.measured.run.spacing if fit is not None else None
        spaced = (leaf.style["lang"] or "")[:2] not in SOLID
        text = text_of(leaf)
        follower = first_of(found[number + 1]) if number + 1 < len(found) else ""
        for index, (character, after) in enumerate(zip(text, (*text[1:], follower), strict=True)):
            if not after:
                continue
            if spacing is not None and fit is not None and fit.start + index in spacing.absorbed:
                continue
            if character in " \u00a0":
                yield Spot(number, index, "space")
            elif (spaced and index + 1 < len(text)) or not may_stretch(character, after):
                continue
            elif spacing is None or fit is None:
                yield Spot(number, index, "any")
            elif fit.start + index not in spacing.apostrophes:
                yield Spot(number, index, "gap" if spacing.gaps[fit.start + index] else "any")


def _letters(found: list[Any]) -> Iterator[Spot]:
    """The places between the letters of addresses and code, and between the syllables of Korean
    words, for a line that has too few others."""
    for number, leaf in enumerate(found):
        fit = _fit_of(leaf)
        if fit is None:
            continue
        soft = leaf.keben_place.measured.run.spacing.soft
        spaced = (leaf.style["lang"] or "")[:2] not in SOLID
        for index, (character, after) in enumerate(pairwise(text_of(leaf))):
            if fit.start + index in soft or (
                spaced and is_syllable(character) and is_syllable(after)
            ):
                yield Spot(number, index, "letter")


def _share_out(
    spots: list[Spot], letters: list[Spot], extra: float, em: float
) -> dict[int, dict[int, float]]:
    """By leaf and character, what each spot gains: letters of addresses where there are any, word
    spaces, then the gaps between Han and Latin, then every spot alike (clreq §3.2.2)."""
    gained: dict[int, dict[int, float]] = {}
    for kind in ("letter", "space", "gap", ""):
        among = letters if kind == "letter" else spots
        chosen = [spot for spot in among if not kind or spot.kind == kind]
        cap = CAPS[kind] * em if kind else extra
        shares = spread(len(chosen), cap, extra, unit=UNIT * em)
        for spot, share in zip(chosen, shares, strict=True):
            leaf = gained.setdefault(spot.leaf, {})
            leaf[spot.index] = leaf.get(spot.index, 0.0) + share
        extra -= sum(shares)
        if extra < UNIT * em:
            break
    return gained


def _move(box: Any, shift: float, gained: dict[int, dict[int, float]]) -> float:
    """Widen a line's boxes by what their characters gained; the shift for what follows."""
    own = gained.get(id(box), {})
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = _move(child, shift, gained)
        box.width += shift - before
        return shift
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        fit = _fit_of(box)
        if own and fit is not None:
            for index, share in own.items():
                fit.right[fit.start + index] = fit.right.get(fit.start + index, 0.0) + share
            note_moves(box, fit)
            box.width += sum(own.values())
    else:
        box.translate(shift, 0)
    return shift + sum(own.values())


HOOKS = (
    Hook(
        inline,
        "text_align",
        ("context", "line", "available_width", "last"),
        _aligning,
        until="WeasyPrint has text-spacing-trim",
    ),
    Hook(
        inline,
        "justify_line",
        ("context", "line", "extra_width"),
        _justifying,
        until="WeasyPrint has text-justify: inter-character",
    ),
)
