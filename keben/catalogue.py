"""Paths of the command line → manuscripts; a manuscript → its decoded sources in reading order."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keben.decoding import EmptyText, read_source
from keben.errors import ManuscriptError, UsageError
from keben.model import Finding, Location, Severity, Source
from keben.natural_order import natural_key
from keben.settings import Layer, combine, read_toml
from keben.watching import is_there

BOOK_SETTINGS = "book.toml"
FIRST = ("readme", "index")
MDBOOK = ("title", "authors", "description", "language")
"""What is taken over from a book.toml that is mdBook's and says the same in a table [book]."""

OF_THE_WHOLE = ("title", "subtitle", "identifier", "cover", "description", "subjects")
"""Settings of a book.toml that a chapter built alone does not take over."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What will become one publication under one name.

    ``paths`` holds one file or one folder; several where sources are bound into one book. Above
    ``top`` no book.toml counts.
    """

    name: str
    paths: tuple[Path, ...]
    top: Path | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder within a book: a part. ``sources`` begins with its index, if it has one."""

    name: str
    sources: tuple[Source, ...]
    has_index: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """An opened manuscript. ``layer`` is its book.toml; ``is_book`` where a folder was named or
    sources are bound; ``roots`` are the folders within which its texts may name files;
    ``findings`` name the files of a folder that were left out."""

    items: tuple[Source | Folder, ...]
    roots: tuple[Path, ...]
    is_book: bool
    layer: Layer | None = None
    findings: tuple[Finding, ...] = ()


def plan(
    paths: Sequence[Path], *, suffixes: Collection[str], shelf: Path, bind: str = ""
) -> tuple[Manuscript, ...]:
    """The manuscripts to build; without paths, everything on the ``shelf`` that can be read.

    Only names are settled here: a source that is missing or broken is met when it is opened, so
    that it does not stop the others. Raises UsageError where there is nothing to build, a name
    cannot be a file's, or two manuscripts would give one output.
    """
    if bind:
        return (_bound(paths, bind),)
    found = tuple(Manuscript(_name(path), (path,)) for path in paths or _shelved(shelf, suffixes))
    seen: dict[str, Path] = {}
    for manuscript in found:
        path = manuscript.paths[0]
        # Names that differ only in case are one file on macOS.
        other = seen.setdefault(unicodedata.normalize("NFC", manuscript.name).casefold(), path)
        if other is not path:
            raise UsageError(
                f'{other} and {path} would both be made into "{manuscript.name}".',
                hint="Rename one, build them apart, or bind them with --bind NAME.",
            )
    return found


def _bound(paths: Sequence[Path], name: str) -> Manuscript:
    if not paths:
        raise UsageError("--bind has nothing to bind.", hint="Name the sources in their order.")
    if name != Path(name).name or name.startswith("."):
        raise UsageError(f'--bind: "{name}" cannot be a file\'s name.', hint="Use a plain word.")
    return Manuscript(name, tuple(paths))


def _name(path: Path) -> str:
    name = path.stem if path.suffix and not _is_folder(path) else path.name
    name = name if name not in ("", "..") else path.resolve().name
    if not name:
        raise UsageError(f"{path} has no name to give to a file.", hint="Name a folder below it.")
    return name


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file can have; opening it will say so
        return False


def _shelved(shelf: Path, suffixes: Collection[str]) -> list[Path]:
    if not shelf.is_dir():
        raise UsageError(
            f"no source is named, and there is no folder {shelf}.",
            hint="Name a text, as in: keben notes.txt",
        )
    # A folder without a text holds the pictures of its neighbours.
    entries = _listed(shelf, suffixes)
    found = [path for path in entries if not path.is_dir() or any(_below(path, suffixes))]
    if not found:
        raise UsageError(f"the folder {shelf} holds no text.", hint="Put a .md or .txt file there.")
    return found


def open_manuscript(
    manuscript: Manuscript, *, suffixes: Collection[str], encoding: str = ""
) -> Contents:
    """Read a manuscript's files, in the ``encoding`` named or in the one that book.toml names, else
    each in the one that its bytes prove.

    A folder is in natural order (2 before 10, 第二章 before 第十章), its README or index first,
    folders below it after its own files. Raises ManuscriptError where a text cannot be read,
    SettingsError where book.toml is broken.
    """
    path = manuscript.paths[0]
    top = manuscript.top
    if len(manuscript.paths) == 1:
        if _is_folder(path):
            return _open_folder(path, suffixes, encoding)
        return _open_file(path, suffixes, encoding, top)
    opened = [
        _open_part(path, suffixes, encoding)
        if _is_folder(path)
        else _open_file(path, suffixes, encoding, top)
        for path in manuscript.paths
    ]
    return Contents(
        items=tuple(item for contents in opened for item in contents.items),
        roots=tuple(dict.fromkeys(root for contents in opened for root in contents.roots)),
        is_book=True,
        findings=tuple(finding for contents in opened for finding in contents.findings),
    )


def _open_file(path: Path, suffixes: Collection[str], encoding: str, top: Path | None) -> Contents:
    """A file alone; where a folder above it, as far as its path is written, is a book, with that
    book's root and settings, but not with what names the whole book."""
    parents = [above for above in path.parents if top is None or above.is_relative_to(top)]
    book = next((above for above in parents if is_there(above / BOOK_SETTINGS)), None)
    root = book or path.parent
    layer = _read_settings(root) if book else Layer({})
    encoding = encoding or combine(layer).encoding
    source = read_source(path, root, suffixes=suffixes, encoding=encoding)
    if book is None:
        return Contents((source,), (root,), is_book=False)
    values = {key: value for key, value in layer.values.items() if key not in OF_THE_WHOLE}
    return Contents((source,), (root,), is_book=False, layer=Layer(values, layer.origin))


