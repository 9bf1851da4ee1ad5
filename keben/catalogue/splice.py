"""Lines from several files → one source that knows where each of its lines came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from keben.model import Source, Stretch


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the file and line (from 1) where it was written."""

    text: str
    path: Path
    number: int


def lines_of(source: Source) -> list[Line]:
    """The lines of a source, those that it was already made of included."""
    found: list[Line] = []
    for number, text in enumerate(source.text.split("\n"), start=1):
        place = source.place(number)
        found.append(Line(text.removesuffix("\r"), place.path, place.line or number))
    return found


def join(source: Source, lines: Iterable[Line], included: Iterable[Path] = ()) -> Source:
    """The source with its text made of these lines."""
    stretches: list[Stretch] = []
    texts: list[str] = []
    for number, line in enumerate(lines, start=1):
        last = stretches[-1] if stretches else None
        follows = last and (last.path, last.line - last.first) == (line.path, line.number - number)
        if not follows:
            stretches.append(Stretch(number, line.path, line.number))
        texts.append(line.text)
    known = dict.fromkeys((*source.included, *included))
    return replace(source, text="\n".join(texts), stretches=tuple(stretches), included=tuple(known))
