"""One text, many copies: rows of every kind of file, names, and what is wrong with single rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from keben.catalogue import Manuscript
from keben.errors import ManuscriptError, UsageError
from keben.model import Source
from keben.press.copies import fill_source, plan_copies, read_rows

LETTER = Manuscript("letter", (Path("letter.md"),))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "名,数\n甲,1\n\n乙,2\n"),
        ("a.tsv", "名\t数\n甲\t1\n\n乙\t2\n"),
        ("a.json", '[{"名": "甲", "数": "1"}, {"名": "乙", "数": "2"}]'),
        ("a.yaml", "- {名: 甲, 数: 1}\n- {名: 乙, 数: 2}\n"),
    ],
)
def test_rows_are_read_from_every_kind_of_file(tmp_path: Path, name: str, text: str) -> None:
    rows = list(read_rows(write(tmp_path, name, text)))
    assert [dict(values) for _, values in rows] == [
        {"名": "甲", "数": "1"},
        {"名": "乙", "数": "2"},
    ]
    assert [row for row, _ in rows] == ([2, 4] if name[2:] in ("csv", "tsv") else [1, 2])


def test_rows_of_a_workbook_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["名", "数"], ["甲", 1], ["乙", 2.5]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [dict(v) for _, v in read_rows(tmp_path / "a.xlsx")] == [
        {"名": "甲", "数": "1"},
        {"名": "乙", "数": "2.5"},
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "名,数\n", "no row of data"),
        ("a.csv", "名,名\n甲,乙\n", 'two columns are called "名"'),
        ("a.csv", '名\n"甲\n', "is no CSV"),
        ("a.json", "{", "no JSON"),
        ("a.json", '{"名": "甲"}', "no list of tables"),
        ("a.json", "[1]", "no list of tables"),
        ("a.json", "[" * 100_000, "no JSON"),
        ("a.yaml", "a: [", "not valid YAML"),
        ("a.yaml", "- &a {名: 甲}\n- *a\n", "alias"),
        ("a.yaml", "", "is empty|no list"),
        ("a.ods", "x", "not read from this"),
    ],
)
def test_data_that_cannot_be_had_are_an_error(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ManuscriptError, match=message) as raised:
        list(read_rows(write(tmp_path, name, text)))
    assert raised.value.location is not None
    assert raised.value.hint


def test_missing_data_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="no such file"):
        list(read_rows(tmp_path / "a.csv"))


def test_copies_are_numbered_or_named_by_a_pattern(tmp_path: Path) -> None:
    data = write(tmp_path, "a.csv", "名,班\n" + "".join(f"人{n},a/{n}\n" for n in range(10)))
    numbered = plan_copies((LETTER,), data, "")
    assert [copy.name for copy in numbered][::9] == ["letter-01", "letter-10"]
    named = plan_copies((LETTER,), data, "{{ 班 }} {{ 名 }}")
    assert named[3].name == "a-3 人3"


@pytest.mark.parametrize(
    ("rows", "pattern", "fault"),
    [
        ("甲,1\n甲,2\n", "{{ 名 }}", "row 2 already"),
        ("甲,1\n,2\n", "{{ 名 }}", 'no "名"'),
        ("甲,1\n…,2\n", "{{ 名 | replace('…', '') }}", "no file's name"),
        (f"甲,1\n{'长' * 200},2\n", "{{ 名 }}", "no file's name"),
    ],
)
def test_a_row_without_a_name_of_its_own_costs_only_its_copy(
    tmp_path: Path, rows: str, pattern: str, fault: str
) -> None:
    first, second = plan_copies((LETTER,), write(tmp_path, "a.csv", f"名,数\n{rows}"), pattern)
    assert first.copy is not None
    assert second.copy is not None
    assert first.copy.fault == ""
    assert fault in second.copy.fault
    with pytest.raises(ManuscriptError, match="row 3") as raised:
        fill_source(Source(Path("letter.md"), "x", "utf-8", Path()), second.copy)
    assert raised.value.location is not None
    assert raised.value.location.path.name == "a.csv"


@pytest.mark.parametrize(
    ("manuscripts", "pattern", "message"),
    [
        ((LETTER, LETTER), "", "fills one text"),
        ((Manuscript("a", (Path("a.docx"),)),), "", "cannot fill"),
        ((Manuscript("a", (Path("a"),)),), "", "cannot fill"),
        ((LETTER,), "{{ 名", "no template"),
    ],
)
def test_what_cannot_be_filled_is_told_before_any_work(
    tmp_path: Path, manuscripts: tuple[Manuscript, ...], pattern: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        plan_copies(manuscripts, write(tmp_path, "a.csv", "名\n甲\n"), pattern)


def test_front_matter_is_filled_and_a_fault_of_the_template_names_its_line(tmp_path: Path) -> None:
    data = write(tmp_path, "a.csv", "名\n甲*乙\n")
    (planned,) = plan_copies((LETTER,), data, "")
    assert planned.copy is not None
    text = "---\ntitle: 给{{ 名 }}\n---\n\n{{ 名 }}：\n"
    source = Source(Path("letter.md"), text, "gb18030", Path())
    filled = fill_source(source, planned.copy)
    assert filled.text == "---\ntitle: 给甲*乙\n---\n\n甲\\*乙：\n"
    assert filled.data.decode() == filled.text
    broken = Source(Path("letter.md"), f"{text}{{{{ 1 / 0 }}}}", "utf-8", Path())
    with pytest.raises(ManuscriptError, match="division") as raised:
        fill_source(broken, planned.copy)
    assert str(raised.value.location) == "letter.md:6"
