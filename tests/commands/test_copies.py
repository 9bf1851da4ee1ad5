"""Copies from a table, through the command: good rows whole, bad ones told, one file for all."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from keben.cli import main

LETTER = "# 通知\n\n{{ 姓名 }}同学：请到第{{ 班 }}班报到。\n"
ROWS = "学号,姓名,班\n01,张三,一\n02,,二\n03,李四,三\n03,王五,四\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.md").write_text(LETTER, encoding="utf-8")
    (tmp_path / "people.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def printed(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_each_good_row_is_a_whole_file_and_each_bad_one_is_told(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["letter.md", "--data", "people.csv", "--name", "{{ 学号 }}", "-j", "1"]
    assert main(arguments) == 4
    assert sorted(path.name for path in (folder / "dist").iterdir()) == [
        *("01.epub", "01.pdf", "03.epub", "03.pdf")
    ]
    assert "张三同学" in printed(folder / "dist" / "01.pdf")[0]
    told = capfd.readouterr().err
    assert 'people.csv:3: row 3 (02): there is no "姓名".' in told
    assert 'people.csv:5: row 5 (03): "03" is the name of row 4 already.' in told
    assert main(["proof", "dist/01.pdf", "dist/03.epub"]) == 0


def test_the_copies_in_one_file_stand_in_the_order_of_the_rows(folder: Path) -> None:
    assert main(["letter.md", "--data", "people.csv", "--one-file"]) == 4
    assert [path.name for path in (folder / "dist").iterdir()] == ["letter.pdf"]
    pages = printed(folder / "dist" / "letter.pdf")
    names = ["张三", "李四", "王五"]
    assert [name for page in pages for name in names if name in page] == names
    document = pypdfium2.PdfDocument(folder / "dist" / "letter.pdf")
    assert [mark.get_title() for mark in document.get_toc()] == ["letter-1", "letter-3", "letter-4"]


def test_the_same_rows_give_the_same_bytes(folder: Path) -> None:
    files = []
    for output in ("a", "b"):
        main(["letter.md", "--data", "people.csv", "--one-file", "-o", output, "--no-cache"])
        files.append((folder / output / "letter.pdf").read_bytes())
    assert files[0] == files[1]


def test_names_without_data_are_a_mistake(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["letter.md", "--one-file"]) == 2
    assert "--data" in capfd.readouterr().err


def test_sheets_of_copies_are_not_lost_in_one_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = ["letter.md", "--data", "people.csv", "--one-file"]
    assert main([*asked, "--impose", "2up"]) == 2
    assert "a file of each copy" in capfd.readouterr().err
    assert main([*asked, "--set", "impose.form=2up", "-j", "1"]) == 7
    assert "2up of the copies cannot be joined" in capfd.readouterr().err
    assert not (folder / "dist" / "letter.pdf").exists()
    assert main(["letter.md", "--data", "people.csv", "--impose", "2up", "-f", "pdf"]) == 4
    assert (folder / "dist" / "letter-1-2up.pdf").exists()
