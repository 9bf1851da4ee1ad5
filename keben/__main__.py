"""The command as a program: what a person starts, up to the exit code that the shell is given.

Modules are loaded for half a second before there is a run that could be interrupted, and Python
lets go of them after it. Nothing is unfinished then, so Ctrl-C ends the program at once, or has
come too late.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

from keben.errors import INTERRUPTED, STOPPED

SELDOM = (50_000, 20, 100)
"""How seldom Python looks for what refers to itself and to nothing else. What is loaded at the
beginning stays to the end, and the default looks through it 200 times: 0.1 s of an article."""


def run() -> NoReturn:
    """Run the command with the arguments of this program, and exit."""
    gc.set_threshold(*SELDOM)
    # Who starts a program may have it hear no interruption, as a shell does with what ends in "&".
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, _leave)
    from keben.cli import main

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    code = main()
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Or Python looks through all that there is once more before it lets go of it.
    gc.freeze()
    sys.exit(code)


def _leave(*_: object) -> NoReturn:
    """Not by an exception, which might be caught by what is being loaded."""
    os.write(2, f"{STOPPED}\n".encode())
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    run()
