"""As what a block stands, and in what: the model's words for it, and those of a finished file.

The vocabulary is what both editions can tell (ISO 32000-1 §14.8.4, HTML §4). What is read aloud, or
shown by another style sheet, goes by it alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

DEEPEST = 6
"""The lowest level of a head; what would be lower stands there too."""


class Role(StrEnum):
    """What a block is by itself. ``ANY``: what each edition sets in its own way."""

    ANY = ""
    PARAGRAPH = "a paragraph"
    HEAD = "a head"
    CELL = "a cell"
    COLUMN_HEAD = "the head of a column"
    CAPTION = "a caption"
    TERM = "a term"
    CODE = "code"
    OTHER = "none of these"


class Group(StrEnum):
    """What holds blocks. Tables are told apart by other means."""

    QUOTATION = "a quotation"
    LIST = "a list"
    NUMBERED = "a numbered list"
    ITEM = "an item"
    BODY = "what an item says"
    HEADS = "the head of a table"
    ROW = "a row"
    BOX = "a box"


Place = tuple[tuple[Group, int], ...]
"""What holds a block, the outermost first, each with its number: 0 for what is not counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``level`` is that of a head, 0 for what is none; of a title in the model, its depth in the
    book. ``section`` numbers the articles of the model, and ``is_title`` tells their titles."""

    role: Role = Role.ANY
    place: Place = ()
    level: int = 0
    section: int = 0
    is_title: bool = False

    def in_print(self) -> Standing:
        """As much of it as a tagged PDF tells: code is set in paragraphs, boxes are none of the
        types of PDF 1.7, and numbers of lists are drawn."""
        role = Role.PARAGRAPH if self.role is Role.CODE else self.role
        lists = {Group.NUMBERED: Group.LIST}
        held = ((lists.get(group, group), n) for group, n in self.place if group is not Group.BOX)
        return replace(self, role=role, place=tuple(held))

    def __str__(self) -> str:
        groups = ", ".join(dict.fromkeys(group for group, _ in reversed(self.place)))
        return f"{self.role} in {groups}" if groups else str(self.role)


ANYWHERE = Standing()
"""Of a block of which nothing is told."""


@dataclass(slots=True)
class Pairs:
    """Which group of a file is which of the source: one for each, no more and no less."""

    found: dict[Hashable, Hashable] = field(default_factory=dict)
    wanted: dict[Hashable, Hashable] = field(default_factory=dict)

    def fit(self, found: Hashable, wanted: Hashable) -> bool:
        """True where these two are each other's; 0 is the place outside of all."""
        if not found or not wanted:
            return found == wanted
        first, second = self.found.setdefault(found, wanted), self.wanted.setdefault(wanted, found)
        return (first, second) == (wanted, found)


class Standings:
    """Holds the blocks of a file against those of the model, one after another."""

    def __init__(self, *, printed: bool) -> None:
        self._printed = printed
        self._groups = Pairs()
        self._heads: list[tuple[Standing, Standing, str]] = []

    def misfits(self, wanted: Standing, found: Standing, page: Hashable) -> Iterator[str]:
        """What is wrong with how a block stands. Groups are told apart within a ``page`` or a
        document, because none but tables and lists are known again on the next."""
        if Role.ANY in (wanted.role, found.role):
            return
        wanted = wanted.in_print() if self._printed else wanted
        names = [[group for group, _ in standing.place] for standing in (wanted, found)]
        if found.role is not wanted.role or names[0] != names[1]:
            yield f"stands as {found} and not as {wanted}"
            return
        for (group, one), (_, other) in zip(found.place, wanted.place, strict=True):
            if not self._groups.fit(one and (page, one), other and (page, other)):
                yield f"does not stand in the one group that it stands in, {group}"

    def add_head(self, wanted: Standing, found: Standing, text: str) -> None:
        """Take in a head that was found in its place."""
        self._heads.append((wanted, found, text))

    def wrong_levels(self) -> Iterator[str]:
        """The heads that do not stand under the head that they stand under."""
        depths: dict[int, int] = {}
        sections: dict[int, list[tuple[Standing, Standing, str]]] = {}
        for wanted, found, text in self._heads:
            sections.setdefault(wanted.section, []).append((wanted, found, text))
            if wanted.is_title and depths.setdefault(wanted.level, found.level) != found.level:
                yield text
        for heads in sections.values():
            if max(wanted.level for wanted, _, _ in heads) > DEEPEST:
                continue
            wanted_above = above([one.level for one, _, _ in heads])
            found_above = above([found.level for _, found, _ in heads])
            for number, (_, found, text) in enumerate(heads):
                over = wanted_above[number]
                step = found.level - heads[over][1].level if over >= 0 else 1
                if over != found_above[number] or step != 1:
                    yield text


def above(levels: Sequence[int]) -> list[int]:
    """For each head the number of that under which it stands, the nearest before it that is
    higher; -1 for none."""
    found: list[int] = []
    over: list[int] = []
    for number, level in enumerate(levels):
        while over and levels[over[-1]] >= level:
            over.pop()
        found.append(over[-1] if over else -1)
        over.append(number)
    return found
