"""What stands in a text beside its words: figures, tables, code, formulas."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from keben.settings.tables.base import Table
from keben.settings.values import read_colour

Numbers = Literal["none", "running", "chapter"]


class FigureSettings(Table):
    """``[figures]``."""

    listed: bool = False
    """List those with captions before the text."""
    numbers: Numbers = "none"
    """Number the figures that have captions through the whole, or anew in each chapter (3-2)."""
    placement: Literal["here", "top"] = "top"
    """Where a numbered figure goes that does not fit on its page: to the head of the next, while
    the text goes on (``top``), or there with the text behind it (``here``)."""
    least_dpi: Annotated[int, Field(ge=72, le=1200)] = 150
    """Pixels in an inch of paper, at least: a picture that has fewer is printed smaller."""
    least_scale: Annotated[float, Field(ge=0.3, le=1)] = 0.6
    """How far a figure that stays in its place is shrunk, of its size, to stand on the page that it
    would not fit on; 1 never shrinks one, and leaves the page blank below."""


class TableSettings(Table):
    """``[tables]``."""

    listed: bool = False
    numbers: Numbers = "none"
    """The same for tables."""
    placement: Literal["here", "top"] = "top"
    """The same for numbered tables; one that is longer than a page is divided in its place."""
    least_size: Annotated[float, Field(ge=0.5, le=1)] = 0.72
    """How far a wide table is shrunk in print, of the text's size, before its page is turned."""
    turn: bool = True
    """Print a table that is still too wide on a page of its own, on its side."""


class CodeSettings(Table):
    """``[code]``: blocks of code. Everything is told apart by weight and grey, never by hue."""

    highlight: bool = True
    """Keywords in a bold face, comments and strings in greys."""
    comment: Annotated[str, AfterValidator(read_colour)] = "#6b6b6b"
    string: Annotated[str, AfterValidator(read_colour)] = "#454545"
    ground: Annotated[str, AfterValidator(read_colour)] = "#f4f2ee"
    """Behind the block."""
    marked: Annotated[str, AfterValidator(read_colour)] = "#e3dfd6"
    """Behind the lines that an author points at."""
    size: Annotated[float, Field(ge=0.5, le=1)] = 0.84
    """Of the text's size."""
