"""`python -m validation`: every document made, every file validated, spoilt files refused.

With files as arguments only those are validated, a PDF by the standards that it claims to meet.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from validation.controls import CannotSpoil, Control, make_controls
from validation.finished import claims
from validation.gates import run_gates
from validation.making import PROFILES, Failure, make_files, sources
from validation.tools import Missing, cache_folder, make_ready
from validation.verdicts import Check, Verdict

SHOWN = 8
"""Problems that are printed of one file."""


def main(arguments: Sequence[str]) -> int:
    """0 where everything passed; 1 where something failed; 2 where validators cannot be had."""
    begun = time.monotonic()
    try:
        tools = make_ready(cache_folder(os.environ))
    except Missing as error:
        print(f"validate: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        failures: list[Failure] = []
        controls: list[Control] = []
        if arguments:
            checks = [check for name in arguments for check in _checks_of(Path(name).resolve())]
        else:
            made = list(make_files(sources(), Path(folder)))
            checks = [each for each in made if isinstance(each, Check)]
            failures = [each for each in made if isinstance(each, Failure)]
            try:
                whole = [check for check in checks if check.file.is_file()]
                controls = list(make_controls(whole, Path(folder) / "spoilt"))
            except CannotSpoil as error:
                failures.append(Failure("controls", str(error)))
        verdicts = run_gates([*checks, *(control.check for control in controls)], tools)
        bad = _tell(verdicts[: len(checks)])
        bad += _tell_controls(controls, {verdict.check: verdict for verdict in verdicts})
    for failure in failures:
        print(f"\nFAIL  not everything could be made ({failure.profile}):\n{failure.words}")
    bad += len(failures)
    good = len(verdicts) - bad + len(failures)
    print(f"\n{good} passed, {bad} failed in {time.monotonic() - begun:.0f} s")
    return 1 if bad or not checks else 0


def _checks_of(file: Path) -> list[Check]:
    kind = file.suffix.lstrip(".")
    every = dict.fromkeys(gate for profile in PROFILES for gate in profile.gates.get(kind, ()))
    claimed = claims(file) if kind == "pdf" else ()
    return [Check(file, gate) for gate in claimed or every]


def _tell(verdicts: Sequence[Verdict]) -> int:
    """Print a line for each file and what is wrong with it; how many failed."""
    for verdict in verdicts:
        mark = "pass" if verdict.passed else "FAIL"
        print(f"{mark}  {verdict.check.gate:<20} {_name(verdict.check.file)}")
        for problem in verdict.problems[:SHOWN]:
            print(f"        {problem[:400]}")
        if len(verdict.problems) > SHOWN:
            print(f"        and {len(verdict.problems) - SHOWN} more")
    return sum(not verdict.passed for verdict in verdicts)


def _tell_controls(controls: Sequence[Control], verdicts: Mapping[Check, Verdict]) -> int:
    """Print whether each spoilt file was refused; how many were let pass."""
    passed = 0
    for control in controls:
        refused = control.is_refused(verdicts[control.check], verdicts)
        passed += not refused
        mark, words = ("pass", "refused") if refused else ("FAIL", "let pass")
        print(f"{mark}  {control.check.gate:<20} spoilt: {control.fault}, {words}")
    return passed


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
