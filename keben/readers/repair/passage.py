"""The repair's own data: passages of text with the signs they stood with, and the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum


class Role(StrEnum):
    """What a passage is, as far as is known."""

    PARAGRAPH = "paragraph"
    TITLE = "title"
    SUBTITLE = "subtitle"
    MASTHEAD = "masthead line"
    EPIGRAPH = "epigraph"
    HEAD = "head"
    ITEM = "item"
    ORNAMENT = "ornament"
    SCENE_BREAK = "scene break"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Passage:
    """A line, later a block, of text.

    ``line`` is where it begins (the first is 1), ``indent`` the space before it in half-ems.
    ``gap`` tells of blank lines above it, ``page_end`` of a page end above it. ``level`` is a
    head's; ``number`` an ordered item's, None for a bullet's. ``attribution`` is an epigraph's.
    """

    line: int
    text: str
    indent: int = 0
    gap: bool = False
    page_end: bool = False
    role: Role = Role.PARAGRAPH
    level: int = 0
    number: int | None = None
    attribution: str = ""


class Rule(Enum):
    """A reason to change the text: its finding's code and its words.

    A rule without a code only says what a passage is; it changes no character.
    """

    CONTROL = ("R001", "control characters dropped")
    RADICAL = ("R002", "radical look-alikes replaced by the characters they stand for")
    PAGE_NUMBER = ("R003", "page numbers dropped")
    ORNAMENT = ("R004", "rows of ornament dropped")
    SCENE_BREAK = ("R005", "rows of ornament made scene breaks")
    LINE_END = ("R006", "line ends inside paragraphs joined")
    PAGE_END = ("R007", "paragraphs broken by a page end joined")
    BROKEN_HEAD = ("R008", "heads broken in two joined")
    MARKER = ("", "list marker left to the list")
    TITLE = ("", "title")
    SUBTITLE = ("", "subtitle")
    MASTHEAD = ("", "masthead line")
    EPIGRAPH = ("", "epigraph")
    HEAD = ("", "head")
    CREDIT = ("", "credit")

    @property
    def code(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to the text, with the evidence for it and how sure that is (0 to 1).

    ``removed`` and ``put`` are the characters taken out of ``line`` and those put in their place.
    """

    line: int
    rule: Rule
    evidence: str
    confidence: float
    removed: str = ""
    put: str = ""


Passages = tuple[Passage, ...]
Step = tuple[Passages, tuple[Change, ...]]
"""What a stage gives back."""


@dataclass(frozen=True, slots=True)
class Report:
    """Every change, in the order of the lines."""

    changes: tuple[Change, ...]

    def of(self, rule: Rule) -> tuple[Change, ...]:
        """The changes made by one rule."""
        return tuple(change for change in self.changes if change.rule is rule)


def in_line_order(changes: Sequence[Change]) -> Report:
    """The report of changes gathered stage by stage."""
    return Report(tuple(sorted(changes, key=lambda change: change.line)))
