"""The type case → the part of it that an e-reader edition embeds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from keben.typecase import TypeCase


def embed(
    case: TypeCase, choice: Literal["display", "all", "none"], *, jobs: Collection[str]
) -> TypeCase:
    """The type case with just the fonts to embed.

    ``jobs`` are those that the style sheet names. ``display`` leaves the text's own faces to the
    reading system and keeps those of the jobs, and the faces of rare characters.
    """
    rare = {font.face.name for font in case.fonts if font.face.last_resort}
    used = {name for (job, _), names in case.families.items() if job in jobs for name in names}
    text = [names for (job, _), names in case.families.items() if job == "text"]
    if choice == "all":
        chosen = used | rare | {name for names in text for name in names}
    elif choice == "display":
        chosen = (used | rare) - {names[0] for names in text if names}
    else:
        chosen = set()
    return replace(
        case,
        fonts=tuple(font for font in case.fonts if font.face.name in chosen),
        families={
            key: tuple(name for name in names if name in chosen)
            for key, names in case.families.items()
        },
    )


def rare_characters(case: TypeCase) -> frozenset[str]:
    """The characters that only a last-resort face of the case has."""
    return frozenset().union(*(f.characters for f in case.fonts if f.face.last_resort))
