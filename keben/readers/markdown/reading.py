"""What one reading of a file gathers beside its blocks: findings, and notes with their calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from keben.errors import ManuscriptError
from keben.model import Blocks, Location, Note, NoteReference
from keben.readers.markdown.findings import Report


@dataclass(slots=True)
class Reading:
    """The state of reading one file. ``labels`` are the notes that the text defines, ``closed``
    the names of HTML tags that it closes somewhere; ``root`` is the folder within which it may name
    other files, ``language`` what its settings say, or nothing."""

    path: Path
    report: Report
    labels: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    root: Path = Path()
    language: str = ""
    _notes: list[Note] = field(default_factory=list)
    _calls: list[tuple[int, str]] = field(default_factory=list)
    _in_place: int = 0

    def place(self, line: int) -> Location:
        """A line of the file."""
        return Location(self.path, line)

    def call_note(self, label: str, line: int) -> NoteReference:
        """The mark ``[^label]``."""
        self._calls.append((line, label))
        return NoteReference(label)

    def define_note(self, label: str, blocks: Blocks, line: int) -> None:
        """The text ``[^label]: …``."""
        self._notes.append(Note(label, blocks, location=self.place(line)))

    def add_note(self, blocks: Blocks, line: int) -> NoteReference:
        """A note written in place, under a label that the text does not use."""
        self._in_place += 1
        while f"inline-{self._in_place}" in self.labels:
            self._in_place += 1
        label = f"inline-{self._in_place}"
        self.define_note(label, blocks, line)
        return NoteReference(label)

    def notes(self) -> tuple[Note, ...]:
        """Every note, called or not, as the text holds them.

        Raises ManuscriptError at the first call that has no text.
        """
        known = {note.note_id for note in self._notes}
        for line, label in sorted(self._calls):
            if label not in known:
                raise ManuscriptError(
                    f'note "{label}" has no text.',
                    location=self.place(line),
                    hint=f'Add "[^{label}]: …".',
                )
        return tuple(self._notes)
