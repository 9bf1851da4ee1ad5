"""The notes that lines call → the foot of each page: in order, none lost, none doubled.

The notes of a page are those that its lines call when it is done. While lines are made, only the
room that their notes need is kept free. A note that is not finished goes on at the foot of the next
page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout

from keben.composition.floating import FLOATED

MOST = 2 / 3
"""The share of a page that notes from earlier pages may take from its text."""

TALL = 1e6
"""px: a room in which every note fits."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Notes that are not finished, by number, and where in the first of them to go on."""

    numbers: tuple[int, ...] = ()
    skip: Any = None


@dataclass(frozen=True, slots=True)
class End:
    """What a page leaves over, and the notes that have begun by its end."""

    rest: Rest = Rest()
    begun: frozenset[int] = frozenset()


@dataclass(slots=True)
class Foot:
    """The foot of the page that is being made: its area, the page's bottom without notes (px), how
    the page before ended, the notes called so far, the text when it is laid out;
    by the notes called, how tall (px) the whole area is, and how much of it was kept free; how much
    is kept free now, and is at least."""

    area: Any
    bottom: float
    before: End
    called: tuple[int, ...] = ()
    text: Any = None
    heights: dict[tuple[int, ...], float] = field(default_factory=dict)
    kept: dict[tuple[int, ...], float] = field(default_factory=dict)
    free: float = 0.0
    least: float = 0.0

    @property
    def wanted(self) -> Rest:
        """The notes that belong at this foot."""
        return Rest(self.before.rest.numbers + self.called, self.before.rest.skip)

    @property
    def top(self) -> float:
        """px: where the page's text begins, below figures at its head."""
        page = self.area.page
        return float(page.content_box_y() + getattr(page, FLOATED, 0.0))


