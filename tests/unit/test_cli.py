"""The command in this process: what it prints where, and its exit code; with an edition that only
writes a line, so that nothing is laid out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from keben.cli import building, main
from keben.cli.building import choose_formats
from keben.errors import UsageError
from keben.press import EDITIONS

EDITION = """
import hashlib
from keben.model import Artifact

def write(ready, path):
    settings = ready.settings
    told = (settings.title, settings.page.paper, ready.theme.name, f"{ready.modified:%Y}")
    path.write_text(" ".join(told))
    return Artifact(path, "pdf", hashlib.sha256(path.read_bytes()).hexdigest(), 2)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two texts; PDFs are single lines."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "line_edition.py").write_text(EDITION)
    monkeypatch.syspath_prepend(tmp_path / "modules")
    monkeypatch.setitem(EDITIONS, "pdf", "line_edition")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "a.md").write_text("# 甲\n\n![图](gone.png)\n")
    (here / "b.md").write_text("# 乙\n\n正文。\n")
    return here


def run(*arguments: str) -> int:
    return main([*arguments, "--jobs", "1", "--no-proof"])


def test_paths_go_to_standard_output_and_all_else_to_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("a.md", "b.md", "-f", "pdf") == 0
    printed = capsys.readouterr()
    assert printed.out == "dist/a.pdf\ndist/b.pdf\n"
    assert [line.partition("; dated ")[0] for line in printed.err.splitlines()] == [
        'a.md:3: warning I007: there is no picture "gone.png"; its description stands in its '
        "place.",
        "[1/2] a: pdf (2 pages)",
        "[2/2] b: pdf (2 pages)",
    ]


def test_quiet_leaves_the_paths(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.md", "-f", "pdf", "--quiet") == 0
    assert capsys.readouterr() == ("dist/a.pdf\n", "")


def test_quiet_still_tells_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gone.md", "-f", "pdf", "--quiet") == 4
    assert capsys.readouterr().err.startswith("keben: gone.md: there is no such file")


def test_json_is_one_object_with_files_findings_and_errors(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("a.md", "gone.md", "-f", "pdf", "--json") == 4
    told: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    (file,) = told["files"]
    assert (file["document"], file["path"], file["pages"]) == ("a", "dist/a.pdf", 2)
    assert len(file["sha256"]) == 64
    (finding,) = told["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == ("I007", "a.md", 3)
    (error,) = told["errors"]
    assert (error["kind"], error["exit_code"], error["path"]) == ("ManuscriptError", 4, "gone.md")


def test_a_usage_error_is_json_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.md", "-f", "doc", "--json") == 2
    assert json.loads(capsys.readouterr().out)["errors"][0]["kind"] == "UsageError"


def test_options_become_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("b.md", "-f", "pdf", "--paper", "a5", "--set", "title=书", "-t", "book") == 0
    assert (folder / "dist" / "b.pdf").read_text().startswith("书 a5 book ")


def test_an_option_lies_over_a_setting(folder: Path) -> None:
    assert run("b.md", "-f", "pdf", "--paper", "a5", "--set", "page.paper=b5", "--quiet") == 0
    assert "a5" in (folder / "dist" / "b.pdf").read_text()


def test_sources_may_be_bound_into_one_book(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("b.md", "a.md", "-f", "pdf", "--bind", "both", "--quiet") == 0
    assert capsys.readouterr().out == "dist/both.pdf\n"
    assert " book " in (folder / "dist" / "both.pdf").read_text()


def test_a_source_named_like_a_command_is_written_with_its_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "themes").mkdir()
    (folder / "themes" / "a.md").write_text("# 甲\n\n正文。\n")
    assert run("./themes", "-f", "pdf", "--quiet") == 0
    assert capsys.readouterr().out == "dist/themes.pdf\n"


def test_the_environments_date_is_passed_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert run("b.md", "-f", "pdf", "--quiet") == 0
    assert (folder / "dist" / "b.pdf").read_text().endswith("1970")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("b.md", "-f", "pdf") == 2
    assert 'SOURCE_DATE_EPOCH is "soon"' in capsys.readouterr().err


def test_the_environments_date_is_in_universal_time() -> None:
    assert building._source_date({"SOURCE_DATE_EPOCH": "1"}) == datetime(
        1970, 1, 1, 0, 0, 1, tzinfo=UTC
    )
    assert building._source_date({}) is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--formt", "pdf"], "keben: there is no option --formt. Did you mean --format?"),
        (["--xyzzy"], 'keben: there is no option --xyzzy. "keben --help" lists the options.'),
        (["-f"], "keben: option '-f' requires an argument."),
        (["-j", "0"], "keben: invalid value for '-j' / '--jobs': 0 is not in the range x>=1."),
        (["a.md", "-f", "pfd"], 'keben: --format: there is no format "pfd". Did you mean "pdf"?'),
        (
            ["a.md", "-f", ","],
            "keben: --format names no format. The formats are pdf, epub, archive.",
        ),
        (["a.md", "--set", "title"], "keben: --set title: no value."),
        (["a.md", "x/a.txt"], 'keben: a.md and x/a.txt would both be made into "a".'),
        (["themes", "--xyzzy"], 'keben: there is no option --xyzzy. "keben themes --help"'),
    ],
)
def test_a_wrong_call_ends_with_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code = main(arguments)
    printed = capsys.readouterr()
    assert printed.err.startswith(message)
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert code == (3 if "--set" in arguments else 2)
    assert not (folder / "dist").exists()


def test_an_interrupted_run_ends_with_130(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*values: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "build", interrupt)
    assert run("a.md") == 130
    assert "interrupted" in capsys.readouterr().err


def test_help_names_the_other_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(word in printed for word in ("--output", "keben themes", "keben doctor"))


def test_formats_may_be_named_in_any_case_and_twice() -> None:
    assert choose_formats("PDF, epub;pdf") == ("pdf", "epub")
    with pytest.raises(UsageError):
        choose_formats("")


def test_looking_commands_list_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["themes"]) == 0
    assert "handout\t" in capsys.readouterr().out
    assert main(["fonts"]) == 0
    assert "Noto Serif CJK SC" in capsys.readouterr().out


def test_help_starts_without_heavy_libraries() -> None:
    code = (
        "import sys; from keben.cli import main; main(['--version'])\n"
        "heavy = {'pydantic', 'weasyprint', 'jinja2', 'rich', 'lxml', 'PIL', 'ebooklib'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout[:6]) == (0, b"keben ")


def test_the_engine_is_started_where_something_is_laid_out_and_nowhere_else(
    tmp_path: Path,
) -> None:
    source = tmp_path / "letter.md"
    source.write_text("# A letter\n\nA line.\n", encoding="utf-8")
    code = (
        "import sys; from keben.cli import main; code = main(sys.argv[1:])\n"
        "sys.exit(code * 2 + ('weasyprint' in sys.modules))"
    )

    def build(jobs: str) -> int:
        asked = [str(source), "--no-cache", "--quiet", "-j", jobs, "-o", str(tmp_path / jobs)]
        return subprocess.run([sys.executable, "-c", code, *asked], check=False).returncode

    assert [build("1"), build("2")] == [1, 0]
    for name in ("letter.pdf", "letter.epub"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
