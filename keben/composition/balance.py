"""A head of several lines → the room for each, so that they are about equally long.

CSS Text 4 §6.3.2 calls it ``text-wrap: balance``. There are no more lines than before, and they end
where the sense allows: no line begins with a particle or ends with 和, a number stays with what is
counted.
Paragraphs of one run are balanced, where nothing is justified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from keben.composition.annotation import custom
from keben.composition.cutting import cut
from keben.composition.run import TOLERANCE, Run
from keben.phrasing import AFTER, HAN, JOINING, belongs

TEXT_WRAP = "text-wrap"
"""The custom property by which a style asks for it: ``balance``."""

PLAN = "keben_plan"
"""Where a line box keeps the room that it had, and the room for the line from each character."""

MOST = 6
"""Lines; longer text is no head, and is left as it is."""

PARTED, TORN, JOINT = 20.0, 12.0, 4.0
"""What faults are as bad as, em² by which lines differ from equal ones: a particle or a counted
word that is parted from what it belongs to; a break that may be inside a word; one that is inside a
clause."""


def room_for(linebox: Any, run: Run, style: Any, start: int, room: float) -> float:
    """px: the room for the line of a paragraph that begins at ``start``, of the ``room`` there."""
    kept: tuple[float, Mapping[int, float]] | None = vars(linebox).get(PLAN)
    if kept is None or kept[0] != room:
        asked = is_balanced(style) and not linebox.text_indent
        kept = room, plan(run, room) if asked else {}
        setattr(linebox, PLAN, kept)
    return kept[1].get(start, room)


def is_balanced(style: Any) -> bool:
    """True where a style asks for lines about equally long, and justifies none."""
    return custom(style, TEXT_WRAP) == ("balance",) and style["text_align_all"] != "justify"


def plan(run: Run, room: float) -> Mapping[int, float]:
    """The room for the line that begins at each character; empty where one line is enough."""
    count = _lines(run, room, {})
    if not 1 < count <= MOST:
        return {}
    equal = run.natural_width() / count
    # ways[place]: the best way to set what stands before it in the lines so far.
    ways: dict[int, tuple[float, dict[int, float]]] = {0: (0.0, {})}
    for line in range(1, count + 1):
        following: dict[int, tuple[float, dict[int, float]]] = {}
        for start, (cost, rooms) in ways.items():
            for end, width in _ends(run, start, room, is_last=line == count):
                worse = cost + ((width - equal) / run.em) ** 2 + _fault(run.text, end)
                if end not in following or worse < following[end][0]:
                    following[end] = worse, {**rooms, start: width + TOLERANCE}
        ways = following
    rooms = ways.get(len(run.text), (0.0, {}))[1]
    # A line may end earlier than where it could, lest a character be left alone.
    return rooms if _lines(run, room, rooms) == count else {}


def _lines(run: Run, room: float, rooms: Mapping[int, float]) -> int:
    """How many lines a run takes; one more than MOST where they are more."""
    start, count = 0, 0
    while start < len(run.text) and count <= MOST:
        limit = rooms.get(start, room)
        fit = cut(
            run, start, limit, at_start=True, indented=False, justified=False, whole_line=room
        )
        start, count = after_spaces(run.text, fit.end), count + 1
    return count


def _ends(run: Run, start: int, room: float, *, is_last: bool) -> Iterator[tuple[int, float]]:
    """Where a line that begins at ``start`` may end, as where the next begins, and its width."""
    opening = run.opening(start, at_start=True, indented=False)
    size = len(run.text)
    for end in (size,) if is_last else range(start + 1, size):
        width = run.width_at(start, end, opening)
        if width > room + run.em:
            return
        if width <= room and (end == size or run.legal[end - 1]):
            yield after_spaces(run.text, end), width


def after_spaces(text: str, place: int) -> int:
    """Where a line begins that would begin at ``place``, were there no spaces."""
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _fault(text: str, end: int) -> float:
    """What is wrong with a line that ends where the next begins at ``end``."""
    before, after = text[:end].rstrip()[-1:], text[end : end + 1]
    if before in JOINING or (after >= HAN and belongs(before, after)):
        return PARTED
    if before in AFTER or after in JOINING:
        return 0.0
    is_word = (before >= HAN) == (after >= HAN) and text[end - 1] != " "
    return TORN if is_word else JOINT
