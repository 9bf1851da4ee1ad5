"""Files of data: found within the document's folder, read as words, and every trouble told."""

from __future__ import annotations

import random
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keben.readers.sheets import (
    Choice,
    DataTrouble,
    Sheet,
    choose,
    find_file,
    read_rows,
    read_sheet,
    separated,
    workbook,
)


def write_xlsx(path: Path, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一"
    for row in rows:
        sheet.append(row)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    hidden = book.create_sheet("二")
    hidden.append(["乙", "2"])
    book.save(path)
    return path


# --- CSV ---


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_the_separator_is_told_from_the_lines(mark: str) -> None:
    sheet = read_rows(f"甲{mark}乙\n1{mark}2\n3{mark}4\n", "数据")
    assert sheet.rows == (("甲", "乙"), ("1", "2"), ("3", "4"))


def test_quotation_marks_line_ends_and_empty_rows() -> None:
    sheet = read_rows('\ufeff甲,乙\r\n"一,\n二","他说""是"""\r\n,\r\n\r\n3\r\n', "数据")
    assert sheet.rows == (("甲", "乙"), ("一, 二", '他说"是"'), ("3", ""))


def test_cells_beyond_the_head_are_counted() -> None:
    sheet = read_rows("甲,乙\n1,2,3\n4,5,\n", "数据")
    assert sheet.rows[1:] == (("1", "2"), ("4", "5"))
    assert sheet.ragged == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \n,,\n", "empty"),
        ('甲,乙\n"1,2\n', "no CSV"),
        (",".join("甲" * 1001), "1,001 columns"),
    ],
)
def test_what_is_no_table_is_told(text: str, words: str) -> None:
    with pytest.raises(DataTrouble, match=words) as caught:
        read_rows(text, "数据")
    assert caught.value.hint


def test_a_huge_file_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separated, "MOST_ROWS", 3)
    with pytest.raises(DataTrouble, match="more than 3 rows"):
        read_rows("a,b\n" * 5, "数据")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_proved(tmp_path: Path, encoding: str) -> None:
    text = "月份，说明,来信\n" + "".join(f"{n}月里的来信和答复,{n}\n" for n in range(1, 13))
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert read_sheet(path, tmp_path).rows[1] == ("1月里的来信和答复", "1")


def test_bytes_that_no_encoding_explains_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("甲,乙\n1,2\n".encode() + b"\xff\xfe\x81")
    with pytest.raises(DataTrouble, match=r'"a\.csv"'):
        read_sheet(path, tmp_path)


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and bool(text)
)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_is_written_as_csv_is_read_again(rows: list[list[str]]) -> None:
    text = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )
    assert read_rows(text, "数据").rows == tuple(map(tuple, rows))


# --- XLSX ---


def test_cells_are_the_words_that_they_show(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["文", "整", "小数", "分", "百分", "日", "时", "真", "空"],
        ["甲", 3, 0.1 + 0.2, 1234.5, 0.125, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), True],
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, {"D2": "#,##0.00", "E2": "0.0%"})
    assert read_sheet(path, tmp_path).rows[1] == (
        *("甲", "3", "0.3", "1,234.50", "12.5%"),
        *("2026-01-02", "2026-01-02 03:04", "TRUE", ""),
    )


def test_a_sheet_is_named_else_the_first(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["甲", "1"]])
    assert read_sheet(path, tmp_path).rows == (("甲", "1"),)
    assert read_sheet(path, tmp_path, sheet="二").rows == (("乙", "2"),)
    with pytest.raises(DataTrouble, match='no sheet "三"') as caught:
        read_sheet(path, tmp_path, sheet="三")
    assert "一, 二" in caught.value.hint


def test_a_formula_without_a_stored_value_is_counted(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["甲", "乙"], [1, "=A2*2"]])
    sheet = read_sheet(path, tmp_path)
    assert sheet.rows[1] == ("1", "")
    assert sheet.uncounted == 1


def test_an_empty_sheet_a_broken_file_and_a_huge_one_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataTrouble, match="empty"):
        read_sheet(write_xlsx(tmp_path / "a.xlsx", []), tmp_path)
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"no package")
    with pytest.raises(DataTrouble, match="no XLSX"):
        read_sheet(broken, tmp_path)
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("other.xml", "<x/>")
    with pytest.raises(DataTrouble, match="cannot be read"):
        read_sheet(broken, tmp_path)
    good = write_xlsx(tmp_path / "c.xlsx", [["甲"], [1], [2], [3]])
    monkeypatch.setattr(workbook, "MOST_CELLS", 4)
    assert len(read_sheet(good, tmp_path).rows) == 4, "cells were counted that no row has"
    far = write_xlsx(tmp_path / "d.xlsx", [[None] * 4 + [1]])
    with pytest.raises(DataTrouble, match="more than 4 cells"):
        read_sheet(far, tmp_path)
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(DataTrouble, match="more than 2 rows"):
        read_sheet(good, tmp_path)
    monkeypatch.setattr(workbook, "LARGEST_OPEN", 10)
    with pytest.raises(DataTrouble, match="unpacks to more"):
        read_sheet(good, tmp_path)
    monkeypatch.setattr(workbook, "LARGEST", 10)
    with pytest.raises(DataTrouble, match="larger than 10"):
        read_sheet(good, tmp_path)


