"""A line of code that is too long → parted after a point of its own, as an address is; laid-out
pages → the same with a mark at the end of each line of code that goes on in the next.

A theme asks for it with the custom property ``--wrap-mark: hook`` on the lines of code. The mark is
a drawn shape and an artifact: what a reader copies is the code as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from keben.composition.addresses import is_point
from keben.composition.annotation import custom
from keben.composition.marks import Shape, shape_box
from keben.composition.place import LINE_BREAK, leaves
from keben.composition.tagging import LAYOUT, LOGICAL, MARK

WIDTH, RISE, DROP = 0.5, 0.62, 0.22
"""em: how wide the hook is, and where it begins and ends above the baseline."""

HEAD = 0.15
"""em: how far its point opens."""

LINE = 0.06
"""em: how thick it is."""

LEAST = 4
"""Characters behind the blanks before a word, of which less is not parted from the rest."""

Point = tuple[float, float]


def part_code(
    split: Callable[..., Any],
    context: Any,
    box: Any,
    available_width: float | None,
    skip: int,
    *,
    is_line_start: bool,
) -> Any:
    """The next piece of a text that WeasyPrint sets; of code, one that would end inside a word, or
    hold nothing but the blanks before one, ends after the last point of the word that fits."""
    made = split(context, box, available_width, skip, is_line_start=is_line_start)
    piece, resume, forced = made
    if forced or not (piece and resume) or box.style["white_space"] != "pre-wrap":
        return made
    if custom(box.style, LINE_BREAK) != ("anywhere",) or not box.text.isascii():
        return made
    if not piece.text.strip(" "):
        whole = split(context, box, None, skip, is_line_start=is_line_start)[0]
        # All of these characters are as wide as one another.
        end = skip + int((available_width or 0.0) / whole.width * len(whole.text))
        least = resume + LEAST
    elif " " not in box.text[resume - 1 : resume + 1]:
        end, least = resume, skip + (resume - skip) // 2
    else:
        return made
    fitting = range(min(end, len(box.text) - 1), least, -1)
    text = box.text
    place = next((p for p in fitting if text[p - 1] == " " or is_point(text, p)), 0)
    if not place:
        return made
    short = box.copy_with_text(box.text[:place])
    return split(context, short, None, skip, is_line_start=is_line_start)[0], place, False


def mark_wrapped_lines(pages: Sequence[Any]) -> None:
    """Mark the wrapped lines of every page."""
    for page in pages:
        for block in _wrapped(page._page_box):
            for line in block.children[:-1]:
                _mark(block, line)


def _wrapped(box: Any) -> Iterator[Any]:
    """The blocks that ask for a mark and hold more than one line."""
    children = getattr(box, "children", ())
    if children and isinstance(children[0], boxes.LineBox):
        if len(children) > 1 and custom(box.style, "wrap-mark") == ("hook",):
            yield box
        return
    for child in children:
        yield from _wrapped(getattr(child, "_box", child))


def _mark(block: Any, line: Any) -> None:
    texts = [leaf for leaf in leaves(line) if isinstance(leaf, boxes.TextBox) and leaf.text.strip()]
    if not texts:
        return
    text = texts[-1]
    em = block.style["font_size"]
    right = block.content_box_x() + block.width + block.padding_right - 0.4 * em
    baseline = text.position_y + text.baseline
    ornament = shape_box(text, tuple(_hook(right - WIDTH * em, right, baseline, em)))
    setattr(ornament, MARK, LAYOUT)
    setattr(line, LOGICAL, getattr(line, LOGICAL, line.children))
    line.children = (*line.children, ornament)


def _hook(left: float, right: float, baseline: float, em: float) -> Iterator[Shape]:
    """A line that falls and turns back: ↵, drawn."""
    top, foot = baseline - RISE * em, baseline - DROP * em
    yield _path((right, top), (right, foot), (left, foot), width=LINE * em)
    point = HEAD * em
    yield _path(
        (left + point, foot - point), (left, foot), (left + point, foot + point), width=LINE * em
    )


def _path(start: Point, *ends: Point, width: float) -> Shape:
    """Straight lines, as the curves that shapes are made of."""
    curves = []
    here = start
    for end in ends:
        third = ((2 * here[0] + end[0]) / 3, (2 * here[1] + end[1]) / 3)
        last = ((here[0] + 2 * end[0]) / 3, (here[1] + 2 * end[1]) / 3)
        curves.append((third, last, end))
        here = end
    return Shape(start, tuple(curves), width=width)
