"""The address of a file of data → its rows of cells, each the words that a reader would see.

:mod:`finding` finds the file within the document's folder, :mod:`separated` reads CSV and TSV,
:mod:`workbook` reads XLSX, :mod:`choosing` takes the columns and rows that are asked for.
"""

from keben.readers.sheets.choosing import Choice, choose
from keben.readers.sheets.finding import find_file, read_sheet
from keben.readers.sheets.separated import read_rows
from keben.readers.sheets.sheet import MOST_ROWS, SUFFIXES, DataTrouble, Sheet

__all__ = [
    "MOST_ROWS",
    "SUFFIXES",
    "Choice",
    "DataTrouble",
    "Sheet",
    "choose",
    "find_file",
    "read_rows",
    "read_sheet",
]
