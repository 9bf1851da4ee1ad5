"""The printed edition → a file for a print shop, PDF/X-4 (ISO 15930-7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path

from keben.editions.pdf.description import write_facts, write_packet
from keben.editions.pdf.profile import PREPRESS
from keben.editions.ready import Ready
from keben.errors import OutputError, SettingsError
from keben.model import Artifact, Finding, Location, Severity
from keben.pdfium import Picture
from keben.pdfium import opened as read
from keben.pdfobjects import BrokenFile, Intent, PrintedPicture, UnknownColours, opened
from keben.pixels.inks import FOGRA39, BrokenProfile, Process
from keben.settings import Settings
from keben.typeset.geometry import MM
from keben.watching import is_there

VERSION = "1.6"
"""Of PDF, on which PDF/X-4 stands."""

STRIP = 1 * MM
"""pt within the edge of a page in which there should be nothing."""

LIGHT = 250
"""Of 255: a strip that is darker than this on average is printed on."""


def write(ready: Ready, path: Path) -> Artifact:
    """Write the file. Raises SettingsError for a profile that is none, OutputError."""
    edition = ready.printed_edition
    settings, metadata = ready.settings, ready.publication.metadata
    intent, inks = _press(ready)
    asked = settings.prepress
    try:
        with opened(edition.path.read_bytes()) as file:
            pictures = file.pictures()
            file.recolour(inks)
            file.bleed_and_mark(
                bleed=asked.bleed * MM,
                crop=asked.marks != "none",
                registration=asked.marks == "all",
            )
            boxes = file.boxes()
            file.describe(
                write_packet(metadata, ready.modified, PREPRESS),
                write_facts(metadata, ready.modified),
            )
            file.state_intent(intent)
            data = file.written(version=VERSION)
    except BrokenFile as error:
        raise OutputError(f"the pages cannot be made ready for a press: {error}.") from error
    except UnknownColours as error:
        raise OutputError(
            f"the pages cannot be put into the inks of a press: {error} cannot be.",
            hint="Take the picture with it out, or save it as PNG.",
        ) from error
    path.write_bytes(data)
    findings = [
        _tell(settings, edition.pages, intent, ready.place),
        *_coarse(settings, pictures, ready.place),
        *_at_edges(path, boxes, asked.bleed, ready.place),
    ]
    digest = hashlib.sha256(data).hexdigest()
    return Artifact(path, "prepress", digest, edition.pages, findings=tuple(findings))


def _press(ready: Ready) -> tuple[Intent, Process]:
    """The printing condition, and how its inks are mixed."""
    asked = ready.settings.prepress
    if not asked.output_profile:
        data = FOGRA39.read_bytes()
        return Intent(data, "FOGRA39", "Offset on coated paper (ISO 12647-2)"), Process(data)
    file = _find(asked.output_profile, ready)
    try:
        data = file.read_bytes()
        inks = Process(data)
    except (OSError, BrokenProfile) as error:
        raise SettingsError(
            f"prepress.output_profile: {asked.output_profile} is no profile of a press: {error}.",
            hint="Name an ICC profile (.icc) of four inks, or leave the setting out.",
        ) from error
    return Intent(data, asked.output_condition, inks.name or asked.output_profile), inks


def _find(name: str, ready: Ready) -> Path:
    """The profile in the folder of the document, or of the theme."""
    roots = ready.origin.roots if ready.origin else ()
    for folder in (*roots, *(folder for _, folder in ready.theme.chain)):
        file = (folder / name).resolve()
        if file.is_relative_to(folder.resolve()) and is_there(file):
            return file
    raise SettingsError(
        f'prepress.output_profile: there is no file "{name}" in the folder of the document.',
        hint="Copy the profile there, or leave the setting out.",
    )


def spine_width(pages: int, *, weight: float, bulk: float) -> float:
    """mm: the thickness of the leaves, without a cover. A sheet of a ``weight``, g/m², is weight ×
    ``bulk``, cm³/g, thousandths of a mm thick (ISO 534)."""
    return ceil(pages / 2) * weight * bulk / 1000


def _tell(settings: Settings, pages: int, intent: Intent, place: Location | None) -> Finding:
    asked = settings.prepress
    width, height = settings.page.sheet
    spine = spine_width(pages, weight=asked.paper_weight, bulk=asked.paper_bulk)
    return Finding(
        "O004",
        Severity.NOTE,
        f"PDF/X-4 for {intent.condition or intent.description}: {width:g} × {height:g} mm, bleed "
        f"{asked.bleed:g} mm; {pages} page{'s' * (pages != 1)} on {asked.paper_weight:g} g/m² make "
        f"a spine of {spine:.1f} mm without the cover (bulk {asked.paper_bulk:g} cm³/g).",
        place,
    )


def _coarse(
    settings: Settings, pictures: Sequence[PrintedPicture], place: Location | None
) -> Iterator[Finding]:
    for picture in pictures:
        if picture.dpi < settings.prepress.least_dpi - 0.5:
            yield Finding(
                "O005",
                Severity.WARNING,
                f"page {picture.page}: a picture of {picture.width} × {picture.height} px prints "
                f"at {picture.dpi:.0f} dpi, fewer than {settings.prepress.least_dpi}.",
                place,
            )


def _at_edges(
    file: Path,
    boxes: Sequence[Mapping[str, Sequence[float]]],
    bleed: float,
    place: Location | None,
) -> Iterator[Finding]:
    """The pages that print up to an edge but not beyond it, so that a cut a little off shows
    white."""
    if bleed < 1:
        return
    with read(file) as pdf:
        for number, box in enumerate(boxes, 1):
            picture = pdf.picture(number, scale=0.5)
            if any(_stops(picture, *strips) for strips in _strips(box)):
                yield Finding(
                    "O006",
                    Severity.WARNING,
                    f"page {number} prints up to its edge, and nothing of it stands in the bleed.",
                    place,
                )


Strip = tuple[float, float, float, float]
"""Left, top, right and lower edge, shares of the sheet."""


def _strips(box: Mapping[str, Sequence[float]]) -> Iterator[tuple[Strip, Strip]]:
    """At each edge of the trimmed page a strip within it and one in the bleed."""
    (x, y, right, top), trim = box["MediaBox"], box["TrimBox"]
    wide, high = right - x, top - y
    near = [(trim[0] - x) / wide, (top - trim[3]) / high]
    far = [(trim[2] - x) / wide, (top - trim[1]) / high]
    across, down = STRIP / wide, STRIP / high
    for edge, out in ((near[0], -1), (far[0], 1)):
        inside, outside = sorted((edge, edge - out * across)), sorted((edge, edge + out * across))
        yield (inside[0], near[1], inside[1], far[1]), (outside[0], near[1], outside[1], far[1])
    for edge, out in ((near[1], -1), (far[1], 1)):
        inside, outside = sorted((edge, edge - out * down)), sorted((edge, edge + out * down))
        yield (near[0], inside[0], far[0], inside[1]), (near[0], outside[0], far[0], outside[1])


def _stops(picture: Picture, inside: Strip, outside: Strip) -> bool:
    return picture.mean(*inside) < LIGHT <= picture.mean(*outside)
