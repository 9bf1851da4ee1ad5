"""How finished pages go to a printer or a print shop."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from keben.settings.papers import read_paper
from keben.settings.tables.base import Ems, Millimetres, Points, Table


def _read_sheet(value: str) -> str:
    return read_paper(value) if value else ""


class ImposeSettings(Table):
    """``[impose]``: the pages of the printed edition on the sheets of a printer."""

    form: Literal["none", "booklet", "2up", "4up", "6up", "8up", "9up", "16up", "cutstack"] = "none"
    """A booklet that is folded and stapled; so many pages on a side; or pages in piles, which are
    cut and laid on each other."""
    sheet: Annotated[str, AfterValidator(_read_sheet)] = ""
    """The printer's paper; empty: Letter for an edition on Letter or Legal, else A4."""
    signature: Annotated[int, Field(ge=0, le=64)] = 0
    """Sheets of a booklet that are put into each other; 0 for all of them."""
    creep: Annotated[float, Field(ge=0, le=2)] = 0
    """mm by which each sheet of a booklet is moved nearer to the fold than the one around it: the
    thickness of the paper."""
    stacks: Literal[2, 4, 6, 8] = 2
    """The piles of ``cutstack``."""
    duplex: Literal["auto", "long", "short", "none"] = "auto"
    """The edge about which the printer turns a sheet; ``auto``: the one that keeps both sides
    upright, ``none``: one side is printed."""
    rules: bool = False
    """Draw where to cut."""


class FitSettings(Table):
    """``[fit]``: a number of pages, and within what limits type may be changed to reach it."""

    pages: Annotated[int, Field(ge=0, le=999)] = 0
    """Pages that the printed edition must take; 0 for as many as it takes."""
    least_size: Points = 9
    most_size: Points = 12
    """pt: the text is set no smaller and no larger."""
    least_pitch: Annotated[float, Field(ge=1.2, le=2.5)] = 1.45
    most_pitch: Annotated[float, Field(ge=1.2, le=2.5)] = 1.9
    """The line pitch, of the text's size."""
    least_margin: Millimetres = 12
    """No margin gets narrower than this."""
    most_measure: Ems = 44
    """em of the longest line of one column."""
    most_columns: Annotated[int, Field(ge=1, le=3)] = 2


class PrepressSettings(Table):
    """``[prepress]``: a file for a print shop, beside the printed edition."""

    profile: Literal["none", "pdf/x-4"] = "none"
    """The standard that it follows (ISO 15930-7)."""
    bleed: Annotated[float, Field(ge=0, le=20)] = 3
    """mm of the sheet around the trimmed page that are printed on and cut off."""
    marks: Literal["all", "crop", "none"] = "all"
    """Marks outside the bleed: where to cut, and where the inks must meet."""
    output_profile: str = ""
    """An ICC profile of the press, named from the document's folder; empty: offset on coated paper
    (FOGRA39)."""
    output_condition: str = ""
    """The name of that printing condition, as in the ICC's registry."""
    least_dpi: Annotated[int, Field(ge=0, le=2400)] = 250
    """Pixels to the inch that a picture should have at the size at which it prints."""
    paper_weight: Annotated[float, Field(ge=20, le=500)] = 80
    """g/m² of the paper within."""
    paper_bulk: Annotated[float, Field(ge=0.5, le=3)] = 1.25
    """cm³/g: how thick that weight of it is (ISO 534)."""
