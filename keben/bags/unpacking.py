"""A zip file that anyone may have made → its files in a folder, within limits, none outside it."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from keben.errors import ProofError
from keben.model import Location

LARGEST = 2_000_000_000
"""Bytes of a zip file, and of all that is in it."""
MOST = 20_000
"""Files in it."""
RATIO = 100
"""How many times larger its files may be than itself, beyond ALLOWANCE."""
ALLOWANCE = 100_000_000
LONGEST_NAME = 1_000
LONGEST_DIRECTORY = 16_000_000
"""Bytes of the list of files, which is read as a whole."""

CHUNK = 1 << 20
END = b"PK\x05\x06"
"""The signature of the end of the list of files; the record is 22 bytes and a comment long."""

ODD = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
"""Control characters, the other slash, and drives."""


class _Unsafe(Exception):
    """Why an archive is refused."""


def unpack(archive: Path, into: Path) -> Path:
    """Unpack into an empty folder and return the bag's own, which must be the only one.

    Raises ProofError for what is broken, too large, encrypted, of another name than a file of a
    bag may have, or named twice.
    """
    try:
        _check_ends(archive)
        with zipfile.ZipFile(archive) as package:
            names = [_checked(entry) for entry in package.infolist()]
            top = _check_together(names)
            limit = min(LARGEST, RATIO * archive.stat().st_size + ALLOWANCE)
            for entry in package.infolist():
                limit -= _write(package, entry, into, limit)
        return into / top
    except _Unsafe as refused:
        raise _refusal(archive, str(refused)) from refused
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _refusal(archive, f"it is broken ({error})") from error


def _check_ends(archive: Path) -> None:
    """Refuse what would take much memory merely to be opened."""
    size = archive.stat().st_size
    if size > LARGEST:
        raise _Unsafe(f"it is larger than {LARGEST:,} bytes")
    with archive.open("rb") as file:
        file.seek(max(0, size - 22 - 0xFFFF))
        tail = file.read()
    place = tail.rfind(END)
    if place < 0 or len(tail) < place + 22:
        raise _Unsafe("it is no zip file, or its end is cut off")
    count, length = struct.unpack("<HI", tail[place + 10 : place + 16])
    if count > MOST or length > LONGEST_DIRECTORY:
        raise _Unsafe(f"it holds more than {MOST:,} files")


def _checked(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if ODD.search(name) or not name or len(name) > LONGEST_NAME or entry.is_dir():
        raise _Unsafe(f"{name[:60]!r} is no name of a file of a bag")
    if path.is_absolute() or any(part in (".", "..") for part in name.split("/")) or "//" in name:
        raise _Unsafe(f"{name[:60]!r} leads out of its folder")
    if kind not in (0, stat.S_IFREG):
        raise _Unsafe(f"{name[:60]!r} is a link or a device")
    if entry.flag_bits & 0x1:
        raise _Unsafe("it is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Unsafe(f"{name[:60]!r} is compressed in a way that is not read")
    return name


def _check_together(names: list[str]) -> str:
    """The one topmost folder. Names that differ only in case or composition are one file on some
    systems."""
    if len(names) > MOST:
        raise _Unsafe(f"it holds more than {MOST:,} files")
    folded = {unicodedata.normalize("NFC", name).casefold() for name in names}
    if len(folded) < len(names):
        raise _Unsafe("two of its files have one name")
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or any("/" not in name for name in names):
        raise _Unsafe("it does not hold one folder")
    return tops.pop()


def _write(package: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path, limit: int) -> int:
    """Write one file and return its size, which the entry may state wrongly."""
    target = into / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with package.open(entry) as packed, target.open("xb") as file:
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise _Unsafe("its files are far larger than they should be")
            file.write(chunk)
    return size


def _refusal(archive: Path, why: str) -> ProofError:
    return ProofError(
        f"the archive is not read: {why}.",
        location=Location(archive),
        hint="Take another copy, from someone you trust.",
    )
