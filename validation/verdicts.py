"""What a validator prints → a verdict for each file that it was to check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Check:
    """One file and the name of the profile or tool that it must satisfy."""

    file: Path
    gate: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a check: the problems found, and whether the validator came to its end."""

    check: Check
    problems: tuple[str, ...]
    was_checked: bool

    @property
    def passed(self) -> bool:
        """True only where the validator ran to the end of the file and found nothing."""
        return self.was_checked and not self.problems


def read_verdicts(checks: Iterable[Check], lines: Iterable[str]) -> list[Verdict]:
    """A verdict for every check, whether or not the validator speaks of it.

    Lines are ``problem`` or ``checked``, the file, the gate and words, with tabs between; others
    are the validators' own chatter.
    """
    problems: dict[tuple[str, str], list[str]] = {}
    checked: set[tuple[str, str]] = set()
    for line in lines:
        kind, _, rest = line.partition("\t")
        cells = rest.split("\t", 2)
        if len(cells) != 3 or kind not in ("problem", "checked"):
            continue
        file, gate, words = cells
        if kind == "problem":
            problems.setdefault((file, gate), []).append(words)
        else:
            checked.add((file, gate))
    verdicts = []
    for check in checks:
        key = (str(check.file), check.gate)
        found = tuple(problems.get(key, ()))
        was_checked = key in checked
        if not was_checked and not found:
            found = ("the validator did not run, or did not come to this file",)
        verdicts.append(Verdict(check, found, was_checked))
    return verdicts
