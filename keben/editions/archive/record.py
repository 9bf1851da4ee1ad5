"""Tools, theme, faces and proof → what an archive says of them, as plain values without any path of
the machine."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keben import __version__
from keben.composition.versions import engine_versions
from keben.editions.carried import Carried
from keben.editions.ready import Made
from keben.libraries import libraries
from keben.model import Finding, Location
from keben.places import templates_folder
from keben.theme import Theme
from keben.typecase import TypeCase
from keben.typecase.faces import Face, cutter_version

if TYPE_CHECKING:
    from keben.transforms.variants.choices import Change


@cache
def tools() -> Mapping[str, str]:
    """The name and version of everything that an edition's bytes depend on."""
    stated = {
        "keben": __version__,
        "Python": platform.python_version(),
        **engine_versions(),
        "uharfbuzz": cutter_version(),
    }
    known = {name.casefold() for name in stated}
    others = {name: found for name, found in libraries().items() if name.casefold() not in known}
    return {**stated, **others, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def themes_used(theme: Theme) -> Mapping[str, Any]:
    """The theme and those that it extends: each with the SHA-256 of its files, and whether it comes
    with keben or stands in the archive."""
    ours = templates_folder().resolve()
    return {
        "name": theme.name,
        "chain": [
            {
                "name": name,
                "from": "keben" if folder.resolve().is_relative_to(ours) else "archive",
                "sha256": _digest(folder),
            }
            for name, folder in theme.chain
        ],
    }


def _digest(folder: Path) -> str:
    """Of a folder's files with their names, in the order of the names."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            whole.update(f"{inside.as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def faces_used(case: TypeCase) -> Sequence[Mapping[str, Any]]:
    """The entries of fonts.toml that were used; a face and its twins are one."""
    faces: dict[tuple[str, Path, int], Face] = {}
    for font in case.fonts:
        faces.setdefault((font.face.family, font.face.path, font.face.index), font.face)
    return [
        {
            "family": face.family,
            "name": face.name,
            "file": face.path.name,
            "index": face.index,
            "languages": list(face.languages),
            "sha256": face.sha256,
            "licence": face.licence,
            "origin": face.origin,
        }
        for face in faces.values()
    ]


def changes_listed(changes: Sequence[Change], carried: Carried, source: str) -> str:
    """Every choice of a conversion, one a line, between tabs: the place, what was written, what it
    became, what it might have become as well, the text around it."""
    lines = ["place\twritten\tprinted\tothers\taround"]
    for change in changes:
        place = change.location
        name = carried.name_of(place.path) if place else None
        where = f"{source}/{name}:{place.line or ''}".rstrip(":") if place and name else ""
        words = (where, change.before, change.after, change.others, change.around)
        lines.append("\t".join(" ".join(word.split()) for word in words))
    return "\n".join(lines) + "\n"


def report_of(made: Sequence[Made], carried: Carried, source: str) -> Sequence[Mapping[str, Any]]:
    """What the proof said of each edition. Places in the text are named below ``source``."""
    return [
        {
            "format": one.artifact.format,
            "sha256": one.artifact.sha256,
            "pages": one.artifact.pages,
            "proved": not one.unproved,
            "why_not": one.unproved,
            "findings": [_finding(found, carried, source) for found in one.findings],
        }
        for one in made
    ]


def _finding(found: Finding, carried: Carried, source: str) -> Mapping[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        **_place(found.location, carried, source),
    }


def _place(place: Location | None, carried: Carried, source: str) -> Mapping[str, Any]:
    if place is None:
        return {}
    name = carried.name_of(place.path)
    path = f"{source}/{name}" if name else place.path.name
    return {"path": path, "line": place.line, "page": place.page}


def report_lines(report: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The same for people."""
    for one in report:
        pages = f", {one['pages']} pages" if one["pages"] else ""
        state = "equal to its source" if one["proved"] else f"not proved: {one['why_not']}"
        number = len(one["findings"])
        yield f"{one['format']}{pages}: {state}; {number or 'no'} finding{'s' * (number != 1)}."
        yield f"    SHA-256 {one['sha256']}"
        for found in one["findings"]:
            where = ":".join(str(found[k]) for k in ("path", "line", "page") if found.get(k))
            yield f"    {where} {found['severity']} {found['code']}: {found['message']}"
