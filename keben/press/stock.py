"""Files made before, kept by what they were made from, so that nothing is made twice.

A slip is the name under which a manuscript's outcome is kept: a digest of all that is known before
a source is opened (:mod:`keben.press.slips`). On it stand the files that were read while it was
made, each with its size, time and SHA-256, the folders that were listed, and what was looked for in
vain. If all of that is still so, the outcome is too, and its files are taken from the stock.

Several builds may use one stock: everything appears in it whole or not at all, and what has gone,
or is broken, counts as never kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from keben.model import Artifact, Basis, Dated, Finding, Location, Severity
from keben.output import finished
from keben.watching import Seen

LARGEST = 1_000_000_000
"""Bytes kept at most; what was used longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An outcome in stock: its files by the name that follows the output's, its findings, and the
    time that the files state."""

    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """A folder of finished files. ``largest`` bounds it, in bytes."""

    folder: Path
    largest: int = LARGEST

    def take(self, slip: str, output: Path) -> Kept | None:
        """Put the files kept under a slip into ``output``; None where they are not in stock, or
        what they were made from has changed. A file that is there already is left alone.

        Raises OutputError where the folder cannot be written.
        """
        try:
            entry = json.loads(self._entry(slip).read_text(encoding="utf-8"))
            if not (_unchanged(entry["seen"]) and self._is_whole(entry["files"])):
                return None
            kept = _read_outcome(entry, output)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        for artifact in kept.artifacts:
            self._put(artifact)
        with suppress(OSError):
            os.utime(self._entry(slip))
        return kept

    def keep(self, slip: str, kept: Kept, seen: Seen) -> None:
        """Keep finished files; nothing is kept where a source changed while they were made.

        A stock that cannot be written is none: this never fails.
        """
        with suppress(OSError):
            remembered = _remember(seen)
            if remembered is None:
                return
            for artifact in kept.artifacts:
                self._store(artifact)
            entry = {"seen": remembered, **_write_outcome(kept)}
            self._write(self._entry(slip), json.dumps(entry, ensure_ascii=False).encode())
            self._clear_out()

    def _entry(self, slip: str) -> Path:
        return self.folder / "slips" / f"{slip}.json"

    def _file(self, digest: str) -> Path:
        return self.folder / "files" / digest

    def _is_whole(self, files: Iterable[Mapping[str, Any]]) -> bool:
        return all(_digest(self._file(file["sha256"])) == file["sha256"] for file in files)

    def _put(self, artifact: Artifact) -> None:
        with suppress(OSError):
            if _digest(artifact.path) == artifact.sha256:
                return
        with finished(artifact.path) as temporary:
            shutil.copyfile(self._file(artifact.sha256), temporary)

    def _store(self, artifact: Artifact) -> None:
        path = self._file(artifact.sha256)
        if path.exists():
            os.utime(path)
        else:
            self._write(path, artifact.path.read_bytes())

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise

    def _clear_out(self) -> None:
        """Remove what was used longest ago, as far as the stock is too large."""
        held: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                held.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in held)
        for _, size, path in sorted(held):
            if total <= self.largest:
                break
            with suppress(OSError):
                path.unlink()
            total -= size


def _remember(seen: Seen) -> dict[str, Any] | None:
    """What was seen, as it can be compared later; None where a file has changed since."""
    files = []
    for name, (size, changed) in sorted(seen.files.items()):
        status = os.stat(name)  # noqa: PTH116 # a plain name, of which there may be thousands
        if (status.st_size, status.st_mtime_ns) != (size, changed):
            return None
        files.append([name, size, changed, _digest(Path(name))])
    return {
        "files": files,
        "folders": [[name, _listing(Path(name))] for name in sorted(seen.folders)],
        "absent": sorted(seen.absent),
    }


def _unchanged(seen: Mapping[str, Any]) -> bool:
    return (
        all(_is_same(*file) for file in seen["files"])
        and all(_listing(Path(name)) == listing for name, listing in seen["folders"])
        and not any(Path(name).is_file() for name in seen["absent"])
    )


def _is_same(name: str, size: int, changed: int, digest: str) -> bool:
    """As git judges: a file of the same size and time is the same; else its bytes decide."""
    status = os.stat(name)  # noqa: PTH116 # a plain name, of which there may be thousands
    if (status.st_size, status.st_mtime_ns) == (size, changed):
        return True
    return status.st_size == size and _digest(Path(name)) == digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listing(folder: Path) -> str:
    names = "\0".join(sorted(entry.name for entry in folder.iterdir()))
    return hashlib.sha256(os.fsencode(names)).hexdigest()


def _write_outcome(kept: Kept) -> dict[str, Any]:
    return {
        "files": [
            {"name": a.path.name, "format": a.format, "sha256": a.sha256, "pages": a.pages}
            for a in kept.artifacts
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "place": _write_place(finding.location),
            }
            for finding in kept.findings
        ],
        "dated": [kept.dated.when.isoformat(), kept.dated.basis.value] if kept.dated else None,
    }


def _write_place(place: Location | None) -> list[Any] | None:
    return [str(place.path), place.line, place.page] if place else None


def _read_outcome(entry: Mapping[str, Any], output: Path) -> Kept:
    def findings() -> Iterator[Finding]:
        for found in entry["findings"]:
            place = found["place"]
            where = Location(Path(place[0]), *place[1:]) if place else None
            yield Finding(found["code"], Severity(found["severity"]), found["message"], where)

    files = (
        Artifact(output / file["name"], file["format"], file["sha256"], file["pages"])
        for file in entry["files"]
    )
    dated = entry["dated"]
    when = Dated(datetime.fromisoformat(dated[0]), Basis(dated[1])) if dated else None
    return Kept(tuple(files), tuple(findings()), when)
