"""Runs that are killed, meet one another or find no room lose nothing and leave no litter."""

from __future__ import annotations

import fcntl
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from keben.output import STALE, finished, scratch_folder

BUILD = Path(__file__).resolve().parents[2] / "build.py"
KILLS = 20
TEXT = "# 信\n\n" + "一段话，说了又说。" * 40 + "\n"


def start(
    folder: Path,
    *arguments: str,
    limit: Callable[[], None] | None = None,
    group: bool = False,
) -> subprocess.Popen[str]:
    # What measures coverage writes a file of its own, which a limit would forbid too.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.Popen(
        [sys.executable, str(BUILD), *arguments],
        cwd=folder,
        env={**kept, "TMPDIR": str(folder / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
        start_new_session=group,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "a.md").write_text(TEXT)
    return tmp_path


def make_old(path: Path) -> None:
    then = time.time() - 2 * STALE
    os.utime(path, (then, then))


def test_killed_at_any_moment_a_run_leaves_the_old_file_or_the_new_one_whole(folder: Path) -> None:
    process = start(folder, "a.md", "-f", "pdf")
    assert process.communicate(timeout=120)[0] == "dist/a.pdf\n"
    made = folder / "dist" / "a.pdf"
    moments = random.Random(5)
    for number in range(KILLS):
        (folder / "a.md").write_text(TEXT + f"第{number}回。\n")
        process = start(folder, "a.md", "-f", "pdf")
        time.sleep(moments.uniform(0.05, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        with pypdfium2.PdfDocument(made) as document:
            assert len(document) > 0
    assert not list((folder / "tmp").glob("weasyprint-*"))
    for left in (*made.parent.glob(".*"), *(folder / "tmp").glob("keben-*")):
        make_old(left)
    # The last run may have come to its end before it was killed; the next has something to make.
    (folder / "a.md").write_text(TEXT + "又一回。\n")
    process = start(folder, "a.md", "-f", "pdf")
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert [path.name for path in made.parent.iterdir()] == ["a.pdf"]
    assert not list((folder / "tmp").iterdir())


@pytest.mark.parametrize("whole_group", [True, False], ids=["by a terminal", "by its number"])
def test_one_interruption_ends_several_processes(folder: Path, whole_group: bool) -> None:
    """Neither goes on with the next document, and nothing is left of those in work."""
    names = [f"long{number}.md" for number in range(5)]
    for name in names:
        (folder / name).write_text(TEXT + "一段很长的话，说了又说。\n\n" * 8000)
    process = start(folder, "a.md", *names, "-f", "pdf", "-j", "2", "--no-cache", group=True)
    assert process.stdout
    assert process.stdout.readline() == "dist/a.pdf\n"
    if whole_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=40)[1]
    assert process.returncode == 130
    assert "keben: interrupted" in told
    assert "Traceback" not in told
    assert [path.name for path in (folder / "dist").iterdir()] == ["a.pdf"]
    assert list((folder / "tmp").iterdir()) == []


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


LOADING = """
import os, runpy, signal, sys
sys.argv.pop(0)
wanted = sys.argv.pop(0)
class Interrupting:
    def find_spec(self, name, *_):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupting())
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    "module", ["click", "keben.cli.commands", "keben.cli.building", "keben.press.run", "weasyprint"]
)
def test_interrupted_while_modules_are_loaded_a_run_says_so_and_no_more(
    folder: Path, module: str
) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            LOADING,
            module,
            str(BUILD),
            "a.md",
            "-f",
            "pdf",
            "--no-cache",
            "-j",
            "1",
        ],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "")
    # Behind the ^C that a terminal shows, click begins a line.
    assert done.stderr.strip() == "keben: interrupted; files made before are whole."
    assert list((folder / "tmp").iterdir()) == []


AFTERWARDS = """
import atexit, os, runpy, signal, sys
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv.pop(0)
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_an_interruption_after_the_run_comes_too_late() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS, str(BUILD), "--version"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("keben ")


def processes_below(number: int) -> set[int]:
    """The numbers of all processes that one has started."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            below = set(map(int, task.read_text().split()))
            found |= below
            waiting += below
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_interrupted_while_chapters_are_laid_out_beside_each_other_all_processes_end(
    folder: Path,
) -> None:
    chapters = (f"# 第{n}章\n\n" + ("一段话，说了又说。" * 60 + "\n\n") * 30 for n in range(1, 9))
    (folder / "book").mkdir()
    for number, text in enumerate(chapters, 1):
        (folder / "book" / f"{number}.md").write_text(text)
    # Whoever runs tests beside each other may have them hear no interrupt.
    process = start(folder, "book", "-f", "pdf", "-j", "2", "--no-cache", limit=_hear_interrupts)
    begun, found = time.monotonic(), set[int]()
    while len(found) < 3 and time.monotonic() < begun + 240:  # a server and two that it forked
        time.sleep(0.05)
        assert process.poll() is None, process.communicate()[1]
        found = processes_below(process.pid)
    assert len(found) >= 3
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode == 130
    while any(Path(f"/proc/{number}").exists() for number in found):
        time.sleep(0.05)
        assert time.monotonic() < begun + 300
    assert not list((folder / "tmp").iterdir())
    assert not list((folder / "dist").glob("*"))


def test_what_is_in_work_is_not_swept_and_what_was_left_is(tmp_path: Path) -> None:
    left, other = tmp_path / ".keben-b-12345678.pdf", tmp_path / ".someone.pdf"
    for path in (left, other):
        path.write_text("x")
        make_old(path)
    with finished(tmp_path / "a.pdf") as in_work:
        in_work.write_text("whole")
        make_old(in_work)
        with finished(tmp_path / "b.pdf") as second:
            second.write_text("other")
        assert in_work.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".someone.pdf", "a.pdf", "b.pdf"]


def test_a_folder_that_a_killed_run_left_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, held = tmp_path / "keben-left", tmp_path / "keben-held"
    for path in (left, held):
        (path / "in").mkdir(parents=True)
        make_old(path)
    handle = os.open(held, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with scratch_folder() as scratch:
            assert {path.name for path in tmp_path.iterdir()} == {"keben-held", scratch.name}
        assert not scratch.exists()
    finally:
        os.close(handle)


def test_where_files_may_not_grow_the_old_one_stays(folder: Path) -> None:
    """A limit on the size of files stands for a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    (folder / "dist").mkdir()
    for name in ("a.pdf", "a.epub"):
        (folder / "dist" / name).write_text("old")
    for name in ("pdf", "epub"):
        process = start(folder, "a.md", "-f", name, limit=limit)
        told = process.communicate(timeout=120)[1]
        assert process.returncode == 7, told
        assert "File too large" in told
        assert "Traceback" not in told
    assert {path.name for path in (folder / "dist").iterdir()} == {"a.pdf", "a.epub"}
    assert {path.read_text() for path in (folder / "dist").iterdir()} == {"old"}


def test_two_runs_into_one_folder_do_not_mix(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "a.md").write_text("# 另一封\n\n别的话。\n")
    runs = [start(folder, name, "-f", "pdf,epub") for name in ("a.md", "other/a.md") * 2]
    for process in runs:
        told = process.communicate(timeout=120)[1]
        assert process.returncode == 0, told
    assert sorted(path.name for path in (folder / "dist").iterdir()) == ["a.epub", "a.pdf"]
    with pypdfium2.PdfDocument(folder / "dist" / "a.pdf") as document:
        assert document.get_metadata_value("Title") in ("信", "另一封")
