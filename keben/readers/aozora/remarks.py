"""What was met while reading Aozora Bunko text → findings, each thing named once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from keben.model import Finding, Location, Severity


@dataclass(slots=True)
class Remarks:
    """Gathers what is left out of the text, or stands for something else."""

    path: Path
    _legend: tuple[int, int] | None = None
    _first: dict[tuple[str, str], int] = field(default_factory=dict)
    _count: dict[tuple[str, str], int] = field(default_factory=dict)

    def drop_legend(self, first: int, last: int) -> None:
        """The explanation of marks goes: in print there are none."""
        self._legend = (first, last)

    def miss_character(self, description: str, line: int) -> None:
        """A character that Unicode does not have, or that is only described."""
        self._add("A002", description, line)

    def drop_annotation(self, text: str, line: int) -> None:
        """An annotation that says nothing about how the text looks, or nothing that is known."""
        self._add("A003", text, line)

    def _add(self, code: str, name: str, line: int) -> None:
        self._first.setdefault((code, name), line)
        self._count[code, name] = self._count.get((code, name), 0) + 1

    def findings(self) -> tuple[Finding, ...]:
        """One finding a thing, in the order of lines."""
        found = []
        if self._legend:
            first, last = self._legend
            message = f"the explanation of marks is left out (lines {first} to {last})."
            found.append(Finding("A001", Severity.NOTE, message, Location(self.path, first)))
        for (code, name), line in sorted(self._first.items(), key=lambda item: item[1]):
            count = self._count[code, name]
            times = f" ({count} times)" if count > 1 else ""
            if code == "A002":
                severity, message = Severity.WARNING, f"no character is known for {name}: 〓{times}"
            else:
                severity, message = Severity.NOTE, f"annotation left out: {name}{times}"
            found.append(Finding(code, severity, message, Location(self.path, line)))
        return tuple(found)
