"""A target path → a temporary file beside it that takes its place only when it is finished."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from keben.errors import ManuscriptError, OutputError, PressError
from keben.model import Location
from keben.watching import forget, unwatched

REMEDIES = {
    errno.ENOSPC: "Free some space, or name another folder with --output.",
    errno.EDQUOT: "Free some space, or name another folder with --output.",
    errno.EROFS: "Name a folder that can be written with --output.",
    errno.EFBIG: "Raise the limit on the size of files, or divide the document.",
    errno.EIO: "Look at the disk: it does not take what is written.",
    errno.ENAMETOOLONG: "Give the source a shorter name.",
}
OF_READING = frozenset((errno.ENAMETOOLONG,))
"""What of these the system says of a source too."""

CHOOSE = "Name a folder that you may write with --output."

OURS = "keben-"
"""How the names of unfinished files and folders begin, after a dot beside finished files."""

STALE = 60
"""Seconds from its last change after which something unfinished may have been left behind. It is
locked by then; only between being made and being locked it could be taken for litter."""


def of_system(error: OSError) -> PressError:
    """The error for what the system refused where nobody expected it to: a name that is too long, a
    file that may not be read, a full disk."""
    number = error.errno or 0
    kind = OutputError if number in REMEDIES.keys() - OF_READING else ManuscriptError
    named = error.filename if isinstance(error.filename, str) else ""
    return kind(
        f"{error.strerror or error}.",
        location=Location(Path(named)) if named else None,
        hint=REMEDIES.get(number, "Check the name and the permissions."),
    )


def out_of_memory(path: Path | None = None) -> OutputError:
    """The error for a file that needs more memory than there is."""
    return OutputError(
        "there is not enough memory to make it.",
        location=Location(path) if path else None,
        hint="Divide it, build it with --jobs 1, or give it more memory.",
    )


def prepare_folder(folder: Path) -> None:
    """Make the output folder and those above it.

    Raises OutputError where it cannot be made or something else has its name.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(
            "this is a file, so no folder can be made here.",
            location=Location(folder),
            hint="Move the file away, or name another folder with --output.",
        ) from error
    except OSError as error:
        raise _refusal(folder, error) from error


@contextmanager
def finished(target: Path) -> Iterator[Path]:
    """Give the path of an empty file beside ``target``; move it into place when the block ends.

    The file has the target's suffix, and a name of its own, so builds can run side by side. When
    the block is left by any exception, the file is removed and an older target stays as it was.
    Raises OutputError where the folder cannot be written, the disk is full, or the target is a
    folder.
    """
    prepare_folder(target.parent)
    if _is_folder(target):
        raise OutputError(
            "a folder has the name of the file to be made.",
            location=Location(target),
            hint="Move the folder away, or name another with --output.",
        )
    _sweep(target.parent, f".{OURS}*")
    handle, temporary = _open_beside(target)
    try:
        yield temporary
        _settle(temporary)
        temporary.replace(target)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        os.close(handle)
        with suppress(OSError):
            temporary.unlink()
        forget(temporary)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise _refusal(path, error) from error


def _open_beside(target: Path) -> tuple[int, Path]:
    """A new file, locked for as long as the handle is open: another run sees that it is in work."""
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{_mark(os.getpid())}{target.stem[:40]}-",
            suffix=target.suffix,
            dir=target.parent,
        )
    except OSError as error:
        raise _refusal(target, error) from error
    _lock(handle)
    return handle, Path(name)


_SCRATCH: ContextVar[Path | None] = ContextVar("scratch", default=None)
"""The outermost scratch folder of the run."""


def scratch_of_run() -> Path | None:
    """Where libraries may put files for a while, so that none outlives a run that is killed; None
    outside of a run, which means the system's own folder."""
    return _SCRATCH.get()


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for what a build unpacks, gone when the block ends; those that runs left behind
    which were killed are removed. Raises OutputError where none can be made."""
    _sweep(Path(tempfile.gettempdir()), f"{OURS}*")
    try:
        folder = Path(tempfile.mkdtemp(prefix=_mark(os.getpid())))
    except OSError as error:
        raise _refusal(Path(tempfile.gettempdir()), error) from error
    handle = os.open(folder, os.O_RDONLY)
    _lock(handle)
    token = _SCRATCH.set(_SCRATCH.get() or folder)
    try:
        yield folder
    finally:
        _SCRATCH.reset(token)
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)
        forget(folder)


@cache
def lasting_folder() -> Path:
    """A folder that this process works on until it ends, when whoever asked has it removed; it is
    swept up after one that was killed. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix=_mark(os.getpid())))
    _lock(os.open(folder, os.O_RDONLY))  # as long as the process
    return folder


def _mark(process: int) -> str:
    """How the names of what a process works on begin."""
    return f"{OURS}{process}-"


def clear_after(process: int, folder: Path) -> None:
    """Remove what a process of ours that was killed has left unfinished in a folder for finished
    files, and among what is temporary."""
    _sweep(folder, f".{_mark(process)}*", stale=0)
    _sweep(Path(tempfile.gettempdir()), f"{_mark(process)}*", stale=0)


def _sweep(folder: Path, pattern: str, stale: float = STALE) -> None:
    """Remove what killed runs left in a folder. What a living run works on is locked by it, and
    what belongs to another person cannot be removed; both stay."""
    with unwatched():
        litter = list(folder.glob(pattern))
    for path in litter:
        with suppress(OSError), unwatched():
            if time.time() - path.lstat().st_mtime < stale or path.is_symlink():
                continue
            handle = os.open(path, os.O_RDONLY)
            try:
                if _lock(handle):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            finally:
                os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file or folder until its handle is closed; False where another holds it, or the
    file system has no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _settle(path: Path) -> None:
    """Put the bytes on the disk, readable as an ordinary new file would be."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    if stat.S_IMODE(path.stat().st_mode) == 0o600:
        # mkstemp hides its files from others; a finished book is for reading.
        path.chmod(0o644)


def _refusal(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror or error}.",
        location=Location(path),
        hint=REMEDIES.get(error.errno or 0, CHOOSE),
    )
