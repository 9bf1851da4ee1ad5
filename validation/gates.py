"""Files → the verdicts of veraPDF, EPUBCheck and Ace, each started once for all its files."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO

from validation.tools import Tools
from validation.verdicts import Check, Verdict, read_verdicts

EPUBCHECK = "EPUBCheck"
ACE = "Ace"
LONGEST = 900
"""Seconds after which a validator is ended; what it did not reach has failed."""


def run_gates(checks: Sequence[Check], tools: Tools) -> list[Verdict]:
    """A verdict for each check, in their order. The validators run side by side."""
    epub = [check for check in checks if check.gate == EPUBCHECK]
    ace = [check for check in checks if check.gate == ACE]
    pdf = [check for check in checks if check.gate not in (EPUBCHECK, ACE)]
    with tempfile.TemporaryDirectory() as reports, ThreadPoolExecutor() as pool:
        started = [
            pool.submit(_ask, pdf, (*tools.pdf, *_profiles(pdf)), tools),
            pool.submit(_ask, epub, (*tools.epub, *_files(epub)), tools),
            pool.submit(_ask, ace, (*tools.ace, reports, *_files(ace)), tools),
        ]
        verdicts = {verdict.check: verdict for one in started for verdict in one.result()}
    return [verdicts[check] for check in checks]


def _profiles(checks: Iterable[Check]) -> Iterable[str]:
    return (f"{check.gate}={check.file}" for check in checks)


def _files(checks: Iterable[Check]) -> Iterable[str]:
    return (str(check.file) for check in checks)


def _run(command: Sequence[str], out: IO[bytes], environment: Mapping[str, str]) -> None:
    """Run a validator with a group of its own, so that one that takes too long is ended with the
    browser that it has started. Raises OSError, TimeoutExpired."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(LONGEST)
    except BaseException:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def _ask(checks: Sequence[Check], command: Sequence[str], tools: Tools) -> list[Verdict]:
    """Run one validator. However it ends, only what it says of a file counts for that file."""
    if not checks:
        return []
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        with told.open("wb") as out:
            try:
                _run(command, out, {**os.environ, **tools.environment})
            except (OSError, subprocess.TimeoutExpired) as error:
                print(f"{command[0]}: {error}")
        lines = told.read_text(encoding="utf-8", errors="replace").splitlines()
    return read_verdicts(checks, lines)
