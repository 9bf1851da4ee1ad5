"""WeasyPrint's pages and lines → the same, with notes kept by :mod:`keben.composition.foot`.

WeasyPrint counts the notes of a page while it sets lines and takes them back, and loses count where
it takes back a note that it had put off to the next page: such notes are lost or exchanged, and a
note longer than a page leaves it. Here its own count is kept empty. A line stays on a page if its
notes fit below it, or can begin there; otherwise it goes to the next page with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, block, page

from keben.composition import floating, grid, last_page, yielding
from keben.composition.foot import End, Ledger
from keben.composition.hooks import OF_BLOCKS, Hook

LEDGER = "keben_notes"
"""Where a layout context keeps the ledger of its notes, if its document has any."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides whether a line of the paragraph that is being set can go to the next page: the
    lines before it, whether the page is empty above, whether its foot is drawn at every break."""

    lines: list[Any]
    page_is_empty: bool
    draws_foot: bool


SETTING: ContextVar[Setting | None] = ContextVar("setting", default=None)

UNTIL = "WeasyPrint keeps count of notes whose lines it takes back (layout/block.py)"


def ledger_of(context: Any) -> Ledger | None:
    """Where a document's notes are kept; None where it has none."""
    return getattr(context, LEDGER, None)


def _making_all(original: Callable[..., Any]) -> Callable[..., Any]:
    """Take the notes from WeasyPrint before the first page is made."""

    def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Any:
        ledger = ledger_of(context)
        if ledger is None and context.footnotes:
            ledger = Ledger(tuple(context.footnotes))
            setattr(context, LEDGER, ledger)
        context.footnotes = []
        if ledger is not None:
            ledger.ready.clear()
            for number, end in ledger.ends.items():
                if end.rest.numbers:
                    _make_again(context, number - 1, number)
        return original(context, root_box, html, pages)

    return make_all_pages


def _make_again(context: Any, *indices: int) -> None:
    """Let WeasyPrint make some pages anew: it takes a page for finished when its text is."""
    for index in indices:
        if index < len(context.page_maker):
            context.page_maker[index][-1]["content_changed"] = True


def _remaking(original: Callable[..., Any]) -> Callable[..., Any]:
    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        ledger = ledger_of(context)
        if ledger is None:
            return original(index, context, root_box, html)
        number = index + 1
        before = ledger.ends.get(number, End())
        made = original(index, context, root_box, html)
        end = ledger.ends[number]
        # As long as this holds something, another page is made.
        context.reported_footnotes = [ledger.notes[each] for each in end.rest.numbers]
        goes_on = made[1] is not None or end.rest.numbers
        if goes_on and end != before:
            _make_again(context, number)
        return made

    return remake_page


def _making(original: Callable[..., Any]) -> Callable[..., Any]:
    def make_page(context: Any, *more: Any) -> Any:
        context.reported_footnotes = []
        return original(context, *more)

    return make_page


def _setting_page(original: Callable[..., Any]) -> Callable[..., Any]:
    """Lay out the parts of a page: its text, and then its foot."""

    def block_level_layout(context: Any, box: Any, *more: Any, **named: Any) -> Any:
        ledger = ledger_of(context)
        if ledger is None:
            return original(context, box, *more, **named)
        foot = ledger.begin_page(context)
        if isinstance(box, boxes.FootnoteAreaBox):
            return (ledger.end_page(context, named["absolute_boxes"], named["fixed_boxes"]),)
        result = original(context, box, *more, **named)
        foot.text = result[0]
        return result

    return block_level_layout


def _setting_paragraph(original: Callable[..., Any]) -> Callable[..., Any]:
    def _linebox_layout(*given: Any) -> Any:
        token = SETTING.set(Setting(given[4], given[5], bool(given[-2])))
        try:
            return original(*given)
        finally:
            SETTING.reset(token)

    return _linebox_layout


def _breaking_lines(original: Callable[..., Any]) -> Callable[..., Any]:
    def iter_line_boxes(*given: Any) -> Any:
        context, _, _, bottom_space, _, paragraph, *_ = given
        made = original(*given)
        ledger, setting = ledger_of(context), SETTING.get()
        if ledger is None or setting is None:
            return made
        return _call_notes(context, ledger, setting, made, paragraph, bottom_space)

    return iter_line_boxes


def _call_notes(
    context: Any, ledger: Ledger, setting: Setting, made: Any, paragraph: Any, bottom_space: float
) -> Iterator[Any]:
    """The lines of a paragraph, each with room kept for its notes before it is judged."""
    for line, resume in made:
        bottom = line.position_y + line.height + bottom_space
        if setting.draws_foot or resume is None:
            bottom += paragraph.border_bottom_width + paragraph.padding_bottom
        movable = bool(setting.lines) or not setting.page_is_empty
        called = ledger.find(line)
        if called:
            room = ledger.begin_page(context).bottom - bottom
            if movable and resume is not None:
                # A note that begins here must leave room for the lines without which this one
                # would not be left here either.
                alone = line.style["orphans"] - len(setting.lines) - 1
                room -= max(0, alone) * line.height
            ledger.call(context, called, room, movable=movable)
        goes = movable and context.overflows_page(0, bottom)
        yield line, resume
        if goes:
            # What WeasyPrint asks for now it only counts, for widows.
            yield from made
            return


def _taking_back(original: Callable[..., Any]) -> Callable[..., Any]:
    def unlayout_footnote(self: Any, footnote: Any) -> None:
        ledger = ledger_of(self)
        if ledger is None:
            original(self, footnote)
        else:
            ledger.take_back(self, footnote)

    return unlayout_footnote


HOOKS = (
    Hook(
        layout,
        "make_all_pages",
        ("context", "root_box", "html", "pages"),
        _making_all,
        until=UNTIL,
    ),
    Hook(
        page,
        "remake_page",
        ("index", "context", "root_box", "html"),
        lambda original: grid.remaking(
            last_page.remaking(yielding.remaking(floating.remaking(_remaking(original))))
        ),
        until="WeasyPrint makes a page anew if the one before it leaves other notes over",
    ),
    Hook(
        page,
        "make_page",
        ("context", "root_box", "page_type", "resume_at", "page_number", "page_state"),
        _making,
        until=UNTIL,
    ),
    Hook(
        page,
        "block_level_layout",
        OF_BLOCKS,
        lambda original: floating.setting_page(_setting_page(original)),
        until="WeasyPrint lets a note go on at the foot of the next page",
    ),
    Hook(
        block,
        "_linebox_layout",
        (
            *("context", "box", "index", "child", "new_children", "page_is_empty"),
            *("absolute_boxes", "fixed_boxes", "adjoining_margins", "bottom_space"),
            *("position_y", "skip_stack", "first_letter_style", "first_line_style"),
            *("draw_bottom_decoration", "max_lines"),
        ),
        _setting_paragraph,
        until=UNTIL,
    ),
    Hook(
        block,
        "iter_line_boxes",
        (
            *("context", "box", "position_y", "bottom_space", "skip_stack"),
            *("containing_block", "absolute_boxes", "fixed_boxes"),
            *("first_letter_style", "first_line_style"),
        ),
        _breaking_lines,
        until=UNTIL,
    ),
    Hook(LayoutContext, "unlayout_footnote", ("self", "footnote"), _taking_back, until=UNTIL),
)
