"""A path → its bytes, where it is a file of text that may be read."""

from __future__ import annotations

import difflib
import re
import stat
from collections.abc import Collection
from pathlib import Path

from keben.errors import ManuscriptError
from keben.model import Location

LARGEST = 50_000_000
"""Bytes; the longest novels known are under 40 million in UTF-8."""

LONGEST_LINE = 5_000_000
"""Characters; a line that holds a picture as data may have millions."""

MOST_LINES = 1_000_000
"""Of a text; the longest novels known have half as many."""

_UNDECODED = re.compile("[\udc80-\udcff]")
"""What Python makes of a byte of a file's name that is no UTF-8 (PEP 383). Names are written into
finished files."""

_WIDEST = 4
"""Bytes of a character in any encoding."""


def read_bytes(path: Path, suffixes: Collection[str]) -> bytes:
    """The bytes of a file whose suffix is known.

    Raises ManuscriptError where the file is missing, no file, too large or cannot be read.
    """
    place = Location(path)
    try:
        status = path.stat()
        if _UNDECODED.search(path.name):
            raise ManuscriptError(
                "the file's name is not written in UTF-8.", location=place, hint="Rename it."
            )
        if not stat.S_ISREG(status.st_mode):
            raise ManuscriptError(
                f"this is {_sort(status.st_mode)}, not a text file.",
                location=place,
                hint="Name a file or a folder of files.",
            )
        if path.suffix.lower() not in suffixes:
            raise ManuscriptError(
                f'files that end in "{path.suffix}" are not read.'
                if path.suffix
                else "a file whose name has no suffix is not read.",
                location=place,
                hint=f"The known suffixes are {', '.join(suffixes)}.",
            )
        if status.st_size > LARGEST:
            raise ManuscriptError(
                f"the file is too large: {status.st_size:,} bytes, at most {LARGEST:,}.",
                location=place,
                hint="Divide it into chapters in a folder.",
            )
        with path.open("rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise ManuscriptError(
            "there is no such file or folder.", location=place, hint=_suggestion(path)
        ) from error
    except OSError as error:
        raise ManuscriptError(
            f"the file cannot be read: {error.strerror}.",
            location=place,
            hint="Check its permissions.",
        ) from error


def check_width(path: Path, data: bytes) -> None:
    """Raise ManuscriptError at the first line that is too long in whatever encoding, before any is
    tried: to hold millions of characters against six encodings would be the work of a minute."""
    most = LONGEST_LINE * _WIDEST
    start = 0
    while len(data) - start > most:
        end = max(data.rfind(b"\n", start, start + most), data.rfind(b"\r", start, start + most))
        if end < 0:
            raise _too_long(Location(path, data.count(b"\n", 0, start) + 1))
        start = end + 1


def check_lines(path: Path, text: str) -> None:
    """Raise ManuscriptError where a text has a line that nobody wrote, or too many of them: to take
    it apart would be the work of minutes, and no paragraph may be as long."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        raise ManuscriptError(
            f"a text of {lines:,} lines cannot be read.",
            location=Location(path, MOST_LINES + 1),
            hint=f"Divide it; {MOST_LINES:,} is the most.",
        )
    if len(text) <= LONGEST_LINE:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise _too_long(Location(path, number), len(line))


def _too_long(place: Location, length: int = 0) -> ManuscriptError:
    """The error for a line of ``length`` characters, 0 where they were not counted."""
    told = f"{length:,}" if length else f"more than {LONGEST_LINE:,}"
    return ManuscriptError(
        f"a line of {told} characters cannot be read.",
        location=place,
        hint=f"Divide it; {LONGEST_LINE:,} is the most.",
    )


def _sort(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _suggestion(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f'Did you mean "{path.with_name(near[0])}"?' if near else "Check the name."
