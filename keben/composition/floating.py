"""A figure or a table that does not fit on its page → the head of the next; what follows it fills
the page.

A figure that may float bears the class ``floats``. Where it would go to the next page, a box
without height stands in its place, and the figure is set above the text of the next page. In the
structure tree it is read where its place is, because both are boxes of one element.

A page is judged when it is done: where nothing follows a figure's place, or the next page does not
go on with the same text, the figure is kept from floating and the page is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from keben.composition.grid import pitch_of

CLASS = "floats"
STATE = "keben_floats"
"""Where a layout context keeps its figures that float."""
WAITS = "keben_waits"
"""Where the box in a figure's place keeps what waits for the next page."""
FLOATED = "keben_floated"
"""Set on a figure that stands at a page's head; on a page, the height that its figures take, px."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A figure that waits: its box, the box it stands in, its distance from the page's edge and its
    height, px."""

    box: Any
    around: Any
    indent: float
    height: float


@dataclass(slots=True)
class Floats:
    """What waits at the end of each page, by the page's number, and the figures that must not."""

    ends: dict[int, tuple[Waiting, ...]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    here: list[Waiting] = field(default_factory=list)


def may_float(context: Any, box: Any) -> bool:
    """True for a figure that is allowed to leave its place."""
    element = box.element
    classes = (element.get("class") or "").split()
    return CLASS in classes and id(element) not in _floats(context).kept


def is_before(context: Any) -> bool:
    """True where another figure waits already, before which none may stand."""
    return bool(_floats(context).here)


def wait(context: Any, box: Any, around: Any, height: float) -> Any | None:
    """A box for the place of a figure, ``height`` px high, which is put off; None where the next
    page has no room for it."""
    floats, page = _floats(context), context.current_footnote_area.page
    taken = sum(each.height for each in floats.here if each.box.element is not box.element)
    if taken + height > page.height:
        return None
    indent = box.position_x - page.content_box_x()
    waiting = Waiting(box, around, indent, height)
    floats.here = [each for each in floats.here if each.box.element is not box.element]
    floats.here.append(waiting)
    place = box.copy_with_children([])
    place.is_table_wrapper = False
    place.style = box.style.copy()
    place.style["anchor"] = None
    for side in ("top", "right", "bottom", "left"):
        setattr(place, f"margin_{side}", 0)
        setattr(place, f"padding_{side}", 0)
        setattr(place, f"border_{side}_width", 0)
    place.width, place.height = around.width, 0
    setattr(place, WAITS, waiting)
    return place


def remaking(original: Callable[..., Any]) -> Callable[..., Any]:
    """Make a page, again where a figure had better not float from it."""

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        floats, number = _floats(context), index + 1
        broken = dict(context.broken_out_of_flow)
        while True:
            floats.here = []
            made = original(index, context, root_box, html)
            waiting = tuple(_waiting(made[0]))
            lost = _lost(made[0], waiting, made[1], context.page_maker[number][1])
            if not lost:
                break
            floats.kept.update(id(each.box.element) for each in lost)
            context.broken_out_of_flow = dict(broken)
        if waiting != floats.ends.get(number, ()):
            floats.ends[number] = waiting
            if made[1] is not None:
                context.page_maker[number][-1]["content_changed"] = True
        return made

    return remake_page


def setting_page(original: Callable[..., Any]) -> Callable[..., Any]:
    """Set the figures that wait at a page's head, and its text below them."""

    def block_level_layout(context: Any, box: Any, *more: Any, **named: Any) -> Any:
        waiting = _floats(context).ends.get(context.current_page - 1, ())
        if box.element_tag != "html" or not waiting:
            return original(context, box, *more, **named)
        bottom_space, skip, page, _, *rest = more
        top = box.position_y
        placed = list(_set(context, waiting, page, top))
        height = _on_grid(box, placed[-1], top)
        setattr(page, FLOATED, height)
        box.position_y = top + height
        # The page is not empty: what does not fit below the figures goes on to the next.
        result = original(context, box, bottom_space, skip, page, False, *rest, **named)
        if result[0] is None:
            result = _without_text(context, box, skip, page, original)
        result[0].children = [*placed, *result[0].children]
        return result

    return block_level_layout


def _without_text(
    context: Any, root: Any, skip: Any, page: Any, original: Callable[..., Any]
) -> Any:
    """A page below whose figures nothing fits: its boxes down to what begins the next page, and
    nothing in them."""
    copy = inner = box = root.deepcopy()
    below = skip
    while below and len(below) == 1 and not isinstance(box, boxes.LineBox):
        ((place, below),) = below.items()
        # What stands behind it, such as a chapter's next section, does not come before it.
        box.children = box.children[: place + 1]
        box, inner = box.children[place], box
    inner.children = []
    inner.force_fragmentation = True
    laid = original(context, copy, 0, skip, page, True, [], [], [])[0]
    return laid, skip, {"break": "any", "page": page.page_type.name}, [], False, None


def _set(context: Any, waiting: tuple[Waiting, ...], page: Any, top: float) -> Iterator[Any]:
    for each in waiting:
        each.box.position_x = page.content_box_x() + each.indent
        each.box.position_y = top
        laid = block.block_level_layout(context, each.box, 0, None, each.around, True, [], [], [])
        setattr(laid[0], FLOATED, True)
        yield laid[0]
        top = laid[0].position_y + laid[0].margin_height()


def _on_grid(root: Any, last: Any, top: float) -> float:
    """px from a page's head to the text below the figures, in whole lines."""
    pitch = pitch_of(root)
    height: float = last.position_y + last.margin_height() - top
    return ceil(height / pitch - 0.01) * pitch if pitch else height


def _waiting(page: Any) -> Iterator[Waiting]:
    """The figures whose places stand on a page that is done."""
    for box in page.descendants():
        if hasattr(box, WAITS):
            yield getattr(box, WAITS)


def _lost(
    page: Any, waiting: tuple[Waiting, ...], rest: Any, next_page: Any
) -> tuple[Waiting, ...]:
    """Those figures that must not wait: all of them where the next page begins something else, and
    those behind which nothing stands on their page."""
    if not waiting:
        return ()
    here = page.page_type.name or None
    if rest is None or next_page["break"] != "any" or (next_page["page"] or None) != here:
        return waiting
    last: tuple[Waiting, ...] = ()
    for box in page.children[0].descendants():
        if hasattr(box, WAITS):
            last = (*last, getattr(box, WAITS))
        elif isinstance(box, boxes.LineBox | boxes.ReplacedBox):
            last = ()
    return last


def _floats(context: Any) -> Floats:
    if not hasattr(context, STATE):
        setattr(context, STATE, Floats())
    floats: Floats = getattr(context, STATE)
    return floats
