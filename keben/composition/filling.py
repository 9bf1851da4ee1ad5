"""Blocks between two that stand across all columns → the columns of them that a page holds.

Columns are set as they are measured. Where all that is left stands on the page, they are made as
low as they can be; where a note needs room below them, they all end above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.percent import resolve_percentages

from keben.composition.foot import bottom_of
from keben.composition.notes import ledger_of

HAIR = 0.01
"""px: less than this is no difference of lengths."""

STEP = 4.0
"""px by which columns may be higher than they must be."""

NEXT_PAGE = {"break": "any", "page": None}
"""What WeasyPrint's layout says of the next page where nothing is asked of it."""

GOES_ON = frozenset(("any", "column"))
"""Breaks after which a page goes on, in its next column."""


@dataclass(slots=True)
class Made:
    """Columns as they are laid out, where to go on behind them, what the next page must be, the
    boxes that are placed later, and whether every column ends above the page's notes."""

    columns: list[Any] = field(default_factory=list)
    resume: Any = None
    next_page: dict[str, Any] = field(default_factory=lambda: dict(NEXT_PAGE))
    absolute: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)
    has_room: bool = True

    @property
    def is_whole(self) -> bool:
        """True where nothing is left over for this page."""
        ends = self.resume is None or self.next_page["break"] not in GOES_ON
        return bool(self.columns) and ends and self.has_room


@dataclass(slots=True)
class Setting:
    """How columns are laid out: the block that they are columns of, how many, how wide and how far
    apart (px) they are, and what WeasyPrint was given for the block."""

    context: Any
    box: Any
    count: int
    width: float
    gap: float
    bottom_space: float
    around: Any
    first_letter: Any
    first_line: Any

    def place(self, children: list[Any], skip: Any, top: float, *, is_empty: bool) -> Made:
        """As many columns from ``top`` (px) as a page holds, or as low ones as hold all."""
        height = self.room(top)
        made = self._make(children, skip, top, height, is_empty=is_empty)
        while made.columns and not made.has_room and self.room(top) < height - HAIR:
            height = self.room(top)
            self._take_back(made)
            made = self._make(children, skip, top, height, is_empty=is_empty)
        if not made.is_whole:
            return made
        self._take_back(made)
        for low in self._heights(made, children, skip, top):
            lower = self._make(children, skip, top, low, is_empty=is_empty)
            if lower.is_whole and lower.resume == made.resume:
                return lower
            self._take_back(lower)
        return self._make(children, skip, top, height, is_empty=is_empty)

    def _heights(self, made: Made, children: list[Any], skip: Any, top: float) -> Iterator[float]:
        """px, the lowest first: heights that columns can probably have."""

        def fits(height: float) -> bool:
            # Not as on an empty page, where what must not be divided is.
            tried = self._make(children, skip, top, height, is_empty=False)
            self._take_back(tried)
            return tried.is_whole and tried.resume == made.resume

        heights = [lowest(each, top) - top for each in made.columns]
        low = height = sum(heights) / self.count
        step, most = STEP, max(heights)
        while height < most and not fits(height):
            low, height, step = height, height + step, 2 * step
        while height - low > STEP:
            middle = (low + height) / 2
            low, height = (low, middle) if fits(middle) else (middle, height)
        while height < most:
            yield height
            height += STEP

    def room(self, top: float) -> float:
        """px from a place to where lines must end."""
        return float(self.context.page_bottom - self.bottom_space - top)

    def _make(
        self, children: list[Any], skip: Any, top: float, height: float, *, is_empty: bool
    ) -> Made:
        """Columns from ``top``, no higher than ``height`` (px); where the page ``is_empty`` above
        them, each holds something."""
        made = Made(resume=skip)
        with _ending_at(self.context, top + height + self.bottom_space):
            for number in range(self.count):
                column = self._begin(children, top, number)
                laid, resume, next_page, *_ = self._fill(column, made, is_empty=is_empty)
                if laid is None:
                    break
                made.columns.append(laid)
                made.resume, made.next_page = resume, next_page
                if resume is None or next_page["break"] not in GOES_ON:
                    break
        if not made.columns:
            made.resume = None
        low = max((lowest(each, top) for each in made.columns), default=top)
        made.has_room = low - top <= min(height, self.room(top)) + HAIR
        return made

    def _begin(self, children: list[Any], top: float, number: int) -> Any:
        column = self.box.anonymous_from(self.box, children=children)
        resolve_percentages(column, self.around)
        column.is_column = True
        column.width = self.width
        column.position_x = self.box.content_box_x() + number * (self.width + self.gap)
        column.position_y = top
        return column

    def _fill(self, column: Any, made: Made, *, is_empty: bool) -> Any:
        return block.block_box_layout(
            self.context,
            column,
            self.bottom_space,
            made.resume,
            self.around,
            is_empty,
            made.absolute,
            made.fixed,
            [],
            self.first_letter,
            self.first_line,
            discard=False,
            max_lines=None,
        )

    def _take_back(self, made: Made) -> None:
        block.remove_placeholders(self.context, made.columns, [], [])


@contextmanager
def _ending_at(context: Any, bottom: float) -> Iterator[None]:
    """While this lasts, lines end above ``bottom``, px."""
    ledger, kept = ledger_of(context), context.page_bottom
    if ledger is None:
        context.page_bottom = min(kept, bottom)
    else:
        ledger.hold(context, bottom)
    try:
        yield
    finally:
        if ledger is None:
            context.page_bottom = kept
        else:
            ledger.hold(context, None)


def lowest(box: Any, top: float) -> float:
    """px: the foot of what a column holds; its ``top`` where it holds nothing."""
    found = bottom_of(box)
    return top if found is None else found
