"""What another process is asked to lay out → a file, set lines, or a picture.

A process that is asked imports this module and no more before it begins. The engine takes as long
to start as all else that an article needs, so it is imported where something is laid out: where
another process does that, this one goes without.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from keben.composition.facts import FaceUse, Facts
from keben.composition.forme import Forme, SetLine
from keben.shelf import write_body

if TYPE_CHECKING:
    from keben.composition.composer import Composer

LENGTH = 8
"""Bytes of the length with which the file of a gathering begins."""

Lines = tuple[tuple[SetLine, ...], Mapping[str, FaceUse]]


@dataclass(frozen=True, slots=True)
class Task:
    """``file`` is where the result goes; None for short texts, whose lines are the result.
    ``spare`` is where it goes when it cannot be kept there, as on a disk that is full."""

    html: str
    on_left: bool
    file: Path | None
    spare: Path | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Does a task with the composer of its process: gives the lines of texts, or the number of
    pages of a gathering."""

    composer: Composer

    def __call__(self, task: Task) -> Lines | int:
        if task.file is None:
            return self.composer.set_lines(task.html)
        made = self.composer.compose(task.html, on_left=task.on_left)
        try:
            write_gathering(task.file, made.facts, made.data)
        except OSError:
            if task.spare is None:
                raise
            write_gathering(task.spare, made.facts, made.data)
        return len(made.facts.pages)


def composing(forme: Forme) -> Bench:
    """A bench for gatherings that share a forme."""
    from keben.composition.composer import Composer

    return Bench(Composer(forme))


def write_gathering(file: Path, facts: Facts, data: bytes) -> None:
    """The file of a gathering: the length of what is known of it, that, and its PDF."""
    known = pickle.dumps(facts, protocol=pickle.HIGHEST_PROTOCOL)
    write_body(file, len(known).to_bytes(LENGTH, "big"), known, data)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet, the faces that it names by their addresses, and the width in px of what is
    drawn with them."""

    css: str
    fonts: Mapping[str, bytes]
    width: int


def drawing(sheet: Sheet) -> Callable[[str], bytes]:
    """What draws the XHTML of a page as a PNG."""
    return partial(_draw, sheet)


def _draw(sheet: Sheet, html: str) -> bytes:
    from keben.composition.engine import draw, lay_out
    from keben.raster import draw_page

    return draw_page(draw(lay_out(html, sheet.css, files=sheet.fonts)), width=sheet.width)
