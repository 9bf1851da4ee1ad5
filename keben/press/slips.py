"""A manuscript and an order → a slip: the digest of all that is known before a source is opened."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from keben.libraries import installed
from keben.places import PROGRAM, cache_folder

if TYPE_CHECKING:
    from keben.catalogue import Manuscript
    from keben.press.order import Order

PANGO = "libpango-1.0.so.0"
PACKAGE = PROGRAM[0]


def slip(manuscript: Manuscript, order: Order) -> str:
    """The name under which the outcome is kept.

    It tells apart the places that are named, the settings and formats asked for, the themes and
    fonts at hand, and the program itself with the libraries that set its pages.
    """
    asked = {
        "name": manuscript.name,
        "paths": [[str(path), str(path.absolute())] for path in manuscript.paths],
        "copy": manuscript.copy and [manuscript.copy.values, manuscript.copy.number],
        "formats": order.formats,
        "editions": dict(order.editions),
        "layers": [layer.values for layer in order.layers],
        "modified": str(order.modified),
        "ground": ground(order),
    }
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False, default=str)
    # A name that is no UTF-8 is refused when its file is read.
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def covered(order: Order) -> tuple[Path, ...]:
    """The folders whose content the slip tells: the program, its libraries, fonts and themes; and
    the stock, which holds what can be made again."""
    stock = (order.stock.folder,) if order.stock else ()
    lists = (path.parent for path in order.font_lists)
    return (*PROGRAM, cache_folder(), *stock, *order.theme_folders, *lists)


def ground(order: Order) -> str:
    """The digest of what is the same for every manuscript: the program with its libraries, and the
    themes and fonts at hand."""
    return _ground(order.theme_folders, order.font_lists)


@cache
def _ground(themes: tuple[Path, ...], lists: tuple[Path, ...]) -> str:
    """What is the same for every manuscript of a run."""
    found = hashlib.sha256(sys.version.encode())
    for line in (*_versions(), *_states(_fonts(lists))):
        found.update(f"{line}\n".encode())
    for folder in (PACKAGE, *themes):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(os.fsencode(path.relative_to(folder)))
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _versions() -> Iterator[str]:
    yield from installed()
    with suppress(OSError, AttributeError):
        pango = ctypes.CDLL(PANGO)
        pango.pango_version_string.restype = ctypes.c_char_p
        yield f"Pango {pango.pango_version_string().decode()}"


def _fonts(lists: Iterable[Path]) -> Iterator[Path]:
    """The lists and the fonts that they name; a broken list is met when it is used."""
    for path in lists:
        yield path
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            faces = tomllib.loads(path.read_text(encoding="utf-8"))["face"]
            yield from sorted({path.parent / face["file"] for face in faces})


def _states(paths: Iterable[Path]) -> Iterator[str]:
    """Fonts are proved by their SHA-256 when they are used; here size and time are enough."""
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            yield f"{path} missing"
        else:
            yield f"{path} {status.st_size} {status.st_mtime_ns}"