def test_damage_anywhere_in_a_workbook_is_told_or_harmless(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", [[f"行{n}", n * 1.5] for n in range(20)])
    with zipfile.ZipFile(whole) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    spoilt = tmp_path / "b.xlsx"
    chance = random.Random(1)
    told = 0
    for number in range(120):
        if number % 2:
            data = bytearray(whole.read_bytes())
            for _ in range(4):
                data[chance.randrange(len(data))] = chance.randrange(256)
            spoilt.write_bytes(data)
        else:
            name = chance.choice(sorted(parts))
            part = bytearray(parts[name])
            at = chance.randrange(len(part))
            part[at : at + 3] = bytes(chance.choice(b'<>"/a0\xff&') for _ in range(3))
            with zipfile.ZipFile(spoilt, "w") as package:
                for other, content in parts.items():
                    package.writestr(other, bytes(part) if other == name else content)
        try:
            read_sheet(spoilt, tmp_path)
        except DataTrouble:
            told += 1
    assert told > 20


def test_a_csv_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(DataTrouble, match="no sheets"):
        read_sheet(path, tmp_path, sheet="一")


# --- where files lie ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The root of a document; beside it lies a file that it may not read."""
    root = tmp_path / "root"
    (root / "data").mkdir(parents=True)
    for path in (root / "a.csv", root / "data" / "数 据.csv", tmp_path / "secret.csv"):
        path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "address", ["a.csv", "./a.csv", "data/数 据.csv", "data/%E6%95%B0%20据.csv"]
)
def test_files_of_the_folder_are_found(folder: Path, address: str) -> None:
    assert find_file(address, folder, folder).is_file()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("../secret.csv", "climbs out"),
        ("data/../../secret.csv", "climbs out"),
        ("%2e%2e/secret.csv", "climbs out"),
        ("/etc/hosts.csv", "absolute"),
        ("file:///etc/a.csv", "not a file of"),
        ("https://example.org/a.csv", "not a file of"),
        ("C:\\a.csv", "not a file of"),
        ("//host/a.csv", "not a file of"),
        ("b.csv", "no file"),
        ("data.csv/x.csv", "no file"),
        ("a.txt", "not read from"),
        ("data", "not read from"),
        ("x" * 300 + ".csv", "no file"),
    ],
)
def test_no_other_file_is_read(folder: Path, address: str, words: str) -> None:
    with pytest.raises(DataTrouble, match=words) as caught:
        find_file(address, folder, folder)
    assert caught.value.hint


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(DataTrouble, match="link that leads out"):
        find_file("link.csv", folder, folder)


# --- what is chosen ---

SHEET = Sheet("数据", (("月", "信", "费"), ("1", "20", "3.5"), ("2", "10", "—"), ("3", "100", "2")))


def test_columns_are_chosen_renamed_and_put_in_order() -> None:
    chosen = choose(SHEET, Choice(columns="费=费用（元），1"))
    assert chosen.head == ("费用（元）", "月")
    assert chosen.rows == (("3.5", "1"), ("—", "2"), ("2", "3"))
    assert chosen.column("费") == chosen.column("费用（元）") == 0


def test_rows_are_sorted_by_number_and_gaps_stand_last() -> None:
    assert [row[0] for row in choose(SHEET, Choice(sort="信")).rows] == ["2", "1", "3"]
    assert [row[0] for row in choose(SHEET, Choice(sort="-费")).rows] == ["1", "3", "2"]
    chosen = choose(SHEET, Choice(sort="-信", rows=2))
    assert [row[0] for row in chosen.rows] == ["3", "1"]
    assert chosen.left == 1


def test_without_a_header_every_row_is_data() -> None:
    chosen = choose(SHEET, Choice(header=False))
    assert not chosen.head
    assert len(chosen.rows) == 4


@pytest.mark.parametrize(
    "choice", [Choice(columns="没有"), Choice(columns="9"), Choice(sort="-无")]
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(choice: Choice) -> None:
    with pytest.raises(DataTrouble, match="no column") as caught:
        choose(SHEET, choice)
    assert '"月"' in caught.value.hint


def test_a_head_alone_is_no_table() -> None:
    with pytest.raises(DataTrouble, match="no rows"):
        choose(Sheet("数据", (("甲", "乙"),)), Choice())
