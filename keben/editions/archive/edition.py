"""A publication ready, its PDF and EPUB → the archive: one folder of files, sealed and zipped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from keben import __version__, bags
from keben.editions import markdown
from keben.editions.archive.record import (
    changes_listed,
    faces_used,
    report_lines,
    report_of,
    themes_used,
    tools,
)
from keben.editions.carried import ASKED, SOURCE, THEMES, TOOLS, Carried, carry, state
from keben.editions.ready import Origin, Ready
from keben.errors import OutputError
from keben.model import Artifact, Location
from keben.output import scratch_folder
from keben.places import templates_folder
from keben.theme import Theme

FONTS = "fonts"


def write(ready: Ready, path: Path) -> Artifact:
    """Write the archive: the same publication, editions and tools give the same bytes.

    Raises OutputError where a file cannot be carried or written.
    """
    origin = ready.origin
    assert origin is not None  # the press states it
    carried = carry(ready)
    with scratch_folder() as temporary:
        folder = temporary / origin.file_name
        folder.mkdir()
        try:
            for name, data in _payload(ready, origin, carried):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            for made in ready.made:
                shutil.copyfile(
                    made.artifact.path, folder / f"{origin.file_name}.{made.artifact.format}"
                )
            bags.seal(folder, _info(ready, origin))
            bags.pack(folder, path)
        except OSError as error:
            raise OutputError(
                f"the archive cannot be written: {error.strerror or error}.",
                location=Location(path),
                hint="Free some space, or name another folder with --output.",
            ) from error
    with path.open("rb") as file:
        return Artifact(path, "archive", hashlib.file_digest(file, "sha256").hexdigest())


def _payload(ready: Ready, origin: Origin, carried: Carried) -> Iterator[tuple[str, bytes]]:
    """Every file but the editions, by its name in the payload."""
    for name, data in carried.files.items():
        yield f"{SOURCE}/{name}", data
    yield ASKED, state(ready, carried)
    yield "settings.json", _json(ready.settings.model_dump(mode="json"))
    yield f"markdown/{origin.file_name}.md", markdown.write(origin.publication).encode()
    yield TOOLS, _json(tools())
    yield "theme.json", _json(themes_used(ready.theme))
    yield f"{FONTS}/fonts.json", _json(faces_used(ready.case))
    yield from _licences(ready)
    yield from _own_themes(ready.theme)
    if origin.changes:
        yield "changes.tsv", changes_listed(origin.changes, carried, SOURCE).encode()
    report = report_of(ready.made, carried, SOURCE)
    yield "proof.json", _json(report)
    yield "proof.txt", "".join(f"{line}\n" for line in report_lines(report)).encode()


def _licences(ready: Ready) -> Iterator[tuple[str, bytes]]:
    found = {
        font.face.licence: font.face.path.parent / "licences" / f"{font.face.licence}.txt"
        for font in ready.case.fonts
        if font.face.licence
    }
    for name, path in sorted(found.items()):
        if path.is_file():
            yield f"{FONTS}/licences/{name}.txt", path.read_bytes()


def _own_themes(theme: Theme) -> Iterator[tuple[str, bytes]]:
    """The files of the themes that do not come with keben, without hidden ones and links."""
    for name, folder in theme.chain:
        if folder.resolve().is_relative_to(templates_folder().resolve()):
            continue
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            hidden = any(part.startswith((".", "__pycache__")) for part in inside.parts)
            if path.is_file() and not path.is_symlink() and not hidden:
                yield f"{THEMES}/{name}/{inside.as_posix()}", path.read_bytes()


def _info(ready: Ready, origin: Origin) -> Mapping[str, str]:
    """bag-info.txt (RFC 8493 §2.2.2)."""
    metadata = ready.publication.metadata
    people = [person.name for person in metadata.contributors]
    return {
        "Bag-Software-Agent": f"keben {__version__}",
        "Bagging-Date": origin.dated.when.date().isoformat(),
        "External-Identifier": metadata.identifier,
        "External-Description": metadata.description or metadata.title,
        "Title": metadata.title,
        **({"Creator": "; ".join(people)} if people else {}),
        "Language": metadata.language,
        "Date": origin.dated.when.isoformat(),
        "Date-From": origin.dated.basis.value,
        "Tool-Versions": "; ".join(f"{name} {version}" for name, version in tools().items()),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
