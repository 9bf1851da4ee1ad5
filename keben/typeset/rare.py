"""A text → its runs for the e-reader edition: rare characters, upright numbers, everything else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from keben.typecase.faces import JOINERS
from keben.typecase.upright import number_runs


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
    because a sequence is one sign in one face."""
    was = False

    def is_rare(character: str) -> bool:
        nonlocal was
        was = character in rare or (was and character in JOINERS)
        return was

    for found, run in groupby(text, key=is_rare):
        yield "".join(run), found
