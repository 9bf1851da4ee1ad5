"""A finished file, and what it was made ready from → its proof, begun and ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from keben.editions.ready import Ready
from keben.model import Finding
from keben.press.order import FOR_PRINTERS
from keben.proof import round_trip as proof
from keben.settings import Settings

verdict = proof.verdict


def original_of(ready: Ready) -> proof.Original:
    """What the finished files are compared with."""
    faces = tuple(font.face for font in ready.case.fonts)
    return proof.Original(ready.publication, ready.settings, faces)


def why_unproved(name: str, settings: Settings) -> str:
    """Why a finished file is not read back; empty where it is."""
    if not settings.proof:
        return "it was not asked for"
    known = name in (*proof.FORMATS, *FOR_PRINTERS, "archive")
    return "" if known else "it cannot be read back"


@contextmanager
def begin(
    name: str, ready: Ready, file: Path, shown: Path, openings: proof.Openings, why_not: str
) -> Iterator[Callable[[], Sequence[Finding]]]:
    """Begin the proof of a file, which may go on beside this process; where it is not to be read
    back, only the rules are looked at that need no source."""
    if why_not:
        yield partial(proof.check_rules, file, ready.settings, format=name, shown=shown)
    elif name in proof.FORMATS:
        with proof.proving(
            file,
            original_of(ready),
            format=name,
            shown=shown,
            openings=openings,
            jobs=ready.workshop.jobs,
            shelf=ready.workshop.shelf,
        ) as prove:
            yield prove
    else:
        yield partial(_prove_made, name, ready, file, shown)


def _prove_made(name: str, ready: Ready, file: Path, shown: Path) -> Sequence[Finding]:
    """The proof of what was made of other editions."""
    if name == "archive":
        return proof.check_archive(file, shown)
    if name == "imposed":
        return proof.check_imposed(file, ready.printed_edition.path, ready.settings, shown)
    return proof.check_prepress(file, ready.printed_edition.path, ready.settings, shown)
