"""An e-reader edition, and what it was made from → what is wrong with it but for its pages."""

from __future__ import annotations

import zipfile
from pathlib import Path

from keben.model import Finding, Location, Publication, Severity
from keben.proof.access import untrue
from keben.proof.added import Added
from keben.proof.comparison import compare
from keben.proof.epub import read_epub
from keben.proof.expected import Expectation, expected
from keben.proof.glyphs import Meant, wrong_characters
from keben.proof.navigation import misled
from keben.proof.order import check_spine
from keben.proof.package import Package
from keben.proof.pictures import check_formulas, check_pictures
from keben.proof.reading import Reading
from keben.proof.stated import check_reader
from keben.proof.targets import check_calls, check_targets
from keben.settings import Settings
from keben.shelf import Shelf


def prove_text(
    file: Path, publication: Publication, settings: Settings, shown: Path, shelf: Shelf
) -> list[Finding]:
    """What can be proved without a printed edition. Raises UnreadableFile."""
    reading = read_epub(file, shelf, publication.metadata.language)
    must = expected(publication, with_data=True)
    with zipfile.ZipFile(file) as container:
        package = Package(container, file.stat().st_size)
        stated = (
            *misled(package, reading, publication, settings),
            *untrue(package, reading, publication, settings),
        )
        said = check_reader(package.opf, publication.metadata, shown)
        pictures = list(check_pictures(container, must, reading, shown.name))
    return [
        *compare_text(must, reading, publication, settings, shown.name),
        *pictures,
        *check_formulas(must, reading, shown.name),
        *check_calls(must, reading.calls, shown.name),
        *(strange(shown, message) for message in wrong_characters(reading, Meant(publication))),
        *check_spine(reading, shown),
        *said,
        *(Finding("V011", Severity.ERROR, message, Location(shown)) for message in stated),
    ]


def compare_text(
    must: Expectation, reading: Reading, publication: Publication, settings: Settings, file: str
) -> list[Finding]:
    """Every difference of the text and of its links. ``file`` is its name, for messages."""
    added = Added(publication, must, settings)
    return [
        *compare(must, reading, added, file),
        *check_targets(must, reading.targets, file),
    ]


def strange(file: Path, message: str) -> Finding:
    """T001: a code point that no text should hold."""
    return Finding("T001", Severity.ERROR, message, Location(file))
