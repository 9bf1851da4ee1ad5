"""fonts.toml → the faces there are; what each covers; a face cut to the characters it prints.

Only this package imports uharfbuzz.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from keben.errors import FontError
from keben.keycaps import CAP, CAPPED
from keben.model import Location
from keben.shelf import NOWHERE, Shelf
from keben.typecase.composites import has_circle
from keben.typecase.coverage import CHOSEN, Coverage
from keben.typecase.files import open_face
from keben.watching import depend_on

LAYOUT_FEATURES = (
    *("ccmp", "locl", "rlig", "liga", "kern", "mark", "mkmk", "dist", "abvm", "blwm"),
    *("palt", "halt", "pwid", "chws", "vert", "vrt2", "vpal", "vhal", "vchs", "vkrn"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct"),
    *("pres", "abvs", "blws", "psts", "haln", "init", "isol", "medi", "fina", "calt", "clig"),
)
"""OpenType features kept in a cut face: those that shape text by itself or that composition uses.
Alternate glyphs that are asked for by name (aalt, jp78, trad …) double a face's size."""


SPACES = " \u00a0\u3000"
"""In every cut face: Pango takes a space from the face of the character before it."""


JOINERS = "\u200d\ufe0f\u20e3" + "".join(map(chr, range(0xE0020, 0xE0080)))
"""In every cut face of the last resort: what joins emoji, and the letters of scripts such as
Devanagari, to one glyph (Unicode TS 51, ED-16; Unicode §23.2)."""

LICENCE = re.compile(r"\w[\w .+-]{0,99}")
NAME = re.compile(r"[\w .+&-]{1,100}")
"""What may be written into style sheets and PDF as the name of a family or a face."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of fonts.toml. ``family`` is our name for its job, ``name`` the printed name.

    ``languages`` are BCP 47 tags or ``*``; ``scripts`` is ``latin`` for a face that prints only
    Latin letters, digits and marks, ``emoji`` for one that prints only those; a ``last_resort``
    face prints what no other has.
    """

    family: str
    name: str
    path: Path
    index: int
    languages: tuple[str, ...]
    sha256: str
    licence: str = ""
    origin: str = ""
    scripts: str = ""
    last_resort: bool = False

    def serves(self, language: str) -> bool:
        """True if this face is the one for the language, or for every language."""
        return "*" in self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class CutFont:
    """A subset of a face as a font file: ``data`` is OpenType (CFF) or TrueType. ``characters``
    are those that it was cut for. ``stands_for`` says what its glyphs are whatever else it was cut
    for, where they have the numbers of the face (:mod:`keben.typecase.numbered`); ``order`` are
    then those that pages call by the first codes (:mod:`keben.typecase.order`)."""

    face: Face
    data: bytes
    suffix: str
    characters: frozenset[str] = frozenset()
    stands_for: str = ""
    order: Sequence[int] = ()

    @property
    def media_type(self) -> str:
        """The media type, EPUB 3.3 §3.2 (core media types)."""
        return f"font/{self.suffix}"


def read_faces(paths: Sequence[Path]) -> tuple[Face, ...]:
    """The faces that some fonts.toml files list, in their order.

    Raises FontError that names the file and what is wrong with it.
    """
    found = tuple(face for path in paths for face in _read(path))
    for path in (*paths, *(face.path for face in found)):
        depend_on(path)
    return found


@cache
def _read(path: Path) -> tuple[Face, ...]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("face", [])
        return tuple(_face(path.parent, table) for table in tables)
    except (OSError, ValueError, RecursionError) as error:
        raise FontError(
            f"the list of fonts cannot be read: {error}.",
            location=Location(path),
            hint="Restore it from the project, or correct the line.",
        ) from error
    except (KeyError, TypeError) as error:
        raise FontError(
            f"a [[face]] lacks or mistakes {error}.",
            location=Location(path),
            hint="A face needs family, name, file, languages and sha256.",
        ) from error


