"""``::: table data.csv`` and ``::: chart data.csv`` → a table, or a figure with its numbers.

What stands behind the name is a file and attributes; in place of a file, the block may hold the
data in a fence of the language ``csv``. A paragraph in the block is the caption, and ``{#name}`` at
its end the anchor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keben.data_words import data_words
from keben.errors import ManuscriptError
from keben.model import Blocks, Inlines, Text
from keben.readers.markdown.captions import captioned
from keben.readers.markdown.data_chart import KINDS, make_chart
from keben.readers.markdown.data_table import make_table
from keben.readers.markdown.findings import Trouble
from keben.readers.markdown.parse import Node
from keben.readers.markdown.reading import Reading
from keben.readers.sheets import (
    SUFFIXES,
    Choice,
    DataTrouble,
    Sheet,
    choose,
    find_file,
    read_rows,
    read_sheet,
)

ReadInlines = Callable[[Node, Reading], Inlines]

NAMES = ("table", "chart")
FENCES = ("csv", "tsv")

SHARED = ("columns", "sort", "rows", "sheet", "header", "encoding", "caption")
OWN = {
    "table": ("decimals", "thousands", "total", "total-label", "totals"),
    "chart": ("kind", "x", "y", "unit", "alt"),
}
NO = ("no", "false", "none", "0", "否", "无")

_ATTRIBUTE = re.compile(
    r"([A-Za-z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|“([^”]*)”|'([^']*)'|([^\s\"'“”]+))"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands behind the name: the file, words without a value, and attributes."""

    file: str
    words: tuple[str, ...]
    given: Mapping[str, str]


def read_asked(text: str) -> Asked:
    """``data.csv bar x="月份"`` → its parts. A name with blanks stands in quotation marks."""
    given = {
        found[1].lower().replace("_", "-"): next(filter(None, found.groups()[1:]), "")
        for found in _ATTRIBUTE.finditer(text)
    }
    bare = _ATTRIBUTE.sub(" ", text)
    quoted = re.findall(r"[\"“]([^\"“”]+)[\"”]", bare)
    words = [*quoted, *re.sub(r"[\"“][^\"“”]*[\"”]", " ", bare).split()]
    file = given.pop("file", "") or next((w for w in words if w.lower().endswith(SUFFIXES)), "")
    return Asked(file, tuple(word for word in words if word != file), given)


def is_data(name: str, node: Node) -> bool:
    """True for a block of ours: it is called a table or a chart, and names data or holds some."""
    if name not in NAMES:
        return False
    return bool(read_asked(_title(node)).file) or _fence(node) is not None or name == "chart"


def read_data(name: str, node: Node, reading: Reading, read_inlines: ReadInlines) -> Blocks:
    """The table or the figure.

    Raises ManuscriptError at the block's line for data that cannot be had, and for columns that
    are not there.
    """
    asked = read_asked(_title(node))
    _report_unknown(name, asked, node, reading)
    place = reading.place(node.line)
    try:
        sheet = _sheet(asked, node, reading)
        chosen = choose(sheet, _choice(asked))
        _report_sheet(sheet, chosen.left, len(chosen.rows), node, reading)
        caption = _caption(asked, node, reading, read_inlines)
        if name == "chart":
            figure, troubles = make_chart(chosen, asked.given, asked.words, place)
            for trouble in troubles:
                reading.report.add(Trouble.GAP, node.line, trouble)
            return (captioned(figure, caption),)
        label = asked.given.get("total-label", "") or data_words(_language(sheet, reading)).total
        table, troubles = make_table(chosen, asked.given, label, place)
        for trouble in troubles:
            reading.report.add(Trouble.SUM, node.line, trouble)
        return (captioned(table, caption),)
    except DataTrouble as trouble:
        raise ManuscriptError(trouble.message, location=place, hint=trouble.hint) from trouble


def _title(node: Node) -> str:
    first = node.children[0] if node.children else None
    return first.children[0].text if first and first.kind == "container_title" else ""


def _fence(node: Node) -> Node | None:
    fences = (child for child in node.children if child.kind == "fence")
    return next((f for f in fences if f.info.strip().lower() in FENCES), None)


def _caption(asked: Asked, node: Node, reading: Reading, read_inlines: ReadInlines) -> Inlines:
    paragraphs = [child for child in node.children if child.kind == "paragraph"]
    others = [c for c in node.children if c.kind not in ("container_title", "paragraph")]
    for extra in (*paragraphs[1:], *(c for c in others if c is not _fence(node))):
        raise ManuscriptError(
            "a block of data holds its caption and nothing else.",
            location=reading.place(extra.line),
            hint='Close the block with ":::" before this line.',
        )
    if paragraphs:
        return read_inlines(paragraphs[0].children[0], reading)
    words = asked.given.get("caption", "")
    return (Text(words),) if words else ()


def _sheet(asked: Asked, node: Node, reading: Reading) -> Sheet:
    fence = _fence(node)
    if asked.file:
        path = find_file(asked.file, reading.path.parent, reading.root)
        return read_sheet(
            path,
            reading.root,
            sheet=asked.given.get("sheet", ""),
            encoding=asked.given.get("encoding", ""),
        )
    if fence is None:
        raise DataTrouble("no data are named.", 'Write ::: chart data.csv, or add a "csv" fence.')
    return read_rows(fence.text, "the data")


def _choice(asked: Asked) -> Choice:
    given = asked.given
    rows = given.get("rows", "0")
    if not (rows.isascii() and rows.isdigit()):
        raise DataTrouble(f'rows="{rows}" is no number.', 'Write rows="10".')
    header = given.get("header", "yes").lower() not in NO
    return Choice(given.get("columns", ""), given.get("sort", ""), int(rows), header)


def _language(sheet: Sheet, reading: Reading) -> str:
    """That of the settings, else the one whose letters the data have."""
    if reading.language:
        return reading.language
    text = "".join("".join(row) for row in sheet.rows[:50])
    for language, letters in (("ko", r"[가-힣]"), ("ja", r"[ぁ-ヺ]"), ("zh-Hans", r"[一-鿿]")):
        if re.search(letters, text):
            return language
    return "en"


def _report_unknown(name: str, asked: Asked, node: Node, reading: Reading) -> None:
    known = (*SHARED, *OWN[name])
    words = [word for word in asked.words if name == "table" or word.lower() not in KINDS]
    for unknown in (*(key for key in asked.given if key not in known), *words):
        reading.report.add(Trouble.ATTRIBUTE, node.line, unknown)


def _report_sheet(sheet: Sheet, left: int, kept: int, node: Node, reading: Reading) -> None:
    if sheet.uncounted:
        reading.report.add(Trouble.FORMULA, node.line, sheet.name, times=sheet.uncounted)
    if sheet.ragged:
        reading.report.add(Trouble.RAGGED, node.line, sheet.name, times=sheet.ragged)
    if left:
        wording = f"{kept:,} of {kept + left:,} rows of {sheet.name} are shown, as asked for"
        reading.report.add(Trouble.ROWS, node.line, wording)
