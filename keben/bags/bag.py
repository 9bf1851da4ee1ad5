"""A folder → a bag in its place; a bag → what is wrong with it. The only importer of bagit."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bagit

from keben.errors import OutputError, ProofError
from keben.model import Location

ALGORITHMS = ("sha256", "sha512")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""RFC 8493 §2.1.1."""

AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f\\]|%(?:0[ADad]|25)")
"""In names: what RFC 8493 §2.1.3 and bagit 1.9 write in two ways, and what is no name elsewhere."""

# What bagit finds is told by us, once.
_LOG = logging.getLogger("bagit")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A code of :mod:`keben.findings` and the name of the file in the bag that it is about."""

    code: str
    name: str


def seal(folder: Path, info: Mapping[str, str]) -> None:
    """Make a bag of what lies in a folder: the files move into ``data``, the manifests of SHA-256
    and SHA-512 are written. ``info`` becomes bag-info.txt and must hold Bagging-Date and
    Bag-Software-Agent, which would otherwise be today's.

    Raises OutputError where a name cannot stand in a manifest, or the bag cannot be written.
    """
    for path in folder.rglob("*"):
        if AMBIGUOUS.search(path.name):
            raise OutputError(
                f"the name {path.name!r} cannot stand in an archive.",
                hint="Rename the file: no control characters, no \\, no %0A, %0D or %25.",
            )
    lines = {key: " ".join(value.split()) for key, value in info.items()}
    try:
        bagit.make_bag(str(folder.resolve()), lines, checksums=list(ALGORITHMS))
    except (bagit.BagError, RuntimeError) as error:
        raise OutputError(f"the archive cannot be made: {error}.") from error
    # bagit writes version 0.97, and lists these files as the folder happens to give them.
    (folder / "bagit.txt").write_text(DECLARATION, encoding="utf-8", newline="\n")
    tags = sorted(p.name for p in folder.iterdir() if p.is_file() and not _is_tag_manifest(p.name))
    for algorithm in ALGORITHMS:
        sums = (hashlib.new(algorithm, (folder / name).read_bytes()).hexdigest() for name in tags)
        lines_of = "".join(f"{sum_}  {name}\n" for sum_, name in zip(sums, tags, strict=True))
        target = folder / f"tagmanifest-{algorithm}.txt"
        target.write_text(lines_of, encoding="utf-8", newline="\n")


def examine(folder: Path, shown: Path) -> tuple[Trouble, ...]:
    """Everything in which the files of a bag are not what its manifests say. ``shown`` is its name
    in errors. Raises ProofError where it is no bag of ours."""
    try:
        if (folder / "bagit.txt").read_text(encoding="utf-8") != DECLARATION:
            raise _broken(shown, "its bagit.txt is not that of a bag made by keben")
        if (folder / "fetch.txt").exists():
            raise _broken(shown, "it asks for files to be fetched")
        bag = bagit.Bag(str(folder.resolve()))
        if sorted(bag.algorithms) != sorted(ALGORITHMS):
            raise _broken(shown, f"it lacks a manifest of {' or '.join(ALGORITHMS)}")
        troubles = tuple(_missing_and_extra(bag, folder))
        if troubles:
            return troubles
        return tuple(_mismatches(bag, shown))
    except (bagit.BagError, OSError, ValueError, RecursionError) as error:
        # bagit raises ValueError, of which UnicodeDecodeError is one, for tag files of no form.
        raise _broken(shown, str(error).replace(str(folder.resolve()), "")) from error


def _missing_and_extra(bag: Any, folder: Path) -> Iterator[Trouble]:
    missing, extra = bag.compare_manifests_with_fs()
    known = {name: sums for name, sums in bag.entries.items() if (folder / name).is_file()}
    yield from (Trouble("Z002", str(name)) for name in sorted(missing))
    tags = [p.name for p in folder.iterdir() if p.name != "data" and not _is_tag_manifest(p.name)]
    extra += [name for name in tags if name not in bag.entries]
    # A file that only one of the manifests names is proved by half.
    extra += [name for name, sums in known.items() if set(sums) != set(ALGORITHMS)]
    yield from (Trouble("Z003", str(name)) for name in sorted(extra))


def _mismatches(bag: Any, shown: Path) -> Iterator[Trouble]:
    try:
        bag.validate()
    except bagit.BagValidationError as error:
        names = {str(detail.path) for detail in error.details if hasattr(detail, "path")}
        if not names:
            raise _broken(shown, str(error)) from error
        yield from (Trouble("Z001", name) for name in sorted(names))


def _is_tag_manifest(name: str) -> bool:
    return name in {f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}


def _broken(shown: Path, why: str) -> ProofError:
    return ProofError(
        f"this is no archive that can be proved: {why.rstrip('.')}.",
        location=Location(shown),
        hint="Take another copy.",
    )
