"""Every class of error, provoked through the command: the message, the exit code, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "build.py"
Command = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "# 信\n\n正文。\n"


@dataclass(frozen=True)
class Case:
    """Files to write (a number is the size of a file of zeros), arguments, and what is said."""

    code: int
    message: str
    arguments: tuple[str, ...] = ("a.md",)
    files: Mapping[str, str | bytes | int] = field(default_factory=lambda: {"a.md": TEXT})


FACE = '[[face]]\nfamily = "x"\nname = "X"\nfile = "gone.ttf"\nlanguages = ["*"]\nsha256 = "00"'

CASES = {
    "missing": Case(4, "gone.md: there is no such file or folder.", ("gone.md",)),
    "misspelt": Case(4, 'Did you mean "a.md"?', ("aa.md",)),
    "empty": Case(4, "a.md: the file is empty.", files={"a.md": ""}),
    "empty folder": Case(4, "book: the folder holds no text.", ("book",), {"book/x.png": "x"}),
    "binary": Case(4, "a.md: this is a PDF, not text.", files={"a.md": b"%PDF-1.7\n\x00"}),
    "undecodable": Case(
        4,
        "a.md:2: no known encoding explains this file: bytes FF FF 0A at offset 2.",
        files={"a.md": b"x\n\xff\xff\n"},
    ),
    "name of another encoding": Case(
        4, "the file's name is not written in UTF-8.", ("\udcd0.md",), {"\udcd0.md": TEXT}
    ),
    "200 MB": Case(
        4, "a.md: the file is too large: 200,000,000 bytes", files={"a.md": 200_000_000}
    ),
    "suffix": Case(
        4, 'a.odt: files that end in ".odt" are not read.', ("a.odt",), {"a.odt": "x"}
    ),
    "device": Case(4, f"{os.devnull}: this is a device, not a text file.", (os.devnull,)),
    "broken front matter": Case(
        4, "a.md:3: the front matter: it is not valid YAML", files={"a.md": "---\na: [\n---\nb"}
    ),
    "note without text": Case(
        4, 'a.md:3: note "3" has no text. Add "[^3]: …".', files={"a.md": "# 信\n\n话。[^3]\n"}
    ),
    "refused picture": Case(
        4, "a.md:3: error I002", files={"a.md": "# 信\n\n![图](../a.png)\n"}
    ),
    "strict": Case(
        4,
        "a.md:3: 1 finding counts as an error (I006).",
        ("a.md", "--strict"),
        {"a.md": "# 信\n\n![图](https://example.org/a.png)\n"},
    ),
    "unknown option": Case(2, "there is no option --papre. Did you mean --paper?", ("--papre",)),
    "unknown format": Case(2, '--format: there is no format "pfd".', ("a.md", "-f", "pfd")),
    "two for one": Case(
        2, 'a.md and x/a.txt would both be made into "a".', ("a.md", "x/a.txt"),
        {"a.md": TEXT, "x/a.txt": TEXT},
    ),
    "unknown setting": Case(
        3, '--set pape: unknown setting "pape".', ("a.md", "--set", "pape=a5")
    ),
    "impossible setting": Case(
        3, "--paper: setting \"page.paper\" cannot be 'a7'", ("a.md", "--paper", "a7")
    ),
    "unknown setting above the text": Case(
        3, 'a.md:2: unknown setting "titel". Did you mean "title"?',
        files={"a.md": f"---\ntitel: x\n---\n{TEXT}"},
    ),
    "broken book.toml": Case(
        3, "book.toml:2: not valid TOML", ("book",),
        {"book/a.md": TEXT, "book/book.toml": 'a = 1\nb = = 2\n'},
    ),
    "unknown theme": Case(
        5, 'there is no theme "nowhere". There are: book, handout.', ("a.md", "-t", "nowhere")
    ),
    "theme that prints nothing": Case(
        5, 'theme "base" prints no pages', ("a.md", "-t", "base")
    ),
    "unknown family": Case(
        6, 'faces.text names "nothing", which no fonts.toml has.',
        ("a.md", "--set", "faces.text=nothing"),
    ),
    "missing font": Case(
        6, "gone.ttf: the font cannot be read",
        ("a.md", "--set", 'fonts=["own.toml"]', "--set", "faces.text=x"),
        {"a.md": TEXT, "own.toml": FACE},
    ),
    "missing list of fonts": Case(
        6, 'the list of fonts "gone.toml"', ("a.md", "--set", 'fonts=["gone.toml"]')
    ),
    "strict about characters": Case(
        6, "(C001)", ("a.md", "--strict"), {"a.md": "# 信\n\n\ue000\n"}
    ),
    "a file in place of the folder": Case(
        7, "out: this is a file, so no folder can be made here.",
        ("a.md", "-o", "out"), {"a.md": TEXT, "out": "x"},
    ),
    "unwritable folder": Case(7, "/proc/keben", ("a.md", "-o", "/proc/keben")),
    "a folder in place of the file": Case(
        7, "a folder has the name of the file to be made.",
        files={"a.md": TEXT, "dist/a.pdf/x": "x"},
    ),
}  # fmt: skip


@pytest.fixture
def keben(tmp_path: Path) -> Command:
    """``keben(*arguments)`` runs the command in the test's own folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(BUILD), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_error_is_told_with_its_exit_code(keben: Command, tmp_path: Path, case: Case) -> None:
    for name, content in case.files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, int):
            path.touch()
            os.truncate(path, content)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = keben(*case.arguments)
    assert case.message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == case.code
    left = [path.name for path in tmp_path.rglob(".*")]
    assert left == []


def test_the_good_are_made_beside_the_bad(keben: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "bad.md").write_bytes(b"one \xff\xff\xff two")
    done = keben("bad.md", "a.md", "-f", "pdf", "--jobs", "2")
    assert (done.returncode, done.stdout) == (4, "dist/a.pdf\n")
    assert "keben: bad.md:1: " in done.stderr
    assert (tmp_path / "dist" / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_novel_that_cannot_be_read_does_not_stop_the_others(
    keben: Command, tmp_path: Path
) -> None:
    page = "潮水退了，滩上留下一行脚印，从堤岸一直伸到看不见的地方，像是有人刚刚离开。\n" * 200
    novel = "".join(f"第{n}章　海边的信\n{page}" for n in "一二三")
    (tmp_path / "good.txt").write_bytes(novel.encode("gb18030"))
    (tmp_path / "mixed.txt").write_bytes(novel.encode("gb18030") + novel.encode())
    (tmp_path / "cut.txt").write_bytes(novel.encode("utf-16")[:-1])
    done = keben("mixed.txt", "cut.txt", "good.txt", "-f", "epub", "--no-proof")
    assert (done.returncode, done.stdout) == (4, "dist/good.epub\n")
    assert "keben: mixed.txt:604: the encoding changes here from GB18030 to UTF-8" in done.stderr
    assert "keben: cut.txt:" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_file_outlives_a_failed_build(keben: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.pdf").write_text("old")
    assert keben("a.md").returncode == 4
    assert (tmp_path / "dist" / "a.pdf").read_text() == "old"


def test_an_interrupted_run_ends_with_130_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    (tmp_path / "long.md").write_text(TEXT + "一段很长的话，说了又说。\n\n" * 20_000)
    command = [sys.executable, str(BUILD), "a.md", "long.md", "-f", "pdf", "--jobs", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "dist/a.pdf\n"
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "keben: interrupted" in told
    assert "Traceback" not in told
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["a.pdf"]
