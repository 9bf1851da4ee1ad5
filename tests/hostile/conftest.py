"""A command that runs hostile cases in a process that is ready for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 2 << 30
"""Bytes of address space that a run may use; what is imported takes a third of it."""
SECONDS = 20
"""Seconds of processor after which a run is killed."""


@dataclass(frozen=True)
class Done:
    """A run that has ended. ``seconds`` are of processor, ``peak`` is in MB."""

    code: int
    told: str
    seconds: float
    peak: float


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    cache = tmp_path_factory.mktemp("cache")
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("forked.py"))],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "XDG_CACHE_HOME": str(cache),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "{}\n"
        yield process
        process.stdin.close()


@pytest.fixture
def keben(ready: subprocess.Popen[str], tmp_path: Path) -> Run:
    """``keben(*arguments, files={…})`` writes the files and runs the command in their folder."""

    def run(
        *arguments: str,
        files: dict[str, str | bytes] | None = None,
        cached: bool = False,
        **bounds: Any,
    ) -> Done:
        folder = tmp_path / "w"
        for name, data in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        told = tmp_path / "told"
        (tmp_path / "tmp").mkdir(exist_ok=True)
        case = {
            "folder": str(folder),
            "told": str(told),
            "arguments": [*arguments, "-j", "1", *(() if cached else ("--no-cache",))],
            "cache": str(tmp_path / "cache"),
            "temporary": str(tmp_path / "tmp"),
            "seconds": SECONDS,
            "memory": MEMORY,
            **bounds,
        }
        assert ready.stdin
        assert ready.stdout
        print(json.dumps(case), file=ready.stdin, flush=True)
        return _done(json.loads(ready.stdout.readline()), told)

    return run


def _done(answer: dict[str, Any], told: Path) -> Done:
    return Done(
        answer["code"], told.read_text("utf-8", "replace"), answer["seconds"], answer["peak"]
    )
