"""One Ctrl-C ends a run, wherever it falls.

Python raises KeyboardInterrupt in whatever code runs. Where a C library or the collector of garbage
has called that code, the exception is reported (:data:`sys.unraisablehook`) and lost. Then it is
asked for again, a moment later.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SOON = 0.02
"""Seconds in which the code that was called has returned."""


@contextmanager
def heeding() -> Iterator[None]:
    """Until the block ends, an interruption that is lost comes again until it is not."""
    before = sys.unraisablehook
    timers: list[threading.Timer] = []

    def lost(what: sys.UnraisableHookArgs, /) -> None:
        if issubclass(what.exc_type, KeyboardInterrupt):
            timer = threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGINT))
            timer.daemon = True
            timer.start()
            timers.append(timer)
        else:
            before(what)

    sys.unraisablehook = lost
    try:
        yield
    finally:
        sys.unraisablehook = before
        for timer in timers:
            timer.cancel()


@contextmanager
def unheard() -> Iterator[None]:
    """Until the block ends, an interruption waits; processes that are started meanwhile inherit
    that they hear of none."""
    old = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)
