"""A handout for a class, through the command: the pupils' copy holds no answer, not even inside."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from keben.cli import main

TEXT = """# 练习

河从____流到____。

::: answer
高处；低处。
:::
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def printed(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def held(path: Path) -> list[str]:
    with pikepdf.open(path) as file:
        return sorted(file.attachments)


@pytest.mark.parametrize(
    ("answers", "shown", "carried"), [("show", True, True), ("end", True, True), ("hide", 0, 0)]
)
def test_the_answers_are_where_they_were_asked_for(
    folder: Path, answers: str, shown: bool, carried: bool
) -> None:
    assert main(["a.md", "--answers", answers]) == 0
    pdf = folder / "dist" / "a.pdf"
    assert ("高处；低处。" in printed(pdf)) == shown
    assert ("a.md" in held(pdf)) == carried
    with zipfile.ZipFile(folder / "dist" / "a.epub") as book:
        text = book.read("EPUB/c01.xhtml").decode()
    assert ("高处；低处。" in text) == shown
    assert "____" in text
    assert "____" in printed(pdf)
    assert main(["proof", "dist/a.pdf", "dist/a.epub"]) == 0


def test_the_archive_of_a_copy_without_answers_can_be_built_again(folder: Path) -> None:
    assert main(["a.md", "--answers", "hide", "-f", "archive"]) == 0
    assert main(["proof", "dist/a.zip"]) == 0
    assert main(["rebuild", "dist/a.zip"]) == 0
