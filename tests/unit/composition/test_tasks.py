"""What other processes are asked."""

from __future__ import annotations

import subprocess
import sys


def test_a_process_that_lays_out_imports_the_engine_and_little_more() -> None:
    code = (
        "import sys, importlib; from keben import workers\n"
        "importlib.import_module(workers.COMPOSER); import keben.composition.tasks\n"
        "needless = {'pydantic', 'jinja2', 'uharfbuzz', 'keben.settings', 'keben.transforms'}\n"
        "print('weasyprint' in sys.modules, *needless & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["True"]
