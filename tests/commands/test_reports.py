"""A report as its author builds it: data beside the text, into every edition, and built again."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest

from keben.cli import main

XHTML = "{http://www.w3.org/1999/xhtml}"

TEXT = """---
title: 来信
date: 2026-01-02
language: zh-Hans
figures: {numbers: running}
---

::: summary
来信多了。
:::

::: table data/letters.csv total="来信"
逐月来信
:::

::: chart data/letters.csv bar unit="封"
来信，逐月
:::

::: chart data/book.xlsx pie sheet="事由"
事由
:::

完。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document with its data, in the working folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = tmp_path / "work"
    (root / "data").mkdir(parents=True)
    monkeypatch.chdir(root)
    (root / "a.md").write_text(TEXT, encoding="utf-8")
    rows = "".join(f"{n}月,{n * 10 + n % 3}.5\n" for n in range(1, 7))
    (root / "data" / "letters.csv").write_text(f"月份,来信\n{rows}", encoding="gb18030")
    book = openpyxl.Workbook()
    sheet = book.create_sheet("事由")
    for row in (["事", "数"], ["找书", 30], ["辨字", 10]):
        sheet.append(row)
    book.save(root / "data" / "book.xlsx")
    return root


def chapter(file: Path) -> ET.Element:
    with zipfile.ZipFile(file) as package:
        name = next(n for n in package.namelist() if re.search(r"/c\d+\.xhtml$", n))
        return ET.fromstring(package.read(name))


def test_every_edition_is_made_proved_and_built_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["a.md", "-f", "pdf,epub,archive", "-o", "out", "-j", "1"]) == 0
    root = chapter(folder / "out" / "a.epub")
    tables = list(root.iter(f"{XHTML}table"))
    assert [len(list(table.iter(f"{XHTML}tr"))) for table in tables] == [8, 7, 3]
    pictures = [img.get("alt", "") for img in root.iter(f"{XHTML}img")]
    assert pictures[0].startswith("柱形图；横轴为月份，从1月到6月，共6项；来信最大60.5（6月）")
    assert pictures[1].startswith("饼图；共2份，最大的是找书，占75.0%")
    captions = ["".join(f.itertext()).strip() for f in root.iter(f"{XHTML}figcaption")]
    assert captions == ["图 1\u3000来信，逐月", "图 2\u3000事由"]
    (summary,) = (s for s in root.iter(f"{XHTML}section") if s.get("role") == "doc-abstract")
    assert "".join(summary.itertext()).split() == ["摘要", "来信多了。"]
    pdf = pypdfium2.PdfDocument(folder / "out" / "a.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert "合计" in text
    # The numbers of charts stand in the e-reader edition only.
    assert text.count("找书") == 0
    with zipfile.ZipFile(folder / "out" / "a.zip") as archive:
        names = archive.namelist()
    for name in ("data/letters.csv", "data/book.xlsx"):
        assert any(carried.endswith(f"source/{name}") for carried in names)
    (folder / "data" / "letters.csv").unlink()
    assert main(["rebuild", "out/a.zip"]) == 0
    assert "the same bytes" in capsys.readouterr().out


def test_a_change_of_the_data_makes_the_report_anew(folder: Path) -> None:
    def total() -> str:
        assert main(["a.md", "-f", "epub", "-o", "out", "-j", "1"]) == 0
        table = next(chapter(folder / "out" / "a.epub").iter(f"{XHTML}table"))
        return "".join(list(table.iter(f"{XHTML}tr"))[-1].itertext()).strip()

    before = total()
    path = folder / "data" / "letters.csv"
    path.write_bytes(path.read_bytes() + "7月,1.5\n".encode("gb18030"))
    assert before.replace("合计", "").strip() == "219.0"
    assert total().replace("合计", "").strip() == "220.5"


def test_data_that_are_not_there_are_an_error_with_place_and_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data" / "letters.csv").unlink()
    assert main(["a.md", "-o", "out", "-j", "1"]) == 4
    told = capsys.readouterr().err
    assert 'a.md:12: there is no file "data/letters.csv". Check the name' in told
    assert not list((folder / "out").glob("a.*"))


def test_each_edition_has_its_own_ways(folder: Path) -> None:
    """Columns, a small page, Kobo: the proof is part of every build."""
    for asked in (["--vertical"], ["--paper", "32k"], ["--set", "epub.profile=kobo"]):
        assert main(["a.md", *asked, "-o", "out", "-j", "1", "--no-cache"]) == 0, asked
