"""A text → its runs: keycaps; for the e-reader edition also rare characters and upright numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from keben.typecase.faces import CAP, CAPPED, JOINERS
from keben.typecase.upright import number_runs

_KEYCAP = re.compile(rf"([{CAPPED}]\ufe0f?{CAP})")


def keycap_runs(text: str) -> list[tuple[str, bool]]:
    """The text cut where keycaps begin and end (1️⃣, #️⃣), and whether each run is one: their digits
    must come from the face of emoji, which no order of faces would choose for a digit."""
    if CAP not in text:
        return [(text, False)]
    parts = _KEYCAP.split(text)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def printed_runs(text: str) -> list[tuple[str, bool]]:
    """As :func:`keycap_runs`, but without U+FE0F in keycaps: it would have a glyph beside theirs,
    and WeasyPrint gives the text of a cluster to the last of its glyphs, which draws nothing."""
    if CAP not in text:
        return [(text, False)]
    return [
        (run.replace("\ufe0f", "") if is_keycap else run, is_keycap)
        for run, is_keycap in keycap_runs(text)
    ]


def text_runs(
    text: str, rare: frozenset[str], *, upright_numbers: bool = False
) -> list[tuple[str, str]]:
    """The text cut where it changes to characters that the reader's own text face lacks, which are
    set in their embedded face, to numbers that stand upright, and back; each run with its class,
    empty for ordinary text."""
    runs = keycap_runs(text)
    if not rare.isdisjoint(text):
        runs = [
            cut
            for run, is_keycap in runs
            for cut in ([(run, True)] if is_keycap else _rare_runs(run, rare))
        ]
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
