"""A text that is a template, and a table of data → one manuscript a row.

CSV, TSV and XLSX have their columns' names in the first row; JSON and YAML hold a list of tables.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from keben.catalogue import Copy, Manuscript
from keben.decoding import read_source
from keben.errors import ManuscriptError, OutputError, ProofError, UsageError
from keben.model import Location, Source
from keben.output import finished
from keben.pdfobjects import BrokenFile, join
from keben.plain_yaml import MappingNode, Node, NoYaml, SequenceNode, compose
from keben.press.order import Result
from keben.proof import round_trip as proof
from keben.readers import MARKDOWN, READERS, TEXT
from keben.readers.front_matter import fences
from keben.readers.sheets import MOST_ROWS, SUFFIXES, DataTrouble, read_sheet
from keben.typeset.filling import (
    Escape,
    FillingError,
    as_line,
    as_markdown,
    as_written,
    fill,
    gap,
)

KNOWN = (*SUFFIXES, ".json", ".yaml", ".yml")
LONGEST_NAME = 120
"""Characters of a file's name; with its suffix it must fit into 255 bytes (POSIX NAME_MAX)."""

TEXTS = tuple(suffix for suffix, reader in READERS.items() if reader in (MARKDOWN, TEXT))
"""What can be a template."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


def plan_copies(
    manuscripts: Sequence[Manuscript], data: Path, pattern: str
) -> tuple[Manuscript, ...]:
    """One manuscript for each row of the data. What is wrong with a single row is met when its
    copy is made, so that it does not stop the others.

    Raises UsageError where there is not one text to fill, or the pattern is no template;
    ManuscriptError where the data cannot be read.
    """
    if len(manuscripts) != 1 or len(manuscripts[0].paths) != 1:
        raise UsageError("--data fills one text.", hint="Name one source.")
    (manuscript,) = manuscripts
    (path,) = manuscript.paths
    if path.suffix.lower() not in TEXTS:
        raise UsageError(
            f"--data cannot fill {path}.", hint=f"A template ends in {', '.join(TEXTS)}."
        )
    rows = tuple(read_rows(data))
    pattern = pattern or f"{manuscript.name}-{{{{ '%0{len(str(len(rows)))}d' | format(number) }}}}"
    made: list[Manuscript] = []
    taken: dict[str, int] = {}
    for number, (row, values) in enumerate(rows, start=1):
        name, fault = _name(pattern, values, number)
        other = taken.setdefault(unicodedata.normalize("NFC", name).casefold(), row)
        if not fault and other != row:
            fault = f'"{name}" is the name of row {other} already'
        if fault:
            name = f"{manuscript.name}-{number}"
        made.append(replace(manuscript, name=name, copy=Copy(values, number, row, data, fault)))
    return tuple(made)


def join_copies(result: Result, target: Path, *, proved: bool = True) -> Path | None:
    """One PDF of all copies that were made, in the order of the rows, for a printer; None where
    none was. Each copy has a bookmark. Where it is to be ``proved``, it gets its name only once its
    pages are those of the copies; whether it is, the layers of the command line alone say, because
    the file is made of many texts, each with its own settings. Raises OutputError, ProofError."""
    made = [
        (outcome.name, artifact.path)
        for outcome in result.outcomes
        for artifact in outcome.artifacts
        if artifact.format == "pdf"
    ]
    if not made:
        return None
    _check_alone(result, target)
    try:
        data = join((path.read_bytes() for _, path in made), (name for name, _ in made))
        with finished(target) as temporary:
            temporary.write_bytes(data)
            if proved:
                _prove(temporary, [path for _, path in made], target)
    except (OSError, BrokenFile) as error:
        raise OutputError(
            f"the copies cannot be joined: {error}.",
            location=Location(target),
            hint="Make them without --one-file.",
        ) from error
    return target


def _prove(file: Path, copies: Sequence[Path], target: Path) -> None:
    """Raise ProofError where a joined file does not hold the pages of its copies."""
    findings = proof.check_joined(file, copies, target)
    if error := proof.verdict(findings, target):
        raise ProofError(
            f"{findings[0].message} {error.message}", location=error.location, hint=error.hint
        )


def _check_alone(result: Result, target: Path) -> None:
    """Nothing that was asked for may be lost: sheets and files for print shops are each a copy's
    own."""
    others = {a.format for outcome in result.outcomes for a in outcome.artifacts} - {"pdf"}
    if others:
        raise OutputError(
            f"{', '.join(sorted(others))} of the copies cannot be joined.",
            location=Location(target),
            hint="Make them without --one-file, or without impose.form and prepress.profile.",
        )


def _name(pattern: str, values: Mapping[str, Any], number: int) -> tuple[str, str]:
    """The name of a copy, and what is wrong with it."""
    try:
        name = fill(pattern, _given(values, number), as_line)
    except FillingError as error:
        if error.line is not None:
            raise UsageError(
                f"--name is no template: {error.message}.", hint='Write --name "{{ column }}".'
            ) from error
        return "", f'{error.message} for "--name"'
    name = _FORBIDDEN.sub("-", name).strip(" .")
    if not name or len(name) > LONGEST_NAME or len(name.encode()) > 2 * LONGEST_NAME:
        return "", f'"--name" gives "{name[:40]}", which can be no file\'s name'
    return name, ""


def read_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The number of each row in its file, and its values by the names of their columns; an empty
    cell has none. Raises ManuscriptError."""
    suffix = path.suffix.lower()
    try:
        if suffix not in KNOWN:
            raise DataTrouble("data are not read from this.", f"Known are {', '.join(KNOWN)}.")
        rows = _sheet(path) if suffix in SUFFIXES else _tables(path, suffix)
        found = tuple(rows)
        if not found:
            raise DataTrouble("there is no row of data.", "Put one row a copy under the head.")
        return iter(found)
    except DataTrouble as error:
        raise ManuscriptError(error.message, location=Location(path), hint=error.hint) from error


