"""Two builds of one source give one sequence of bytes, wherever and whenever they are made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

BUILD = Path(__file__).parents[2] / "build.py"

FILES = {
    "book.toml": 'title = "两回"\nauthors = ["甲", "乙"]\nsubjects = ["纸", "墨", "笔"]\n',
    "01.md": "# 一\n\n“文字”与[注]{.dots}，[漢字]{かんじ}，TeX[^1]。\n\n[^1]: 注文。\n\n"
    "![图](a.png)\n\n```python\nx = {1, 2}\n```\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
    "02.txt": "第二篇\n\n第一段话，说了些什么。\n\n他说：“好。”\n",
    "下/日本語.md": "# 版木\n\n版木には山桜の板を使う。한글도 있다。𠮷\n",
}


def build(
    folder: Path,
    *arguments: str,
    files: Mapping[str, str] = FILES,
    cached: bool = False,
    **environment: str,
) -> str:
    for name, text in files.items():
        path = folder / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Image.new("RGB", (30, 20), (20, 80, 140)).save(folder / "book" / "a.png")
    for path in (folder / "book").rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, str(BUILD), "book", "-f", "pdf,epub,archive"]
    command += [] if cached else ["--no-cache"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--vertical", "-t", "book"),
        ("--language", "zh-Hans", "--variant", "zh-Hant,zh-Hans", "--annotate", "pinyin"),
    ],
)
def test_neither_folder_nor_zone_nor_seed_nor_time_changes_a_byte(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    one, other = tmp_path / "one", tmp_path / "其二 of two" / "deeper"
    first = build(one, *arguments, TZ="Asia/Shanghai", PYTHONHASHSEED="1", LC_ALL="C")
    time.sleep(2.1)  # zip files and PDF tell times in steps of one or two seconds
    old = os.umask(0o077)
    try:
        build(
            other, *arguments, "-o", "else", "-j", "2",
            TZ="America/Lima", PYTHONHASHSEED="4242", HOME=str(tmp_path), LC_ALL="C.UTF-8",
        )  # fmt: skip
    finally:
        os.umask(old)
    names = sorted(path.name for path in (one / "dist").iterdir())
    assert {name.rpartition(".")[2] for name in names} == {"pdf", "epub", "zip"}
    for name in names:
        assert (one / "dist" / name).read_bytes() == (other / "else" / name).read_bytes(), name
    assert "dated 2020-09-13 12:26:40 UTC (the sources' last change)" in first


def test_the_date_that_is_given_is_told(tmp_path: Path) -> None:
    told = build(tmp_path, "--no-proof", SOURCE_DATE_EPOCH="0")
    assert "dated 1970-01-01 (SOURCE_DATE_EPOCH)" in told


@pytest.mark.parametrize(
    ("change", "arguments"),
    [
        ({"01.md": "# 一\n\n别的话，鐫鏤。\n"}, ()),
        ({"02.txt": "第二篇\n\n" + "第一段话，说了些什么。" * 900 + "\n"}, ("-j", "2")),
    ],
    ids=["new characters", "more pages"],
)
def test_a_book_of_which_one_chapter_has_changed_is_as_if_nothing_had_been_kept(
    tmp_path: Path, change: Mapping[str, str], arguments: tuple[str, ...]
) -> None:
    kept, changed = str(tmp_path / "kept"), {**FILES, **change}
    build(tmp_path / "one", *arguments, cached=True, XDG_CACHE_HOME=kept)
    build(tmp_path / "one", *arguments, files=changed, cached=True, XDG_CACHE_HOME=kept)
    build(tmp_path / "two", *arguments, files=changed)
    for name in ("book.pdf", "book.epub"):
        one, two = (tmp_path / part / "dist" / name for part in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name
