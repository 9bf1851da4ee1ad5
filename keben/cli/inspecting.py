"""The commands that look: themes, fonts, and doctor, which checks what building needs."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from keben import theme as themes
from keben.errors import FontError, PressError
from keben.places import fonts_folder, templates_folder
from keben.settings import combine
from keben.typecase import faces, files

LIBRARIES = {
    "Pango": ("pango-1.0-0", "pango-1.0"),
    "PangoFT2": ("pangoft2-1.0-0", "pangoft2-1.0"),
    "HarfBuzz": ("harfbuzz-0", "harfbuzz"),
    "HarfBuzz subset": ("harfbuzz-subset-0", "harfbuzz-subset"),
    "Fontconfig": ("fontconfig-1", "fontconfig"),
}
"""What WeasyPrint loads, under the names it has on Windows and elsewhere."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``remedy`` is empty where it is well."""

    what: str
    state: str
    remedy: str = ""


def _folders() -> tuple[Path, ...]:
    return tuple(dict.fromkeys((Path("templates").resolve(), templates_folder())))


def _font_lists() -> tuple[Path, ...]:
    return (fonts_folder() / "fonts.toml",)


def list_themes() -> int:
    """Print each theme's name and folder."""
    for name in dict.fromkeys(themes.names(folders=_folders())):
        _, folder = themes.load(name, folders=_folders()).chain[0]
        click.echo(f"{name}\t{folder}")
    return 0


def list_fonts() -> int:
    """Print each face's family, printed name, languages, and what it is for."""
    for face in faces.read_faces(_font_lists()):
        use = "last resort" if face.last_resort else face.scripts or "text"
        click.echo("\t".join((face.family, face.name, " ".join(face.languages), use)))
    return 0


def examine() -> int:
    """Print a line for each check; FontError's exit code where one is not well."""
    found = [*_check_python(), *_check_libraries(), *_check_fonts(), *_check_themes()]
    for check in found:
        mark = "wrong" if check.remedy else "ok"
        click.echo(f"{mark:5}  {check.what}: {check.state}")
        if check.remedy:
            click.echo(f"       {check.remedy}")
    return FontError.exit_code if any(check.remedy for check in found) else 0


def _check_python() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    remedy = "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer."
    yield Check("Python", version, remedy)


def _check_libraries() -> Iterator[Check]:
    for what, names in LIBRARIES.items():
        found = next((path for name in names if (path := ctypes.util.find_library(name))), None)
        try:
            if found is None:
                raise OSError("not found")
            ctypes.CDLL(found)
        except OSError as error:
            yield Check(what, str(error), 'Run "make setup", which installs it.')
        else:
            yield Check(what, found)


def _check_fonts() -> Iterator[Check]:
    def check() -> str:
        known = faces.read_faces(_font_lists())
        for path, sha256 in {(face.path, face.sha256) for face in known}:
            files.check(path, sha256)
        return f"{len(known)} faces, every file as fonts.toml names it"

    yield _tried("fonts", check)


def _check_themes() -> Iterator[Check]:
    for name in dict.fromkeys(themes.names(folders=_folders())):

        def check(name: str = name) -> str:
            loaded = themes.load(name, folders=_folders())
            combine(*loaded.layers)
            return " < ".join(reversed([link for link, _ in loaded.chain]))

        yield _tried(f"theme {name}", check)


def _tried(what: str, check: Callable[[], str]) -> Check:
    try:
        return Check(what, check())
    except PressError as error:
        return Check(what, error.message, f"{error.location or ''} {error.hint}".strip())
