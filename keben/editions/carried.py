"""What a publication was made from → its files, named from one folder, so that it can be made anew.

Texts, pictures, ``book.toml``, and fonts of the document's own. The same names stand in an archive
and in the PDF that carries its source.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from keben import walk
from keben.editions.ready import Ready
from keben.errors import OutputError
from keben.model import Article, Image, Location
from keben.readers.works import find_files
from keben.transforms.citing import files_of
from keben.typecase.faces import read_faces
from keben.watching import is_there

ASKED = "keben-settings.json"
"""The name of the file that says what was asked for on the command line."""

SOURCE = "source"
"""The folder of an archive that holds these files; the other is that of themes of one's own."""
THEMES = "themes"
TOOLS = "tools.json"
"""The file of an archive that says by which versions of which tools it was made."""

FORM = 1
"""Of that file."""


@dataclass(slots=True)
class Carried:
    """``files`` by their names, each a POSIX path; ``names`` are those of the paths that findings
    and manuscripts give, made absolute."""

    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, path: Path, data: bytes | None = None) -> None:
        """Take a file. Raises OutputError where it has gone since it was read."""
        self.names[_absolute(path)] = name
        if name not in self.files:
            self.files[name] = _read(path) if data is None else data

    def name_of(self, path: Path) -> str | None:
        """The name of a file or folder that was taken."""
        return self.names.get(_absolute(path))


def carry_texts(ready: Ready) -> Carried:
    """The texts, with what orders them, what they include and the works that they cite.

    Raises OutputError where a file can no longer be read.
    """
    prefixes = _prefixes(ready)
    carried = Carried()
    for source in ready.sources:
        prefix = prefixes[source.root]
        carried.put(_join(prefix, _below(source.path, source.root)), source.path, source.data)
    for root, prefix in prefixes.items():
        carried.names.setdefault(_absolute(root), prefix or ".")
    for path in ready.origin.beside if ready.origin else ():
        root = next(root for root in prefixes if _holds(root, path))
        carried.put(_join(prefixes[root], _below(path, root)), path)
    roots = ready.origin.roots if ready.origin else tuple(prefixes)
    for path, root in find_files(files_of(ready.publication, ready.settings), roots):
        carried.put(_join(prefixes[root], _below(path, root)), path)
    return carried


def _holds(root: Path, path: Path) -> bool:
    return Path(_absolute(path)).is_relative_to(_absolute(root))


def carry(ready: Ready) -> Carried:
    """Everything that reading, the type case and the pictures took from the document's folders.

    Raises OutputError for a font list outside of them, and where a file can no longer be read.
    """
    assert ready.origin is not None  # the press states it
    prefixes = _prefixes(ready)
    carried = carry_texts(ready)
    for path, root in _pictures(ready):
        carried.put(_join(prefixes[root], _below(path, root)), path)
    root = ready.origin.roots[0]
    for path in _fonts(ready, root):
        carried.put(_join(prefixes[root], _below(path, root)), path)
    return carried


def state(ready: Ready, carried: Carried) -> bytes:
    """What was asked for, as JSON: the manuscript, the command line's settings, the date."""
    origin = ready.origin
    assert origin is not None  # the press states it
    value = {
        "form": FORM,
        "name": origin.name,
        "sources": [carried.name_of(path) for path in origin.paths],
        "settings": [
            {"origin": str(layer.origin), "values": layer.values} for layer in origin.layers
        ],
        "date": origin.dated.when.isoformat(),
        "date_from": origin.dated.basis.value,
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _prefixes(ready: Ready) -> Mapping[Path, str]:
    """Where each root stands. One is the whole; where sources are bound, each keeps its own name,
    which may be a part's title, and its place among the others."""
    origin = ready.origin
    read_from = origin.roots if origin else (source.root for source in ready.sources)
    roots = tuple(dict.fromkeys(read_from))
    if len(roots) <= 1 or (origin and len(origin.paths) == 1):
        return dict.fromkeys(roots, "")
    real = [Path(os.path.realpath(root)) for root in roots]
    common = Path(os.path.commonpath([root.parent for root in real]))
    if common == Path(common.anchor):
        # Folders without anything in common would name the whole way to them.
        return {root: f"{n}/{p.name}" for n, (root, p) in enumerate(zip(roots, real, strict=True))}
    return {
        root: path.relative_to(common).as_posix() for root, path in zip(roots, real, strict=True)
    }


def _pictures(ready: Ready) -> Iterator[tuple[Path, Path]]:
    """The pictures and their roots, by the paths by which the texts name them: a link may lead to
    another name, and one picture may have several. Those that came inside a document are left out;
    the document holds them."""
    roots = {_absolute(source.path): source.root for source in ready.sources}
    first = ready.sources[0].root
    for article in walk.articles(ready.publication):
        text = article.location.path if article.location else ready.sources[0].path
        root = roots.get(_absolute(text), first)
        for image in _images(article):
            yield from ((path, root) for path in _named(image, text.parent, root))
    cover = ready.publication.cover
    if cover is not None:
        yield from ((path, first) for path in _named(cover, first, first))


def _images(article: Article) -> Iterator[Image]:
    yield from (inline for inline in walk.inlines(article.title) if isinstance(inline, Image))
    yield from walk.images(article.blocks)
    for note in article.notes:
        yield from walk.images(note.blocks)


def _named(image: Image, folder: Path, root: Path) -> Iterator[Path]:
    if image.path is None:
        return
    address = image.address
    top = Path(_absolute(root))
    for form in (address, unquote(address), re.sub(r"[?#].*", "", unquote(address))):
        path = Path(_absolute(folder / form))
        if path.is_relative_to(top) and is_there(path) and filecmp.cmp(path, image.path, False):
            yield path
            return


def _fonts(ready: Ready, root: Path) -> Iterator[Path]:
    """The font lists in the document's own folder, their fonts and licences. Those of a theme
    stand in the theme."""
    for name in ready.settings.fonts:
        listed = root / name
        if not listed.is_file():
            continue
        yield listed
        for face in read_faces((listed,)):
            yield face.path
            licence = face.path.parent / "licences" / f"{face.licence}.txt"
            if face.licence and licence.is_file():
                yield licence


def _below(path: Path, root: Path) -> str:
    """A path from its root. Raises OutputError where it leads out of it."""
    name = Path(os.path.relpath(_absolute(path), _absolute(root)))
    if name.is_absolute() or ".." in name.parts:
        raise OutputError(
            "this lies outside of the document's folder and cannot be carried with it.",
            location=Location(path),
            hint="Copy it into the folder, and name it there.",
        )
    return name.as_posix()


def _absolute(path: Path) -> str:
    """A path as it is written, from the root; links are not followed."""
    return os.path.normpath(Path.cwd() / path)


def _join(prefix: str, name: str) -> str:
    return f"{prefix}/{name}" if prefix else name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"can no longer be read: {error.strerror or error}.",
            location=Location(path),
            hint="Leave the file in its place while building.",
        ) from error
