"""A page lost, exchanged or changed where copies are joined keeps the file from its name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
import pytest

from keben.cli import main
from keben.pdfobjects import join
from keben.press import copies

NOTICE = "# 通知\n\n请{{ 名 }}同学到校。\n"
ROWS = "名\n甲\n乙\n丙\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(NOTICE)
    (tmp_path / "a.csv").write_text(ROWS)
    return tmp_path


def run(*more: str) -> int:
    return main(["a.md", "--data", "a.csv", "--one-file", "--no-cache", "-j", "1", *more])


def lose(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def swap(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[0]


def double(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def empty(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.Contents = pdf.make_stream(b"")


def stain(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 0 0 rg 100 100 300 300 re f Q")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lose, "page 1 of"),
        (swap, "is not in its place"),
        (double, "there are 4 pages and not 3"),
        (empty, "is not in its place"),
        (stain, "it looks different"),
    ],
)
def test_what_goes_wrong_in_joining_is_found(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[pikepdf.Pdf], None],
    told: str,
) -> None:
    def spoilt(files: Iterable[bytes], marks: Iterable[str]) -> bytes:
        with pikepdf.open(io.BytesIO(join(files, marks))) as pdf:
            spoil(pdf)
            made = io.BytesIO()
            pdf.save(made)
        return made.getvalue()

    monkeypatch.setattr(copies, "join", spoilt)
    assert run() == 8
    words = capsys.readouterr().err
    assert told in words
    assert "a.pdf is not what it was made from" in words
    assert not list((folder / "dist").iterdir())
    assert run("--no-proof") == 0


def test_joined_copies_pass(folder: Path) -> None:
    assert run() == 0
    with pikepdf.open(folder / "dist" / "a.pdf") as pdf:
        assert len(pdf.pages) == 3
