"""Work that a stranger's file asks for → an error, where it takes longer than anyone would wait."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 10.0
"""Seconds of processor that a stranger's theme may take for each thing that it is asked for. Ours
take two for a novel."""

AGAIN = 1.0
"""Seconds after which what goes on is told again: whoever was told may have been C, or code that
takes any error for another."""


@contextmanager
def within(seconds: float, error: Exception) -> Iterator[None]:
    """Raise an error in the block when it has taken so many seconds of processor. Threads but the
    main one cannot be told, and take what they take."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def tell(number: int, frame: FrameType | None) -> None:
        raise error

    before = signal.signal(signal.SIGVTALRM, tell)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
