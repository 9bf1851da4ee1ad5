"""A path → its bytes, where it is a file of text that may be read."""

from __future__ import annotations

import difflib
import stat
from collections.abc import Collection
from pathlib import Path

from keben.errors import ManuscriptError
from keben.model import Location

LARGEST = 50_000_000
"""Bytes; the longest novels known are under 40 million in UTF-8."""


def read_bytes(path: Path, suffixes: Collection[str]) -> bytes:
    """The bytes of a file whose suffix is known.

    Raises ManuscriptError where the file is missing, no file, too large or cannot be read.
    """
    place = Location(path)
    try:
        status = path.stat()
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
