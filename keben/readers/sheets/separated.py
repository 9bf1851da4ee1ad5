"""The text of a CSV or TSV (RFC 4180) → a sheet."""

from __future__ import annotations

import csv
import io

from keben.readers.sheets.sheet import MOST_ROWS, DataTrouble, Sheet, even

SEPARATORS = (",", "\t", ";", "|")


def read_rows(text: str, name: str) -> Sheet:
    """The rows of a text; the separator is the one that divides its first lines most evenly.

    Raises DataTrouble where a quotation mark is never closed, and for an empty or huge file.
    """
    text = text.removeprefix("\ufeff")
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise DataTrouble(
                    f"{name} has more than {MOST_ROWS:,} rows.",
                    "Save the rows that are needed to a file of their own.",
                )
    except csv.Error as error:
        raise DataTrouble(
            f"line {reader.line_num} of {name} is no CSV: {error}.",
            "Close the quotation mark, and double one that stands inside quotation marks.",
        ) from error
    return even(name, rows)


def _separator(text: str) -> str:
    first = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def fitness(mark: str) -> tuple[int, int]:
        counts = [_outside_quotes(line).count(mark) for line in first]
        return (sum(count == counts[0] > 0 for count in counts), counts[0]) if counts else (0, 0)

    return max(SEPARATORS, key=fitness)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
