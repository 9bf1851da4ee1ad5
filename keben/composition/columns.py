"""A block in columns → the same on each page, with nothing lost where the columns end.

WeasyPrint measures columns and then sets them by other rules: what the measured columns held and
the set ones do not is lost where something stands across all columns behind it. So is a part of
what stands across them and goes on over a page's end; and a page that must begin in a column does
not. Here the pieces of such a block are placed one by one, and each says where it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout import block
from weasyprint.layout.percent import percentage, resolve_percentages

from keben.composition.filling import NEXT_PAGE, Setting, lowest
from keben.composition.hooks import OF_BLOCKS, Hook


@dataclass(slots=True)
class Pieces:
    """The pieces of a block, columns and what stands across all of them, one below the other: those
    that are placed on this page, px from where to where, and where the next page goes on."""

    setting: Setting
    children: list[Any]
    top: float
    is_empty: bool
    absolute: list[Any]
    fixed: list[Any]
    placed: list[Any] = field(default_factory=list)
    margins: list[float] = field(default_factory=list)
    resume: Any = None
    next_page: dict[str, Any] = field(default_factory=lambda: dict(NEXT_PAGE))

    def go_on(self, skip: Any) -> None:
        """Place what the page holds, from ``skip`` on."""
        ((index, inner),) = (skip or {0: None}).items()
        is_begun = skip is not None
        while index < len(self.children):
            if self.placed and (page := self._page_before(index)) is not None:
                self.resume, self.next_page = {index: None}, page
                return
            across = _stands_across(self.children[index])
            end = index + 1 if across else self._end(index)
            if across:
                is_placed, resume = self._stand_across(index, inner)
            else:
                start = {0: inner} if is_begun else None
                is_placed, resume = self._stand_in_columns(index, end, start)
            if not is_placed or resume is not None:
                self.resume = {index: None} if not is_placed else resume
                return
            index, inner, is_begun, self.is_empty = end, None, False, False

    def _stand_across(self, index: int, skip: Any) -> tuple[bool, Any]:
        setting, child = self.setting, self.children[index].copy()
        child.position_x, child.position_y = setting.box.content_box_x(), self.top
        resolve_percentages(child, setting.box)
        # What stands across all columns is in none: a figure of it shrinks as on a page without.
        with _in_column(setting.context, is_in=False):
            laid, resume, self.next_page, margins, *_ = block.block_level_layout(
                setting.context,
                child,
                setting.bottom_space,
                skip,
                setting.box,
                self.is_empty,
                self.absolute,
                self.fixed,
                self.margins,
                setting.first_letter,
                setting.first_line,
            )
        if laid is None:
            return False, None
        self.placed.append(laid)
        self.top = laid.border_box_y() + laid.border_height()
        self.margins = [*margins, laid.margin_bottom]
        return True, None if resume is None else {index: resume}

    def _stand_in_columns(self, index: int, end: int, skip: Any) -> tuple[bool, Any]:
        children = [child.copy() for child in self.children[index:end]]
        top = self.top + block.collapse_margin(self.margins)
        made = self.setting.place(children, skip, top, is_empty=self.is_empty)
        self.next_page = made.next_page
        if not made.columns:
            return False, None
        self.absolute.extend(made.absolute)
        self.fixed.extend(made.fixed)
        self.top = max(lowest(each, top) for each in made.columns)
        for each in made.columns:
            each.height = self.top - top
        self.placed.extend(made.columns)
        self.margins = []
        if made.resume is None:
            return True, None
        ((inner, rest),) = made.resume.items()
        return True, {index + inner: rest}

    def _end(self, index: int) -> int:
        """Where the columns that begin with a child end."""
        behind = range(index, len(self.children))
        return next((i for i in behind if _stands_across(self.children[i])), len(self.children))

    def _page_before(self, index: int) -> dict[str, Any] | None:
        """What the page must be that a child begins; None where it need not begin one."""
        before, child = self.children[index - 1], self.children[index]
        kind = block.block_level_page_break(before, child)
        name = block.block_level_page_name(before, child)
        if name or (kind != "column" and block.force_page_break(kind, self.setting.context)):
            return {"break": kind, "page": name}
        return None


def _stands_across(box: Any) -> bool:
    return bool(box.style["column_span"] == "all")


def _hooking(original: Callable[..., Any]) -> Callable[..., Any]:
    def columns_layout(context: Any, box: Any, *more: Any) -> Any:
        if not _is_simple(box.style):
            return original(context, box, *more)
        with _in_column(context, is_in=True):
            return _lay_out(context, box, *more)

    return columns_layout


@contextmanager
def _in_column(context: Any, *, is_in: bool) -> Iterator[None]:
    """While this lasts, WeasyPrint takes what it lays out for what stands in a column, or not."""
    kept, context.in_column = context.in_column, is_in
    try:
        yield
    finally:
        context.in_column = kept


def _is_simple(style: Any) -> bool:
    """True where only the number of columns is stated, as keben's themes do."""
    sizes = {style["column_width"], style["height"], style["min_height"]}
    return style["column_count"] != "auto" and sizes == {"auto"} and style["position"] == "static"


def _lay_out(
    context: Any,
    given: Any,
    bottom_space: float,
    skip: Any,
    around: Any,
    is_empty: bool,
    absolute: list[Any],
    fixed: list[Any],
    margins: list[Any],
    *first: Any,
) -> Any:
    """What WeasyPrint is told of a block in columns."""
    box = given.copy_with_children([])
    box.position_y += block.collapse_margin(margins)
    block.block_level_width(box, around)
    gap = box.style["column_gap"]
    gap = box.style["font_size"] if gap == "normal" else percentage(gap, box.style, box.width)
    count = box.style["column_count"]
    width = max(0.0, box.width - (count - 1) * gap) / count
    setting = Setting(context, box, count, width, gap, bottom_space, around, *first)
    top = box.content_box_y()
    pieces = Pieces(setting, given.children, top, is_empty, absolute, fixed)
    pieces.go_on(skip)
    if given.children and not pieces.placed:
        return None, None, pieces.next_page, [], False
    box.children = pieces.placed
    if box.height == "auto":
        # A margin needs no room at a page's end.
        below = min(block.collapse_margin(pieces.margins), max(0.0, setting.room(pieces.top)))
        box.height = pieces.top + below - top
    return box, pieces.resume, pieces.next_page, [], False


HOOKS = (
    Hook(
        block,
        "columns_layout",
        OF_BLOCKS[:-2],
        _hooking,
        until="WeasyPrint sets columns as it has measured them, and goes on where they end",
    ),
)
