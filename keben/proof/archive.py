"""An archive → in which of its files it is not what its manifests and its PDF say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from keben import bags
from keben.editions.carried import ASKED, SOURCE
from keben.model import Finding, Location, Severity
from keben.output import scratch_folder
from keben.pdfium import UnreadableFile, opened

PAYLOAD = "data"


def check_archive(file: Path, shown: Path) -> list[Finding]:
    """Unpack an archive, and compare its files with its manifests, and its source with that which
    its PDF carries. ``shown`` is its name in findings. Raises ProofError where it cannot be read.
    """
    with scratch_folder() as folder:
        return check_bag(bags.unpack(file, folder), shown)


def check_bag(bag: Path, shown: Path) -> list[Finding]:
    """The same for an archive that is unpacked."""
    troubles = bags.examine(bag, shown)
    if troubles:
        return [_finding(trouble.code, trouble.name, shown) for trouble in troubles]
    return [_finding("Z004", name, shown) for name in _changed_sources(bag / PAYLOAD)]


def _finding(code: str, name: str, shown: Path) -> Finding:
    words = {
        "Z001": "is not the file that the manifests name: its checksum differs",
        "Z002": "is named in the manifests, but is not there",
        "Z003": "stands in no manifest, or not in all of them",
        "Z004": "is not the same in the PDF and in the archive",
    }
    return Finding(code, Severity.ERROR, f"{name} {words[code]}.", Location(shown))


def _changed_sources(payload: Path) -> Iterator[str]:
    """The files that a PDF carries and that are not in the archive's source with the same bytes."""
    kept = {
        path.relative_to(payload / SOURCE).as_posix(): _digest(path.read_bytes())
        for path in (payload / SOURCE).rglob("*")
        if path.is_file()
    }
    for file in sorted(payload.glob("*.pdf")):
        for name, data in carried_by(file).items():
            # Sources of several folders may have other names in the PDF, and are known by content.
            known = {kept[name]} if name in kept else set(kept.values())
            if name != ASKED and _digest(data) not in known:
                yield name


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def carried_by(file: Path) -> Mapping[str, bytes]:
    """The files attached to a PDF; none where it cannot be read, which the proof says elsewhere."""
    try:
        with opened(file) as pdf:
            return pdf.attachments()
    except UnreadableFile:
        return {}
