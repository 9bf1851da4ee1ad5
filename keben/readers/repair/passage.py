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
    VERSE = "verse"
    NOTE = "note"
    ROW = "table row"


class Division(StrEnum):
    """The large divisions of a text, which make a book of it when they hold enough."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    MATTER = "front or back matter"


@dataclass(frozen=True, slots=True)
class Call:
    """The mark of a note within a passage's text: its place there, and the note's name."""

    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class Join:
    """Where in a block's text a further line of the source begins: from ``start`` on it is that of
    ``line`` from ``column`` on."""

    start: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A line, later a block, of text.

    ``line`` is where it begins (the first is 1), ``indent`` the space before it in half-ems.
    ``gap`` tells of blank lines above it, ``page_end`` of a page end above it. ``level`` is a
    head's, and ``division`` what large division it heads; ``number`` is an ordered item's, None for
    a bullet's. ``attribution`` is an epigraph's. A stanza of verse has its lines parted by ``\\n``.
    ``calls`` are marks of notes in the text; ``note`` is the name of the note that a passage is.
    ``column`` is where in its line the text begins, ``joins`` where further lines follow; they hold
    until heads and markers are cut off. ``listed`` tells that a printed contents names it.
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
    division: Division | None = None
    calls: tuple[Call, ...] = ()
    note: str = ""
    column: int = 0
    joins: tuple[Join, ...] = ()
    listed: bool = False


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
    LINE_FORM = ("", "line ends made uniform")
    INDENT = ("", "space before paragraphs left to the page")
    PRIVATE_USE = ("", "private-use characters kept")
    PRIVATE_SPACE = ("R009", "private-use characters made the spaces they stand for")
    KANA = ("R010", "half-width kana made full-width")
    ENTITY = ("R011", "HTML entities made characters")
    COMPOSED = ("R012", "character sequences composed")
    QUOTE = ("R013", "straight quotes made curly")
    QUOTE_LEFT = ("R014", "straight quotes left alone in paragraphs where they do not pair")
    ELLIPSIS = ("R015", "dots made an ellipsis")
    DASH = ("R016", "hyphens made a dash")
    RUNNING_HEAD = ("R017", "running heads and feet dropped")
    NAVIGATION = ("R018", "a website's navigation dropped")
    CONTENTS = ("R019", "a printed contents dropped")
    HYPHEN = ("R020", "hyphens that divided a word at a line end taken out")
    MARKER = ("", "list marker left to the list")
    TITLE = ("", "title")
    SUBTITLE = ("", "subtitle")
    MASTHEAD = ("", "masthead line")
    EPIGRAPH = ("", "epigraph")
    HEAD = ("", "head")
    CREDIT = ("", "credit")
    CUT_HEAD = ("R030", "heads cut from the paragraph they were glued to")
    REPEATED_HEAD = ("R031", "repeated heads dropped")
    NOTES_HEAD = ("R032", "heads over notes dropped, the notes being where they are called")
    VERSE = ("", "verse")
    NOTE = ("", "note")
    TABLE = ("", "table")

    @property
    def code(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


SURE = 0.9
"""The confidence from which a change is beyond doubt."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to the text, with the evidence for it and how sure that is (0 to 1).

    ``removed`` and ``put`` are the characters taken out of ``line`` and those put in their place,
    at ``column`` (0 for the first) of the line as the changes before it left it; -1 where the line
    holds them but once or first.
    """

    line: int
    rule: Rule
    evidence: str
    confidence: float
    removed: str = ""
    put: str = ""
    column: int = -1

    @property
    def is_doubtful(self) -> bool:
        """True where a person should look; such changes are not made when only safe ones are."""
        return self.confidence < SURE


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


EMPTY = Report(())


def in_line_order(changes: Sequence[Change]) -> Report:
    """The report of changes gathered stage by stage."""
    return Report(tuple(sorted(changes, key=lambda change: change.line)))
