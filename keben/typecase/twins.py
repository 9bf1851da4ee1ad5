"""A face and characters → the face, and twins of it for characters that it draws with one glyph.

Faces draw look-alikes with one glyph: … and ⋯, 〜 and ～, 木 and its radical. In PDF a glyph of a
font stands for one text (ISO 32000-1 §9.10.3), so both would be read back as the same character.
Each goes into a font of its own, cut from the same face.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace

import uharfbuzz as hb

from keben.typecase.faces import Face, loaded


def with_twins(face: Face, characters: Collection[str]) -> Iterator[tuple[Face, frozenset[str]]]:
    """The face with its characters, then a twin for each further character of one glyph."""
    font = hb.Font(loaded(face))
    groups: list[dict[int, str]] = [{}]
    kept: set[str] = set()
    for character in sorted(characters, key=_plainness):
        glyph = font.get_nominal_glyph(ord(character))
        if glyph is None or character.isspace():
            kept.add(character)
            continue
        group = next((group for group in groups if glyph not in group), None)
        if group is None:
            group = {}
            groups.append(group)
        group[glyph] = character
    yield face, frozenset((*kept, *groups[0].values()))
    for number, group in enumerate(groups[1:], start=2):
        yield replace(face, name=f"{face.name} {number}"), frozenset(group.values())


def _plainness(character: str) -> tuple[bool, str]:
    """What is no other character's form comes first, and has the face's own name."""
    plain = unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain != character, character
