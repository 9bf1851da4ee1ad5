"""What a Word document holds that is not printed → findings, each kind once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from keben.model import Finding, Location, Severity


class Loss(Enum):
    """Code, severity and wording; the count stands behind."""

    DELETION = ("W001", Severity.NOTE, "tracked deletions left out")
    COMMENT = ("W002", Severity.NOTE, "comments left out")
    CONTENTS = ("W003", Severity.NOTE, "lines of a table of contents left out")
    FORMULA = ("W004", Severity.WARNING, "formulas printed as plain text")
    SYMBOL = ("W005", Severity.WARNING, "symbols of a font without Unicode left out")
    OBJECT = ("W006", Severity.WARNING, "charts, drawings or embedded objects left out")
    BOX = ("W007", Severity.NOTE, "text boxes set after their paragraph")
    PICTURE = ("W008", Severity.WARNING, "pictures that are not in the document left out")
    NOTE = ("W009", Severity.WARNING, "note marks without a note left out")


@dataclass(slots=True)
class Report:
    """Counts losses in one document."""

    path: Path
    _count: Counter[Loss] = field(default_factory=Counter)

    def add(self, loss: Loss) -> None:
        """Note one more."""
        self._count[loss] += 1

    def findings(self) -> tuple[Finding, ...]:
        """One finding a kind, in the order of their codes."""
        return tuple(
            Finding(*loss.value[:2], f"{loss.value[2]}: {count}.", Location(self.path))
            for loss, count in sorted(self._count.items(), key=lambda item: item[0].value[0])
        )
