"""A folder → a zip file whose bytes tell nothing of the clock, the machine or the user."""

from __future__ import annotations

import zipfile
from pathlib import Path

TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can state, given to every entry."""
MODE = 0o100644 << 16
UNIX = 3
LEVEL = 9
PRESSED = (".epub", ".gif", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".docx")
"""Kinds of files that are compressed already, and are stored as they are."""


def pack(folder: Path, target: Path) -> None:
    """Write the folder's files below the folder's name, in the order of their names.

    Raises OSError where the file cannot be written.
    """
    files = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=TIME)
            entry.create_system = UNIX
            entry.external_attr = MODE
            stored = name.lower().endswith(PRESSED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(entry, files[name].read_bytes(), compresslevel=LEVEL)
