"""The address of a file of data, as a text names it → the file, within the document's folder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from keben.decoding import read_source
from keben.errors import ManuscriptError
from keben.readers.sheets.separated import read_rows
from keben.readers.sheets.sheet import SUFFIXES, DataTrouble, Sheet
from keben.readers.sheets.workbook import read_workbook
from keben.watching import is_there

IN_FOLDER = "Copy the file into the document's folder, and name it from there."


def find_file(
    address: str, folder: Path, root: Path, *, suffixes: Sequence[str] = SUFFIXES
) -> Path:
    """The file that an address names, counted from ``folder``, which lies in ``root``.

    Raises DataTrouble for what is absolute, remote, outside of the root, by whatever way, of an
    unknown kind, or not there.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\", address) or "\0" in address:
        raise DataTrouble(f'"{address}" is not a file of the document\'s folder.', IN_FOLDER)
    if PurePosixPath(address).is_absolute():
        raise DataTrouble(f'"{address}" is an absolute path.', IN_FOLDER)
    if PurePosixPath(address).suffix.lower() not in suffixes:
        raise DataTrouble(
            f'data are not read from "{address}".', f"The known suffixes are {', '.join(suffixes)}."
        )
    folder, root = folder.resolve(), root.resolve()
    top = root if folder.is_relative_to(root) else folder
    for form in dict.fromkeys((address, unquote(address))):
        named = Path(os.path.normpath(folder / form))
        if not named.is_relative_to(top):
            raise DataTrouble(f'"{address}" climbs out of the document\'s folder.', IN_FOLDER)
        if _exists(named):
            if not named.resolve().is_relative_to(top):
                raise DataTrouble(
                    f'"{address}" is a link that leads out of the document\'s folder.', IN_FOLDER
                )
            return named
    raise DataTrouble(f'there is no file "{address}".', "Check the name; it counts from the text.")


def _exists(path: Path) -> bool:
    try:
        return is_there(path)
    except OSError:  # a name that no file can have
        return False


def read_sheet(path: Path, root: Path, *, sheet: str = "", encoding: str = "") -> Sheet:
    """The rows of a file. Raises DataTrouble."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return read_workbook(path, sheet)
    if sheet:
        raise DataTrouble(f'"{path.name}" has no sheets.', 'Leave "sheet" out.')
    try:
        source = read_source(path, root, suffixes=SUFFIXES, encoding=encoding)
    except ManuscriptError as error:
        raise DataTrouble(f'"{path.name}": {error.message}', error.hint or "") from error
    return read_rows(source.text, f'"{path.name}"')
