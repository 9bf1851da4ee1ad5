"""Tasks shared out among processes: in order, once each, with one retry where a process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from keben import workers
from keben.errors import FontError, PressError
from keben.workers import Workers


@dataclass(frozen=True)
class Notes:
    """Where processes write down what they do, and after how many deaths they stop dying."""

    folder: Path
    deaths: int = 0


def making(given: Notes) -> Callable[[str], str]:
    def work(task: str) -> str:
        begun = len(list(given.folder.glob(f"{task}-*")))
        (given.folder / f"{task}-{begun}").write_text(str(os.getpid()))
        if task == "deadly" and begun < given.deaths:
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "faulty":
            raise FontError("no such glyph")
        return task.upper()

    return work


TASKS = ["a", "b", "deadly", "c", "d", "e"]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_tasks(tmp_path: Path, jobs: int) -> None:
    with Workers(making, Notes(tmp_path), jobs=jobs, folder=tmp_path) as workers:
        assert workers.do(TASKS) == [task.upper() for task in TASKS]
        assert workers.do(["f"]) == ["F"]
        assert workers.do([]) == []
    here = {path.read_text() == str(os.getpid()) for path in tmp_path.iterdir()}
    assert here == {jobs == 1}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_single_task_is_done_here_unless_it_is_to_be_done_apart(
    tmp_path: Path, jobs: int
) -> None:
    ways = {"a": False, "b": True}
    for task, apart in ways.items():
        with Workers(making, Notes(tmp_path), jobs=jobs, folder=tmp_path, apart=apart) as workers:
            assert workers.do([task]) == [task.upper()]
    here = {task: (tmp_path / f"{task}-0").read_text() == str(os.getpid()) for task in ways}
    assert here == {"a": True, "b": jobs == 1}


def test_nothing_is_made_where_there_is_nothing_to_do(tmp_path: Path) -> None:
    def never(given: Notes) -> Callable[[str], str]:
        raise AssertionError("the engine would be started")

    with Workers(never, Notes(tmp_path), jobs=1, folder=tmp_path) as workers:
        assert workers.do([]) == []


def test_what_was_begun_goes_on_by_itself(tmp_path: Path) -> None:
    with Workers(making, Notes(tmp_path), jobs=2, folder=tmp_path) as workers:
        rest = workers.begin(TASKS)
        while not (tmp_path / "a-0").exists() or not (tmp_path / "b-0").exists():
            time.sleep(0.01)
        noted: list[str] = []
        assert rest(noted.append) == [task.upper() for task in TASKS]
        assert sorted(noted) == sorted(task.upper() for task in TASKS)


def test_one_task_alone_starts_no_process(tmp_path: Path) -> None:
    with Workers(making, Notes(tmp_path), jobs=4, folder=tmp_path) as workers:
        assert workers.do(["a"]) == ["A"]
    assert (tmp_path / "a-0").read_text() == str(os.getpid())


def test_a_process_that_dies_costs_one_retry_of_its_task_and_nothing_else(tmp_path: Path) -> None:
    with Workers(making, Notes(tmp_path, deaths=1), jobs=2, folder=tmp_path) as workers:
        assert workers.do(TASKS) == [task.upper() for task in TASKS]
    begun = sorted(path.name for path in tmp_path.iterdir())
    assert begun == ["a-0", "b-0", "c-0", "d-0", "deadly-0", "deadly-1", "e-0"]


def test_a_task_that_ends_its_process_twice_is_an_error(tmp_path: Path) -> None:
    with (
        Workers(making, Notes(tmp_path, deaths=2), jobs=2, folder=tmp_path) as workers,
        pytest.raises(PressError, match="ended twice"),
    ):
        workers.do(TASKS)
    assert not (tmp_path / "deadly-2").exists()


def test_what_a_task_raises_is_raised_here(tmp_path: Path) -> None:
    with (
        Workers(making, Notes(tmp_path), jobs=2, folder=tmp_path) as workers,
        pytest.raises(FontError, match="no such glyph"),
    ):
        workers.do(["a", "faulty", "b"])


def test_no_process_outlives_its_block(tmp_path: Path) -> None:
    with Workers(making, Notes(tmp_path), jobs=2, folder=tmp_path) as workers:
        workers.do(TASKS)
        numbers = {int(path.read_text()) for path in tmp_path.iterdir()}
    assert numbers
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_processes_start_though_the_temporary_folder_lies_too_deep_for_a_socket(
    tmp_path: Path,
) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    code = (
        "from pathlib import Path\n"
        "from tests.unit.test_workers import Notes, Workers, making\n"
        "if __name__ == '__main__':\n"
        f"    folder = Path({str(tmp_path)!r})\n"
        "    with Workers(making, Notes(folder), jobs=2, folder=folder) as workers:\n"
        "        print(workers.do(['a', 'b']))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "TMPDIR": str(deep), "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "['A', 'B']\n", done.stderr


def test_processes_are_begun_deaf_to_interruptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is interrupted while it loads modules would say so."""
    masked: list[bool] = []

    def ensure_running() -> None:
        masked.append(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))

    monkeypatch.setattr(workers.forkserver, "ensure_running", ensure_running)
    assert workers._start_server(()) == "forkserver"
    assert masked == [True]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
