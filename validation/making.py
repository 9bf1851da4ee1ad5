"""The documents of the project → finished files in every profile, made with the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from validation.gates import ACE, EPUBCHECK
from validation.verdicts import Check

ROOT = Path(__file__).resolve().parents[1]
SHELVES = (ROOT / "content", ROOT / "tests" / "documents")
SUFFIXES = (".md", ".txt", ".html", ".docx")


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of making files: what the command is told, which gates each format must pass."""

    name: str
    arguments: tuple[str, ...]
    gates: dict[str, tuple[str, ...]]


PROFILES = (
    Profile("default", (), {"pdf": ("PDFA-3A", "PDFUA-1"), "epub": (EPUBCHECK, ACE)}),
    Profile(
        "pdf-2",
        ("--set", "pdf.profile=pdf/a-4f+ua-2"),
        {"pdf": ("PDFA-4F", "PDFUA-2-ISO32005")},
    ),
)
"""Every way in which files are validated. Gates for PDF have the names of veraPDF's profiles."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Documents that could not be made."""

    profile: str
    words: str


def sources() -> list[Path]:
    """Everything in the project that the command can make a file of."""
    return [
        path
        for shelf in SHELVES
        for path in sorted(shelf.iterdir())
        if path.suffix in SUFFIXES or (path / "book.toml").is_file()
    ]


def make_files(documents: Sequence[Path], output: Path) -> Iterator[Check | Failure]:
    """Make the documents in every profile; what is to be checked, and what could not be made."""
    for profile in PROFILES:
        folder = output / profile.name.replace("/", "-")
        formats = ("-f", ",".join(profile.gates))
        command = (sys.executable, str(ROOT / "build.py"), *map(str, documents), *formats)
        done = subprocess.run(
            (*command, *profile.arguments, "--output", str(folder), "--quiet"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            yield Failure(profile.name, done.stderr.strip() or f"exit code {done.returncode}")
        for document in documents:
            for kind, gates in profile.gates.items():
                name = document.name if document.is_dir() else document.stem
                yield from (Check(folder / f"{name}.{kind}", gate) for gate in gates)
