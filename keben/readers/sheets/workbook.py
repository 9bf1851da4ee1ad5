"""The file of a spreadsheet (XLSX, ECMA-376) → a sheet. The only importer of openpyxl."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from keben.numerals import grouped, with_decimals
from keben.readers.sheets.sheet import MOST_CELLS, MOST_ROWS, DataTrouble, Sheet, even

LARGEST = 50_000_000
"""Bytes of the packed file."""

LARGEST_OPEN = 100_000_000
"""Bytes of all that it unpacks to."""

_FORMAT = re.compile(r"(?P<group>#,##)?0(?P<rest>\.0+)?(?P<percent>%)?")
"""Formats of numbers that are followed; others print the number as it is."""

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, SyntaxError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError),
)
"""What the library raises over a file that is no spreadsheet, or a broken one: zipfile's
NotImplementedError is a compression that it does not know, every XML parser's errors are
SyntaxErrors, and the second line is met where parts of the file do not fit together, since the
library reads them unchecked."""


def read_workbook(path: Path, wanted: str = "") -> Sheet:
    """The sheet of a name, or the first that is not hidden.

    A formula gives the value that was stored with it. Raises DataTrouble for a file that is
    broken, locked or huge, and for a name that no sheet has.
    """
    _check_size(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not know, such as conditional formats
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            with path.open("rb") as file:
                values = openpyxl.load_workbook(file, read_only=True, data_only=True)
                with path.open("rb") as again:
                    written = openpyxl.load_workbook(again, read_only=True)
                    return _read(values, written, path.name, wanted)
        except (*_BROKEN, InvalidFileException) as error:
            raise DataTrouble(
                f'"{path.name}" cannot be read: {error or type(error).__name__}.',
                "Open it in a spreadsheet program, and save it as XLSX or CSV.",
            ) from error


def _check_size(path: Path) -> None:
    try:
        if path.stat().st_size > LARGEST:
            raise DataTrouble(
                f'"{path.name}" is larger than {LARGEST:,} bytes.',
                "Save the sheet that is needed to a file of its own.",
            )
        with zipfile.ZipFile(path) as package:
            unpacked = sum(item.file_size for item in package.infolist())
            locked = any(item.flag_bits & 1 for item in package.infolist())
    except _BROKEN as error:
        raise DataTrouble(
            f'"{path.name}" is no XLSX file, or one with a password: {error}.',
            "Take the password off, and save it as XLSX or CSV.",
        ) from error
    if unpacked > LARGEST_OPEN or locked:
        raise DataTrouble(
            f'"{path.name}" is locked, or unpacks to more than {LARGEST_OPEN:,} bytes.',
            "Save the sheet that is needed to a file of its own, without a password.",
        )


def _read(values: Any, written: Any, file: str, wanted: str) -> Sheet:
    sheets = {sheet.title: sheet for sheet in values.worksheets}
    if wanted and wanted not in sheets:
        raise DataTrouble(
            f'"{file}" has no sheet "{wanted}".', f"There are: {', '.join(sheets) or 'none'}."
        )
    shown = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
    title = wanted or next(iter(shown), "")
    if not title:
        raise DataTrouble(f'"{file}" has no sheet of cells.', "Add one, or name another file.")
    name = f'"{file}", sheet "{title}"'
    rows, uncounted = [], 0
    for row in _rows(sheets[title], written[title], name):
        rows.append([_words(cell) for cell, _ in row])
        uncounted += sum(cell.value is None and _is_formula(other) for cell, other in row)
    return even(name, rows, uncounted=uncounted)


def _rows(values: Any, written: Any, name: str) -> Iterator[list[tuple[Any, Any]]]:
    """The rows' cells, each with what was written in it."""
    # What a file states of its own size may be wrong, and is asked for in vain.
    values.reset_dimensions()
    written.reset_dimensions()
    # Were a last column asked for, the library would fill every row up to it.
    cells = 0
    for number, (row, other) in enumerate(
        zip(values.iter_rows(), written.iter_rows(), strict=True)
    ):
        cells += len(row)
        if cells > MOST_CELLS:
            raise DataTrouble(
                f"{name} has more than {MOST_CELLS:,} cells.",
                "Save the cells that are needed to a file of their own.",
            )
        if number > MOST_ROWS:
            raise DataTrouble(
                f"{name} has more than {MOST_ROWS:,} rows.",
                "Save the rows that are needed to a file of their own.",
            )
        yield list(zip(row, other, strict=True))


def _is_formula(cell: Any) -> bool:
    return bool(cell.data_type == "f")


def _words(cell: Any) -> str:
    """What a cell shows: dates as ISO 8601, numbers in the simple formats."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, str(cell.number_format or ""))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: int | float, form: str) -> str:
    plain = f"{Decimal(str(value)):f}" if isinstance(value, int) else _shortest(value)
    found = _FORMAT.fullmatch(form)
    if found is None or len(plain) > 30:
        return plain
    if found["percent"]:
        plain = f"{Decimal(plain) * 100:f}"
    if found["rest"] or found["percent"]:
        plain = with_decimals(plain, len(found["rest"] or ".") - 1)
    if found["group"]:
        plain = grouped(plain)
    return plain + (found["percent"] or "")


def _shortest(value: float) -> str:
    """A number in 15 digits, as spreadsheets show it: 0.1 + 0.2 is 0.3."""
    text = f"{Decimal(format(value, '.15g')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