def _open_folder(folder: Path, suffixes: Collection[str], encoding: str) -> Contents:
    layer = _read_settings(folder) if is_there(folder / BOOK_SETTINGS) else None
    encoding = encoding or (combine(layer).encoding if layer else "")
    findings: list[Finding] = []
    items: list[Source | Folder] = []
    for path in _listed(folder, suffixes):
        if path.is_dir():
            part = _part(path, folder, suffixes, encoding, findings)
            items += [part] if part.sources else []
        else:
            items += _member(path, folder, suffixes, encoding, findings)
    if not items:
        raise ManuscriptError(
            "the folder holds no text.",
            location=Location(folder),
            hint=f"Put files there that end in {', '.join(suffixes)}.",
        )
    return Contents(tuple(items), (folder,), True, layer, tuple(findings))


def _open_part(folder: Path, suffixes: Collection[str], encoding: str) -> Contents:
    findings: list[Finding] = []
    part = _part(folder, folder, suffixes, encoding, findings)
    return Contents((part,), (folder,), True, findings=tuple(findings))


def _read_settings(folder: Path) -> Layer:
    layer = read_toml(folder / BOOK_SETTINGS)
    book = layer.values.get("book")
    if not isinstance(book, Mapping):
        return layer
    return Layer({key: book[key] for key in MDBOOK if key in book}, layer.origin)


def _member(
    path: Path, root: Path, suffixes: Collection[str], encoding: str, findings: list[Finding]
) -> tuple[Source, ...]:
    """A text of a folder, which a symbolic link must not fetch from elsewhere; none for an empty
    file, which is often a chapter to come."""
    place = Location(path)
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        raise ManuscriptError(
            "this is a symbolic link that leads out of the folder.",
            location=place,
            hint="Copy the text into the folder.",
        )
    try:
        return (read_source(path, root, suffixes=suffixes, encoding=encoding),)
    except EmptyText:
        findings.append(Finding("B001", Severity.WARNING, "an empty file is left out.", place))
        return ()


def _part(
    folder: Path, root: Path, suffixes: Collection[str], encoding: str, findings: list[Finding]
) -> Folder:
    """Every text in and below a folder, as one part."""
    sources = [
        source
        for path in _below(folder, suffixes)
        for source in _member(path, root, suffixes, encoding, findings)
    ]
    first = sources[0].path if sources else None
    return Folder(
        name=folder.resolve().name,
        sources=tuple(sources),
        has_index=first is not None and first.parent == folder and _is_index(first),
    )


def _below(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    for path in _listed(folder, suffixes):
        if path.is_dir():
            yield from _below(path, suffixes)
        else:
            yield path


def _listed(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """A folder's texts, then its folders, in reading order; hidden ones and links to folders left
    out, because a link may lead in a circle or out of the book."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: natural_key(path.name))
    except OSError as error:
        raise ManuscriptError(
            f"the folder cannot be read: {error.strerror}.",
            location=Location(folder),
            hint="Check its permissions.",
        ) from error
    shown = [path for path in entries if not path.name.startswith(".")]
    files = [path for path in shown if not path.is_dir() and path.suffix.lower() in suffixes]
    folders = [path for path in shown if path.is_dir() and not path.is_symlink()]
    return [*sorted(files, key=lambda path: not _is_index(path)), *folders]


def _is_index(path: Path) -> bool:
    return path.stem.lower() in FIRST
