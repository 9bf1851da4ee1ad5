"""Entries of a list of contents → chapters with their sources, and findings about the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from keben.catalogue.contents import Chapter
from keben.catalogue.files import Desk, below
from keben.model import Location, Severity, Source
from keben.watching import is_there

Prepare = Callable[[Source], Source]
"""What is done to a text before it is read, such as including files."""


@dataclass(slots=True)
class Lister:
    """Finds the texts that a list names, each once. ``file`` is the list, ``folder`` where its
    paths count from."""

    desk: Desk
    file: Path
    folder: Path
    prepare: Prepare = lambda source: source
    taken: dict[Path, int] = field(default_factory=dict)

    def place(self, line: int) -> Location:
        """A line of the list."""
        return Location(self.file, line or None)

    def chapter(
        self,
        label: str,
        target: str,
        line: int,
        *,
        anchor: str = "",
        children: Sequence[Chapter] = (),
        is_appendix: bool = False,
    ) -> Chapter | None:
        """The chapter of an entry; one without a text is a bare head, or None without children."""
        source = self._source(label, target, line, anchor)
        if source is None and not children:
            return None
        return Chapter(source, label, tuple(children), self.place(line), is_appendix)

    def _source(self, label: str, target: str, line: int, anchor: str) -> Source | None:
        place = self.place(line)
        if not target:
            self._report_draft(label, anchor, place)
            return None
        if "://" in target or target.startswith("mailto:"):
            message = f'the contents lead out of the book to "{target}"; the entry is left out.'
            self.desk.report("B004", message, place, Severity.NOTE)
            return None
        path = Path(os.path.normpath(self.folder / target.lstrip("/")))
        if not path.is_relative_to(os.path.normpath(self.desk.root)):
            message = f'the contents name "{target}", which lies outside the book.'
            self.desk.report("B006", message, place, Severity.ERROR)
            return None
        if not is_there(path):
            message = f'the contents name "{target}", but there is no such file.'
            self.desk.report("B002", message, place)
            return None
        if path in self.taken:
            if not anchor:
                first = f" after line {self.taken[path]}" if self.taken[path] else ""
                message = f'the contents name "{target}" again{first}; only the first counts.'
                self.desk.report("B003", message, place)
            return None
        self.taken[path] = line
        source = self.desk.read(path)
        return self.prepare(source) if source else None

    def _report_draft(self, label: str, anchor: str, place: Location) -> None:
        if not anchor:
            message = f'"{label}" has no text yet.'
            self.desk.report("B004", message, place, Severity.NOTE)

    def report_rest(self, *, apart_from: Collection[Path] = ()) -> None:
        """Note how many texts of the folder the list does not name."""
        apart = {os.path.normpath(path) for path in apart_from}
        known = {os.path.normpath(path) for path in self.taken} | apart
        left = [
            p for p in below(self.folder, self.desk.suffixes) if os.path.normpath(p) not in known
        ]
        if left:
            names = ", ".join(path.relative_to(self.folder).as_posix() for path in left[:3])
            more = ", …" if len(left) > 3 else ""
            told = "a text is" if len(left) == 1 else f"{len(left)} texts are"
            message = f"{told} not in the contents: {names}{more}."
            self.desk.report("B005", message, Location(self.file), Severity.NOTE)