def _sheet(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if not path.is_file():
        raise DataTrouble("there is no such file.", "Check the name.")
    sheet = read_sheet(path, path.parent)
    head, *rows = sheet.rows
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        raise DataTrouble(f'two columns are called "{twice[0]}".', "Give each a name of its own.")
    for number, row in zip(sheet.numbers[1:], rows, strict=True):
        cells = zip(head, row, strict=True)
        yield number, {name: cell for name, cell in cells if name}


def _tables(path: Path, suffix: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    source = read_source(path, path.parent, suffixes=KNOWN)
    try:
        value = json.loads(source.text) if suffix == ".json" else _plain(compose(source.text))
    except (ValueError, RecursionError) as error:
        problem = error.problem if isinstance(error, NoYaml) else f"it is no JSON: {error}"
        raise DataTrouble(f"{problem}.", "Mend it, or save the data as CSV.") from error
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise DataTrouble("it holds no list of tables.", 'Write [{"name": "…"}, …].')
    if len(value) > MOST_ROWS:
        raise DataTrouble(f"it has more than {MOST_ROWS:,} rows.", "Divide it.")
    yield from enumerate(value, start=1)


def _plain(node: Node | None) -> Any:
    match node:
        case MappingNode():
            return {str(_plain(key)): _plain(value) for key, value in node.value}
        case SequenceNode():
            return [_plain(item) for item in node.value]
        case None:
            return None
        case _:
            return node.value


def _given(values: Mapping[str, Any], number: int) -> dict[str, Any]:
    """What a template is given: each column by its name, all of them as ``row``, whatever their
    names, and the ``number`` of the copy."""
    filled = {
        name: gap(name) if value is None or value == "" else value for name, value in values.items()
    }
    return {"number": number, "row": filled, **filled}


def fill_source(source: Source, copy: Copy) -> Source:
    """The text of one copy. Raises ManuscriptError that names the row and the column, or the line
    of the template."""
    if copy.fault:
        raise _error(copy, copy.fault)
    given = _given(copy.values, copy.number)
    is_markdown = READERS[source.path.suffix.lower()] == MARKDOWN
    front = fences(source.text) if is_markdown else None
    cut = front[1].end() if front else 0
    escape: Escape = as_markdown if is_markdown else as_written
    try:
        text = fill(source.text[:cut], given, as_line) + fill(source.text[cut:], given, escape)
    except FillingError as error:
        if error.line is None:
            raise _error(copy, error.message) from error
        raise ManuscriptError(
            f"the template cannot be filled: {error.message}.",
            location=source.place(error.line + source.text[:cut].count("\n")),
            hint="See the manual on --data.",
        ) from error
    return replace(source, text=text, data=text.encode(), encoding="utf-8")


def _error(copy: Copy, trouble: str) -> ManuscriptError:
    first = next((str(value) for value in copy.values.values() if value not in (None, "")), "")
    shown = f" ({first[:20]})" if first else ""
    return ManuscriptError(
        f"row {copy.row}{shown}: {trouble}.",
        location=Location(copy.origin, copy.row),
        hint='Fill in the cell, or write {{ column or "…" }} where it may be empty.',
    )
