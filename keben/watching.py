"""What is opened, listed or looked for while something is made → what it depends on.

Python tells an audit hook of every file that is opened and of every folder that is listed (PEP
578). So whatever a reader, a theme or a table of figures reads is known, and none of them has to
say so. Only a file that was looked for and is not there must be asked for by :func:`is_there`.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LISTING = frozenset(("os.listdir", "os.scandir"))
WRITING = os.O_WRONLY | os.O_RDWR
IMPORTING = "<frozen importlib._bootstrap_external>"
"""Where Python looks for modules."""


@dataclass(slots=True)
class Seen:
    """The absolute paths of the files read, with the state in which they were met (size in bytes,
    time of change in ns), of the folders listed, and of the files that were not there."""

    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)


_SEEN: ContextVar[tuple[Seen, ...]] = ContextVar("seen", default=())
"""Of everyone who watches; a part of a run may be watched by itself."""


@contextmanager
def watching() -> Iterator[Seen]:
    """Watch what this thread opens until the block ends."""
    _listen()
    seen = Seen()
    token = _SEEN.set((*_SEEN.get(), seen))
    try:
        yield seen
    finally:
        _SEEN.reset(token)


@contextmanager
def unwatched() -> Iterator[None]:
    """Let what is opened and listed until the block ends go unseen, as litter does."""
    token = _SEEN.set(())
    try:
        yield
    finally:
        _SEEN.reset(token)


def is_there(path: Path) -> bool:
    """True for a file; where there is none, that counts as seen. No file has a name that is too
    long for one."""
    try:
        found = path.is_file()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False
    if not found:
        for seen in _SEEN.get():
            seen.absent.add(str(path.absolute()))
    return found


def depend_on(path: Path) -> None:
    """Count a file as read whose content is already known to this process."""
    for seen in _SEEN.get():
        _note(str(path.absolute()), seen)


def forget(path: Path) -> None:
    """Count a temporary file, or a folder with all below it, as never seen."""
    name = str(path.absolute())
    below = name + os.sep
    for seen in _SEEN.get():
        for known in [k for k in seen.files if k == name or k.startswith(below)]:
            del seen.files[known]
        for names in (seen.folders, seen.absent):
            names -= {k for k in names if k == name or k.startswith(below)}


@cache
def _listen() -> None:
    """An audit hook stays for the life of the process, so there is one."""
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" and event not in LISTING:
        return
    watchers, path = _SEEN.get(), arguments[0]
    if not watchers or not isinstance(path, str | bytes | os.PathLike):
        return
    if sys._getframe(1).f_code.co_filename == IMPORTING:
        return  # for a module of the program, which may lie below the folder of a document
    name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 # Path.resolve would open folders
    for seen in watchers:
        if event in LISTING:
            seen.folders.add(name)
        elif not _writes(arguments[2]):
            _note(name, seen)


def _note(name: str, seen: Seen) -> None:
    """The first state in which a file is met is the one that counts."""
    if name in seen.files:
        return
    try:
        status = os.stat(name)  # noqa: PTH116 # the quickest of all, and met very often
    except OSError:
        seen.absent.add(name)
    else:
        if stat.S_ISREG(status.st_mode):  # a folder is opened to be removed
            seen.files[name] = (status.st_size, status.st_mtime_ns)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & WRITING)
