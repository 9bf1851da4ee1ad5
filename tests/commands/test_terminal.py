"""What a person sees who watches a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

BUILD = Path(__file__).resolve().parents[2] / "build.py"


def watch(folder: Path, *arguments: str, **environment: str) -> tuple[str, str]:
    """Standard output, and what a terminal on standard error was sent."""
    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, str(BUILD), *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(controller, 4096):
                shown += piece
        except OSError:  # Linux tells so that the other side was closed
            pass
        finally:
            os.close(controller)
        assert process.stdout is not None
        return process.stdout.read().decode(), shown.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "信.md").write_text("# 信\n\n![图](gone.png)\n")
    return tmp_path


def test_a_bar_shows_how_far_the_run_has_come(folder: Path) -> None:
    printed, shown = watch(folder, "信.md", "-f", "pdf")
    assert printed == "dist/信.pdf\n"
    assert "信: pdf" in shown
    assert "0/1" in shown
    assert "warning I007" in shown


def test_a_line_that_is_printed_takes_the_place_of_the_bar(folder: Path) -> None:
    _, shown = watch(folder, "信.md", "-f", "pdf")
    for line in ("信.md:3: warning I007", "[1/1] 信: pdf"):
        before = re.sub(r"\x1b\[[\d;?]*[mlh]", "", shown[: shown.index(line)])
        assert re.search(r"(\n|\r|\x1b\[2K)\Z", before), before[-80:]


def test_pages_and_chapters_are_counted_while_a_book_is_made(tmp_path: Path) -> None:
    chapters = "\n\n".join(f"## 第{n}章\n\n" + "话。" * 400 for n in range(1, 8))
    (tmp_path / "书.md").write_text(f"---\nchapters: 2\n---\n# 书\n\n{chapters}\n")
    _, shown = watch(tmp_path, "书.md", "--no-cache")
    assert re.search(r"书: pdf, page \d+", shown)
    assert re.search(r"书: epub, chapter \d+ of 7", shown)


def test_no_color_means_no_color(folder: Path) -> None:
    colour = re.compile(r"\x1b\[[\d;]*3\d")
    assert colour.search(watch(folder, "信.md", "-f", "pdf")[1])
    assert not colour.search(watch(folder, "信.md", "-f", "pdf", NO_COLOR="1")[1])


def test_quiet_shows_nothing(folder: Path) -> None:
    assert watch(folder, "信.md", "-f", "pdf", "--quiet") == ("dist/信.pdf\n", "")


def test_the_count_is_seen_in_a_narrow_terminal(folder: Path) -> None:
    name = "一封写了很久很久也没有写完的信"
    (folder / "信.md").rename(folder / f"{name}.md")
    _, shown = watch(folder, f"{name}.md", "-f", "epub", COLUMNS="30")
    frames = re.split(r"\r(?:\x1b\[2K)?", re.sub(r"\x1b\[[\d;?]*[mlh]", "", shown))
    stages = [frame for frame in frames if frame.startswith(name[:3]) and "…" in frame]
    assert stages
    assert all(frame.endswith(("0/1", "1/1")) for frame in stages)
