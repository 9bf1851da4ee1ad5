"""An interruption that is lost in a callback comes again."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from keben.interrupting import heeding


def _interrupted() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)


def _in_a_callback() -> None:
    """Called from C, where an exception cannot go on."""
    ctypes.CFUNCTYPE(None)(_interrupted)()
    time.sleep(10)


def _in_a_destructor() -> None:
    """Called by the collector of garbage."""

    class Dying:
        def __del__(self) -> None:
            _interrupted()

    Dying()
    time.sleep(10)


@pytest.mark.parametrize("run", [_in_a_callback, _in_a_destructor])
def test_an_interruption_that_is_lost_comes_again(run: Callable[[], None]) -> None:
    with heeding(), pytest.raises(KeyboardInterrupt):
        run()


def test_other_exceptions_that_are_lost_are_told_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_type))
    with heeding():
        ctypes.CFUNCTYPE(None)(lambda: 1 / 0)()
    assert told == [ZeroDivisionError]
    assert sys.unraisablehook is not None


WAITING = """
import os, signal, time
from keben.interrupting import unheard
try:
    with unheard():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        print("waits")
    time.sleep(1)
except KeyboardInterrupt:
    print("heard")
"""


def test_an_interruption_waits_until_it_is_heard() -> None:
    # In a process of its own: a signal goes to any thread that has not shut it out, and the one
    # that runs tests may have others.
    done = subprocess.run(
        (sys.executable, "-c", WAITING), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["waits", "heard"]
