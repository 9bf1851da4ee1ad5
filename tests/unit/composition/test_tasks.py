"""What other processes are asked."""

from __future__ import annotations

import subprocess
import sys


def test_a_process_with_the_engine_imports_nothing_more_for_what_it_is_asked() -> None:
    code = (
        "import sys, importlib; from keben import workers\n"
        "importlib.import_module(workers.COMPOSER); before = set(sys.modules)\n"
        "import keben.composition.tasks; print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["keben.composition.tasks"]
