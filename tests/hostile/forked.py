"""Lines of JSON, each a folder and a command's arguments → each run apart, within bounds.

A run of its own for each of a hundred cases would spend its time on importing. This process imports
once; each case is a fork of it, so that no limit and no damage outlives the case.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import tempfile
from importlib import import_module
from typing import Any

LOADED = (
    "keben.press.run", "keben.press.editions", "keben.editions.pdf", "keben.editions.epub",
    "keben.cli.building", "keben.cli.reports", "keben.proof.pdf", "keben.proof.epub",
    "keben.editions.pdf.closing", "keben.press.proving", "keben.composition.composer",
    "keben.pixels.raster", "keben.transforms.drawing",
    "keben.readers.markdown", "keben.readers.text", "keben.readers.word", "keben.readers.web",
)  # fmt: skip


def main() -> None:
    """Serve until the input ends."""
    for name in LOADED:
        import_module(name)
    _tell({})
    for line in sys.stdin:
        _tell(_serve(json.loads(line)))


def _tell(answer: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _serve(case: dict[str, Any]) -> dict[str, float]:
    """The exit code (negative: the signal that ended it), seconds of processor, MB at most."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = _run(case)
        finally:
            sys.stderr.flush()
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "seconds": seconds, "peak": used.ru_maxrss / 1024}


def _run(case: dict[str, Any]) -> int:
    from keben import patience
    from keben.cli import main as keben

    os.chdir(case["folder"])
    os.environ["XDG_CACHE_HOME"] = case["cache"]
    tempfile.tempdir = case["temporary"]
    told = os.open(case["told"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(told, 2)
    os.dup2(os.open("/dev/full", os.O_WRONLY) if case.get("silent") else told, 1)
    resource.setrlimit(resource.RLIMIT_CPU, (case["seconds"], case["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (case["memory"], case["memory"]))
    if "patience" in case:
        patience.SECONDS = case["patience"]
    if case.get("powerless"):
        _give_up_power()
    if "largest" in case:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (case["largest"], case["largest"]))
    if "interrupt" in case:
        signal.setitimer(signal.ITIMER_REAL, case["interrupt"])
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    try:
        return keben(case["arguments"])
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except BaseException:  # noqa: BLE001 - told as the traceback that no test may find
        import traceback

        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()


def _give_up_power() -> None:
    """Be bound by permissions, though run by root: without any capability (capset(2), version 3).
    Another user might not be allowed to read Python itself."""
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(head, none):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    main()
