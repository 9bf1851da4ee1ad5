"""A manuscript → its contents: a file, a folder by the rules of its kind, or several bound."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from keben.catalogue import plain
from keben.catalogue.contents import Arrangement, Chapter, Contents, Group, sources
from keben.catalogue.files import Desk, is_folder
from keben.catalogue.manuscripts import Manuscript
from keben.decoding import read_source
from keben.errors import ManuscriptError
from keben.model import Location
from keben.natural_order import shown_name
from keben.settings import Layer, combine
from keben.watching import is_there


class Kind(Protocol):
    """What a module for a kind of folder offers."""

    def recognises(self, folder: Path) -> bool:
        """True where a folder is of this kind."""
        ...

    def read_settings(self, folder: Path) -> Layer | None:
        """The settings that the folder states, by our names."""
        ...

    def arrange(self, desk: Desk) -> Arrangement:
        """The texts of the folder ``desk.root`` in their order."""
        ...


LEVELS = 100
"""Of chapters in one another."""

KINDS = ("mdbook", "ours", "mkdocs", "honkit", "plain")
"""The kinds of folders, the particular before the general: the first that recognises one has it."""

OF_THE_WHOLE = ("title", "subtitle", "identifier", "cover", "description", "subjects")
"""Settings of a book.toml that a chapter built alone does not take over."""


def open_manuscript(
    manuscript: Manuscript, *, suffixes: Collection[str], encoding: str = ""
) -> Contents:
    """Read a manuscript's files, in the ``encoding`` named or in the one that book.toml names, else
    each in the one that its bytes prove.

    Raises ManuscriptError where a text cannot be read, SettingsError where book.toml is broken.
    """
    path, top = manuscript.paths[0], manuscript.top
    if len(manuscript.paths) == 1:
        if is_folder(path):
            return _open_folder(path, suffixes, encoding)
        return _open_file(path, suffixes, encoding, top)
    opened = [
        _open_part(path, suffixes, encoding)
        if is_folder(path)
        else _open_file(path, suffixes, encoding, top)
        for path in manuscript.paths
    ]
    return Contents(
        items=tuple(item for contents in opened for item in contents.items),
        roots=tuple(dict.fromkeys(root for contents in opened for root in contents.roots)),
        is_book=True,
        findings=tuple(finding for contents in opened for finding in contents.findings),
        tops=tuple(dict.fromkeys(top for contents in opened for top in contents.tops)),
    )


def _kind(folder: Path) -> Kind:
    # A text alone, of no kind, need not wait for what reads YAML and lists of contents.
    modules = (import_module(f"{__package__}.{name}") for name in KINDS)
    return next(kind for kind in cast(Iterator[Kind], modules) if kind.recognises(folder))


def root_of(path: Path) -> Path:
    """The folder within which a text, or the texts of a folder, may name other files."""
    return path if is_folder(path) else _book_above(path, None) or path.parent


def _book_above(path: Path, top: Path | None) -> Path | None:
    parents = [above for above in path.parents if top is None or above.is_relative_to(top)]
    return next((above for above in parents if is_there(above / plain.BOOK_SETTINGS)), None)


def _open_file(path: Path, suffixes: Collection[str], encoding: str, top: Path | None) -> Contents:
    """A file alone; where a folder above it, as far as its path is written, is a book, with that
    book's root and settings, but not with what names the whole book."""
    book = _book_above(path, top)
    root = book or path.parent
    layer = (_kind(root).read_settings(root) if book else None) or Layer({})
    encoding = encoding or combine(layer).encoding
    source = read_source(path, root, suffixes=suffixes, encoding=encoding)
    chapter = Chapter(source)
    if book is None:
        return Contents((chapter,), (root,), is_book=False, tops=(root,))
    values = {key: value for key, value in layer.values.items() if key not in OF_THE_WHOLE}
    layer = Layer(values, layer.origin)
    return Contents((chapter,), (root,), is_book=False, layer=layer, tops=(root,))


def _open_folder(folder: Path, suffixes: Collection[str], encoding: str) -> Contents:
    kind = _kind(folder)
    layer = kind.read_settings(folder)
    encoding = encoding or (combine(layer).encoding if layer else "")
    desk = Desk(folder, suffixes, encoding)
    found = kind.arrange(desk)
    _check_depth((*found.front, *found.body, *found.back), folder)
    if not any(sources((*found.front, *found.body, *found.back))):
        raise ManuscriptError(
            "the folder holds no text.",
            location=Location(folder),
            hint=f"Put files there that end in {', '.join(suffixes)}.",
        )
    return Contents(
        items=found.body,
        roots=(folder,),
        is_book=True,
        layer=layer,
        findings=tuple(desk.findings),
        front=found.front,
        back=found.back,
        tops=(found.top,),
        is_sorted=found.is_sorted,
    )


def _check_depth(items: Sequence[Chapter | Group], folder: Path) -> None:
    """Raise ManuscriptError for chapters that stand deeper in one another than any list of contents
    is read."""
    run = items
    for _ in range(LEVELS):
        run = [
            chapter
            for item in run
            for chapter in (item.chapters if isinstance(item, Group) else item.children)
        ]
    if run:
        raise ManuscriptError(
            f"chapters stand more than {LEVELS} deep in one another.",
            location=getattr(run[0], "location", None) or Location(folder),
            hint="Take some levels out of the list of contents.",
        )


def _open_part(folder: Path, suffixes: Collection[str], encoding: str) -> Contents:
    """A folder among what is bound: a part, with its front and back matter inside it."""
    opened = _open_folder(folder, suffixes, encoding)
    items = (*opened.front, *opened.items, *opened.back)
    part = _bound_part(folder, items)
    return Contents((part,), opened.roots, True, findings=opened.findings, tops=opened.tops)


def _bound_part(folder: Path, items: tuple[Chapter | Group, ...]) -> Group:
    chapters = tuple(
        plain.as_chapter(item, folder) if isinstance(item, Group) else item for item in items
    )
    index = plain.begins_with_index(chapters, folder)
    return Group(shown_name(folder.resolve().name), chapters, has_index=index)
