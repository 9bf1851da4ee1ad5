"""Fit and large print through the command, and what a finished file carries of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from keben.cli import main
from keben.pdfium import opened

SENTENCES = (
    "写工把文稿誊在薄纸上，一笔也不能错。",
    "刻工照着纸样下刀，先刻边线，再挑空白。",
    "刷印的人守着水盆、墨缸，一天要印上千张！",
    "装订在最后，线不能太新，也不能太旧。",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    paragraphs = ["".join(SENTENCES[(n + step) % 4] for step in range(7)) for n in range(15)]
    (tmp_path / "a.md").write_text("# 刻书\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return tmp_path


def build(*options: str) -> int:
    return main(["a.md", "-f", "pdf", "--no-cache", "-j", "1", *options])


def pages(path: Path) -> int:
    with opened(path) as pdf:
        return len(pdf)


def test_a_handout_takes_the_pages_that_were_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    natural = pages(folder / "dist" / "a.pdf")
    assert natural == 2
    capsys.readouterr()
    assert build("--fit", "1") == 0
    assert pages(folder / "dist" / "a.pdf") == 1
    assert "O003: set to take 1 page and not 2" in capsys.readouterr().err
    assert main(["proof", "dist/a.pdf"]) == 0, "what was chosen is carried with the source"
    assert build("--fit", "3") == 0
    assert pages(folder / "dist" / "a.pdf") == 3


def test_a_text_that_cannot_take_the_pages_is_an_error_and_leaves_the_old_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    before = (folder / "dist" / "a.pdf").read_bytes()
    assert build("--fit", "1", "--paper", "small-32k") == 3
    told = capsys.readouterr().err
    assert "a.md: the text cannot take 1 page" in told
    assert "--fit " in told
    assert (folder / "dist" / "a.pdf").read_bytes() == before


def test_nothing_in_large_print_is_small_or_thin(folder: Path) -> None:
    assert build("--large-print") == 0
    with opened(folder / "dist" / "a.pdf") as pdf:
        for number in range(1, len(pdf) + 1):
            with pdf.sheet(number) as sheet:
                glyphs = list(sheet.glyphs())
            assert min(glyph.size for glyph in glyphs) >= 16 - 0.01
            assert not [g.font for g in glyphs if "Serif" in g.font or "Italic" in g.font]


@pytest.mark.parametrize(
    ("option", "value"), [("--fit", "-1"), ("--columns", "9"), ("--impose", "3up")]
)
def test_values_that_cannot_be_are_errors_of_settings(
    folder: Path, capsys: pytest.CaptureFixture[str], option: str, value: str
) -> None:
    assert build(option, value) == 3
    assert f"{option}: setting " in capsys.readouterr().err