def _face(folder: Path, table: dict[str, Any]) -> Face:
    """Raises KeyError or TypeError, which name the key."""
    if not isinstance(table, dict):
        raise TypeError("its keys")
    words = {key: table[key] for key in ("family", "name", "file", "sha256")}
    words |= {key: table.get(key, "") for key in ("licence", "origin", "scripts")}
    for key, value in words.items():
        if not isinstance(value, str) or "\0" in value:
            raise TypeError(f"{key}, which is a word")
    for key in ("family", "name"):
        if not NAME.fullmatch(words[key]):
            raise TypeError(f"{key}, which is 1 to 100 letters, figures and spaces")
    if words["licence"] and not LICENCE.fullmatch(words["licence"]):
        raise TypeError("licence, which is the name of a file in licences/ without .txt")
    if words["scripts"] not in ("", *CHOSEN):
        raise TypeError(f"scripts, which is {' or '.join(CHOSEN)}")
    languages, index = table["languages"], table.get("index", 0)
    if not (languages and isinstance(languages, list) and all(map(_is_word, languages))):
        raise TypeError("languages, which are words in a list")
    if type(index) is not int:
        raise TypeError("index, which is a number")
    return Face(
        family=words["family"],
        name=words["name"],
        path=folder / words["file"],
        index=index,
        languages=tuple(languages),
        sha256=words["sha256"].lower(),
        licence=words["licence"],
        origin=words["origin"],
        scripts=words["scripts"],
        last_resort=table.get("last_resort", False) is True,
    )


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def loaded(face: Face) -> Any:
    """The face as HarfBuzz knows it, its file proved."""
    return open_face(face.path, face.index, face.sha256)


@cache
def coverage(face: Face) -> Coverage:
    """The code points for which a face has a glyph of its own."""
    codes = loaded(face).unicodes
    if not codes:
        raise FontError(
            f"face {face.index} holds no characters.",
            location=Location(face.path),
            hint="Check the file and the index in fonts.toml.",
        )
    return Coverage(codes, CHOSEN.get(face.scripts))


def is_wide(face: Face, code: int) -> bool:
    """True if the face sets a character nine tenths of an em wide or wider."""
    opened = loaded(face)
    font = hb.Font(opened)
    glyph = font.get_nominal_glyph(code)
    return glyph is not None and font.get_glyph_h_advance(glyph) >= opened.upem * 0.9


def cut(
    face: Face, characters: Iterable[str], *, numbered: bool = False, shelf: Shelf = NOWHERE
) -> CutFont:
    """The face cut to some characters, glyph closure and layout features kept; ``numbered``: its
    glyphs have the numbers that they have in the face.

    Raises FontError where HarfBuzz cannot cut the face.
    """
    kept = frozenset(characters)
    asked = (face.sha256, face.index, face.last_resort, numbered, sorted(kept))
    make = partial(_cut, face, kept, numbered=numbered)
    data = shelf.made("cut", (repr(asked).encode(),), make)
    return CutFont(face, data, "otf" if data[:4] == b"OTTO" else "ttf", kept)


def _cut(face: Face, kept: frozenset[str], *, numbered: bool) -> bytes:
    order = hb.SubsetInput()
    joiners = JOINERS if face.last_resort else ""
    if face.scripts == "emoji" and CAP in kept:
        joiners += CAPPED
    order.unicode_set.update(map(ord, (*kept, *SPACES, *joiners)))
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in LAYOUT_FEATURES
    )
    # In PDF a glyph of a CID-keyed face is called by its CID, so CIDs must follow the new glyph
    # numbers (ISO 32000-1 §9.7.4.2).
    order.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | (hb.SubsetFlags.RETAIN_GIDS if numbered else hb.SubsetFlags.DEFAULT)
    )
    try:
        data = bytes(hb.subset(loaded(face), order).blob.data)
    except RuntimeError as error:
        raise FontError(
            f"face {face.name} cannot be cut: {error}.",
            location=Location(face.path),
            hint="Use an unbroken TrueType or OpenType font.",
        ) from error
    if data[:4] != b"OTTO" and _is_broken(data):
        raise FontError(
            f"face {face.name} has a glyph that is made of itself.",
            location=Location(face.path),
            hint="Use an unbroken font.",
        )
    return data


def _is_broken(data: bytes) -> bool:
    try:
        return has_circle(data)
    except ValueError:
        return True


def cutter_version() -> str:
    """The version of uharfbuzz, and that of the HarfBuzz in it, which cuts faces."""
    return f"{hb.__version__} (HarfBuzz {hb.version_string()})"


def column_forms(font: CutFont) -> dict[str, tuple[int, int]]:
    """For each character of a cut font, the numbers of its glyphs in a line and in a column.

    The column's is the vertical form (OpenType ``vert``) of the face's first language; where it has
    none, both are the same.
    """
    opened = hb.Font(hb.Face(font.data))
    language = font.face.languages[0]
    found = {}
    for character in sorted(font.characters):
        glyphs = []
        for vertical in (False, True):
            buffer = hb.Buffer()
            buffer.add_str(character)
            buffer.direction, buffer.script = "ltr", "Hani"
            buffer.language = "zh-Hans" if language == "*" else language
            hb.shape(opened, buffer, {"vert": vertical})
            glyphs.append([info.codepoint for info in buffer.glyph_infos])
        if all(len(each) == 1 for each in glyphs):
            found[character] = (glyphs[0][0], glyphs[1][0])
    return found
