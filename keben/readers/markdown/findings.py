"""What was met while reading Markdown → findings, each thing named once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from keben.model import Finding, Location, Severity


class Trouble(Enum):
    """Code, severity and wording of each finding; ``{}`` stands for the name of the thing."""

    CONTROLS = ("M001", Severity.WARNING, "control characters left out")
    TAG = ("M002", Severity.WARNING, "tag <{}> left out, its text kept")
    ELEMENT = ("M003", Severity.WARNING, "<{}> left out with all that it held")
    HANDLER = ("M004", Severity.WARNING, 'script attribute "{}" left out')
    TARGET = ("M005", Severity.WARNING, 'link to a "{}:" address left out, its text kept')
    CONTAINER = ("M006", Severity.WARNING, 'unknown container "{}": its text is kept as it stands')
    UNCLOSED = ("M007", Severity.WARNING, 'container "{}" is never closed')
    MISFIT = ("M008", Severity.WARNING, '"{}" can hold paragraphs only: made a quotation')
    DEPTH = ("M009", Severity.WARNING, "nested too deep: the inner marks are kept as text")
    ASIDE = ("M013", Severity.NOTE, 'remark of the unknown kind "{}" made a note')
    DIRECTIVE = ("M014", Severity.WARNING, '"{{% {} %}}" means nothing here: left out')
    ICON = ("M017", Severity.NOTE, 'icon ":{}:" of a website left out')
    CELLS = ("M012", Severity.WARNING, "row with more cells than the head: joined into its last")
    DRAWN = (
        "M016",
        Severity.WARNING,
        "a drawing in {} stands as its code; put a picture of it in its place",
    )
    FORMULA = ("D001", Severity.WARNING, "formulas without a stored value in {}: cells left empty")
    ROWS = ("D002", Severity.NOTE, "{}")
    SUM = ("D003", Severity.WARNING, "{}")
    RAGGED = ("D004", Severity.WARNING, "rows of {} with more cells than the head: cells left out")
    GAP = ("D005", Severity.WARNING, "{}")
    ATTRIBUTE = ("M010", Severity.NOTE, 'attribute "{}" means nothing here: left out')


@dataclass(slots=True)
class Report:
    """Gathers findings about one file; the same thing again only raises its count."""

    path: Path
    _first: dict[tuple[Trouble, str], int] = field(default_factory=dict)
    _count: dict[tuple[Trouble, str], int] = field(default_factory=dict)

    def add(self, trouble: Trouble, line: int, name: str = "", *, times: int = 1) -> None:
        """Note a trouble with the thing called ``name``, met at ``line``."""
        key = (trouble, name)
        self._first.setdefault(key, line)
        self._count[key] = self._count.get(key, 0) + times

    def findings(self) -> tuple[Finding, ...]:
        """One finding a thing, at the line where it was first met, in the order of lines."""
        found = []
        for (trouble, name), line in sorted(self._first.items(), key=lambda item: item[1]):
            code, severity, wording = trouble.value
            count = self._count[trouble, name]
            times = f" ({count} times)" if count > 1 else ""
            message = wording.format(name).removesuffix(".") + times + "."
            found.append(Finding(code, severity, message, Location(self.path, line)))
        return tuple(found)
