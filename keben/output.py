"""A target path → a temporary file beside it that takes its place only when it is finished."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from keben.errors import OutputError
from keben.model import Location
from keben.watching import forget

REMEDIES = {
    errno.ENOSPC: "Free some space, or name another folder with --output.",
    errno.EDQUOT: "Free some space, or name another folder with --output.",
    errno.EROFS: "Name a folder that can be written with --output.",
    errno.ENAMETOOLONG: "Give the source a shorter name.",
}
CHOOSE = "Name a folder that you may write with --output."


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
    temporary = _open_beside(target)
    try:
        yield temporary
        _settle(temporary)
        temporary.replace(target)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
        forget(temporary)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise _refusal(path, error) from error


def _open_beside(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise _refusal(target, error) from error
    os.close(handle)
    return Path(name)


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
