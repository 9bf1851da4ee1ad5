"""The proof as part of a build, and as a command of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from keben.cli import main
from keben.errors import ProofError, UsageError
from keben.press import EDITIONS

CARELESS = """
from dataclasses import replace
from keben.editions import epub

def write(ready, path):
    (body,) = ready.publication.body
    shorter = replace(ready.publication, body=(replace(body, blocks=body.blocks[:1]),))
    return epub.write(replace(ready, publication=shorter), path)
"""
"""An edition that loses all but the first paragraph."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "careless_edition.py").write_text(CARELESS)
    monkeypatch.syspath_prepend(tmp_path / "modules")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "a.md").write_text("# 甲\n\n第一段。\n\n第二段，用TeX排。\n")
    return here


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EDITIONS, "epub", "careless_edition")


@pytest.mark.usefixtures("careless")
def test_a_file_that_is_not_what_it_was_made_from_is_never_left_under_its_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "dist").mkdir()
    (folder / "dist" / "a.epub").write_text("old")
    assert main(["a.md", "-f", "epub"]) == ProofError.exit_code == 8
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "a.md:5: error V001: a.epub, c01.xhtml: the source's \"第二段" in printed.err
    assert "keben: a.md:5: a.epub is not what it was made from: 1 difference (V001)." in printed.err
    assert [path.name for path in (folder / "dist").iterdir()] == ["a.epub"]
    assert (folder / "dist" / "a.epub").read_text() == "old"


@pytest.mark.usefixtures("careless")
def test_the_proof_can_be_left_out(folder: Path) -> None:
    assert main(["a.md", "-f", "epub", "--no-proof"]) == 0
    assert main(["a.md", "-f", "epub", "--set", "proof=false"]) == 0
    assert (folder / "dist" / "a.epub").exists()


def test_the_rules_of_a_reading_system_are_looked_at_without_the_proof(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keben.proof.profiles.LARGEST_KINDLE", 100)
    options = ["-f", "epub", "--no-proof", "--no-cache", "--set", "epub.profile=kindle"]
    assert main(["a.md", *options]) == 0
    assert "warning E011: a.epub: the file has 0 MB, more than 200." in capsys.readouterr().err
    assert main(["a.md", *options, "--strict"]) == 8
    assert "a.epub has 1 warning, of which none may be (E011)." in capsys.readouterr().err
    assert main(["a.md", "--no-proof", "--no-cache", "-f", "epub"]) == 0
    assert "E011" not in capsys.readouterr().err


def test_finished_files_are_proved_against_a_source(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["a.md"]) == 0
    files = ["dist/a.pdf", "dist/a.epub"]
    capsys.readouterr()
    assert main(["proof", *files]) == 0
    assert main(["proof", *files, "--against", "a.md"]) == 0
    assert capsys.readouterr().out == ""
    (folder / "a.md").write_text("# 甲\n\n第一段。\n\n第二段，用刀刻。\n")
    assert main(["proof", *files, "--against", "a.md"]) == 8
    pdf, epub = capsys.readouterr().out.splitlines()
    assert pdf.startswith("a.md:5: error V001: a.pdf, page 1: ")
    assert epub.startswith("a.md:5: error V001: a.epub, c01.xhtml: ")


def test_drawn_pictures_are_there_as_long_as_files_are_proved(folder: Path) -> None:
    """A chart is drawn anew, into a folder that lasts until all is compared."""
    (folder / "n.csv").write_text("年,数\n一,1\n二,2\n")
    (folder / "a.md").write_text("# 甲\n\n::: chart n.csv\n:::\n")
    assert main(["a.md"]) == 0
    files = ["dist/a.pdf", "dist/a.epub"]
    assert main(["proof", *files, "--against", "a.md"]) == 0
    assert main(["proof", *files]) == 0


def test_what_was_found_can_be_had_as_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["a.md", "-f", "pdf", "--quiet"]) == 0
    (folder / "a.md").write_text("# 甲\n\n第一段。\n")
    capsys.readouterr()
    assert main(["proof", "dist/a.pdf", "--against", "a.md", "--json"]) == 8
    printed = json.loads(capsys.readouterr().out)
    assert printed["files"] == [
        {"document": "a.pdf", "path": "dist/a.pdf", "against": "the source named"}
    ]
    assert [found["code"] for found in printed["findings"]] == ["V001"]


def test_warnings_are_errors_under_strict(folder: Path) -> None:
    (folder / "a.md").write_text("# 甲\n\n第一段，\\\n，第二行。\n")
    assert main(["a.md", "-f", "pdf", "--quiet"]) == 0
    assert main(["proof", "dist/a.pdf"]) == 0
    assert main(["proof", "dist/a.pdf", "--strict"]) == 8


def test_a_broken_file_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.pdf", "b.epub"):
        (folder / name).write_text("no")
    assert main(["proof", "a.pdf", "b.epub"]) == 8
    assert capsys.readouterr().err.count("cannot be read back") == 2


@pytest.mark.parametrize("name", ["a.md", "gone.pdf"])
def test_what_cannot_be_proved_is_an_error_of_usage(folder: Path, name: str) -> None:
    assert main(["proof", name]) == UsageError.exit_code
