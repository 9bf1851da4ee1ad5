"""`keben repair`: the mended text as Markdown, the report beside it; and mending in a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keben.catalogue import Manuscript
from keben.cli import main
from keben.model import Publication
from keben.press.reading import read_manuscript
from keben.settings import assignment

LONG = "滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开，又像是从来没有人来过"
TEXT = f"""海边的信

潮水退了，信还没有到。

一、等信

{LONG}，他把信折好，放回原来的信封
7
里，对着灯看了很久，才慢慢地把抽屉推上。{LONG}。他说"走吧"就走了...

二、寄信

{LONG}。#标签和*星号*都还在。

（来源：城南旧闻）
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "信.txt").write_bytes(TEXT.encode("gb18030"))
    return tmp_path


def read(path: Path, *settings: str) -> Publication:
    layers = [assignment(text) for text in settings]
    return read_manuscript(Manuscript(path.stem, (path,)), layers).publication


def bare(publication: Publication) -> str:
    """What a publication says, without places."""
    import re

    text = repr((publication.metadata, publication.front, publication.body, publication.back))
    return re.sub(r"location=(None|Location\([^()]*(\([^()]*\)[^()]*)?\))", "", text)


def test_what_is_printed_makes_the_same_book(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", "信.txt"]) == 0
    printed = capsys.readouterr()
    (here / "mended.md").write_text(printed.out)
    assert bare(read(here / "mended.md")) == bare(read(here / "信.txt"))
    assert "## 一、等信" in printed.out
    assert "::: credit\n（来源：城南旧闻）\n:::" in printed.out


def test_the_report_tells_every_change_doubtful_ones_first(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", "信.txt"]) == 0
    first, *lines = capsys.readouterr().err.splitlines()
    assert first.startswith("信.txt: ")
    assert "in doubt" in first
    shares = [int(line.rpartition("%)")[0].rpartition("(")[2]) for line in lines]
    doubtful = [share for share in shares if share < 90]
    assert shares[: len(doubtful)] == sorted(doubtful)
    assert any("R003 page numbers dropped" in line and "'7' out" in line for line in lines)
    assert any(
        """R013 straight quotes made curly""" in line and "'\"' → '“'" in line for line in lines
    )


def test_the_report_goes_to_a_file_as_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", "信.txt", "--json", "--report", "out/report.json"]) == 0
    assert capsys.readouterr().err == ""
    report = json.loads((here / "out" / "report.json").read_text(encoding="utf-8"))
    dots = next(c for c in report["changes"] if c["code"] == "R015")
    assert (dots["line"], dots["removed"], dots["put"]) == (9, "...", "……")
    assert not dots["doubtful"]
    assert TEXT.splitlines()[dots["line"] - 1][dots["column"] - 1 :].startswith("...")


def test_nothing_is_mended_when_nothing_is_wanted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", "信.txt", "--repair", "none"]) == 0
    printed = capsys.readouterr().out
    assert "\n7\n" in printed
    assert '"走吧"就走了...' in printed


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("gone.txt",), 4, "no such file"),
        ((".",), 2, "is a folder"),
        (("信.txt", "--repair", "half"), 3, '--repair: setting "repair.level" cannot be'),
        (("信.txt", "--encoding", "klingon"), 3, '--encoding: setting "encoding" cannot be'),
        (("信.txt", "--encoding", "big5"), 4, "not BIG5"),
        ((), 2, "missing argument"),
    ],
)
def test_what_cannot_be_done_is_told(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    message: str,
) -> None:
    assert main(["repair", *arguments]) == code
    assert message in capsys.readouterr().err


def test_an_encoding_is_named_for_a_build_or_in_a_book(here: Path) -> None:
    (here / "book.toml").write_text('encoding = "gbk"\ntitle = "书"\n')
    assert read(here / "信.txt").metadata.title == "海边的信"
    assert read(here / "信.txt", "encoding=gb18030").metadata.title == "海边的信"


def test_a_build_says_in_one_line_what_was_mended(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["信.txt", "-f", "epub"]) == 0
    mended = [line for line in capsys.readouterr().err.splitlines() if "mended" in line]
    assert len(mended) == 1
    assert "page numbers dropped: 1" in mended[0]
    assert '"keben repair 信.txt" shows each change.' in mended[0]
