"""A Han character → how many strokes it is written with, from the Unihan database (Unicode 15)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "strokes.txt"


def strokes(character: str) -> int:
    """The strokes of a character; 0 where they are not known."""
    code = ord(character)
    rows, width = _rows()
    start = code - code % width
    row = rows.get(start, "")
    return ord(row[code - start]) - ord("0") if code - start < len(row) else 0


@cache
def _rows() -> tuple[dict[int, str], int]:
    """The rows of the table by their first code point, and how many characters a row is for."""
    rows: dict[int, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            start, _, row = line.partition(" ")
            rows[int(start, 16)] = row
    return rows, max(map(len, rows.values()))
