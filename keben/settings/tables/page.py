"""The page: sheet, type, faces, colours, sidebar, running heads and folios."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from keben.settings.papers import read_paper, size_of
from keben.settings.tables.base import Ems, Millimetres, Points, Table
from keben.settings.values import read_colour

SHARE = 0.725
"""Of a page's width: the text, where no measure is stated. It gives 大32开 27 em of 10.5 pt, A5 28,
and B5 34."""

MOST = 38
"""em of such a measure: the eye loses the way back from the end of a longer line."""


class PageSettings(Table):
    """``[page]``: the sheet and where the type area stands on it."""

    paper: Annotated[str, AfterValidator(read_paper)] = "a4"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    """Which side of the sheet lies across: as the paper states, the shorter, or the longer."""
    two_sided: bool = False
    """Mirror the margins of left and right pages."""
    recto: bool = False
    """Begin every chapter and part on a right-hand page (a left-hand one in columns)."""
    measure: Ems = 38
    """The width of the text, em of the text size; lowered to what the paper allows. 0 for one that
    suits the paper and the size."""
    measure_beside: Ems = 34
    """The same where pull quotes stand in the margin beside it."""
    measure_vertical: Ems = 50
    """The same of a column, where the text is vertical."""
    lines: Annotated[int, Field(ge=0, le=100)] = 0
    """Lines (columns, where the text is vertical) of a page; 0 for as many as the margins leave,
    and never more."""
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    """The columns beside each other in which the text stands; pull quotes stand in them too."""
    column_gap: Ems = 2
    """em between two of them."""
    top: Millimetres = 22
    bottom: Millimetres = 20
    inner: Millimetres = 18
    """The least inner (left) margin."""
    outer: Millimetres = 15
    """The least outer (right) margin."""

    def measure_for(self, size: float) -> float:
        """The em of a line that are asked for, in type of ``size`` pt."""
        if self.measure:
            return self.measure
        ems = SHARE * self.sheet[0] * 72 / 25.4 / size
        return min(MOST, (ems - (self.columns - 1) * self.column_gap) / self.columns)

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of a page, mm."""
        sides = size_of(self.paper)
        if self.orientation == "auto":
            return sides
        short, long = sorted(sides)
        return (long, short) if self.orientation == "landscape" else (short, long)


class TypeSettings(Table):
    """``[type]``: sizes and the line pitch, pt."""

    size: Points = 10.5
    pitch: Points = 18
    title: Points = 22
    small: Points = 8.5
    heads: Annotated[tuple[Points, ...], Field(min_length=1)] = (14, 12, 10.5)
    """Heads of level 2, 3, and 4 and below."""
    indent: Ems = 2
    """The first line's indent, em."""


class FaceSettings(Table):
    """``[faces]``: the family of ``fonts.toml`` that does each job."""

    text: str = "serif"
    title: str = "sans-bold"
    head: str = "sans-bold"
    quote: str = "kai"
    emphasis: str = "kai"
    strong: str = "sans-bold"
    small: str = "sans"
    code: str = "mono"
    code_strong: str = "mono-bold"
    """Keywords in code, and code in heads and other bold words."""


class ColourSettings(Table):
    """``[colour]``: one accent; the greys of quiet text and of rules."""

    ink: Annotated[str, AfterValidator(read_colour)] = "#1a1a1a"
    accent: Annotated[str, AfterValidator(read_colour)] = "#8c2f1b"
    quiet: Annotated[str, AfterValidator(read_colour)] = "#595959"
    rule: Annotated[str, AfterValidator(read_colour)] = "#bfb8ae"


class SidebarSettings(Table):
    """``[sidebar]``: pull quotes in the outer margin, or in the column."""

    placement: Literal["margin", "column"] = "margin"
    width: Ems = 11
    """em of ``size``."""
    size: Points = 10
    gap: Millimetres = 7


class FurnitureSettings(Table):
    """``[furniture.…]``: what stands above and below one kind of page.

    The words in braces are ``{title}``, ``{part}``, ``{chapter}``, ``{folio}`` and ``{author}``.
    """

    head_inner: str = ""
    head_outer: str = ""
    foot_inner: str = ""
    foot_outer: str = ""
    foot_centre: str = ""


class FurnitureSet(Table):
    """``[furniture]``: first, left and right pages; ``right`` serves every page when one-sided."""

    first: FurnitureSettings = FurnitureSettings()
    left: FurnitureSettings = FurnitureSettings()
    right: FurnitureSettings = FurnitureSettings()
