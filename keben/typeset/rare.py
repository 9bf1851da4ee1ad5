"""A text → its runs for the e-reader edition: rare characters, upright numbers, everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from keben.keycaps import CAP, CAPPED
from keben.typecase.faces import JOINERS
from keben.typecase.upright import number_runs

_KEYCAP = re.compile(rf"[{CAPPED}]\ufe0f?{CAP}")


def text_runs(
    text: str, rare: frozenset[str], *, upright_numbers: bool = False
) -> list[tuple[str, str]]:
    """The text cut where it changes to characters that the reader's own text face lacks, which are
    set in their embedded face, to numbers that stand upright, and back; each run with its class,
    empty for ordinary text."""
    runs = [(text, False)]
    if not rare.isdisjoint(text):
        runs = list(_rare_runs(text, rare))
    found: list[tuple[str, str]] = []
    for run, is_rare in runs:
        if is_rare or not upright_numbers:
            found.append((run, "rare" if is_rare else ""))
        else:
            found += ((part, "upright" if stands else "") for part, stands in number_runs(run))
    return found


def _rare_runs(text: str, rare: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """The text cut where it changes to rare characters and back; what joins emoji stays with them,
    and so does what has the cap of a key, because a sequence is one sign in one face."""
    capped = {place for cap in _KEYCAP.finditer(text) for place in range(*cap.span())}
    was = False

    def is_rare(place: int) -> bool:
        nonlocal was
        character = text[place]
        was = character in rare or place in capped or (was and character in JOINERS)
        return was

    for found, run in groupby(range(len(text)), key=is_rare):
        yield "".join(map(text.__getitem__, run)), found
