"""Finished files, and what they were made from → what is wrong with them, as coded findings.

The round trip (:func:`prove`) is part of every build; the composition of pages
(:mod:`keben.proof.composition`) is looked at on request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from keben.errors import ProofError
from keben.model import Finding, Location, Severity
from keben.pdfium import UnreadableFile, opened
from keben.pdfobjects import BrokenFile
from keben.proof.archive import check_archive
from keben.proof.composition import check_composition
from keben.proof.epub import read_epub
from keben.proof.glyphs import wrong_characters
from keben.proof.imposed import compare_sheets
from keben.proof.joined import compare_joined
from keben.proof.page_list import Openings as Openings
from keben.proof.page_list import check_page_list
from keben.proof.prepress import compare_prepress
from keben.proof.printed_edition import Original, fill, proving_pages
from keben.proof.profiles import check_profile
from keben.proof.reader_edition import prove_text, strange
from keben.proof.stretches import Printed, read_pdf
from keben.settings import Settings
from keben.shelf import NOWHERE, Shelf
from keben.typecase.faces import Face

__all__ = [
    "FORMATS",
    "Original",
    "check_archive",
    "check_imposed",
    "check_joined",
    "check_pages",
    "check_prepress",
    "check_rules",
    "filled_by",
    "inspect",
    "prove",
    "proving",
    "unreadable",
    "verdict",
]

FORMATS = ("pdf", "epub")
"""The formats that can be read back."""


def prove(
    file: Path,
    original: Original,
    *,
    format: str,
    shown: Path,
    openings: Openings | None = None,
) -> list[Finding]:
    """Everything in which a finished file is not what it was made from.

    ``format`` is one of FORMATS; ``shown`` is the file's name in findings, which may not be where
    it lies yet. ``openings`` are filled from a printed edition, and the pages that an e-reader
    edition names are held against them. Raises ProofError where the file cannot be read.
    """
    with proving(file, original, format=format, shown=shown, openings=openings) as proof:
        return proof()


@contextmanager
def proving(
    file: Path,
    original: Original,
    *,
    format: str,
    shown: Path,
    openings: Openings | None = None,
    jobs: int = 1,
    shelf: Shelf = NOWHERE,
) -> Iterator[Callable[[], list[Finding]]]:
    """Begin :func:`prove`, with so many processes, which end with the block; what is given ends
    it. What was read of the same parts of a file may be taken from a ``shelf``."""
    with _readable(shown):
        if format == "epub":
            found = prove_text(file, original.publication, original.settings, shown, shelf)
            yield lambda: [*found, *_prove_pages(file, original, shown, openings or {}, shelf)]
            return
        with proving_pages(file, original, shown, openings, jobs=jobs, shelf=shelf) as finish:
            yield finish


def _prove_pages(
    file: Path, original: Original, shown: Path, openings: Openings, shelf: Shelf
) -> list[Finding]:
    return [
        *check_page_list(file, openings, shown, shelf),
        *check_profile(file, original.settings, shown),
    ]


def check_rules(file: Path, settings: Settings, *, format: str, shown: Path) -> list[Finding]:
    """What breaks the rules of the reading systems that a file was made for; part of :func:`prove`,
    and all of it that needs no source. Raises ProofError where the file cannot be read."""
    with _readable(shown):
        return check_profile(file, settings, shown) if format == "epub" else []


def filled_by(original: Original, pdf: Path) -> Original:
    """The original with the pages that it names as a printed edition of it has them.

    Raises ProofError where the file cannot be read.
    """
    with _readable(pdf), opened(pdf) as file:
        return fill(original, file)


def inspect(file: Path, faces: Sequence[Face], *, format: str) -> list[Finding]:
    """What can be seen in a finished file without what it was made from: its glyphs, its code
    points, and how its lines are set. ``faces`` are those that may be used.

    Raises ProofError where the file cannot be read.
    """
    with _readable(file):
        if format == "epub":
            return [strange(file, message) for message in wrong_characters(read_epub(file))]
        findings, _ = read_pdf(Printed(file, file, faces))
        with opened(file) as pdf:
            return [*findings, *check_composition(pdf, file)]


def check_pages(file: Path) -> list[Finding]:
    """How the lines of a printed edition are set. Raises ProofError where it cannot be read."""
    with _readable(file), opened(file) as pdf:
        return list(check_composition(pdf, file))


def check_imposed(file: Path, edition: Path, settings: Settings, shown: Path) -> list[Finding]:
    """In what the sheets for a printer are not the pages of the printed edition, each once and in
    its place. Raises ProofError where a file cannot be read."""
    with _readable(shown):
        return compare_sheets(file, edition, settings, shown)


def check_joined(file: Path, copies: Sequence[Path], shown: Path) -> list[Finding]:
    """In what a file that joins copies for a printer is not their pages, each once and in order.
    Raises ProofError where a file cannot be read."""
    with _readable(shown):
        return compare_joined(file, copies, shown)


def check_prepress(file: Path, edition: Path, settings: Settings, shown: Path) -> list[Finding]:
    """In what a file for a print shop is not the printed edition in the inks of a press. Raises
    ProofError where a file cannot be read."""
    with _readable(shown):
        return compare_prepress(file, edition, settings, shown)


@contextmanager
def _readable(shown: Path) -> Iterator[None]:
    """Raise ProofError where a file turns out to be broken; ``shown`` is its name."""
    try:
        yield
    except (UnreadableFile, BrokenFile) as error:
        raise unreadable(shown, error) from error


def unreadable(file: Path, error: Exception) -> ProofError:
    """The error for a file that is broken."""
    trouble = str(error).rstrip(".")
    return ProofError(
        f"the finished file cannot be read back: {trouble}.",
        location=Location(file),
        hint="Build it again.",
    )


def verdict(findings: Sequence[Finding], file: Path, *, strict: bool = False) -> ProofError | None:
    """The error that some findings about a file amount to; None where there is none that counts. A
    warning counts only when ``strict``."""
    counts = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    grave = [finding for finding in findings if finding.severity in counts]
    if not grave:
        return None
    codes = ", ".join(dict.fromkeys(finding.code for finding in grave))
    if all(finding.severity is Severity.WARNING for finding in grave):
        number = f"{len(grave)} warning{'s' * (len(grave) > 1)}"
        return ProofError(
            f"{file.name} has {number}, of which none may be ({codes}).",
            location=grave[0].location,
            hint="It is not kept; without --strict it is.",
        )
    number = f"{len(grave)} difference{'s' * (len(grave) > 1)}"
    return ProofError(
        f"{file.name} is not what it was made from: {number} ({codes}).",
        location=grave[0].location,
        hint="It is not kept; --no-proof keeps such a file.",
    )
