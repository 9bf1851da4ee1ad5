"""A command → its wall and processor seconds and the memory of all its processes at once.

Linux only: what processes hold is read from /proc while they run, and this process takes the place
of parents that end before their children, so that what those needed is counted too.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Let modules stay compiled, as they are for users, whatever this process was told (python(1))."""

EVERY = 0.1
"""Seconds from one look at the processes to the next."""

SESSION = 3
"""The field of /proc/PID/stat after the name of the program (proc(5)) that says the session."""

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER (prctl(2)): orphans become children of this process."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds; processor seconds of all processes; MB that they held at the same time, what
    they share counted once (the sum of their PSS)."""

    wall: float
    processor: float
    memory: float


def measure(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command. Raises RuntimeError with the end of what it wrote where it fails."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    before, begun = _processor(), time.perf_counter()
    process = subprocess.Popen(
        list(command),
        env={**os.environ, **COMPILED, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    watcher = _Watcher(process.pid)
    watcher.start()
    written, _ = process.communicate()
    wall = time.perf_counter() - begun
    watcher.stop()
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    if process.returncode:
        told = written.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise RuntimeError(f"it ended with {process.returncode}: {''.join(told)}")
    return Cost(wall, _processor() - before, watcher.peak / 1024)


def measure_often(command: Sequence[str], *, runs: int = 5, warm_up: int = 1) -> Cost:
    """The median of several runs, after some that do not count. Raises RuntimeError where one
    fails."""
    return median([measure(command) for _ in range(warm_up + runs)][warm_up:])


def _processor() -> float:
    """Processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; the largest memory."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


class _Watcher(threading.Thread):
    """Looks at all processes of a session again and again: ``peak`` kB."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session, self._over = session, threading.Event()
        self.peak = 0

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self._look()

    def stop(self) -> None:
        self._over.set()
        self.join()

    def _look(self) -> None:
        held = 0
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal():
                with suppress(OSError):
                    held += self._one(folder)
        self.peak = max(self.peak, held)

    def _one(self, folder: Path) -> int:
        """The kB that a process holds; 0 for one of another session."""
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        if int(fields[SESSION]) != self._session:
            return 0
        shares = (folder / "smaps_rollup").read_text()
        return next((int(line.split()[1]) for line in shares.splitlines() if line[:4] == "Pss:"), 0)
