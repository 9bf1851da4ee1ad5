"""The printed edition → its pages on sheets, in the order in which they are folded or cut."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from keben.editions.imposed.laying import Plan, plan
from keben.editions.pdf.description import write_facts, write_packet
from keben.editions.pdf.profile import PRINTER
from keben.editions.ready import Ready
from keben.errors import OutputError
from keben.model import Artifact, Finding, Location, Severity
from keben.pdfobjects import BrokenFile, opened
from keben.settings import Settings

SMALLEST = 8
"""pt: type of a book or handout that is smaller than this is told of."""


def write(ready: Ready, path: Path) -> Artifact:
    """Write the sheets. Raises SettingsError for what cannot be folded, OutputError."""
    edition = ready.printed_edition
    settings, metadata = ready.settings, ready.publication.metadata
    try:
        with opened(edition.path.read_bytes()) as file:
            laid = plan(settings, file.page_sizes())
            file.impose(laid.sides, short_edge=laid.short_edge)
            file.describe(
                write_packet(metadata, ready.modified, PRINTER),
                write_facts(metadata, ready.modified),
            )
            data = file.written()
    except BrokenFile as error:
        raise OutputError(f"the pages cannot be imposed: {error}.") from error
    path.write_bytes(data)
    findings = tuple(_tell(settings, laid, ready.place))
    digest = hashlib.sha256(data).hexdigest()
    return Artifact(path, settings.impose.form, digest, len(laid.sides), findings=findings)


def _tell(settings: Settings, laid: Plan, place: Location | None) -> Iterator[Finding]:
    """How the file must be printed, and what its reader will find too small."""
    asked = settings.impose
    kind = f"{laid.paper} paper{', lying across' if laid.landscape else ''}"
    sides = "on one side"
    if laid.short_edge is not None:
        edge = "short" if laid.short_edge else "long"
        sides = f"on both sides, turned about the {edge} edge"
    sheets = f"{laid.sheets} sheet{'s' * (laid.sheets != 1)}"
    blanks = f"; {laid.blanks} blank page{'s' * (laid.blanks != 1)}" if laid.blanks else ""
    size = settings.type.size * laid.scale
    yield Finding(
        "O001",
        Severity.NOTE,
        f"{asked.form}: {sheets} of {kind}; print {sides}, at 100 % and not fitted to the page; "
        f"pages at {laid.scale:.0%}{blanks}.",
        place,
    )
    if asked.form in ("booklet", "cutstack") and size < SMALLEST:
        yield Finding(
            "O002",
            Severity.WARNING,
            f"the text of {settings.type.size:g} pt is printed at {size:.1f} pt; choose a smaller "
            "page (--paper a5) or a larger sheet (--set impose.sheet=a3).",
            place,
        )