@dataclass(slots=True)
class Ledger:
    """The notes of a document in the order of their calls, and how each page ended.

    Pages may be made again, so a page begins where the one before it, by number, ended.
    ``stacked`` are the heights (px) of areas with one note or two, by their style, width and notes.
    """

    notes: tuple[Any, ...]
    foot: Foot | None = None
    ends: dict[int, End] = field(default_factory=dict)
    numbers: dict[int, int] = field(init=False)
    ready: dict[int, Any] = field(default_factory=dict)
    stacked: dict[tuple[int, float, tuple[int, ...]], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = {id(note): number for number, note in enumerate(self.notes)}

    def begin_page(self, context: Any) -> Foot:
        """The foot of the page that is begun; room is kept for what came from the page before."""
        area = context.current_footnote_area
        if self.foot is not None and self.foot.area is area:
            return self.foot
        before = self.ends.get(context.current_page - 1, End())
        self.foot = foot = Foot(area, context.page_bottom, before)
        if before.rest.numbers:
            self._keep_free(context, foot, self._fit(context, (foot.bottom - foot.top) * MOST)[0])
        return foot

    def find(self, box: Any) -> tuple[int, ...]:
        """The notes that are called in a box and that began on no earlier page, in order."""
        begun = self.foot.before.begun if self.foot else frozenset()
        notes = (getattr(each, "footnote", None) for each in box.descendants(placeholders=True))
        return tuple(sorted({self.numbers[id(note)] for note in notes if note} - begun))

    def call(self, context: Any, called: tuple[int, ...], room: float, *, movable: bool) -> None:
        """Keep room for the notes that a line calls; ``room`` (px) is what is below the line.

        The line is left no room, so that it goes to the next page, where one of its notes cannot
        even begin; not if nothing stands before it.
        """
        foot = self.begin_page(context)
        # Whatever was called behind this line belongs to lines that were taken back.
        foot.called = (*(number for number in foot.called if number < called[0]), *called)
        height = self._height(context, foot)
        if height > room:
            least, rest = self._fit(context, room, forced=False)
            begins = not rest.numbers or (rest.numbers == called[-1:] and rest.skip is not None)
            height = least if begins or not movable else height
        self._keep_free(context, foot, height)

    def take_back(self, context: Any, note: Any) -> None:
        """Forget a note whose line is taken from the page."""
        foot, number = self.foot, self.numbers.get(id(note))
        if foot is not None and number in foot.called:
            foot.called = tuple(each for each in foot.called if each != number)
            kept = foot.kept.get(foot.called)
            height = self._height(context, foot) if kept is None else kept
            self._keep_free(context, foot, height)

    def hold(self, context: Any, bottom: float | None) -> None:
        """Let lines end above ``bottom`` (px), whatever notes need; None lets go of it."""
        foot = self.begin_page(context)
        foot.least = 0.0 if bottom is None else foot.bottom - bottom
        context.page_bottom = foot.bottom - max(foot.free, foot.least)

    def end_page(self, context: Any, absolute: list[Any], fixed: list[Any]) -> Any:
        """The area of the page's notes, as many as stand below its text."""
        foot = self.begin_page(context)
        text = None if foot.text is None else bottom_of(foot.text)
        foot.called = () if foot.text is None else self.find(foot.text)
        room = foot.bottom - (foot.top if text is None else text)
        forced = text is None
        area, rest = self._lay_out(context, foot, foot.wanted, room, forced, absolute, fixed)
        begun = foot.before.begun.union(foot.called)
        self.ends[context.current_page] = End(rest, begun)
        # WeasyPrint lifts it by its height.
        area.translate(dy=area.margin_height())
        return area

    def _keep_free(self, context: Any, foot: Foot, height: float) -> None:
        foot.kept[foot.called] = foot.free = height
        context.page_bottom = foot.bottom - max(height, foot.least)

    def _height(self, context: Any, foot: Foot) -> float:
        """px of the area if every note were finished at this foot."""
        if foot.called not in foot.heights:
            foot.heights[foot.called] = self._stack(context, foot)
        return foot.heights[foot.called]

    def _stack(self, context: Any, foot: Foot) -> float:
        """The same, found from its notes one by one: what a note adds depends on the one before it,
        whose margin may be its own too, and on no other."""
        numbers, skip = foot.wanted.numbers, foot.wanted.skip
        if skip is not None and foot.called:
            beginning = foot.called[:0]
            if beginning not in foot.heights:
                foot.heights[beginning] = self._tall(context, foot, foot.before.rest)
            height = foot.heights[beginning]
            numbers = numbers[len(foot.before.rest.numbers) - 1 :]
        elif skip is not None or len(numbers) < 2:
            return self._tall(context, foot, foot.wanted)
        else:
            height = self._known(context, foot, numbers[:1])
        for pair in pairwise(numbers):
            height += self._known(context, foot, pair) - self._known(context, foot, pair[:1])
        return height

    def _known(self, context: Any, foot: Foot, numbers: tuple[int, ...]) -> float:
        key = (id(foot.area.style), foot.area.page.width, numbers)
        if key not in self.stacked:
            self.stacked[key] = self._tall(context, foot, Rest(numbers))
        return self.stacked[key]

    def _tall(self, context: Any, foot: Foot, wanted: Rest) -> float:
        """px of an area in which some notes find all the room that they need."""
        area, _ = self._lay_out(context, foot, wanted, TALL, True, [], [])
        return area.margin_height() if area.children else 0.0

    def _fit(self, context: Any, room: float, *, forced: bool = True) -> tuple[float, Rest]:
        """px that the notes take of a room, and what is left over."""
        foot = self.begin_page(context)
        area, rest = self._lay_out(context, foot, foot.wanted, room, forced, [], [])
        return (area.margin_height() if area.children else 0.0), rest

    def _lay_out(
        self,
        context: Any,
        foot: Foot,
        wanted: Rest,
        room: float,
        forced: bool,
        absolute: list[Any],
        fixed: list[Any],
    ) -> tuple[Any, Rest]:
        """An area with as many notes as a room (px) holds, above the page's bottom; at least a line
        if it is ``forced``."""
        empty = foot.area.copy_with_children([])
        empty.height = 0
        if not wanted.numbers:
            return empty, wanted
        area = foot.area.copy_with_children([self._box(foot, each) for each in wanted.numbers])
        # The rule above notes stands above those that go on, too.
        area.style = area.style.copy()
        area.style["box_decoration_break"] = "clone"
        area.position_y = foot.bottom - room
        kept = context.page_bottom, context.in_column
        context.page_bottom, context.in_column = foot.bottom, False
        context.create_block_formatting_context(object())
        skip = None if wanted.skip is None else {0: wanted.skip}
        done, resume, *_ = block_level_layout(
            context, area, 0, skip, foot.area.page, forced, absolute, fixed
        )
        context.finish_block_formatting_context()
        context.page_bottom, context.in_column = kept
        if done is None:
            return empty, wanted
        rest = Rest()
        if resume is not None:
            ((index, inner),) = resume.items()
            rest = Rest(wanted.numbers[index:], inner)
            done.height = (bottom_of(done) or done.content_box_y()) - done.content_box_y()
        done.translate(dy=foot.bottom - done.position_y - done.margin_height())
        return done, rest

    def _box(self, foot: Foot, number: int) -> Any:
        """A note's box, ready to be laid out."""
        if number not in self.ready:
            holder = foot.area.copy_with_children([self.notes[number].deepcopy()])
            (self.ready[number],) = build.create_anonymous_boxes(holder).children
        return self.ready[number]


def bottom_of(box: Any) -> float | None:
    """px: the foot of the lowest line or picture in a box; None where there is nothing.

    The boxes around them are stretched to the page's bottom where they go on behind it.
    """
    if box.is_absolutely_positioned():
        return None
    children = () if isinstance(box, boxes.LineBox) else box.children
    if not children:
        return _own_bottom(box)
    found = [bottom for bottom in map(bottom_of, children) if bottom is not None]
    if not found:
        return None
    return float(max(found) + box.padding_bottom + box.border_bottom_width)


def _own_bottom(box: Any) -> float | None:
    height = box.height if isinstance(box, boxes.LineBox) else box.border_height()
    return float(box.position_y + height) if height else None
