"""A command → its times and peak memory over several runs, as medians."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over some runs of a whole process: wall seconds, processor seconds, peak MB."""

    wall: float
    processor: float
    memory: float
    runs: int


def time_command(command: Sequence[str], *, runs: int = 5, warm_up: int = 1) -> Timing:
    """Run a command several times, after some runs that do not count.

    Raises RuntimeError where it fails.
    """
    counted = [_run(command) for _ in range(warm_up + runs)][warm_up:]
    wall, processor, memory = zip(*counted, strict=True)
    return Timing(
        statistics.median(wall), statistics.median(processor), statistics.median(memory), runs
    )


def _run(command: Sequence[str]) -> tuple[float, float, float]:
    begun = time.perf_counter()
    process = os.posix_spawn(
        command[0],
        list(command),
        dict(os.environ),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begun
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
