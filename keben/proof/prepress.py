"""A file for a print shop against the printed edition, and against what a press takes.

The text of every page must stand where it stood, the page look the same but for its colours; boxes
and output intent must be right, and nothing may be left in red, green and blue.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from keben.model import Finding, Location, Severity
from keben.pdfium import Pdf, opened
from keben.pdfobjects import ObjectFile
from keben.pdfobjects import opened as opened_objects
from keben.proof.imposed import HERE, drawn, stray, take
from keben.settings import Settings
from keben.typeset.geometry import MM

NEAR = 0.02
"""pt by which an edge may lie elsewhere."""

PRESS = ("/GTS_PDFX", 4)
"""The kind of the output intent, and its inks."""


def compare_prepress(file: Path, edition: Path, settings: Settings, shown: Path) -> list[Finding]:
    """What is wrong with the file. Raises UnreadableFile, BrokenFile."""
    with opened_objects(file.read_bytes()) as objects:
        boxes = objects.boxes()
        found = [(1, message) for message in _check_file(objects)]
    with opened(file) as made, opened(edition) as pages:
        if len(made) != len(pages):
            found.append((1, f"it has {len(made)} pages and not {len(pages)}."))
        else:
            for number, stated in enumerate(boxes, 1):
                wrong = _check_page(made, pages, number, stated, settings.prepress.bleed * MM)
                found += [(number, message) for message in wrong]
    return [
        Finding("V008", Severity.ERROR, message, Location(shown, page=number))
        for number, message in found
    ]


def _check_file(file: ObjectFile) -> Iterator[str]:
    for place in file.rgb_left():
        yield f"{place} is in red, green and blue."
    if [(kind, inks) for kind, _, inks in file.intents()] != [PRESS]:
        yield "it does not state one output intent for a press of four inks."
    packet = file.packet.decode("utf-8", "replace")
    if "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" not in packet:
        yield "it does not say that it is PDF/X-4."


def _check_page(
    made: Pdf, pages: Pdf, number: int, boxes: dict[str, tuple[float, ...]], bleed: float
) -> Iterator[str]:
    if not {"MediaBox", "BleedBox", "TrimBox"} <= boxes.keys():
        yield "a box is missing."
        return
    trim, spread = boxes["TrimBox"], boxes["BleedBox"]
    width, height = pages.size(number)
    if abs(trim[2] - trim[0] - width) > NEAR or abs(trim[3] - trim[1] - height) > NEAR:
        yield "the trimmed page is not as large as that of the edition."
    wide = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    if any(abs(a - b) > NEAR for a, b in zip(wide, spread, strict=True)):
        yield "the bleed is not as wide as was asked for."
    media = boxes["MediaBox"]
    if spread[0] < media[0] or spread[1] < media[1] or spread[2] > media[2] or spread[3] > media[3]:
        yield "the bleed leaves the sheet."
    left = drawn(made, number)
    if missing := take(left, drawn(pages, number, (*HERE[:4], *trim[:2]))):
        yield f'"{missing[:20]}" is not in its place.'
    if others := stray(left):
        yield f'"{others[:20]}" does not stand in the edition.'
