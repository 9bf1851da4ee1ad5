"""A table → lines of Markdown; of HTML where its head is not one row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from keben import walk
from keben.editions.markdown.inlines import write_line
from keben.model import Alignment, Inlines, Table

_RULES = {Alignment.START: "---", Alignment.CENTER: ":-:", Alignment.END: "--:"}
_SIDES = {Alignment.START: "", Alignment.CENTER: ' align="center"', Alignment.END: ' align="right"'}
_BAR = re.compile(r"(?<!\\)\|")


def write_table(table: Table) -> Iterator[str]:
    """The lines of a table, its caption in a paragraph above it."""
    if table.places or table.totals:
        attributes = f'totals="{table.totals}"'
        yield from write_data("table", table, attributes, table.caption, table.anchor)
        return
    if len(table.head) != 1:
        yield _write_html(table)
        return
    if table.caption:
        anchor = f" {{#{table.anchor}}}" if table.anchor else ""
        yield from (f"表：{write_line(table.caption)}{anchor}", "")
    width = max(len(row) for row in (table.alignments, *table.head, *table.body))
    rules = [_RULES[alignment] for alignment in table.alignments]
    yield _row(map(write_line, table.head[0]), width)
    yield _row(rules + ["---"] * (width - len(rules)), width)
    for row in table.body:
        yield _row(map(write_line, row), width)


def write_data(
    name: str, table: Table, attributes: str, caption: Inlines, anchor: str
) -> Iterator[str]:
    """A block of data with its numbers in it, as CSV (RFC 4180)."""
    header = "" if table.head else ' header="no"'
    yield f"::: {name} {attributes}{header}"
    if caption:
        yield from (write_line(caption) + (f" {{#{anchor}}}" if anchor else ""), "")
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(
        [walk.plain(cell) for cell in row] for row in (*table.head, *table.body)
    )
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", lines.getvalue() + "`")))
    yield f"{fence}csv"
    yield from lines.getvalue().rstrip("\n").split("\n")
    yield fence
    yield ":::"


def _row(cells: Iterable[str], width: int) -> str:
    # A bar inside code ends the cell as well (GFM §4.10).
    texts = [_BAR.sub(r"\|", cell) for cell in cells]
    return f"| {' | '.join(texts + [''] * (width - len(texts)))} |"


def _write_html(table: Table) -> str:
    caption = f"<caption>{write_line(table.caption)}</caption>" if table.caption else ""
    head = "".join(_html_row(row, "th", table) for row in table.head)
    body = "".join(_html_row(row, "td", table) for row in table.body)
    return f"<table>{caption}{head}{body}</table>"


def _html_row(cells: tuple[Inlines, ...], tag: str, table: Table) -> str:
    sides = [_SIDES[alignment] for alignment in table.alignments]
    sides += [""] * (len(cells) - len(sides))
    written = (
        f"<{tag}{side}>{write_line(cell)}</{tag}>" for cell, side in zip(cells, sides, strict=False)
    )
    return f"<tr>{''.join(written)}</tr>"
