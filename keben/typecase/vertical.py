"""A type case → the same for a page in columns."""

from __future__ import annotations

from dataclasses import replace

from keben.settings import Settings
from keben.typecase.case import TypeCase


def turn_case(case: TypeCase, settings: Settings) -> TypeCase:
    """The case with turned fonts for every job. Those that are not turned stay beside them for
    running heads and folios (job ``furniture``) and for the words in drawings."""
    # What turns glyphs takes a fifth of a second to import, and few documents stand in columns.
    from keben.typecase.turned import TURNED, turn_font

    code = settings.faces.code
    numbers = settings.composition.vertical_numbers
    turned = (
        turn_font(font, numbers="none" if font.face.family == code else numbers)
        for font in case.fonts
    )
    families = {key: tuple(name + TURNED for name in names) for key, names in case.families.items()}
    furniture = {
        ("furniture", language): names
        for (job, language), names in case.families.items()
        if job == "small"
    }
    # The engine looks for a drawing's characters in the order of the fonts.
    return replace(case, fonts=(*case.fonts, *turned), families={**families, **furniture})
